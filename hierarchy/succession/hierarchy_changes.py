"""What differs between two hierarchies: offices new, gone, renamed, merged, split, moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cached_property

from hierarchy.columns.office_json import BETWEEN, kept_office
from hierarchy.graph import Hierarchy
from hierarchy.office import IN_FILES, Office


class ChangeKind(StrEnum):
    """What became of an office."""

    NEW = "new"
    GONE = "gone"
    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class OfficeChange:
    """One thing that became of an office; several may have become of one.

    Attributes:
        kind: What.
        office: Its id; of an office that others succeed, the id that ends.
        name: Its name, as it was where it was there before.
        before: Names where it is renamed, merged or split; ids of its parents where it moved or
            is gone.
        after: The same afterwards; ids of its parents where it is new.
        successors: Ids of the offices that take its place.
        day: First day on which it is so, where the offices say.
        fields: Which other fields of it changed.
    """

    kind: ChangeKind
    office: str
    name: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    day: date | None = None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class HierarchyChanges:
    """How one hierarchy became another.

    Attributes:
        changes: All that changed, by office.
        unchanged: How many offices are the same in both, under the same parents.
        like_new: Offices that are gone, each with a new one of the same name and kind: probably
            one office under another id, which no register is found by.
    """

    changes: tuple[OfficeChange, ...]
    unchanged: int
    like_new: Mapping[str, str]

    @cached_property
    def counts(self) -> dict[ChangeKind, int]:
        """How many changes there are of each kind."""
        found = Counter(change.kind for change in self.changes)
        return {kind: found[kind] for kind in ChangeKind}


def hierarchy_changes(before: Hierarchy, after: Hierarchy) -> HierarchyChanges:
    """What differs between two hierarchies, office by office.

    An office is the same where its id is. It is renamed, merged or split also where it ends and
    says by whom it is succeeded: several offices with one successor, or one whose successor was
    there before, are merged. Whoever only stands under a successor of its old parent has not moved.

    Args:
        before: As it was.
        after: As it is.
    """
    return _Comparison(before, after).result()


class _Comparison:
    """Two hierarchies, of which only the offices are made that differ."""

    def __init__(self, before: Hierarchy, after: Hierarchy) -> None:
        self._before, self._after = before, after
        self._olds: dict[str, Office] = {}
        self._news: dict[str, Office] = {}
        self._same = 0
        self._pair()
        self._ended = {
            name: ended for name, old in self._olds.items() if (ended := self._ending(name, old))
        }
        self._taken = Counter(
            each for office in self._ended.values() for each in office.succeeded_by
        )

    def result(self) -> HierarchyChanges:
        """All that changed, in the order of the ids."""
        moved = dict(self._moved())
        names = sorted({*self._olds, *self._news, *moved})
        found = [change for name in names for change in self._changes(name, moved)]
        only_moved = len(moved.keys() - self._olds.keys())
        like = dict(self._like_new(found))
        return HierarchyChanges(tuple(found), self._same - only_moved, like)

    def _pair(self) -> None:
        """Make those offices that are not word for word in both."""
        news = _records(self._after)
        name, record = next(news, ("", b""))
        for old_name, old_record in _records(self._before):
            while name and name < old_name:
                self._news[name] = kept_office(record)
                name, record = next(news, ("", b""))
            if name == old_name and record == old_record:
                self._same += 1
            else:
                self._olds[old_name] = kept_office(old_record)
                if name == old_name:
                    self._news[name] = kept_office(record)
            if name == old_name:
                name, record = next(news, ("", b""))
        while name:
            self._news[name] = kept_office(record)
            name, record = next(news, ("", b""))

    def _ending(self, name: str, old: Office) -> Office | None:
        """The office as it says that it ends, unless it said so before too; else ``None``."""
        new = self._news.get(name)
        if new is None:
            return old
        said = (new.until, new.succeeded_by)
        return new if new.until and said != (old.until, old.succeeded_by) else None

    def _changes(
        self, name: str, moved: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
    ) -> Iterator[OfficeChange]:
        old, new = self._olds.get(name), self._news.get(name)
        if old is None and new is not None:
            if name not in self._taken:
                above = _parents(self._after, name)
                yield OfficeChange(ChangeKind.NEW, name, new.name, after=above, day=new.since)
            return
        if (ended := self._ended.get(name)) is not None:
            yield self._end(ended)
        if name in moved:
            office = old or self._after.office(name)
            yield OfficeChange(ChangeKind.MOVED, name, office.name, *moved[name])
        if old is not None and new is not None:
            yield from _altered(old, new)

    def _end(self, office: Office) -> OfficeChange:
        day = office.until and date.fromordinal(office.until.toordinal() + 1)
        those = office.succeeded_by
        if not those:
            above = _parents(self._before, office.id)
            return OfficeChange(ChangeKind.GONE, office.id, office.name, before=above, day=day)
        kind = ChangeKind.SPLIT
        if len(those) == 1:
            merged = self._taken[those[0]] > 1 or those[0] in self._before
            kind = ChangeKind.MERGED if merged else ChangeKind.RENAMED
        names = tuple(self._name(each) for each in those)
        return OfficeChange(kind, office.id, office.name, (office.name,), names, those, day)

    def _name(self, office: str) -> str:
        for hierarchy in (self._after, self._before):
            if office in hierarchy:
                return hierarchy.office(office).name
        return office

    def _moved(self) -> Iterator[tuple[str, tuple[tuple[str, ...], tuple[str, ...]]]]:
        """The offices of both whose parents differ, unless those only took others' places."""
        at = {name: position for position, name in enumerate(self._after.offices.ids)}
        old_ids, new_ids = self._before.offices.ids, self._after.offices.ids
        old_lines, new_lines = self._before.lines, self._after.lines
        for position, name in enumerate(old_ids):
            here = at.get(name)
            if here is None:
                continue
            olds = tuple(old_ids[each] for each in old_lines.parents_of(position))
            news = tuple(new_ids[each] for each in new_lines.parents_of(here))
            if olds != news and not self._only_succeeded(olds, news):
                yield name, (olds, news)

    def _only_succeeded(self, olds: Collection[str], news: Collection[str]) -> bool:
        """Whether new parents are the old ones, or those who took their places."""
        places = [
            {old, *(self._ended[old].succeeded_by if old in self._ended else ())} for old in olds
        ]
        return all(place & {*news} for place in places) and {*news} <= set().union(*places)

    def _like_new(self, changes: Collection[OfficeChange]) -> Iterator[tuple[str, str]]:
        fresh = {
            (self._news[change.office].name, self._news[change.office].kind): change.office
            for change in changes
            if change.kind is ChangeKind.NEW
        }
        for change in changes:
            if change.kind is ChangeKind.GONE and change.office not in self._news:
                old = self._olds[change.office]
                if other := fresh.get((old.name, old.kind)):
                    yield change.office, other


def _records(hierarchy: Hierarchy) -> Iterator[tuple[str, bytes]]:
    """Every office's id and record, in the order of the ids."""
    for text in hierarchy.offices.texts():
        for record in text.split(BETWEEN):
            yield record[: record.index(b'"')].decode(), record


def _parents(hierarchy: Hierarchy, office: str) -> tuple[str, ...]:
    above = hierarchy.lines.parents_of(hierarchy.position(office))
    return tuple(hierarchy.offices.ids[each] for each in above)


_NAMES = ("name", "name_en")
_APART = {"id", "until", "succeeded_by", *_NAMES}
_OTHERS = tuple(each.name for each in fields(Office) if each.name not in _APART)


def _altered(old: Office, new: Office) -> Iterator[OfficeChange]:
    """What differs in an office of the same id besides its end."""
    for name in _NAMES:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            pair = ((before,) if before else (), (after,) if after else ())
            yield OfficeChange(ChangeKind.RENAMED, old.id, old.name, *pair)
            break
    others = [name for name in _OTHERS if getattr(old, name) != getattr(new, name)]
    if others:
        named = tuple(IN_FILES.get(name, name) for name in others)
        yield OfficeChange(ChangeKind.CHANGED, old.id, old.name, fields=named)
