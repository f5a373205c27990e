"""Reception stamps: finding them among the lines of a document, and reading them.

A stamp shows a heading, a receipt number, a date and a time (Regulation on Correspondence
B.E. 2526, clause 38 and annex 5); any of them may be missing, and other lines may run into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from wian.jurisdictions.paper import PaperLine, Reading, ReadStamp
from wian.jurisdictions.paper_reader import StampBlock
from wian.jurisdictions.thailand.reading import letter_marks as marks
from wian.jurisdictions.thailand.reading.handling_marks import is_mark
from wian.jurisdictions.thailand.reading.layout.stamp_columns import stamp_beside
from wian.jurisdictions.thailand.reading.values import (
    at,
    count_of,
    date_in,
    is_date,
    repaired,
    sureness,
    time_of,
)
from wian.kit.likeness import squeezed

_LONGEST_HEADING = 90
_LONGEST_LINE = 140
_MOST_HEADINGS = 4
"""Most lines of a heading, office and desk wrapped."""
_AHEAD = 6
"""Most lines with words from the receipt number to the time."""
_STRAY = 2
"""Foreign lines at which a stamp ends."""
_UNITS_FROM = 2
"""Fewest units that make a list of them."""


def stamp_blocks(lines: Sequence[PaperLine], source: str, trust: float) -> tuple[StampBlock, ...]:
    """Every reception stamp among the lines, in their order."""
    taken: set[int] = set()
    blocks = []
    for at_line, line in enumerate(lines):
        if block := _beside(lines, at_line, source, trust):
            blocks.append(block)
        elif at_line not in taken and (found := _receipt(line.text)):
            rough = _Rough(lines, at_line, found, taken, trust)
            block = rough.block(source)
            taken.update(block.lines)
            blocks.append(block)
    return tuple(blocks)


def _beside(
    lines: Sequence[PaperLine], at_line: int, source: str, trust: float
) -> StampBlock | None:
    """A stamp in the last cells of a letter's lines, which stay the letter's."""
    column = stamp_beside(lines, at_line)
    found = _receipt(column[0][column[1]].text) if column else None
    if column is None or found is None:
        return None
    cells, first = column
    return replace(_Rough(cells, first, found, set(), trust).block(source), lines=())


def _receipt(text: str) -> tuple[str, str | None, str] | None:
    """Heading before, receipt number, and what stands behind it on a stamp's first line."""
    if len(text) > _LONGEST_LINE or not (found := marks.RECEIPT.search(text)):
        return None
    before = text[: found.start()].strip()
    if len(before) > _LONGEST_HEADING or marks.OPENER.match(before):
        return None
    return before, found["number"], text[found.end() :]


@dataclass(slots=True)
class _Rough:
    """A stamp on its way to be read."""

    lines: Sequence[PaperLine]
    first: int
    receipt: tuple[str, str | None, str]
    taken: set[int]
    trust: float
    day: Reading[date] | None = None
    clock: time | None = None
    clock_read: str | None = None
    own: list[int] = field(default_factory=list)
    units: list[str] = field(default_factory=list)

    def block(self, source: str) -> StampBlock:
        heading, number, rest = self.receipt
        beside = _holds_field(self.lines[self.first].text)
        if beside:
            heading = ""
        else:
            self.own.append(self.first)
        self._read_moment(rest, self.lines[self.first].number)
        self._read_following()
        self._read_units()
        office, desk = (None, None) if beside else self._headings(heading)
        line = self.lines[self.first].number
        held = [self.lines[index].number for index in self.own] or [line]
        stamp = ReadStamp(
            desk=desk,
            receipt_number=self._number(number, line),
            moment=self._moment(),
            units=tuple(self.units),
            source=source,
            first_line=min(held),
            last_line=max(held),
            heading=office,
        )
        return StampBlock(stamp, tuple(sorted(self.own)), self.lines[self.first].page)

    def _number(self, number: str | None, line: int) -> Reading[str] | None:
        if number is None:
            return None
        why = repaired(number)[1]
        return Reading(number, count_of(number), why, line, sureness(self.trust, why))

    def _read_following(self) -> None:
        seen = stray = 0
        for index in range(self.first + 1, len(self.lines)):
            text = self.lines[index].text
            if not text.strip():
                continue
            seen += 1
            if seen > _AHEAD or self.clock_read is not None or _foreign(text):
                return
            if self._read_moment(text, self.lines[index].number):
                self.own += [] if _beside_a_date(text) else [index]
                stray = 0
            else:
                stray += 1
                if stray == _STRAY or (self.day is not None and stray and not _noise(text)):
                    return

    def _read_moment(self, text: str, line: int) -> bool:
        """Take the date and the time that a line of the stamp shows, if it shows one."""
        found = False
        dated = marks.STAMP_DATE.search(text)
        if dated and self.day is None and not text[: dated.start()].strip(" .…"):
            self.day = date_in(text[dated.end() :], line, self.trust)
            found = True
        timed = marks.STAMP_TIME.search(text)
        if timed and self.clock_read is None:
            self.clock_read = squeezed(timed["time"] or "")
            self.clock = time_of(self.clock_read)
            found = True
        return found

    def _moment(self) -> Reading[date] | None:
        """Date and time together, as read and as meant."""
        if self.day is None:
            return None
        if not self.clock_read:
            return self.day
        read = f"{self.day.read} {self.clock_read}"
        value: date | datetime | None = self.day.value and at(self.day.value, self.clock)
        why = "; ".join(filter(None, (self.day.inference, repaired(self.clock_read)[1]))) or None
        sure = min(self.day.confidence, sureness(self.trust, why))
        return Reading(read, value, why, self.day.line, sure)

    def _headings(self, beside: str) -> tuple[Reading[str] | None, Reading[str] | None]:
        """Office and desk: before the receipt number on its line, else the lines above.

        Several lines are a heading only where nothing else runs into them: the first one is
        then the office.
        """
        if beside:
            return None, self._words([self.first], beside)
        above = self._above()
        if not above:
            return None, None
        self.own += above
        first, *rest = above
        words = [squeezed(self.lines[index].text) for index in above]
        if rest and marks.OFFICE_WORD.match(words[0]):
            return self._words([first], words[0]), self._words(rest, "".join(words[1:]))
        return None, self._words(above, "".join(words))

    def _words(self, indices: Sequence[int], words: str) -> Reading[str]:
        line = self.lines[indices[0]].number
        return Reading(words, words, None, line, sureness(self.trust, None))

    def _above(self) -> list[int]:
        """The lines of the heading, top down."""
        index = self.first - 1
        while index >= max(self.first - 3, 0) and not self.lines[index].text.strip():
            index -= 1
        last = index
        while index >= 0 and self._may_head(index):
            index -= 1
        clean = index < 0 or index in self.taken or self._apart(index)
        found = list(range(index + 1, last + 1))
        return found if clean and len(found) <= _MOST_HEADINGS else found[-1:]

    def _may_head(self, index: int) -> bool:
        line = self.lines[index]
        same_page = line.page == self.lines[self.first].page
        free = index not in self.taken
        return free and same_page and bool(line.text.strip()) and not _no_heading(line.text)

    def _apart(self, index: int) -> bool:
        line = self.lines[index]
        blank = not line.text.strip() or is_mark(line.text)
        return blank or line.page != self.lines[self.first].page

    def _read_units(self) -> None:
        """The units that the stamp offers, if a list of them follows."""
        listed = list(self._offered())
        if len(listed) >= _UNITS_FROM:
            self.own += [index for index, _ in listed]
            self.units = [unit for _, unit in listed]

    def _offered(self) -> Iterator[tuple[int, str]]:
        for index in range(max(self.own, default=self.first) + 1, len(self.lines)):
            text = self.lines[index].text
            if not text.strip():
                continue
            found = marks.UNIT_OFFERED.match(text)
            if found is None:
                return
            tick = f"{found['tick']} " if found["tick"] else ""
            yield index, tick + squeezed(found["unit"])


def _foreign(text: str) -> bool:
    """The line begins a field of a letter, another stamp, or a letter's text."""
    names = [label for name, label in marks.FIELDS.items() if name != marks.DATE]
    return bool(
        any(label.match(text) for label in names)
        or marks.MEMO.match(text)
        or marks.NUMBER_LABEL.match(text)
        or _receipt(text)
        or marks.OPENER.match(text)
        or len(text.strip()) > _LONGEST_HEADING
    )


def _beside_a_date(text: str) -> bool:
    """The stamp's line stands beside the letter's own date, in a column apart."""
    first, *rest = re.split(r"\s{3,}", text.strip())
    return bool(rest) and is_date(first) and not marks.STAMP_DATE.match(first)


def _holds_field(text: str) -> bool:
    """The stamp's line is one of the letter's head, beside whose words somebody stamped."""
    return bool(marks.FIELDS[marks.OFFICE].match(text) or marks.NUMBER_LABEL.match(text))


def _noise(text: str) -> bool:
    """A line of something else that ran into the stamp: a telephone, a few signs."""
    return bool(marks.PHONE.search(text)) or len(text.strip()) < 12  # a few signs


def _no_heading(text: str) -> bool:
    """The line above a stamp is something else than its heading."""
    return bool(
        len(text.strip()) > _LONGEST_HEADING
        or is_mark(text)
        or any(label.match(text) for label in marks.FIELDS.values())
        or marks.NUMBER_LABEL.match(text)
        or marks.NAME_LINE.match(text)
        or marks.PHONE.search(text)
        or marks.PERSON.match(text.strip())
        or marks.CLOSING.match(text)
        or marks.PURPOSE.match(text)
        or marks.OPENER.match(text)
    )
