"""Which pages a recorded letter becomes: as issued, as received, or bound as a bundle."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from wian.delays.hop_record import Source
from wian.jurisdictions.instant import Precision
from wian.ledger.database import Ledger
from wian.ledger.read.offices.letter_recipients import letters_brought, recipients_by_letter
from wian.ledger.read.recorded import letters, receptions
from wian.ledger.records import IssuedLetter, Reception
from wian.ledger.succession.recorded_successions import successions
from wian.ledger.succession.succession import Successions
from wian.ledger.write.propagations import list_propagations
from wian.letters.copies import Copy
from wian.letters.drawn_stamp import Stamp
from wian.letters.enclosed_file import EnclosedFile
from wian.letters.letter_top import LetterTop
from wian.letters.pages.bundle_part import BundlePart
from wian.letters.pages.site import Circular, page_link
from wian.office.letter_tops import letter_top
from wian.propagation.plan import Plan
from wian.propagation.recorded_plan import restore


@dataclass(frozen=True, slots=True)
class Trimmings:
    """What pages carry besides the letter.

    Attributes:
        base_url: Folder on the web that the codes lead to; no codes where ``None``.
        emblem: A picture on all of them, whatever their offices bear; those of the offices where
            ``None``.
        certified: The post that certifies copies; no certificate where ``None``.
        own_paper: An office prints its own letter, perhaps on paper that has a head.
    """

    base_url: str | None = None
    emblem: bytes | None = None
    certified: str | None = None
    own_paper: bool = False


class Cabinet:
    """The letters of one propagation with their stamps, by office.

    Args:
        ledger: Where they are recorded.
        plan: The propagation.
        trimmings: What pages carry besides.
        offices: The few whose letters and stamps are wanted; those of all where ``None``.
    """

    def __init__(
        self,
        ledger: Ledger,
        plan: Plan,
        trimmings: Trimmings,
        offices: Collection[str] | None = None,
    ) -> None:
        self._ledger, self._plan, self._trimmings = ledger, plan, trimmings
        self._offices = offices

    @cached_property
    def _successions(self) -> Successions:
        return successions(self._ledger)

    def letters_of(self, office: str) -> list[int]:
        """Which letters an office has: the part of each, from 0."""
        return self._parts.get(office, [])

    def parts(self, office: str, copy: Copy, part: int = 0) -> tuple[BundlePart, ...]:
        """The parts of one document; empty where the office has no such letter.

        Args:
            office: Whose letter.
            copy: Which pages.
            part: Which of its letters, from 0; a received copy is of the one that it was sent.
        """
        if copy is Copy.RECEIVED:
            return tuple(self._received(office, self._trimmings.certified))
        own = self._letters.get((office, part))
        if own is None:
            return ()
        enclosed = self._enclosed(office) if copy is Copy.BUNDLE else ()
        return (self._part(own, (), None, own=True), *enclosed)

    def _enclosed(self, office: str) -> Iterator[BundlePart]:
        """The letter that the office received, the one which that one encloses, and so on."""
        for below in reversed(self._plan.route.chain(office)[1:]):
            yield from self._received(below, self._trimmings.certified)

    def _received(self, office: str, certified: str | None) -> Iterator[BundlePart]:
        brought = self._brought.get(office)
        incoming = self._letters.get(brought) if brought else None
        if incoming:
            yield self._part(incoming, self._stamps.get(office, ()), certified)

    def _part(
        self,
        issued: IssuedLetter,
        stamps: Sequence[Reception],
        certified: str | None,
        *,
        own: bool = False,
    ) -> BundlePart:
        base = self._trimmings.base_url
        where = self._plan.jurisdiction
        return BundlePart(
            issued.letter,
            tuple(self._stamp(stamp) for stamp in stamps),
            page_link(issued.letter, where, base) if base else None,
            self._head(issued.office, own=own),
            certified,
            simulated=issued.source is Source.SIMULATED,
        )

    def _head(self, office: str, *, own: bool) -> LetterTop:
        if self._trimmings.emblem is not None:
            return LetterTop(self._trimmings.emblem)
        on_own_paper = own and self._trimmings.own_paper
        return letter_top(self._ledger, self._plan, office, on_own_paper=on_own_paper)

    def _stamp(self, reception: Reception) -> Stamp:
        own = self._plan.clock_of(reception.recipient)
        local = own.local(reception.at)
        timed = reception.at.precision is Precision.MINUTE
        whose = reception.recipient
        name, minute = self._plan.hierarchy.office(whose).name, reception.at.minute
        return Stamp(
            office=self._successions.name_at(whose, minute, name),
            desk=reception.desk,
            number=reception.receipt_number,
            day=local.date(),
            clock=local.time() if timed else None,
            simulated=reception.source is Source.SIMULATED,
            read=reception.read,
            inference=reception.inference,
            zone=None if own.zone is own.home else own.zone.key,
        )

    @cached_property
    def _letters(self) -> Mapping[tuple[str, int], IssuedLetter]:
        found = letters(self._ledger, self._plan.id, self._offices)
        return {(each.office, each.part): each for each in found}

    @cached_property
    def _parts(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for office, part in self._letters:  # in their order
            found.setdefault(office, []).append(part)
        return found

    @cached_property
    def _brought(self) -> Mapping[str, tuple[str, int]]:
        return letters_brought(self._ledger, self._plan.id, self._offices)

    @cached_property
    def _stamps(self) -> Mapping[str, Sequence[Reception]]:
        found: dict[str, list[Reception]] = {}
        for each in receptions(self._ledger, self._plan.id, self._offices):
            found.setdefault(each.recipient, []).append(each)
        return found


@dataclass(frozen=True, slots=True)
class Collected:
    """An office's circulars, and the propagation that each stands in."""

    name: str
    plan: Plan
    circulars: tuple[tuple[Plan, IssuedLetter], ...]


def circulars_of(ledger: Ledger, office: str, propagation: str | None) -> Collected:
    """Every circular that an office issued, each number once, the latest propagation's first.

    Args:
        ledger: Where they are recorded.
        office: Whose.
        propagation: Only those of this one; of all where ``None``.

    Raises:
        UnknownOffice: The latest propagation does not know the office.
        UnknownPropagation: There is none.
    """
    newest = restore(ledger, propagation)
    ids = [newest.id] if propagation else [each.id for each in list_propagations(ledger)]
    found: dict[tuple[str, str], tuple[Plan, IssuedLetter]] = {}
    for each in ids:
        for issued in letters(ledger, each, [office]):
            key = (issued.letter.number, issued.letter.dated.isoformat())
            if key not in found:
                found[key] = (restore(ledger, each), issued)
    known = next((plan for plan, _ in found.values()), newest)
    name = known.office(office, latest=propagation is None).name
    return Collected(name, known, tuple(found.values()))


def site_circular(
    ledger: Ledger,
    plan: Plan,
    issued: IssuedLetter,
    files: Mapping[str, bytes],
    enclosed: Sequence[EnclosedFile] = (),
) -> Circular:
    """A circular as the office's download page offers it."""
    to = recipients_by_letter(ledger, plan.id, issued.office)[issued.office, issued.part]
    recipients = [hop.recipient for hop in plan.route.hops if hop.recipient in to]
    names = tuple(plan.hierarchy.office(office).name for office in recipients)
    head = letter_top(ledger, plan, issued.office)
    return Circular(issued.letter, names, files, tuple(enclosed), head)


def simulated(circulars: Iterable[tuple[Plan, IssuedLetter]]) -> int:
    """How many of the letters were worked out rather than issued."""
    return sum(issued.source is Source.SIMULATED for _, issued in circulars)
