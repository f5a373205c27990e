"""The hierarchy: a validated graph of offices and the lines along which they write."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cached_property

import networkx as nx
from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from hierarchy.check.soundness import Place, soundness_faults
from hierarchy.check.suggestion import meant
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

    Attributes:
        graph: The offices by id (node attribute ``office``), an edge a line (attribute ``line``).
        name: What it is called.
        remarks: What its user must know: placeholders, assumptions, sources to credit.
        jurisdiction: Id of the jurisdiction whose offices they are; ``None`` for the default one.
    """

    def __init__(
        self,
        graph: nx.DiGraph[str],
        name: str,
        remarks: Sequence[str],
        jurisdiction: str | None = None,
    ) -> None:
        self.graph = graph
        self.name = name
        self.remarks = tuple(remarks)
        self.jurisdiction = jurisdiction

    def __repr__(self) -> str:
        return f"<Hierarchy {self.name}: {len(self.graph):,} offices>"

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
        faults = soundness_faults([office.id for office in offices], lines, place)
        if faults:
            raise InputFaults(subject, faults)
        graph: nx.DiGraph[str] = nx.DiGraph()
        for office in sorted(offices, key=lambda office: office.id):
            graph.add_node(office.id, office=office)
        for line in sorted(lines, key=lambda line: (line.parent, line.child)):
            graph.add_edge(line.parent, line.child, line=line)
        return cls(graph, subject, remarks, jurisdiction)

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

    def of(self, jurisdiction: str) -> Hierarchy:
        """The same offices as those of a jurisdiction."""
        return Hierarchy(self.graph, self.name, self.remarks, jurisdiction)

    def to_json(self) -> bytes:
        """A compact snapshot, byte for byte the same for the same content."""
        held = _Snapshot(self.name, self.remarks, self.offices, self.lines, self.jurisdiction)
        return _SNAPSHOT.dump_json(held, exclude_defaults=True)

    def digest(self) -> str:
        """SHA-256 (hex) of the content, whatever order it was given in."""
        return self._digest

    @cached_property
    def _digest(self) -> str:
        return hashlib.sha256(self.to_json()).hexdigest()

    @cached_property
    def _by_id(self) -> Mapping[str, Office]:
        return {office.id: office for office in self.offices}

    @cached_property
    def offices(self) -> tuple[Office, ...]:
        """Every office, sorted by id."""
        return tuple(held["office"] for _, held in self.graph.nodes(data=True))

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every line, sorted by parent and child."""
        return tuple(held["line"] for _, _, held in self.graph.edges(data=True))

    @cached_property
    def root(self) -> str:
        """Id of the one office without a parent."""
        return next(office for office, above in self.graph.in_degree() if not above)

    @cached_property
    def levels(self) -> Mapping[str, int]:
        """How many offices each level has, from the root's level down."""
        counts: dict[str, int] = {}
        for layer in nx.bfs_layers(self.graph, self.root):
            for level in sorted(self.office(office).level for office in layer):
                counts[level] = counts.get(level, 0) + 1
        return counts

    def __contains__(self, office: object) -> bool:
        """Whether there is an office with this id."""
        return office in self._by_id

    def office(self, office: str, where: str = "") -> Office:
        """The office with this id.

        Args:
            office: The id.
            where: In what it is looked for, to be named where it is not there: `` in ...``.

        Raises:
            UnknownOffice: There is none.
        """
        try:
            return self._by_id[office]
        except KeyError:
            raise UnknownOffice(office, self.meant(office), where) from None

    def meant(self, office: str) -> str:
        """A remedy for the id of an office that there is not."""
        return meant(office, self.offices, self.root)

    def line(self, parent: str, child: str) -> Line:
        """The line from ``parent`` to ``child``.

        Raises:
            KeyError: There is none.
        """
        found: Line = self.graph.edges[parent, child]["line"]
        return found

    def children(self, office: str) -> tuple[str, ...]:
        """Ids of the offices that this one writes to, sorted.

        Raises:
            UnknownOffice: There is no such office.
        """
        return tuple(self.graph.successors(self.office(office).id))
