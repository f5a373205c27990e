"""Rehearses a cohort: its offices write their letters, and the recipients stamp them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from hierarchy.columns.office_columns import OfficeTraits
from hierarchy.office import Office
from hierarchy.route.route import Cohort, Hop, Wave
from wian.delays.hop_arrays import InstantColumn
from wian.delays.hop_figures import local_days
from wian.delays.hop_record import Source
from wian.delays.simulation import arrivals, forwardings
from wian.jurisdictions.instant import Instant
from wian.kit.errors import WianError
from wian.ledger.database import Ledger
from wian.ledger.read.recorded import issuers
from wian.ledger.records import (
    RECEIPTS,
    SENT,
    Clock,
    IssuedLetter,
    NumberRequest,
    ReceivedHop,
    Reception,
    RegisterEntry,
    letter_key,
    receipt_key,
    receipts,
)
from wian.ledger.write.cohort import CohortWriter
from wian.letters.directive import ObservedStamp
from wian.propagation.issued_letter import (
    OutgoingLetter,
    composed,
    is_circular,
    numbered,
    outgoing_letters,
    sent,
)
from wian.propagation.plan import Plan, record
from wian.propagation.progress import advance
from wian.propagation.upward.rehearsed_answers import rehearse_answers


class NoRehearsal(WianError):
    """A propagation that happens, or happened, cannot be rehearsed.

    Args:
        propagation: Its id.
    """

    def __init__(self, propagation: str) -> None:
        super().__init__(
            f"Propagation {propagation} is no rehearsal: real letters of it go out. Send it with "
            "wian propagate --clock live; to rehearse its directive, plan it again."
        )


@dataclass(frozen=True, slots=True)
class Forwarded:
    """What one cohort's step wrote; zeros where the ledger had it all already."""

    letters: int
    hops: int


class _Stamp(NamedTuple):
    """A desk's stamp that is due: whose, which desk, when, and the register that numbers it."""

    office: str
    position: int
    desk: str
    at: Instant
    register: str


def forward(ledger: Ledger, plan: Plan, wave: Wave, cohort: Cohort) -> Forwarded:
    """Have the forwarders of a cohort that have not written yet write, in one transaction.

    Each issues its letter at the instant that history shows or that the delays give, under the
    next number of its register; each recipient's desks stamp it. Running it twice writes once.

    Raises:
        LedgerError: The ledger cannot be used; nothing of the cohort is kept.
    """
    with ledger.cohort(plan.id) as writer:
        done = writer.issued(cohort.forwarders)
        senders = [office for office in cohort.forwarders if office not in done]
        hops = [hop for hop in cohort.hops if hop.sender not in done]
        if senders:
            _Step(writer, plan, wave.number).write(senders, hops)
    return Forwarded(len(senders), len(hops))


def rehearse(ledger: Ledger, plan: Plan, now: Instant) -> None:
    """Record a plan and have every cohort forward, in this process alone; safe to repeat.

    Whoever watches (``watched_by``) sees each cohort's hops as they stand in the ledger.

    Args:
        ledger: Where to.
        plan: What is to be rehearsed.
        now: When this is.

    Raises:
        NoRehearsal: It is live.
        LedgerError: The ledger cannot be used; what it has stays, and a further call goes on.
    """
    if plan.clock is not Clock.VIRTUAL:
        raise NoRehearsal(plan.id)
    record(ledger, plan, now)
    issued = issuers(ledger, plan.id)
    for wave in plan.route.waves:
        for cohort in wave.cohorts:
            if not issued.issuperset(cohort.forwarders):
                advance(forward(ledger, plan, wave, cohort).hops)
    rehearse_answers(ledger, plan)


@dataclass(frozen=True, slots=True)
class _Step:
    """Writes letters, hops and receptions of one wave's offices into one transaction."""

    writer: CohortWriter
    plan: Plan
    wave: int

    def write(self, senders: Sequence[str], hops: Sequence[Hop]) -> None:
        """Have ``senders`` write along ``hops``, and the recipients stamp."""
        plan, origin = self.plan, self.plan.route.origin
        received = self.writer.received([office for office in senders if office != origin])
        issued = self._issued(senders, received)
        outgoing = {office: self._outgoing(office) for office in senders}
        letters = self._letters(outgoing, issued, received)
        inputs = [plan.hop_input(hop, issued[hop.sender]) for hop in hops]
        stamps = self._there(hops, arrivals(inputs, plan.profile, plan.seed, plan.working))
        going = [each for office in senders for each in outgoing[office]]
        sent_hops = sent(plan, going, self.wave, plan.observations.source)
        self.writer.write(letters, sent_hops, self._receptions(hops, stamps))

    def _outgoing(self, office: str) -> tuple[OutgoingLetter, ...]:
        cited = self.writer.cited(self.plan.directive, office, rehearsed=True)
        return outgoing_letters(self.plan, office, cited=cited)

    def _issued(
        self, senders: Sequence[str], received: Mapping[str, ReceivedHop]
    ) -> dict[str, Instant]:
        """When each sender issues: the origin as planned, the others after their handling."""
        plan = self.plan
        origin = {office: plan.origin_issue for office in senders if office == plan.route.origin}
        others = [office for office in senders if office not in origin]
        inputs = [
            plan.hop_input(plan.hop_to(office), received[office].letter.issued) for office in others
        ]
        clocks = [plan.clock_of(office) for office in others]
        ready = [
            clock.to_home(_ready(received[office]))
            for office, clock in zip(others, clocks, strict=True)
        ]
        moments = forwardings(inputs, ready, plan.profile, plan.seed, plan.working)
        there = (clock.from_home(at) for clock, at in zip(clocks, moments, strict=True))
        return origin | dict(zip(others, there, strict=True))

    def _there(
        self, hops: Sequence[Hop], stamps: Sequence[tuple[Instant, ...]]
    ) -> Sequence[tuple[Instant, ...]]:
        """Stamps at the moments at which the recipients' own clocks show their times."""
        if not self.plan.clocks.differ:
            return stamps
        clocks = (self.plan.clock_of(hop.recipient) for hop in hops)
        return [
            row if clock.zone is clock.home else tuple(map(clock.from_home, row))
            for clock, row in zip(clocks, stamps, strict=True)
        ]

    def _letters(
        self,
        outgoing: Mapping[str, Sequence[OutgoingLetter]],
        issued: Mapping[str, Instant],
        received: Mapping[str, ReceivedHop],
    ) -> list[IssuedLetter]:
        dates = {office: self.plan.clock_of(office).date(at) for office, at in issued.items()}
        drawn = self._entries(outgoing, dates)
        letters = []
        for office, at in issued.items():
            for each in outgoing[office]:
                entry, register = drawn.get((office, each.part), (None, SENT))
                letter = composed(self.plan, each, dates[office], received.get(office), entry)
                source = Source.SIMULATED if entry else Source.OBSERVED
                letters.append(
                    IssuedLetter(office, self.wave, letter, at, source, entry, register, each.part)
                )
        return letters

    def _entries(
        self, outgoing: Mapping[str, Sequence[OutgoingLetter]], dates: Mapping[str, date]
    ) -> dict[tuple[str, int], tuple[RegisterEntry, str]]:
        """Place and register of the letters whose numbers history did not see."""
        unseen = [
            letter
            for office in dates
            if office not in self.plan.observations.letters
            for letter in outgoing[office]
        ]
        requests = [self._request(letter, dates[letter.office]) for letter in unseen]
        drawn = self.writer.draw(requests)
        return {
            (letter.office, letter.part): (RegisterEntry(request.year, number), request.register)
            for letter, request, number in zip(unseen, requests, drawn, strict=True)
        }

    def _request(self, letter: OutgoingLetter, day: date) -> NumberRequest:
        year, office = self.plan.jurisdiction.wording.register_year(day), letter.office
        of = numbered(self.plan, office, year)
        register = self.writer.send_register(of, circular=is_circular(letter))
        return NumberRequest(office, register, year, letter_key(self.plan.id, letter.part))

    def _receptions(
        self, hops: Sequence[Hop], moments: Sequence[Sequence[Instant]]
    ) -> list[Reception]:
        offices = [self.plan.hierarchy.traits(hop.recipient) for hop in hops]
        stamps = [
            _Stamp(office.id, position, desk, at, self._register(office, desk))
            for office, instants in zip(offices, moments, strict=True)
            for position, (desk, at) in enumerate(zip(office.desks, instants, strict=True))
        ]
        drawn = iter(self._receipt_entries(stamps))
        seen = self.plan.observations.stamps
        return [
            _observed(stamp, seen[stamp.office, stamp.desk])
            if (stamp.office, stamp.desk) in seen
            else _simulated(stamp, next(drawn))
            for stamp in stamps
        ]

    def _register(self, office: Office | OfficeTraits, desk: str) -> str:
        together = self.plan.jurisdiction.receipts_together(office)
        return RECEIPTS if together else receipts(desk)

    def _receipt_entries(self, stamps: Sequence[_Stamp]) -> list[RegisterEntry]:
        """The receipt numbers of the stamps that history did not see, in their order."""
        seen, key = self.plan.observations.stamps, self.plan.id
        unseen = [stamp for stamp in stamps if (stamp.office, stamp.desk) not in seen]
        requests = [
            NumberRequest(
                stamp.office, stamp.register, year, receipt_key(stamp.register, key, stamp.position)
            )
            for stamp, year in zip(unseen, self._years(unseen), strict=True)
        ]
        drawn = self.writer.draw(requests)
        return [
            RegisterEntry(request.year, number)
            for request, number in zip(requests, drawn, strict=True)
        ]

    def _years(self, stamps: Sequence[_Stamp]) -> list[int]:
        """The register year of each stamp's day; the days are told for all stamps at once."""
        clocks = self.plan.working.own
        column = InstantColumn.of(stamp.at for stamp in stamps)
        if clocks:
            column = column.shown_by(clocks.parts([stamp.office for stamp in stamps]))
        days = local_days(column, self.plan.working).tolist()
        year = self.plan.jurisdiction.wording.register_year
        years = {day: year(day) for day in set(days)}
        return [years[day] for day in days]


def _observed(stamp: _Stamp, seen: ObservedStamp) -> Reception:
    """The stamp as history saw it."""
    return Reception(
        *stamp[:3], seen.number, stamp.at, Source.OBSERVED, None, seen.read, seen.inference
    )


def _simulated(stamp: _Stamp, entry: RegisterEntry) -> Reception:
    """The stamp under the number drawn for it."""
    office, position, desk, at, register = stamp
    return Reception(
        *(office, position, desk, str(entry.number), at, Source.SIMULATED, entry),
        register=register,
    )


def _ready(received: ReceivedHop) -> Instant:
    if received.ready is None:
        raise AssertionError(f"{received.hop.recipient} forwards before its last desk has stamped")
    return received.ready
