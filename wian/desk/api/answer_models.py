"""What programs send to answer, and to take an answer back."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from wian.desk.api.models import AnswerGiven, Asked, At, FilesAsked, Given, Line
from wian.letters.answer_form.form import LONGEST_TEXT, MOST_FIELDS


class AnswerAsked(Asked):
    """What the office answers."""

    text: Annotated[
        str,
        Field(
            max_length=LONGEST_TEXT,
            description="The answer; a remark, or nothing, where the directive has a form.",
        ),
    ] = ""
    values: Annotated[
        dict[str, Any],
        Field(
            default_factory=dict,
            max_length=MOST_FIELDS,
            description="Values of the form, by field: numbers, decimals as text or number, ids of "
            "choices, true or false, days as 2027-01-19, text, names of files among those sent, "
            "and rows of tables, each with its columns.",
        ),
    ]
    answered: Annotated[
        At | None, Field(description="When, as written on paper; now by default.")
    ] = None
    reason: Annotated[
        Line | None, Field(description="Why that is earlier than now: needed then.")
    ] = None
    files: FilesAsked = ()


class AnswerMade(AnswerGiven):
    """An answer that stands in the ledger."""

    new: Annotated[bool, Field(description="This request recorded it.")]


class TakeBackAsked(Asked):
    """Why the office takes its answer back."""

    reason: Line


class AnswerTakenBack(Given):
    """That the office took an answer back."""

    number: Annotated[int, Field(description="Of the answer, in the office's journal.")]
    reason: str
