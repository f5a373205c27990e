"""Which offices are there on a day, and who stands in for those that are not?"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import compress
from typing import Literal

from hierarchy.check.soundness import is_sound, soundness_faults
from hierarchy.columns.line_columns import LineColumns, LineEnds
from hierarchy.columns.office_columns import OfficeColumns
from hierarchy.columns.office_json import BETWEEN, kept_office
from hierarchy.graph import Hierarchy
from hierarchy.office import Office
from wian.kit.errors import InputFaults

DAY = timedelta(days=1)
_MARKS = (b',"from":"', b',"until":"', b',"succeeded_by":[')
"""One of these stands in the record of an office with days; a signatory may have the second too."""


def dated_offices(texts: Iterable[bytes]) -> dict[str, Office]:
    """The offices that have a first day, a last day or successors, by id.

    Args:
        texts: Records as ``records_of`` gives them, alone or with ``BETWEEN`` between them.
    """
    records = (
        record
        for text in texts
        if any(mark in text for mark in _MARKS)
        for record in text.split(BETWEEN)
        if any(mark in record for mark in _MARKS)
    )
    made = map(kept_office, records)
    return {each.id: each for each in made if each.since or each.until or each.succeeded_by}


@dataclass(frozen=True)
class Lifetimes:
    """The offices that have days: all others are there always.

    Attributes:
        dated: They, by id.
    """

    dated: Mapping[str, Office]

    def has(self, office: str, day: date) -> bool:
        """Whether an office exists on a day."""
        found = self.dated.get(office)
        return found is None or found.exists_on(day)

    def in_place_of(self, office: str, day: date) -> frozenset[str]:
        """Who is there on a day where an office would be: itself, or whoever takes its place.

        Of one that is gone its successors, theirs where they are gone too, and so on; before one
        exists, those whose successor it is. None of an office that was abolished.
        """
        if self.has(office, day):
            return frozenset((office,))
        gone = self._is_over(office, day)
        found: set[str] = set()
        seen, left = {office}, [office]
        while left:
            for other in self._next(left.pop(), gone=gone):
                if self.has(other, day):
                    found.add(other)
                elif other not in seen and self._is_over(other, day) is gone:
                    left.append(other)
                seen.add(other)
        return frozenset(found)

    def _is_over(self, office: str, day: date) -> bool:
        until = self.dated[office].until
        return until is not None and until < day

    def _next(self, office: str, *, gone: bool) -> Iterable[str]:
        if gone:
            return self.dated[office].succeeded_by
        return self._before.get(office, ())

    @cached_property
    def _before(self) -> dict[str, list[str]]:
        """Those whose successor an office is."""
        found: dict[str, list[str]] = {}
        for office in self.dated.values():
            for successor in office.succeeded_by:
                found.setdefault(successor, []).append(office.id)
        return found

    def parent_on(self, parent: str, child: str, day: date) -> str | None:
        """Who writes to ``child`` on a day by the line from ``parent``; ``None``: nobody.

        Where several would stand in for the parent, none does: the line does not say which.
        """
        found = self.in_place_of(parent, day)
        only = next(iter(found)) if len(found) == 1 else None
        return None if only == child else only


def offices_on(hierarchy: Hierarchy, day: date) -> Hierarchy:
    """The hierarchy of the offices that exist on a day; itself where that is all of them.

    A line from an office that is not there is drawn from the one that takes its place.

    Args:
        hierarchy: Offices of several times.
        day: The day.

    Raises:
        InputFaults: Those of that day are no hierarchy. Reading a file finds that before.
    """
    lives = Lifetimes(dated_offices(hierarchy.offices.texts()))
    if all(office.exists_on(day) for office in lives.dated.values()):
        return hierarchy
    alive = bytearray(lives.has(office, day) for office in hierarchy.offices.ids)
    offices = _those(hierarchy.offices, alive)
    lines = _lines(hierarchy, lives, alive, day, offices.ids)
    if not is_sound(offices.ids, lines):
        subject = f"{hierarchy.name} on {day}"
        raise InputFaults(subject, soundness_faults(offices.ids, lines, _named(offices, lines)))
    return hierarchy.with_offices(offices, lines)


def _those(offices: OfficeColumns, alive: Sequence[int]) -> OfficeColumns:
    order = list(compress(range(len(alive)), alive))
    records = (record for text in offices.texts() for record in text.split(BETWEEN))
    return OfficeColumns(
        list(map(offices.ids.__getitem__, order)),
        offices.levels.ordered(order),
        offices.kinds.ordered(order),
        compress(records, alive),
    )


def _lines(
    hierarchy: Hierarchy, lives: Lifetimes, alive: Sequence[int], day: date, ids: Sequence[str]
) -> LineColumns:
    """The lines of a day; what a file writes itself goes before what passes to another office."""
    at = {office: position for position, office in enumerate(ids)}
    known, names = hierarchy.lines, hierarchy.offices.ids
    ends = LineEnds(array("i"), array("i"), bytearray(), bytearray())
    pairs: set[tuple[int, int]] = set()
    numbers = [number for number in range(len(known)) if alive[known.children[number]]]
    for number in sorted(numbers, key=lambda each: not alive[known.parents[each]]):
        parent, child = names[known.parents[number]], names[known.children[number]]
        above = lives.parent_on(parent, child, day)
        if above is None or (at[above], at[child]) in pairs:
            continue
        pairs.add((at[above], at[child]))
        ends.parents.append(at[above])
        ends.children.append(at[child])
        ends.kinds.append(known.kinds[number])
        ends.channels.append(known.channels[number])
    return LineColumns(ids, ends)


def _named(
    offices: OfficeColumns, lines: LineColumns
) -> Callable[[Literal["office", "line"], int], str]:
    def place(kind: Literal["office", "line"], index: int) -> str:
        return offices.ids[index] if kind == "office" else lines[index].child

    return place


def days_of_change(offices: Iterable[Office]) -> Iterator[date]:
    """The days on which offices begin, or are there no more."""
    for office in offices:
        if office.since:
            yield office.since
        if office.until and office.until < date.max:
            yield office.until + DAY
