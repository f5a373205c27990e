"""Which register a file is: of which office, received or sent, at which desk."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from hierarchy.check.suggestion import meant
from hierarchy.office import Office
from wian.history.registers.headings import Heading, RegisterVocabulary, named
from wian.jurisdictions.column_words import RegisterKind
from wian.kit.errors import Fault
from wian.kit.pydantic_faults import shown


@dataclass(frozen=True, slots=True)
class Register:
    """One register of an office.

    Attributes:
        office: Id of the office.
        kind: Letters received or sent.
        desk: The desk that keeps it; of a send register empty, or a name that tells it from
            the office's other ones.
    """

    office: str
    kind: RegisterKind
    desk: str

    def __str__(self) -> str:
        """In words: ``receive register of east, registry``."""
        return f"{self.kind.value} register of {self.office}" + (f", {self.desk}" * bool(self.desk))


@dataclass(frozen=True, slots=True)
class RegisterHints:
    """What is said of a register by whoever imports it; ``None`` is to be recognised."""

    office: str | None = None
    kind: RegisterKind | None = None
    desk: str | None = None


_SHOWN = 5


class Recogniser:
    """Tells registers by their titles and headings.

    Args:
        offices: Every office that a register may be of; the first of an id counts.
        words: The words that titles of registers are made of.
    """

    def __init__(self, offices: Iterable[Office], words: RegisterVocabulary) -> None:
        self._words = words
        self._offices: dict[str, Office] = {}
        for office in offices:
            self._offices.setdefault(office.id, office)

    def recognise(
        self, where: str, title: str, heading: Heading, given: RegisterHints
    ) -> Register | list[Fault]:
        """The register that a file holds, or what is to be said about it.

        Args:
            where: The file, for faults.
            title: The lines above the heading and the sheet's name, as one text.
            heading: The heading.
            given: What is known already; it goes before what the title says.
        """
        kinds, offices = self._kinds(title, heading, given), self._of(title, given)
        faults = [
            *self._kind_faults(where, kinds, heading, given),
            *self._office_faults(where, offices, given),
        ]
        if faults:
            return faults
        (kind,), (office,) = kinds, offices
        desk = self._desk(office, kind, title, given)
        if desk is None:
            return [self._desk_fault(where, office, given)]
        return Register(office.id, kind, desk)

    def _kinds(
        self, title: str, heading: Heading, given: RegisterHints
    ) -> Collection[RegisterKind]:
        if given.kind or len(heading.kinds) == 1:
            return {*heading.kinds, *([given.kind] if given.kind else [])}
        return self._words.title_kinds(title)

    def _kind_faults(
        self, where: str, kinds: Collection[RegisterKind], heading: Heading, given: RegisterHints
    ) -> Iterator[Fault]:
        if len(kinds) == 1:
            return
        columns = named([heading.labels[at] for at in heading.columns.values()])
        if given.kind:
            what = f"has columns of another kind of register than {given.kind.value} ({columns})"
            yield Fault(where, what, "correct --kind, or give the right file")
        else:
            what = f"does not say whether letters were received or sent ({columns})"
            yield Fault(where, what, "say so with --kind receive or --kind send")

    def _of(self, title: str, given: RegisterHints) -> list[Office]:
        if given.office is not None:
            found = self._offices.get(given.office)
            return [found] if found else []
        plain = " ".join(title.split())
        named = [
            (len(name), office) for office, name in self._names() if self._words.names(name, plain)
        ]
        longest = max((length for length, _ in named), default=0)
        return list({office.id: office for length, office in named if length == longest}.values())

    def _names(self) -> Iterator[tuple[Office, str]]:
        for office in self._offices.values():
            for name in {office.id, office.name, office.name_en or office.name}:
                yield office, name

    def _office_faults(
        self, where: str, offices: Collection[Office], given: RegisterHints
    ) -> Iterator[Fault]:
        if len(offices) == 1:
            return
        if given.office is not None:
            what = f"there is no office {shown(given.office)}"
            yield Fault(where, what, meant(given.office, self._offices.values()))
        elif offices:
            ids = [office.id for office in offices]
            more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
            what = f"names an office that there is more than once ({', '.join(ids[:_SHOWN])}{more})"
            yield Fault(where, what, "say which with --office")
        else:
            yield Fault(where, "does not name the office that kept it", "say which with --office")

    def _desk(
        self, office: Office, kind: RegisterKind, title: str, given: RegisterHints
    ) -> str | None:
        if kind is RegisterKind.SEND:
            return given.desk or ""
        if given.desk is not None:
            return given.desk if given.desk in office.desks else None
        if len(office.desks) == 1:
            return office.desks[0]
        plain = " ".join(title.split())
        named = [desk for desk in office.desks if self._words.names(desk, plain)]
        return named[0] if len(named) == 1 else None

    def _desk_fault(self, where: str, office: Office, given: RegisterHints) -> Fault:
        desks = ", ".join(shown(desk) for desk in office.desks)
        if given.desk is not None:
            what = f"{office.id} has no desk {shown(given.desk)}"
        else:
            what = f"does not say which desk of {office.id} kept it"
        return Fault(where, what, f"say which with --desk: {desks}")
