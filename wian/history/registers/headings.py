"""Which column of a register holds what? Its headings say, in English or in a country's words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from wian.history.registers.cells import Cell, text_of
from wian.jurisdictions.column_words import Column, ColumnNames, RegisterKind, RegisterWords
from wian.jurisdictions.instant import day_of
from wian.kit.errors import Fault
from wian.kit.pydantic_faults import shown

_RECEIVE, _SEND = RegisterKind.RECEIVE, RegisterKind.SEND
_ENGLISH: ColumnNames = {
    (Column.NUMBER, _RECEIVE): """
        receipt number|receipt no|receiving number|receiving no|received no|reception number
        incoming number|incoming no
    """,
    (Column.NUMBER, _SEND): """
        dispatch number|dispatch no|sending number|sending no|sent no|outgoing number
        outgoing no
    """,
    (Column.NUMBER, None): """
        running number|register number|register no|registration number|registration no
        registry number|reg no
    """,
    (Column.LETTER_NUMBER, None): """
        letter number|letter no|document number|document no|reference number|reference no
        ref no|reference|ref|our ref
    """,
    (Column.LETTER_DATED, None): """
        letter date|letter dated|date of letter|date of the letter|dated|document date
    """,
    (Column.ENTERED, _RECEIVE): """
        date received|received|received on|received at|receipt date|date of receipt
        received date
    """,
    (Column.ENTERED, _SEND): """
        date sent|sent|sent on|sent at|date of dispatch|dispatch date|dispatched|sent date
    """,
    (Column.ENTERED, None): """
        date|date of registration|registered|registered on|registration date|date registered
    """,
    (Column.CLOCK, None): "time|time received|time of receipt|time sent|time of registration",
    (Column.SENDER, None): "from|sender|sent by",
    (Column.RECIPIENT, None): "to|recipient|addressee|sent to",
    (Column.SUBJECT, None): "subject|title|re",
    (Column.ACTION, None): "action|action taken|handled by",
    (Column.REMARK, None): "remark|remarks|note|notes|comment|comments",
    (Column.URGENCY, None): "urgency|priority",
    (Column.SECRECY, None): "secrecy|classification|security classification",
    (None, None): "no|item|line|reason|sheet",
}
_TITLES = {
    _RECEIVE: r"\breceiv|\breceipt|\bincoming",
    _SEND: r"\bsen[dt]\b|\bsending|\boutgoing|\bdispatch",
}
_TITLE = r"\bregister\b"
_TOTAL = r"(?:sub)?total\b|carried forward|brought forward"
_BEFORE = r"(?:^|[\s,:;(\-–]{more})"
_AFTER = r"(?=$|[\s,:;.)\-–/\d]{more})"
_VARIES = re.compile(r"[\s.,:;_/\-'\"*()\[\]\u200b-\u200d\ufeff]+")
MOST_LINES = 60
"""Lines at the top of a file among which its heading is looked for."""
_LEAST = 3
_KEEP = "keep one, or name the other one differently"


def plain_heading(text: str) -> str:
    """A heading without what varies between typists."""
    return _VARIES.sub("", unicodedata.normalize("NFKC", text.casefold()))


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a register's rows.

    Attributes:
        line: Its line (the last one, where it takes two).
        columns: Position of each column that is known.
        labels: All columns as they are headed.
        kinds: Kinds of register that its columns belong to.
        unknown: Headings that say nothing known; their cells are left out.
    """

    line: int
    columns: Mapping[Column, int]
    labels: tuple[str, ...]
    kinds: frozenset[RegisterKind]
    unknown: tuple[str, ...]

    def label(self, column: Column) -> str:
        """A column's heading as it stands in the file."""
        return self.labels[self.columns[column]]

    def repeated(self, cells: Sequence[Cell]) -> bool:
        """Whether a row is the heading once more, as on each page of a printed register."""
        width = range(len(self.labels))
        texts = (text_of(cells[at]) if at < len(cells) else "" for at in width)
        return all(map(str.__eq__, texts, self.labels))


@lru_cache(maxsize=32)
def register_vocabulary(words: RegisterWords) -> RegisterVocabulary:
    """The English words of registers with those of a country."""
    return RegisterVocabulary(words)


class RegisterVocabulary:
    """The words by which registers are understood.

    Args:
        words: Those of a country, besides the English ones.
    """

    def __init__(self, words: RegisterWords) -> None:
        self._words = words
        self._known = {
            plain_heading(name): meaning
            for columns in (_ENGLISH, words.columns)
            for meaning, names in columns.items()
            for name in _names(names)
        }
        self._titles = {
            kind: re.compile(
                "|".join(filter(None, (words.titles.get(kind), english))), re.IGNORECASE
            )
            for kind, english in _TITLES.items()
        }
        self._title = re.compile("|".join(filter(None, (words.title, _TITLE))), re.IGNORECASE)
        totals = "|".join(filter(None, (words.total, _TOTAL)))
        self._total = re.compile(rf"\s*(?:{totals})", re.IGNORECASE)
        self.circular = words.circular
        self._before = _BEFORE.format(more="".join(f"|{each}" for each in words.before))
        self._after = _AFTER.format(more="".join(f"|{each}" for each in words.after))

    def find_heading(self, lines: Sequence[tuple[int, Sequence[Cell]]]) -> Heading | None:
        """The first heading among the top lines of a file: one line, or two with joined cells.

        A heading has at least three columns that are known, one of them the running number.
        """
        for (line, upper), (next_line, lower) in zip(lines, [*lines[1:], (0, ())], strict=False):
            alone = self._heading(line, [text_of(cell) for cell in upper])
            joined = self._heading(next_line, self._joined(upper, lower))
            more = len(joined.columns) > len(alone.columns) > 0 and self._headings_only(lower)
            found = joined if more else alone
            if Column.NUMBER in found.columns and len(found.columns) >= _LEAST:
                return found
        return None

    def heading_faults(self, where: str, heading: Heading) -> list[Fault]:
        """What makes a heading ambiguous: a column that stands twice."""
        known = [self._meaning(label)[0] for label in heading.labels]
        return [
            Fault(f"{where} line {heading.line}", f"has two columns for the {column.value}", _KEEP)
            for column in Column
            if known.count(column) > 1
        ]

    def title_kinds(self, title: str) -> set[RegisterKind]:
        """The kinds of register that a title speaks of."""
        return {kind for kind, words in self._titles.items() if words.search(title)}

    def is_title(self, text: str) -> bool:
        """Whether a line of text is a register's title, as each printed page repeats it."""
        return bool(self._title.search(text))

    def is_total(self, text: str) -> bool:
        """Whether a line counts or sums up the rows above it."""
        return bool(self._total.match(text))

    def names(self, name: str, title: str) -> bool:
        """Whether ``title`` names ``name`` as a whole, not as the tail of a longer name."""
        if name.casefold() not in title.casefold():
            return False
        whole = f"{self._before}{re.escape(name)}{self._after}"
        return bool(re.search(whole, title, re.IGNORECASE))

    def day_in(
        self, text: str, moment: Callable[[str], date | datetime], *, marked: bool = False
    ) -> date | None:
        """The day that a line above the rows names.

        Args:
            text: The line.
            moment: Reads a day.
            marked: Only where the word for a day leads the line.
        """
        mark = self._words.day_mark
        if marked and not (mark and text.startswith(mark)):
            return None
        rest = text.rpartition(mark)[2] if mark else text
        try:
            found = moment(rest)
        except ValueError:
            return None
        return day_of(found)

    def no_day(self, kind: RegisterKind, heading: Heading) -> str:
        """What is wrong with a row that names no day: a clause."""
        line = f"there is no line with the day ({self._words.day_line}) above"
        entered = self._without(heading, Column.ENTERED, kind)
        if kind is RegisterKind.RECEIVE:
            return f"has no day of reception: {entered}, and {line}"
        dated = self._without(heading, Column.LETTER_DATED, None)
        return f"has no day of sending: {entered}, {dated}, and {line}"

    def _without(self, heading: Heading, column: Column, kind: RegisterKind | None) -> str:
        """Why a row has nothing in a column: its cell is empty, or no such column is there."""
        if column in heading.columns:
            return f"the cell under {heading.label(column)} is empty"
        return f"there is no column {self._usual(column, kind)}"

    def example(self) -> str:
        """A heading, for a remedy."""
        columns = (
            (Column.NUMBER, RegisterKind.RECEIVE),
            *((column, None) for column in (Column.LETTER_NUMBER, Column.LETTER_DATED)),
            *((column, None) for column in (Column.SENDER, Column.RECIPIENT, Column.SUBJECT)),
            (Column.ENTERED, RegisterKind.RECEIVE),
        )
        return ", ".join(self._usual(*each) for each in columns)

    def _usual(self, column: Column, kind: RegisterKind | None) -> str:
        """The usual heading of a column: the country's, else the English one."""
        return _names(self._words.columns.get((column, kind), "") or _ENGLISH[column, kind])[0]

    def _meaning(self, label: str) -> tuple[Column | None, RegisterKind | None]:
        return self._known.get(plain_heading(label), (None, None))

    def _heading(self, line: int, labels: Sequence[str]) -> Heading:
        while labels and not labels[-1]:
            labels = labels[:-1]
        columns: dict[Column, int] = {}
        for at, label in enumerate(labels):
            if column := self._meaning(label)[0]:
                columns.setdefault(column, at)
        kinds = frozenset(kind for label in labels if (kind := self._meaning(label)[1]))
        unknown = [label for label in labels if label and plain_heading(label) not in self._known]
        return Heading(line, columns, tuple(labels), kinds, tuple(unknown))

    def _joined(self, above: Sequence[Cell], below: Sequence[Cell]) -> list[str]:
        """Two lines as one: both cells together where that is a heading, else the lower one.

        A cell that was merged over several columns stands in the first of them alone.
        """
        width = max(len(above), len(below))
        upper, lower = ([*map(text_of, cells), *[""] * width][:width] for cells in (above, below))
        labels, over = [], ""
        for high, low in zip(upper, lower, strict=True):
            over = high or (over if low else "")
            whole = f"{over} {low}".strip()
            labels.append(whole if plain_heading(whole) in self._known else low or high)
        return labels

    def _headings_only(self, cells: Sequence[Cell]) -> bool:
        return all(plain_heading(text) in self._known for text in map(text_of, cells) if text)


def named(labels: Sequence[str]) -> str:
    """Headings for a message."""
    return ", ".join(shown(label) for label in labels)


def _names(names: str) -> list[str]:
    return [name.strip() for name in re.split(r"[|\n]", names) if name.strip()]
