"""Which fields does a directive ask its addressees to fill in, and what is a total of each?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from wian.kit.errors import Unfit
from wian.kit.folded_text import folded
from wian.kit.pydantic_faults import shown
from wian.kit.text import LongText, ShortText
from wian.letters.written_day import Day

MOST_FIELDS = 60
MOST_COLUMNS = 20
MOST_CHOICES = 100
MOST_ROWS = 200
"""Rows that one table of one answer may have."""
MOST_PLACES = 6
LARGEST_NUMBER = 10**15
"""No number of an answer reaches it, so that every total of a country is exact."""
LONGEST_TEXT = 4000
RESERVED = frozenset(
    {"office", "answered", "answer", "reason"}
    | {"name", "number", "bodies", "standing", "remark", "asked"}
)
"""Columns that a list of answers has besides the fields."""


CORRECTED = "_corrected"
"""Ends the name of the column that stands beside a sum, where an office corrected it."""


class TotalKind(StrEnum):
    """What a total of a field over many offices is."""

    SUM = "sum"
    """The numbers added up."""
    COUNT = "count"
    """How many gave each value; of a text, a number or a file: how many gave one."""
    LIST = "list"
    """Every value, with the office that gave it."""
    NONE = "none"
    """Nothing: the field stands in each answer alone."""


def _listed(values: Sequence[Any], info: str) -> None:
    """Refuse two entries that a reader could not tell apart."""
    seen: set[str] = set()
    for value in values:
        if (plain := folded(value)) in seen:
            raise Unfit(f"has {info} {shown(value)} twice; name each differently", "twice")
        seen.add(plain)


def _number(value: Any) -> Any:
    """A bound as it is written: a float is what its digits say, not what a computer makes of it."""
    return str(value) if isinstance(value, float) else value


FieldId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Texts = Annotated[Mapping[Language, ShortText], Field(max_length=20)]
"""The same words in other languages, by the language's tag."""
LongTexts = Annotated[Mapping[Language, LongText], Field(max_length=20)]
Whole = Annotated[int, Field(strict=True, gt=-LARGEST_NUMBER, lt=LARGEST_NUMBER)]
Exact = Annotated[
    Decimal,
    BeforeValidator(_number),
    Field(gt=-LARGEST_NUMBER, lt=LARGEST_NUMBER, max_digits=21, decimal_places=MOST_PLACES),
]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class _Labelled(_Part):
    """Something that has a name in one language, and perhaps in others.

    Attributes:
        id: Its name in files, tables and the API.
        label: Its name on the page, in the directive's language.
        labels: The same in other languages, by tag (``en``).
    """

    id: FieldId
    label: ShortText
    labels: Texts = {}

    def named(self, language: str) -> str:
        """Its name for a reader of ``language``."""
        return self.labels.get(language, self.label)

    @property
    def names(self) -> tuple[str, ...]:
        """All names that it goes by, its id last."""
        return (self.label, *self.labels.values(), self.id)


class _Field(_Labelled):
    """What all kinds of fields have.

    Attributes:
        help: What the reader needs to know to fill it in.
        helps: The same in other languages.
        required: An answer without it is not taken.
        total: What a total of it is; each kind has its usual one.
    """

    USUAL: ClassVar[TotalKind] = TotalKind.LIST
    TOTALS: ClassVar[frozenset[TotalKind]] = frozenset(
        {TotalKind.COUNT, TotalKind.LIST, TotalKind.NONE}
    )

    help: LongText | None = None
    helps: LongTexts = {}
    required: bool = True
    total: TotalKind | None = None

    def helped(self, language: str) -> str | None:
        """Its help for a reader of ``language``."""
        return self.helps.get(language, self.help)

    @property
    def totalled(self) -> TotalKind:
        """What a total of it is."""
        return self.total or self.USUAL

    @model_validator(mode="after")
    def _has_such_a_total(self) -> Self:
        if self.total is not None and self.total not in self.TOTALS:
            usual = ", ".join(sorted(self.TOTALS))
            raise Unfit(f"has no total of the kind {self.total}; use one of: {usual}", "total")
        return self


_NUMBERS = frozenset(TotalKind)


class IntegerField(_Field):
    """A whole number.

    Attributes:
        least, most: Bounds, both included.
        unit: What is counted.
    """

    USUAL: ClassVar[TotalKind] = TotalKind.SUM
    TOTALS: ClassVar[frozenset[TotalKind]] = _NUMBERS

    kind: Literal["integer"]
    least: Whole | None = None
    most: Whole | None = None
    unit: ShortText | None = None

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        _refuse_disorder(self.least, self.most, "least", "most")
        return self


class DecimalField(_Field):
    """A number with decimals.

    Attributes:
        least, most: Bounds, both included.
        places: Decimals that it may have.
        unit: What is measured.
    """

    USUAL: ClassVar[TotalKind] = TotalKind.SUM
    TOTALS: ClassVar[frozenset[TotalKind]] = _NUMBERS

    kind: Literal["decimal"]
    least: Exact | None = None
    most: Exact | None = None
    places: Annotated[int, Field(strict=True, ge=1, le=MOST_PLACES)] = 2
    unit: ShortText | None = None

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        _refuse_disorder(self.least, self.most, "least", "most")
        return self


class FormChoice(_Labelled):
    """One of the values of a choice."""


class ChoiceField(_Field):
    """One of several values, or some of them.

    Attributes:
        choices: The values.
        several: More than one may be chosen.
    """

    USUAL: ClassVar[TotalKind] = TotalKind.COUNT

    kind: Literal["choice"]
    choices: Annotated[tuple[FormChoice, ...], Field(min_length=2, max_length=MOST_CHOICES)]
    several: bool = False

    @model_validator(mode="after")
    def _told_apart(self) -> Self:
        _listed([each.id for each in self.choices], "the choice")
        _listed([each.label for each in self.choices], "the label")
        return self

    def choice(self, id_: str) -> FormChoice:
        """The choice of an id."""
        return next(each for each in self.choices if each.id == id_)


class YesNoField(_Field):
    """Yes or no.

    Attributes:
        yes, no: What the two are called; the words of the reader's language where not given.
    """

    USUAL: ClassVar[TotalKind] = TotalKind.COUNT

    kind: Literal["yes_no"]
    yes: ShortText | None = None
    no: ShortText | None = None


class DateField(_Field):
    """A day.

    Attributes:
        earliest, latest: Bounds, both included.
    """

    kind: Literal["date"]
    earliest: Day | None = None
    latest: Day | None = None

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        _refuse_disorder(self.earliest, self.latest, "earliest", "latest")
        return self


class TextField(_Field):
    """Words.

    Attributes:
        longest: Characters that it may have.
        lines: It may have several lines.
    """

    kind: Literal["text"]
    longest: Annotated[int, Field(strict=True, ge=1, le=LONGEST_TEXT)] = LONGEST_TEXT
    lines: bool = True


class FileField(_Field):
    """A file that goes with the answer."""

    USUAL: ClassVar[TotalKind] = TotalKind.COUNT

    kind: Literal["file"]


def _unreserved(value: str) -> None:
    """Refuse as the id of a field what is a column of every list of answers."""
    if value in RESERVED:
        said = f"{shown(value)} is a column of every list of answers; use another id"
        raise Unfit(said, "reserved")


Column = Annotated[
    IntegerField | DecimalField | ChoiceField | YesNoField | DateField | TextField,
    Field(discriminator="kind"),
]


class TableField(_Field):
    """Rows, of whose columns each has a total of its own.

    Attributes:
        columns: What each row holds.
        least, most: Rows that it may have.
    """

    USUAL: ClassVar[TotalKind] = TotalKind.SUM
    TOTALS: ClassVar[frozenset[TotalKind]] = frozenset(
        {TotalKind.SUM, TotalKind.LIST, TotalKind.NONE}
    )

    kind: Literal["table"]
    columns: Annotated[tuple[Column, ...], Field(min_length=1, max_length=MOST_COLUMNS)]
    least: Annotated[int, Field(strict=True, ge=0, le=MOST_ROWS)] = 0
    most: Annotated[int, Field(strict=True, ge=1, le=MOST_ROWS)] = MOST_ROWS

    @model_validator(mode="after")
    def _sound(self) -> Self:
        _listed([each.id for each in self.columns], "the column")
        _listed([each.label for each in self.columns], "the label")
        _refuse_disorder(self.least, self.most, "least", "most")
        return self


AnyField = (
    IntegerField
    | DecimalField
    | ChoiceField
    | YesNoField
    | DateField
    | TextField
    | FileField
    | TableField
)
Entry = Annotated[AnyField, Field(discriminator="kind")]


class AnswerForm(_Part):
    """What a directive asks its addressees to fill in.

    Attributes:
        fields: The fields, in the order of the page.
        note: What stands above them.
        notes: The same in other languages.
    """

    fields: Annotated[tuple[Entry, ...], Field(min_length=1, max_length=MOST_FIELDS)]
    note: LongText | None = None
    notes: LongTexts = {}

    @model_validator(mode="after")
    def _told_apart(self) -> Self:
        for each in self.fields:
            _unreserved(each.id)
        _unlike_corrections(self.fields)
        _listed([each.id for each in self.fields], "the field")
        _listed([each.label for each in self.fields], "the label")
        return self

    def field(self, id_: str) -> AnyField:
        """The field of an id.

        Raises:
            KeyError: There is none.
        """
        for each in self.fields:
            if each.id == id_:
                return each
        raise KeyError(id_)

    def noted(self, language: str) -> str | None:
        """What stands above the fields for a reader of ``language``."""
        return self.notes.get(language, self.note)

    @property
    def columns(self) -> Iterator[tuple[TableField | None, AnyField]]:
        """Every field, and after each table its columns beside it."""
        for each in self.fields:
            yield None, each
            if isinstance(each, TableField):
                yield from ((each, column) for column in each.columns)


def _unlike_corrections(fields: Iterable[AnyField]) -> None:
    """Refuse as the id of a field what is the column of another field's corrected sum."""
    known = {each.id: each for each in fields}
    for name in known:
        of = known.get(name.removesuffix(CORRECTED)) if name.endswith(CORRECTED) else None
        if of is not None and of.totalled is TotalKind.SUM:
            said = f"{shown(name)} is the column of what offices correct {shown(of.id)} to"
            raise Unfit(f"{said}; use another id", "reserved")


def _refuse_disorder(low: Any, high: Any, first: str, last: str) -> None:
    """Refuse bounds between which there is nothing."""
    if low is not None and high is not None and high < low:
        raise Unfit(f"has {first} {low} above {last} {high}; exchange them", "bounds")
