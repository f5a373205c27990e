"""Makes the tables that a report encloses: that of the answers, and the rows of the form's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wian.ledger.acts import Act, Answered
from wian.ledger.life.upward.gathering_acts import Adjusted, ReportedTotal, ReportedUp
from wian.ledger.life.upward.reported_sums import Sums, meant
from wian.letters.answer_form.form import (
    AnyField,
    ChoiceField,
    DateField,
    DecimalField,
    FileField,
    IntegerField,
    TableField,
    TotalKind,
    YesNoField,
)
from wian.letters.composition.upward.table_words import NotedCorrection, TableWords
from wian.letters.letter_table import LetterTable, TableHead, TableMark
from wian.propagation.plan import Plan
from wian.propagation.upward.gathered_answers import BelowAnswer, GatheredAnswers

MOST_ROWS = 1000
"""Rows of one table that a letter prints."""
_LONGEST = 300
"""Characters of a text that a cell prints."""
_FIRST = 2
"""Columns before those of the form: the office, and whether it has answered."""
Cells = tuple[str | None, ...]


def letter_tables(plan: Plan, found: GatheredAnswers) -> tuple[LetterTable, ...]:
    """The tables of what an office has gathered: that of the answers, and one for each of the form.

    Args:
        plan: The propagation, whose directive has a form.
        found: What the office has gathered.
    """
    form = plan.directive.answer
    if form is None:
        raise KeyError(plan.id)
    made = _Made(plan, found, plan.reporting.table_words)
    tables = [each for each in form.fields if isinstance(each, TableField)]
    plain = tuple(each for each in form.fields if each not in tables)
    rows = (made.rows(each) for each in tables)
    return (made.answers(plain), *(each for each in rows if each is not None))


@dataclass
class _Made:
    """Makes the tables of one office.

    Attributes:
        plan: The propagation.
        found: What the office has gathered.
        words: Words of the country.
        marks, notes: Corrections that were met so far.
    """

    plan: Plan
    found: GatheredAnswers
    words: TableWords
    marks: list[TableMark] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def parts(self) -> tuple[BelowAnswer, ...]:
        """Those below, and the office itself where it has answered."""
        return (*self.found.below, *([self.found.own] if self.found.own else []))

    @property
    def whole(self) -> str:
        """What the last row is called: of how many of how many offices."""
        return self.words.count("whole", self.found.answered, self.found.asked)

    def answers(self, fields: tuple[AnyField, ...]) -> LetterTable:
        """A row for each office below, and the whole."""
        say = self.words.say
        heads = (
            TableHead(say("office_column")),
            TableHead(say("standing_column")),
            *(_head(each, self.words) for each in fields),
        )
        rows = tuple(self._row(at, each, fields) for at, each in enumerate(self.parts))
        sums = self.found.sums
        total = (self.whole, None, *(self._total(each, sums.get(each.id)) for each in fields))
        self._mark_total(len(rows), fields)
        return LetterTable(say("table"), heads, rows, total, tuple(self.marks), tuple(self.notes))

    def rows(self, table: TableField) -> LetterTable | None:
        """The rows of a table of the form, each with its office; ``None`` where there are none."""
        if table.totalled is TotalKind.NONE:
            return None
        rows = [row for each in self.parts for row in self._rows(each, table)]
        left = max(len(rows) - MOST_ROWS, 0) + sum(_left_out(each, table) for each in self.parts)
        if not rows:
            return None
        office = TableHead(self.words.say("office_column"))
        return LetterTable(
            self.words.worded(table.label),
            (office, *(_head(each, self.words) for each in table.columns)),
            tuple(rows[:MOST_ROWS]),
            self._sums(table),
            left_out=left,
            more=self.words.count("left_out", left) if left else "",
            field=table.id,
        )

    def _row(self, at: int, each: BelowAnswer, fields: tuple[AnyField, ...]) -> Cells:
        name, act = self._name(each.office), each.act
        if act is None:
            return (name, self.words.say("silent"), *(None for _ in fields))
        self._mark(at, each, fields)
        if isinstance(act.body, Answered):
            values = act.body.values
            files = {file.sha256: file.name for file in act.body.files}
            cells = (self._cell(one, values.get(one.id), files) for one in fields)
            return (name, self.words.say("answered"), *cells)
        standing = self.words.count("part", each.answered, each.asked)
        return (name, standing, *(self._total(one, each.sums.get(one.id)) for one in fields))

    def _name(self, office: str) -> str:
        return self.words.worded(self.plan.hierarchy.office(office).name)

    def _cell(self, one: AnyField, value: Any, files: dict[str, str]) -> str | None:
        """What an office answered."""
        if value is None:
            return None
        if isinstance(one, IntegerField | DecimalField):
            return str(value) if one.totalled is TotalKind.SUM else self.words.figure(value)
        if isinstance(one, YesNoField):
            return self._said(one, value=bool(value))
        if isinstance(one, ChoiceField):
            chosen = value if isinstance(value, list) else [value]
            return self.words.worded(", ".join(one.choice(each).label for each in chosen))
        if isinstance(one, DateField):
            return self.words.day(date.fromisoformat(value))
        text = files.get(value, value) if isinstance(one, FileField) else " ".join(value.split())
        return self.words.worded(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")

    def _said(self, one: YesNoField, *, value: bool) -> str:
        said = one.yes if value else one.no
        return self.words.worded(said) if said else self.words.say("yes" if value else "no")

    def _total(self, one: AnyField, total: ReportedTotal | None) -> str | None:
        """What several answers come to."""
        if total is None or not total.given:
            return None
        if one.totalled is TotalKind.SUM:
            return f"{total.sum:f}"
        if isinstance(one, ChoiceField | YesNoField) and one.totalled is TotalKind.COUNT:
            counts = ((self._named(one, name), each) for name, each in total.counts.items())
            return ", ".join(f"{name} {self.words.figure(each)}" for name, each in counts)
        return self.words.count("several", total.given)

    def _named(self, one: ChoiceField | YesNoField, name: str) -> str:
        if isinstance(one, YesNoField):
            return self._said(one, value=name == "true")
        return self.words.worded(one.choice(name).label)

    def _mark(self, at: int, each: BelowAnswer, fields: tuple[AnyField, ...]) -> None:
        """Mark the corrected figures of a row, each with its notes."""
        held = each.corrected
        for column, one in enumerate(fields, start=_FIRST):
            notes = [*self._noted_below(each, one), *self._noted(each.adjusted.get(one.id), one)]
            if notes and one.id in held:
                places = tuple(range(len(self.notes), len(self.notes) + len(notes)))
                self.notes += notes
                self.marks.append(TableMark(at, column, f"{meant(held[one.id]):f}", places))

    def _mark_total(self, at: int, fields: tuple[AnyField, ...]) -> None:
        for column, one in enumerate(fields, start=_FIRST):
            total = self.found.sums.get(one.id)
            if total is not None and total.change:
                self.marks.append(TableMark(at, column, f"{meant(total):f}"))

    def _noted_below(self, each: BelowAnswer, one: AnyField) -> list[str]:
        """The notes of a report from below on the figures of a field."""
        for table in _enclosed(each.act, ""):
            columns = [at for at, head in enumerate(table.heads) if head.field == one.id]
            marks = (mark for mark in table.marks if mark.column in columns)
            return [table.notes[at] for mark in marks for at in mark.notes]
        return []

    def _noted(self, act: Act | None, one: AnyField) -> list[str]:
        if act is None or not isinstance(act.body, Adjusted):
            return []
        body, words = act.body, self.words
        noted = NotedCorrection(
            office=self.plan.hierarchy.office(body.of.office).name,
            label=one.label,
            given=words.figure(f"{body.was:f}"),
            meant=words.figure(f"{body.value:f}"),
            by=act.by,
            corrector=self.plan.hierarchy.office(act.office).name,
            reason=body.reason,
        )
        return [words.correction(noted)]

    def _rows(self, each: BelowAnswer, table: TableField) -> Iterator[Cells]:
        """The rows of one answer, or those that a report from below encloses."""
        act = each.act
        if act is not None and isinstance(act.body, Answered):
            name = self._name(each.office)
            for row in act.body.values.get(table.id, ()):
                yield (name, *(self._cell(one, row.get(one.id), {}) for one in table.columns))
        for enclosed in _enclosed(act, table.id):
            yield from enclosed.rows

    def _sums(self, table: TableField) -> Cells:
        """The last row of a table: the sums of its columns; nothing where none is added up."""
        held: Sums = self.found.sums[table.id].columns if table.id in self.found.sums else {}
        summed = {one.id for one in table.columns if one.totalled is TotalKind.SUM}
        cells = [
            self._total(one, held.get(one.id)) if one.id in summed else None
            for one in table.columns
        ]
        return (self.whole, *cells) if any(cell is not None for cell in cells) else ()


def _head(one: AnyField, words: TableWords) -> TableHead:
    figure = isinstance(one, IntegerField | DecimalField) and one.totalled is TotalKind.SUM
    unit = one.unit if isinstance(one, IntegerField | DecimalField) else None
    return TableHead(words.worded(one.label), one.id, unit, figure)


def _enclosed(act: Act | None, field_id: str) -> Iterator[LetterTable]:
    """The table of a report from below that shows the rows of a field."""
    if act is not None and isinstance(act.body, ReportedUp):
        yield from (each for each in act.body.letter.tables if each.field == field_id)


def _left_out(each: BelowAnswer, table: TableField) -> int:
    return sum(enclosed.left_out for enclosed in _enclosed(each.act, table.id))
