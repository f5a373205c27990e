"""An office's letter as it goes out, and the hops that carry it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from hierarchy.route.route import Hop
from wian.delays.hop_record import Source
from wian.ledger.records import ReceivedHop, RegisterEntry, SentHop
from wian.ledger.registers.register_choice import OfficeYear
from wian.letters.letter import Letter, Reference
from wian.propagation.plan import Plan


def composed(  # noqa: PLR0913, PLR0917 - what a letter is made of
    plan: Plan,
    office: str,
    dated: date,
    received: ReceivedHop | None,
    entry: RegisterEntry | None,
    earlier: Letter | None = None,
) -> Letter:
    """An office's letter, under its observed number, or the one drawn for it.

    Args:
        plan: The propagation.
        office: Who writes.
        dated: The letter's date.
        received: What it passes on; ``None`` for the origin.
        entry: Its place in the register; ``None`` where history saw the letter.
        earlier: Its letter of before, where the propagation follows another.
    """
    compose, cited = plan.composer.compose, _reference(plan, received)
    if entry is None:
        seen = plan.observed_letters[office]
        return compose(office, seen.number, dated, cited, seen.form, seen.addressed_to)
    number = letter_number(plan, office, entry, dated)
    return compose(office, number, dated, cited, earlier=earlier)


def letter_number(plan: Plan, office: str, entry: RegisterEntry, dated: date) -> str:
    """The number of an office's letter: a circular's where it goes to several offices.

    Args:
        plan: The propagation.
        office: Who writes.
        entry: The letter's place in the office's send register.
        dated: The letter's date.
    """
    code = plan.hierarchy.office(office).letter_code
    return plan.jurisdiction.wording.letter_number(
        code, entry.number, entry.year, dated=dated, circular=is_circular(plan, office)
    )


def is_circular(plan: Plan, office: str) -> bool:
    """Whether an office's letter is a circular: it goes to several offices."""
    _, hops = plan.sending(office)
    return len(hops) > 1


def numbered(plan: Plan, office: str, year: int) -> OfficeYear:
    """An office's registers of a year, with the series in which it says that it numbers."""
    return OfficeYear(office, year, plan.jurisdiction.series(plan.hierarchy.office(office)))


def sent(
    plan: Plan, hops: Sequence[Hop], wave: int, source: Callable[[Hop], Source]
) -> list[SentHop]:
    """Hops of the route as the ledger takes them."""
    return [
        SentHop(
            hop.sender,
            hop.recipient,
            wave,
            hop.channel,
            len(plan.hierarchy.traits(hop.recipient).desks),
            hop.addressed,
            hop.forwards,
            source(hop),
        )
        for hop in hops
    ]


def _reference(plan: Plan, received: ReceivedHop | None) -> Reference | None:
    """The letter received, as the next letter cites it."""
    if received is None:
        return None
    letter = received.letter.letter
    sender = plan.hierarchy.office(received.letter.office)
    return Reference(sender.name, letter.number, letter.dated)
