"""The part of a letter's page where an office answers: the form, and what it answered before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request, UploadFile

from wian.desk.answering.drawn_field import Drawing, DrawnField
from wian.desk.answering.told_value import told_values
from wian.desk.answering.typed_form import TypedForm
from wian.desk.app.reader_language import language_of
from wian.desk.app.uploads import uploaded
from wian.desk.letter_files import came_with
from wian.desk.office_letters import InboxLetter
from wian.kit.errors import InputFaults, WianError
from wian.ledger.acts import Answered
from wian.letters.answer_form.notation import Notation
from wian.letters.enclosed_file import EnclosedFile
from wian.office.filled_form import FilledForm


@dataclass(frozen=True, slots=True)
class DrawnForm:
    """A directive's form as a page shows it.

    Attributes:
        note: What stands above it.
        fields: Its fields.
    """

    note: str | None
    fields: tuple[DrawnField, ...]


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """What was filled in, and the files that go with it.

    Attributes:
        filled: What was filled in; ``None`` where the directive has no form.
        files: The files.
    """

    filled: FilledForm | None
    files: tuple[EnclosedFile, ...]

    @property
    def content(self) -> tuple[object, ...]:
        """What tells it from another answer of the same form."""
        said = [str(self.filled.given)] if self.filled else []
        return (*said, *(each.kept.sha256 for each in self.files))


def typed_answer(at: InboxLetter, typed: TypedForm, files: Sequence[UploadFile]) -> TypedAnswer:
    """What an office filled in on a page.

    Raises:
        InputFaults: A file cannot travel.
        NoSuchLetter: A file that was to stay never went with the letter.
    """
    form = at.item.directive.answer
    sent = uploaded(files)
    if form is None:
        return TypedAnswer(None, sent)
    chosen = typed.sent(form)
    kept = {
        name: came_with(at, sha256)
        for name, sha256 in typed.kept(form).items()
        if name not in chosen
    }
    fields = {**kept, **chosen}
    together = {each.kept.sha256: each for each in (*sent, *fields.values())}
    filled = FilledForm(typed.given(form, fields), Notation.of(at.plan.jurisdiction))
    return TypedAnswer(filled, tuple(together.values()))


def answer_part(
    request: Request,
    at: InboxLetter,
    *,
    error: WianError | None = None,
    given: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """What a page needs of answers: ``answered``, ``values`` and ``drawn``.

    Args:
        request: The request.
        at: The letter.
        error: Why what was just entered cannot be done.
        given: What was just entered, to be corrected.
    """
    language, form = language_of(request), at.item.directive.answer
    act = at.item.answer
    body = act.body if act is not None and isinstance(act.body, Answered) else None
    files = body.files if body else ()
    values = body.values if body else {}
    drawn = None
    if form is not None:
        faults = error.faults if isinstance(error, InputFaults) else ()
        drawing = Drawing(language, values if given is None else given, faults, files)
        drawn = DrawnForm(form.noted(language.tag), drawing.fields(form))
    return {
        "answered": (act,) if act is not None else (),
        "values": told_values(form, values, language, files),
        "drawn": drawn,
    }
