"""How does a page draw the fields of a directive's form, with what was typed and what is wrong?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wian.desk.app.words import Language
from wian.desk.views.faults import in_words
from wian.kit.errors import Fault
from wian.letters.answer_form.form import (
    AnswerForm,
    AnyField,
    ChoiceField,
    DateField,
    DecimalField,
    FileField,
    IntegerField,
    TableField,
    TextField,
    YesNoField,
)
from wian.letters.enclosed_file import KeptFile

PREFIX = "v."
"""What the names of a form's fields begin with on a page."""
MOST_DRAWN = 30
"""Rows of a table that a page draws; a workbook takes more."""
_SPARE = 3
_NUMBER, _LONG = 30, 60


@dataclass(frozen=True, slots=True)
class DrawnField:
    """A field as a page shows it.

    Attributes:
        name: Of its input.
        kind: What is drawn: ``number``, ``line``, ``lines``, ``choice``, ``choices``, ``date``,
            ``file`` or ``table``.
        label, help: In the reader's language, else as the directive has them.
        required: It has to be filled in.
        unit: What is counted.
        longest: Characters that it may have.
        typed: What stands in it.
        chosen: What is chosen of ``options``, or a file that was sent before.
        options: Values and their labels.
        faults: What is wrong with it.
        columns: A table's headings.
        rows: A table's rows, each with its fields.
        bounds: Least and most, as they are written.
    """

    name: str
    kind: str
    label: str
    help: str | None
    required: bool
    unit: str | None = None
    longest: int = 0
    typed: str = ""
    chosen: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    faults: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[DrawnField, ...], ...] = ()
    bounds: tuple[str | None, str | None] = (None, None)
    kept: KeptFile | None = None

    @property
    def id(self) -> str:
        """Of its input."""
        return f"answer-{self.name.removeprefix(PREFIX).replace('.', '-')}"

    @property
    def described(self) -> str:
        """Ids of what describes it."""
        said = [f"{self.id}-help"] if self.help or any(self.bounds) else []
        return " ".join([*said, *([f"{self.id}-wrong"] if self.faults else [])])


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the fields of a form are drawn with.

    Attributes:
        language: Of the reader.
        given: What was typed, or stands in the answer that holds, by field.
        faults: What is wrong with it.
        files: Files that were sent before.
    """

    language: Language
    given: Mapping[str, Any]
    faults: Sequence[Fault] = ()
    files: Sequence[KeptFile] = ()

    def fields(self, form: AnswerForm) -> tuple[DrawnField, ...]:
        """The fields, in their order."""
        return tuple(self._drawn(each, each.id, self.given.get(each.id)) for each in form.fields)

    def _drawn(self, field: AnyField, at: str, value: Any) -> DrawnField:
        tag = self.language.tag
        kind, more = _KINDS[type(field)](self, field, at, value)
        return DrawnField(
            name=PREFIX + at,
            kind=kind,
            label=field.named(tag),
            help=field.helped(tag),
            required=field.required,
            faults=tuple(self._wrong(at)),
            **more,
        )

    def _wrong(self, at: str) -> Iterator[str]:
        for fault in self.faults:
            if fault.values.get("at") == at:
                bare = {name: each for name, each in fault.values.items() if name != "label"}
                said = Fault("", fault.what, fault.remedy, fault.kind, bare)
                yield from in_words(self.language, [said])

    def _number(self, field: IntegerField | DecimalField, _: str, value: Any) -> Any:
        bounds = (self._figure(field.least), self._figure(field.most))
        typed = self._figure(value) if _is_number(field, value) else _text(value)
        return "number", {"unit": field.unit, "typed": typed, "bounds": bounds, "longest": _NUMBER}

    def _figure(self, value: Any) -> str | None:
        return None if value is None else self.language.signs.written(str(value))

    def _choice(self, field: ChoiceField, _: str, value: Any) -> Any:
        options = tuple((each.id, each.named(self.language.tag)) for each in field.choices)
        chosen = tuple(value) if isinstance(value, list | tuple) else (_text(value),)
        return "choices" if field.several else "choice", {"options": options, "chosen": chosen}

    def _yes_no(self, field: YesNoField, _: str, value: Any) -> Any:
        say = self.language.words.say
        options = (
            ("yes", field.yes or say("answer.form.yes")),
            ("no", field.no or say("answer.form.no")),
        )
        chosen = ("yes" if value else "no") if isinstance(value, bool) else _text(value)
        return "choice", {"options": options, "chosen": (chosen,)}

    @staticmethod
    def _day(field: DateField, _: str, value: Any) -> Any:
        bounds = tuple(
            each.isoformat() if each else None for each in (field.earliest, field.latest)
        )
        return "date", {"typed": _text(value), "bounds": bounds, "longest": _LONG}

    @staticmethod
    def _words(field: TextField, _: str, value: Any) -> Any:
        return "lines" if field.lines else "line", {
            "typed": _text(value),
            "longest": field.longest,
        }

    def _file(self, _: FileField, __: str, value: Any) -> Any:
        kept = next((each for each in self.files if each.sha256 == value), None)
        return "file", {"kept": kept}

    def _table(self, field: TableField, at: str, value: Any) -> Any:
        known = list(value) if isinstance(value, list | tuple) else []
        most = min(field.most, MOST_DRAWN)
        count = max(min(max(len(known) + _SPARE, field.least), most), len(known))
        known += [{}] * (count - len(known))
        rows = tuple(
            tuple(
                self._drawn(each, f"{at}.{place}.{each.id}", row.get(each.id))
                for each in field.columns
            )
            for place, row in enumerate(known)
        )
        return "table", {
            "rows": rows,
            "columns": tuple(each.named(self.language.tag) for each in field.columns),
        }


_KINDS: Mapping[type, Any] = {
    IntegerField: Drawing._number,  # noqa: SLF001 - its own
    DecimalField: Drawing._number,  # noqa: SLF001
    ChoiceField: Drawing._choice,  # noqa: SLF001
    YesNoField: Drawing._yes_no,  # noqa: SLF001
    DateField: lambda _, *of: Drawing._day(*of),  # noqa: SLF001
    TextField: lambda _, *of: Drawing._words(*of),  # noqa: SLF001
    FileField: Drawing._file,  # noqa: SLF001
    TableField: Drawing._table,  # noqa: SLF001
}


def _is_number(field: IntegerField | DecimalField, value: Any) -> bool:
    """Whether a value is one that the ledger keeps, not one that somebody typed."""
    if isinstance(value, int):
        return True
    whole, _, parts = str(value).partition(".")
    kept = isinstance(field, DecimalField) and len(parts) == field.places
    return kept and whole.removeprefix("-").isascii() and whole.removeprefix("-").isdigit()


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
