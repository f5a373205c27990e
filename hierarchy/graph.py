"""The hierarchy: a validated graph of offices and the lines along which they write."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import BinaryIO

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from hierarchy.check.soundness import Place, is_sound, soundness_faults
from hierarchy.check.suggestion import meant
from hierarchy.columns.column_file import column_pieces, read_columns
from hierarchy.columns.hierarchy_json import HierarchyHead, read, written
from hierarchy.columns.line_columns import LineColumns
from hierarchy.columns.office_columns import OfficeColumns, OfficeTraits
from hierarchy.columns.office_json import EMBLEM
from hierarchy.columns.thin_graph import by_id, by_position
from hierarchy.office import Line, Office, Slug
from wian.kit.errors import InputFaults, WianError
from wian.kit.pydantic_faults import faults_of, shown
from wian.kit.text import KEPT, LongText, ShortText


class UnknownOffice(WianError):
    """No office of the hierarchy has this id.

    Args:
        office: The id asked for.
        remedy: Which may have been meant, or how to find out.
        where: In what it was looked for, where that may be the mistake.
    """

    def __init__(self, office: str, remedy: str, where: str = "") -> None:
        self.office, self.remedy = office, remedy
        stop = "" if remedy.endswith("?") else "."
        super().__init__(f"There is no office {shown(office)}{where}; {remedy}{stop}")


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class _Snapshot:
    name: ShortText
    remarks: tuple[LongText, ...]
    offices: tuple[Office, ...]
    lines: tuple[Line, ...]
    jurisdiction: Slug | None = None


_SNAPSHOT = TypeAdapter(_Snapshot)


def _position(kind: str, index: int) -> str:
    return f"{kind} {index + 1}"


class Hierarchy:
    """One administration: a directed acyclic graph with one root. Not a tree.

    An office may have several parents, and a line may skip a level. Make one with ``build``.
    Offices and lines are held by column, so that a million of them fit; each is made an object
    when it is looked at.

    Attributes:
        offices: Every office, sorted by id.
        lines: Every line, sorted by parent and child.
        name: What it is called.
        remarks: What its user must know: placeholders, assumptions, sources to credit.
        jurisdiction: Id of the jurisdiction whose offices they are; ``None`` for the default one.
        pictures: The emblems that offices name, by digest; of offices that were kept, none.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what a hierarchy is made of
        self,
        offices: OfficeColumns,
        lines: LineColumns,
        name: str,
        remarks: Sequence[str],
        jurisdiction: str | None = None,
        pictures: Mapping[str, bytes] = MappingProxyType({}),
    ) -> None:
        self.offices = offices
        self.lines = lines
        self.name = name
        self.remarks = tuple(remarks)
        self.jurisdiction = jurisdiction
        self.pictures = pictures

    def __repr__(self) -> str:
        return f"<Hierarchy {self.name}: {len(self.offices):,} offices>"

    @classmethod
    def build(  # noqa: PLR0913 - what a hierarchy is made of
        cls,
        offices: Sequence[Office],
        lines: Sequence[Line],
        *,
        subject: str,
        place: Place = _position,
        remarks: Sequence[str] = (),
        jurisdiction: str | None = None,
    ) -> Hierarchy:
        """Join offices and lines to one hierarchy.

        Args:
            offices: Every office once, in any order.
            lines: Every line once, in any order.
            subject: What it is called, by its reader and in a report of its faults.
            place: Where the office or line at a position of its sequence was written.
            remarks: What a user must know.
            jurisdiction: Whose offices they are; ``None`` for the default jurisdiction.

        Raises:
            InputFaults: They are not one hierarchy: repeated or unknown offices, repeated lines,
                an office above itself, several roots. All faults at once.
        """
        columns = OfficeColumns.of(offices)
        held = LineColumns.of(columns.ids, lines)
        if held is None or not is_sound(columns.ids, held):
            faults = soundness_faults([office.id for office in offices], lines, place)
            raise InputFaults(subject, faults)
        return cls(columns, held, subject, remarks, jurisdiction)

    @classmethod
    def from_json(cls, data: bytes) -> Hierarchy:
        """The hierarchy that ``to_json`` wrote.

        Raises:
            InputFaults: ``data`` is no snapshot of a hierarchy.
        """
        try:
            held = _SNAPSHOT.validate_json(data, context=KEPT)
        except ValidationError as error:
            faults = faults_of(error, lambda _: "")
            raise InputFaults("the snapshot of a hierarchy", faults) from None
        return cls.build(
            held.offices,
            held.lines,
            subject=held.name,
            remarks=held.remarks,
            jurisdiction=held.jurisdiction,
        )

    @classmethod
    def kept(cls, pieces: Callable[[], Iterable[bytes]], digest: str) -> Hierarchy:
        """The hierarchy that was kept under its digest, for which it is trusted.

        Args:
            pieces: Begins to read what ``to_json`` wrote, in pieces of any size.
            digest: The digest that it had.

        Raises:
            InputFaults: It has another one by now, and is no snapshot of a hierarchy.
        """
        found = read(pieces(), digest)
        if found is None:
            return cls.from_json(b"".join(pieces()))
        head, offices, lines = found
        made = cls(offices, lines, head.name, head.remarks, head.jurisdiction)
        made.__dict__["_digest"] = digest
        return made

    @classmethod
    def from_columns(cls, source: BinaryIO, digest: str) -> Hierarchy | None:
        """The hierarchy that ``column_pieces`` gave; ``None`` where it is not that of the digest.

        Args:
            source: A file of all pieces.
            digest: The hierarchy's.
        """
        found = read_columns(source, digest)
        if found is None:
            return None
        head, offices, lines = found
        made = cls(offices, lines, head.name, head.remarks, head.jurisdiction)
        made.__dict__["_digest"] = digest
        return made

    def column_pieces(self) -> Iterator[bytes]:
        """The columns as a file that is read back at once, in pieces."""
        return column_pieces(self.digest(), self._head, self.offices, self.lines)

    def of(self, jurisdiction: str) -> Hierarchy:
        """The same offices as those of a jurisdiction."""
        return self.with_offices(self.offices, self.lines, jurisdiction=jurisdiction)

    def with_offices(
        self, offices: OfficeColumns, lines: LineColumns, *, jurisdiction: str | None = None
    ) -> Hierarchy:
        """Other offices under the same head, and with the same pictures.

        Args:
            offices: Them.
            lines: Theirs.
            jurisdiction: Id of their jurisdiction; the same where ``None``.
        """
        where = jurisdiction or self.jurisdiction
        return Hierarchy(offices, lines, self.name, self.remarks, where, self.pictures)

    def to_json(self) -> bytes:
        """A compact snapshot, byte for byte the same for the same content."""
        return b"".join(self.json_pieces())

    def json_pieces(self) -> Iterator[bytes]:
        """The same in pieces, for whoever has no room for the whole."""
        return written(self._head, self.offices, self.lines)

    @property
    def _head(self) -> HierarchyHead:
        return HierarchyHead(self.name, self.remarks, self.jurisdiction)

    def digest(self) -> str:
        """SHA-256 (hex) of the content, whatever order it was given in."""
        return self._digest

    @cached_property
    def _digest(self) -> str:
        digest = hashlib.sha256()
        for piece in self.json_pieces():
            digest.update(piece)
        return digest.hexdigest()

    @cached_property
    def emblems(self) -> frozenset[str]:
        """The digests of all pictures that its offices name as emblems."""
        texts = self.offices.texts()
        return frozenset(each.decode() for text in texts for each in EMBLEM.findall(text))

    @cached_property
    def graph(self) -> nx.DiGraph[str]:
        """The offices by id (node attribute ``office``), an edge a line (attribute ``line``)."""
        return by_id(self.offices, self.lines)

    @cached_property
    def positions(self) -> nx.DiGraph[int]:
        """The same graph of the offices' positions in ``offices``, which is walked faster."""
        return by_position(len(self.offices), self.lines)

    @cached_property
    def root(self) -> str:
        """Id of the one office without a parent."""
        return self.offices.ids[next(self.lines.tops())]

    @cached_property
    def levels(self) -> Mapping[str, int]:
        """How many offices each level has, from the root's level down."""
        counts: dict[str, int] = {}
        numbers, words = self.offices.levels.numbers, self.offices.levels.words
        for layer in nx.bfs_layers(self.positions, self.position(self.root)):
            found = Counter(numbers[office] for office in layer)
            for level, count in sorted((words[number], many) for number, many in found.items()):
                counts[level] = counts.get(level, 0) + count
        return counts

    def __contains__(self, office: object) -> bool:
        """Whether there is an office with this id."""
        return isinstance(office, str) and self.offices.has(office)

    def position(self, office: str, where: str = "") -> int:
        """The position in ``offices`` of the office with this id.

        Args:
            office: The id.
            where: In what it is looked for, to be named where it is not there: `` in ...``.

        Raises:
            UnknownOffice: There is none.
        """
        try:
            return self.offices.position(office)
        except KeyError:
            raise UnknownOffice(office, self.meant(office), where) from None

    def office(self, office: str, where: str = "") -> Office:
        """The office with this id.

        Args:
            office: The id.
            where: In what it is looked for, to be named where it is not there: `` in ...``.

        Raises:
            UnknownOffice: There is none.
        """
        try:
            return self.offices.office(office)
        except KeyError:
            raise UnknownOffice(office, self.meant(office), where) from None

    def level(self, office: str) -> str:
        """The level of the office with this id, without making the office.

        Raises:
            UnknownOffice: There is none.
        """
        return self.offices.levels[self.position(office)]

    def kind(self, office: str) -> str:
        """The kind of the office with this id, without making the office.

        Raises:
            UnknownOffice: There is none.
        """
        return self.offices.kinds[self.position(office)]

    def traits(self, office: str) -> Office | OfficeTraits:
        """Level, kind and desks of the office with this id; among many it is not made for that.

        Raises:
            UnknownOffice: There is none.
        """
        try:
            return self.offices.traits(office)
        except KeyError:
            raise UnknownOffice(office, self.meant(office)) from None

    def one_of_each(self, offices: Iterable[str]) -> list[Office]:
        """The first of each level and kind among offices: what words for them all go by."""
        return self.one_of_each_at([self.position(office) for office in offices])

    def one_of_each_at(self, positions: Sequence[int] | NDArray[np.intp]) -> list[Office]:
        """The same of the offices at some positions."""
        at = np.asarray(positions, dtype=np.intp)
        levels, kinds = self.offices.levels, self.offices.kinds
        level, kind = (np.frombuffer(each.numbers, np.uint32)[at] for each in (levels, kinds))
        _, first = np.unique(level * np.uint64(len(kinds.words)) + kind, return_index=True)
        found = at[np.sort(first)].tolist()
        return [self.office(self.offices.ids[position]) for position in found]

    def meant(self, office: str) -> str:
        """A remedy for the id of an office that there is not."""
        named = self.offices.with_text(office)
        return meant(office, named, self.root, self.offices.ids)

    def line(self, parent: str, child: str) -> Line:
        """The line from ``parent`` to ``child``.

        Raises:
            KeyError: There is none.
        """
        at = self.offices.position
        return self.lines[self.lines.between(at(parent), at(child))]

    def children(self, office: str) -> tuple[str, ...]:
        """Ids of the offices that this one writes to, sorted.

        Raises:
            UnknownOffice: There is no such office.
        """
        below = self.lines.children_of(self.position(office))
        return tuple(self.offices.ids[child] for child in below)
