"""What a command says about a wrong option value, in plain words."""

from __future__ import annotations

from collections.abc import Mapping

import typer
from pydantic import ValidationError

from wian.kit.pydantic_faults import shown

_WHOLE = "{value} is not a whole number."
_SENTENCES: Mapping[str, str] = {
    "greater_than_equal": "{value} is too small; use at least {ge}.",
    "less_than_equal": "{value} is too large; use at most {le}.",
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "float_parsing": "{value} is not a number.",
    "value_error": "{error}",
}


def reword(error: typer.BadParameter) -> None:
    """Have an error of usage say what is wrong in our words, if a value was checked by pydantic."""
    if not isinstance(error.__cause__, ValidationError):
        return
    detail = error.__cause__.errors(include_url=False)[0]
    known = {"value": shown(detail["input"]), **detail.get("ctx", {})}
    error.message = _SENTENCES.get(detail["type"], "{value} does not fit.").format_map(known)
