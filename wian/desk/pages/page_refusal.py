"""What does a page say where what somebody entered cannot be done?"""

from __future__ import annotations

from typing import Any

from fastapi import Request

from wian.desk.app.page_templates import shown_to
from wian.desk.app.reader_language import language_of
from wian.desk.app.words import say_error
from wian.desk.views.faults import in_words
from wian.kit.errors import InputFaults, WianError

_OK, _CONFLICT, _UNPROCESSABLE = 200, 409, 422


def refusal(request: Request, error: WianError | None) -> dict[str, Any]:
    """What a page says of what cannot be done: a sentence, the faults one by one, and its status.

    What was entered wrong is 422; what cannot be as things stand, 409.
    """
    if error is None:
        return {"error": None, "faults": (), "status": _OK}
    language, shown = language_of(request), shown_to(request)
    if isinstance(error, InputFaults):
        faults = in_words(language, error.faults, shown)
        return {"error": None, "faults": faults, "status": _UNPROCESSABLE}
    return {"error": say_error(language, error, shown), "faults": (), "status": _CONFLICT}
