"""What a command says about something typed wrong, in plain words and in the user's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import typer
from pydantic import ValidationError
from typer._click.exceptions import NoArgsIsHelpError, UsageError

from wian.cli.terminal.translation import Translation, translation
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


class RetoldError(UsageError):
    """Wrong usage, as a translation says it: how the command is called, and what is wrong."""

    def show(self, file: Any = None) -> None:
        """Print it on standard error."""
        typer.echo(self.message, file=file, err=True)


def reworded(error: typer.TyperException) -> typer.TyperException:
    """An error of usage in our words, and in those of the user's language."""
    if isinstance(error, typer.BadParameter):
        _reword(error)
    spoken = translation()
    if (
        spoken is None
        or not isinstance(error, UsageError)
        or isinstance(error, RetoldError | NoArgsIsHelpError)
    ):
        return error
    return RetoldError("\n".join(_lines(error, spoken)), error.ctx)


def _reword(error: typer.BadParameter) -> None:
    """Let it say what is wrong in our words, if a value was checked by pydantic."""
    if not isinstance(error.__cause__, ValidationError):
        return
    detail = error.__cause__.errors(include_url=False)[0]
    known = {"value": shown(detail["input"]), **detail.get("ctx", {})}
    error.message = _SENTENCES.get(detail["type"], "{value} does not fit.").format_map(known)


def _lines(error: UsageError, spoken: Translation) -> list[str]:
    wrong = f"{spoken.said('Error:')} {spoken.sentence(error.format_message())}"
    if error.ctx is None:
        return [wrong]
    command = f"Try '{error.ctx.command_path} --help' for help."
    return [error.ctx.get_usage(), spoken.sentence(command), "", wrong]
