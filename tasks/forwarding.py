"""Owns forwarding: the offices of a cohort write their letters, and the recipients stamp them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from delays.hop_record import Source
from delays.simulation import arrivals, forwardings
from hierarchy.route import Cohort, Hop, Wave
from jurisdictions.instants import Instant
from ledger.cohorts import CohortWriter
from ledger.database import Ledger
from ledger.records import (
    CIRCULARS,
    Entry,
    IssuedLetter,
    NumberRequest,
    Received,
    Reception,
    SentHop,
    receipts,
)
from letters.letter import Reference
from tasks.preparation import Preparation


@dataclass(frozen=True, slots=True)
class Forwarded:
    """What one cohort's step wrote; zeros where the ledger had it all already."""

    letters: int
    hops: int


def forward(ledger: Ledger, plan: Preparation, wave: Wave, cohort: Cohort) -> Forwarded:
    """Have the forwarders of a cohort that have not written yet write, in one transaction.

    Each issues its letter at the instant that history shows or that the delays give, under the
    next number of its register; each recipient's desks stamp it. Running it twice writes once.

    Raises:
        LedgerError: The ledger cannot be used; nothing of the cohort is kept.
    """
    with ledger.cohort(plan.id) as writer:
        done = writer.issued(cohort.forwarders)
        senders = [office for office in cohort.forwarders if office not in done]
        waiting = set(senders)
        hops = [hop for hop in cohort.hops if hop.sender in waiting]
        if senders:
            _write(writer, plan, wave.number, senders, hops)
    return Forwarded(len(senders), len(hops))


def _write(
    writer: CohortWriter,
    plan: Preparation,
    wave: int,
    senders: Sequence[str],
    hops: Sequence[Hop],
) -> None:
    received = writer.received([office for office in senders if office != plan.route.origin])
    issued = _issues(plan, senders, received)
    letters = _letters(writer, plan, wave, issued, received)
    inputs = [plan.hop_input(hop, issued[hop.sender]) for hop in hops]
    stamps = arrivals(inputs, plan.profile, plan.seed, plan.working)
    sent = [_sent(plan, wave, hop) for hop in hops]
    writer.write(letters, sent, _receptions(writer, plan, hops, stamps))


def _issues(
    plan: Preparation, senders: Sequence[str], received: Mapping[str, Received]
) -> dict[str, Instant]:
    """When each sender issues: the origin as planned, the others after their handling."""
    issued = {office: plan.origin_issue for office in senders if office == plan.route.origin}
    others = [office for office in senders if office not in issued]
    inputs = [
        plan.hop_input(plan.hop_to(office), received[office].letter.issued) for office in others
    ]
    ready = [_ready(received[office]) for office in others]
    moments = forwardings(inputs, ready, plan.profile, plan.seed, plan.working)
    return issued | dict(zip(others, moments, strict=True))


def _ready(received: Received) -> Instant:
    if received.ready is None:
        office = received.hop.recipient
        raise AssertionError(f"{office} forwards before all its desks have stamped")
    return received.ready


def _letters(
    writer: CohortWriter,
    plan: Preparation,
    wave: int,
    issued: Mapping[str, Instant],
    received: Mapping[str, Received],
) -> list[IssuedLetter]:
    dates = {office: at.date(plan.jurisdiction.calendar.zone) for office, at in issued.items()}
    entries = _circular_entries(writer, plan, dates)
    return [
        _letter(plan, wave, office, at, dates[office], received.get(office), entries.get(office))
        for office, at in issued.items()
    ]


def _circular_entries(
    writer: CohortWriter, plan: Preparation, dates: Mapping[str, date]
) -> dict[str, Entry]:
    """The register numbers of the letters whose numbers history did not see."""
    numbered = [office for office in dates if office not in plan.observed_letters]
    year = plan.jurisdiction.wording.register_year
    requests = [
        NumberRequest(office, CIRCULARS, year(dates[office]), plan.id) for office in numbered
    ]
    drawn = writer.draw(requests)
    return {
        request.office: Entry(request.year, number)
        for request, number in zip(requests, drawn, strict=True)
    }


def _letter(
    plan: Preparation,
    wave: int,
    office: str,
    issued: Instant,
    dated: date,
    received: Received | None,
    entry: Entry | None,
) -> IssuedLetter:
    observed = plan.observed_letters.get(office)
    number = observed.number if observed else _number(plan, office, entry)
    letter = plan.composer.compose(
        office,
        number,
        dated,
        _reference(plan, received),
        form=observed.form if observed else None,
        addressed_to=observed.addressed_to if observed else None,
    )
    source = Source.OBSERVED if observed else Source.SIMULATED
    return IssuedLetter(office, wave, letter, issued, source, entry)


def _number(plan: Preparation, office: str, entry: Entry | None) -> str:
    if entry is None:
        raise AssertionError(f"{office} has neither an observed nor a drawn number")
    code = plan.hierarchy.office(office).letter_code
    return plan.jurisdiction.wording.letter_number(code, entry.number)


def _reference(plan: Preparation, received: Received | None) -> Reference | None:
    """The letter received, as the next letter cites it."""
    if received is None:
        return None
    letter = received.letter.letter
    sender = plan.hierarchy.office(received.letter.office)
    return Reference(sender.name, letter.number, letter.dated)


def _sent(plan: Preparation, wave: int, hop: Hop) -> SentHop:
    desks = len(plan.hierarchy.office(hop.recipient).desks)
    return SentHop(
        hop.sender,
        hop.recipient,
        wave,
        hop.channel,
        desks,
        hop.addressed,
        hop.forwards,
        plan.source(hop),
    )


def _receptions(
    writer: CohortWriter,
    plan: Preparation,
    hops: Sequence[Hop],
    stamps: Sequence[Sequence[Instant]],
) -> list[Reception]:
    desks = [
        (hop.recipient, position, desk, at)
        for hop, moments in zip(hops, stamps, strict=True)
        for position, (desk, at) in enumerate(
            zip(plan.hierarchy.office(hop.recipient).desks, moments, strict=True)
        )
    ]
    entries = _receipt_entries(writer, plan, desks)
    return [_reception(plan, *desk, entries.get((desk[0], desk[2]))) for desk in desks]


def _receipt_entries(
    writer: CohortWriter, plan: Preparation, desks: Sequence[tuple[str, int, str, Instant]]
) -> dict[tuple[str, str], Entry]:
    """The receipt numbers of the stamps that history did not see."""
    zone, year = plan.jurisdiction.calendar.zone, plan.jurisdiction.wording.register_year
    unseen = [row for row in desks if (row[0], row[2]) not in plan.observed_stamps]
    requests = [
        NumberRequest(office, receipts(desk), year(at.date(zone)), plan.id)
        for office, _, desk, at in unseen
    ]
    drawn = writer.draw(requests)
    return {
        (office, desk): Entry(request.year, number)
        for (office, _, desk, _), request, number in zip(unseen, requests, drawn, strict=True)
    }


def _reception(
    plan: Preparation, office: str, position: int, desk: str, at: Instant, entry: Entry | None
) -> Reception:
    stamp = plan.observed_stamps.get((office, desk))
    if stamp:
        return Reception(
            office,
            position,
            desk,
            stamp.number,
            at,
            Source.OBSERVED,
            read=stamp.read,
            inference=stamp.inference,
        )
    if entry is None:
        raise AssertionError(f"{office}'s {desk} has neither an observed nor a drawn number")
    return Reception(office, position, desk, str(entry.number), at, Source.SIMULATED, entry)
