"""What is an office's answer made of: a text, or the values of the directive's form?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wian.kit.errors import Fault, InputFaults
from wian.letters.answer_form.form import AnswerForm
from wian.letters.answer_form.notation import Notation
from wian.letters.answer_form.values import Values, checked_values
from wian.letters.enclosed_file import EnclosedFile
from wian.office.inputs import AnswerRemark, AnswerText, checked


@dataclass(frozen=True, slots=True)
class FilledForm:
    """What somebody filled in, as yet unchecked.

    Attributes:
        given: Values by field: see ``checked_values``.
        notation: How they are written; ISO days and English signs where ``None``.
    """

    given: Mapping[str, Any]
    notation: Notation | None = None


@dataclass(frozen=True, slots=True)
class AnswerContent:
    """What an answer says, as it may be kept.

    Attributes:
        text: The answer, or a remark beside the form.
        reason: Why it is recorded later than it was given.
        values: The values of the form; empty where the directive has none.
    """

    text: str
    reason: str | None
    values: Values = field(default_factory=dict)


def answer_content(
    form: AnswerForm | None,
    text: str,
    reason: str | None,
    filled: FilledForm | None,
    files: Sequence[EnclosedFile] = (),
) -> AnswerContent:
    """What an office answers, once all of it can be kept.

    Args:
        form: The directive's form; ``None``: the answer is a text.
        text: The text; beside a form it may be empty.
        reason: Why it is recorded later than it was given.
        filled: What was filled in.
        files: What goes with it.

    Raises:
        InputFaults: Something of it cannot be kept: all of that.
    """
    faults: list[Fault] = []
    wanted: AnswerText | AnswerRemark | None = None
    values: Values = {}
    try:
        asked: type[AnswerText | AnswerRemark] = AnswerRemark if form else AnswerText
        wanted = checked(asked, text=text, reason=reason)
    except InputFaults as error:
        faults += error.faults
    if form is not None:
        found = checked_values(
            form,
            filled.given if filled else {},
            filled.notation if filled else None,
            files={file.kept.name: file.kept.sha256 for file in files},
        )
        values = found.values
        faults += found.faults
    elif filled is not None and filled.given:
        what = "the directive has no form to fill in"
        faults.append(Fault("values", what, "write the answer as text", "answer_no_form"))
    if faults or wanted is None:
        raise InputFaults("What was entered", faults)
    return AnswerContent(wanted.text or "", wanted.reason, values)
