"""What does a page's form bring of the fields that a directive asks to fill in?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request, UploadFile
from starlette.datastructures import UploadFile as SentFile

from wian.desk.answering.drawn_field import PREFIX
from wian.desk.app.uploads import uploaded
from wian.letters.answer_form.form import AnswerForm, ChoiceField, FileField, TableField
from wian.letters.enclosed_file import EnclosedFile

_KEPT = "k."
"""What the name of a field begins with that holds the digest of a file sent before."""


@dataclass(frozen=True)
class TypedForm:
    """What was typed and chosen, by the names of the inputs.

    Attributes:
        texts: Each input's values.
        files: Each input's file.
    """

    texts: Mapping[str, Sequence[str]]
    files: Mapping[str, UploadFile]

    def given(self, form: AnswerForm, sent: Mapping[str, EnclosedFile]) -> dict[str, Any]:
        """What it says, by the fields of a form.

        Args:
            form: The form.
            sent: The files of file fields, by field.
        """
        found = {each.id: self._value(each, each.id) for each in form.fields}
        return found | {name: file.kept.sha256 for name, file in sent.items()}

    def _value(self, field: Any, at: str) -> Any:
        typed = self.texts.get(PREFIX + at, ())
        if isinstance(field, TableField):
            return self._rows(field)
        if isinstance(field, ChoiceField) and field.several:
            return list(typed)
        return typed[0] if typed else None

    def _rows(self, table: TableField) -> list[dict[str, Any]]:
        places = {
            int(row)
            for name in self.texts
            if name.startswith(f"{PREFIX}{table.id}.")
            and (row := name.removeprefix(f"{PREFIX}{table.id}.").partition(".")[0]).isdecimal()
        }
        return [
            {each.id: self._value(each, f"{table.id}.{row}.{each.id}") for each in table.columns}
            for row in sorted(places)
        ]

    def sent(self, form: AnswerForm) -> dict[str, EnclosedFile]:
        """The files of file fields, by field.

        Raises:
            InputFaults: Some cannot travel.
        """
        chosen = {each.id: self.files.get(PREFIX + each.id) for each in form.fields}
        found: dict[str, EnclosedFile] = {}
        for name, file in chosen.items():
            if file is not None and (one := uploaded([file])):
                found[name] = one[0]
        return found

    def kept(self, form: AnswerForm) -> dict[str, str]:
        """Digests of files that were sent before and are to stay, by field."""
        return {
            each.id: typed[0]
            for each in form.fields
            if isinstance(each, FileField) and (typed := self.texts.get(_KEPT + each.id))
        }


async def _typed(request: Request) -> TypedForm:
    texts: dict[str, list[str]] = {}
    files: dict[str, UploadFile] = {}
    for name, value in (await request.form()).multi_items():
        if not name.startswith((PREFIX, _KEPT)):
            continue
        if isinstance(value, str):
            texts.setdefault(name, []).append(value)
        elif isinstance(value, SentFile):
            files[name] = UploadFile(value.file, size=value.size, filename=value.filename)
    return TypedForm(texts, files)


FilledIn = Annotated[TypedForm, Depends(_typed)]
