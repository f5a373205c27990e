"""An office's letters as they go out, and the hops that carry them.

An office writes one letter to all whom one salutation and one close fit; to others it writes
letters of their own, which go out with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from hierarchy.office import Signatory
from hierarchy.route.route import Hop
from wian.delays.hop_record import Source
from wian.jurisdictions.office_numbers import RunningNumber
from wian.ledger.life.cited_letters import CitedLetter, referring
from wian.ledger.records import IssuedLetter, ReceivedHop, RegisterEntry, SentHop
from wian.ledger.registers.register_choice import OfficeYear
from wian.letters.letter import Letter, Reference
from wian.propagation.plan import Plan


@dataclass(frozen=True, slots=True)
class OutgoingLetter:
    """A letter that an office is about to write.

    Attributes:
        office: Who writes it.
        part: Which of the office's letters in the propagation it is, from 0.
        hops: The hops to whom it goes: it asks what is asked of these.
        earlier: The office's letter that its recipients hold, where the propagation follows
            another.
        before: The office's letter in the propagation that this one follows, where it goes out
            after others: the first, or what the office around which it leads was sent.
        around: Name of the office that did not forward to its recipients, so that this one writes.
        cites: The letters of earlier directives that it refers to.
    """

    office: str
    part: int
    hops: tuple[Hop, ...]
    earlier: Letter | None = None
    before: Letter | None = None
    around: str | None = None
    cites: tuple[Reference, ...] = ()

    @property
    def recipients(self) -> tuple[str, ...]:
        """Whom it goes to."""
        return tuple(hop.recipient for hop in self.hops)


def outgoing_letters(  # noqa: PLR0913 - the letters of before are three facts
    plan: Plan,
    office: str,
    hops: Sequence[Hop] | None = None,
    *,
    issued: Sequence[IssuedLetter] = (),
    held: Mapping[str, Letter] = MappingProxyType({}),
    parts: Mapping[str, int] = MappingProxyType({}),
    cited: Sequence[Sequence[CitedLetter]] = (),
) -> tuple[OutgoingLetter, ...]:
    """The letters that an office writes along hops, in the order of their first recipients.

    Args:
        plan: The propagation.
        office: Who writes.
        hops: Along which hops; all that the route has of the office where ``None``.
        issued: The office's letters in the propagation that are out.
        held: The office's letters of before, by recipient, where the propagation follows
            another: one letter is about one of them.
        parts: Which of the letters that are out went to each recipient so far.
        cited: The letters of earlier directives that they may refer to.
    """
    together = tuple(plan.sending(office)[1] if hops is None else hops)
    first, out = len(issued), {each.part: each.letter for each in issued}
    if office in plan.observations.letters:  # history saw the one letter that it wrote
        return (OutgoingLetter(office, first, together),)
    to = {hop.recipient: hop for hop in together}
    groups = [
        (about, earlier, past)
        for group in plan.composer.apart(office, list(to))
        for led, past in _by_detour(plan, group)
        for about, earlier in _by_letter(led, held)
    ]
    return tuple(
        OutgoingLetter(
            office,
            part,
            tuple(map(to.__getitem__, group)),
            earlier,
            before=out.get(parts.get(past, 0) if past else 0),
            around=plan.hierarchy.office(past).name if past else None,
            cites=referring(cited, group),
        )
        for part, (group, earlier, past) in enumerate(groups, start=first)
    )


def _by_detour(plan: Plan, recipients: Sequence[str]) -> list[tuple[Sequence[str], str | None]]:
    """Recipients by the office, if any, that was to write to them and did not."""
    if not plan.growth.around:
        return [(recipients, None)]
    found: dict[str | None, list[str]] = {}
    for recipient in recipients:
        found.setdefault(plan.growth.around.get(recipient), []).append(recipient)
    return [(to, past) for past, to in found.items()]


def _by_letter(
    recipients: Sequence[str], held: Mapping[str, Letter]
) -> list[tuple[Sequence[str], Letter | None]]:
    """Recipients by the letter that they hold."""
    if not held:
        return [(recipients, None)]
    found: dict[Letter | None, list[str]] = {}
    for recipient in recipients:
        found.setdefault(held.get(recipient), []).append(recipient)
    return [(group, letter) for letter, group in found.items()]


def composed(  # noqa: PLR0913, PLR0917 - what a letter is made of
    plan: Plan,
    letter: OutgoingLetter,
    dated: date,
    received: ReceivedHop | None,
    entry: RegisterEntry | None,
    signer: Signatory | None = None,
) -> Letter:
    """An office's letter, under its observed number, or the one drawn for it.

    Args:
        plan: The propagation.
        letter: Which letter.
        dated: Its date.
        received: What it passes on; ``None`` for the origin.
        entry: Its place in the register; ``None`` where history saw the letter.
        signer: Who signs it; as the office has it for its day where ``None``.
    """
    compose, cited, office = plan.composer.compose, _reference(plan, received), letter.office
    if entry is None:
        seen = plan.observations.letters[office]
        return compose(office, seen.number, dated, cited, seen.form, seen.addressed_to)
    number = letter_number(plan, letter, entry, dated)
    return compose(
        *(office, number, dated, cited),
        earlier=letter.earlier,
        before=letter.before,
        around=letter.around,
        hops=letter.hops,
        signer=signer,
        cites=letter.cites,
    )


def letter_number(plan: Plan, letter: OutgoingLetter, entry: RegisterEntry, dated: date) -> str:
    """The number of an office's letter: a circular's where it goes to several offices.

    Args:
        plan: The propagation.
        letter: Which letter.
        entry: Its place in the office's send register.
        dated: Its date.
    """
    return numbered_as(plan, letter.office, entry, dated, circular=is_circular(letter))


def numbered_as(
    plan: Plan, office: str, entry: RegisterEntry, dated: date, *, circular: bool
) -> str:
    """The number of any letter that an office writes about the plan's directive.

    Args:
        plan: The propagation.
        office: Who writes.
        entry: Its place in the office's send register.
        dated: Its date.
        circular: It goes to several offices.
    """
    of = RunningNumber(entry.number, entry.year, dated, circular, plan.directive.classification)
    return plan.jurisdiction.letter_number(plan.hierarchy.office(office), of)


def is_circular(letter: OutgoingLetter) -> bool:
    """Whether an office's letter is a circular: it goes to several offices."""
    return len(letter.hops) > 1


def numbered(plan: Plan, office: str, year: int) -> OfficeYear:
    """An office's registers of a year, with the series in which it says that it numbers."""
    country, known = plan.jurisdiction, plan.hierarchy.office(office)
    said = country.numbers.classification(known, plan.directive.classification)
    return OfficeYear(office, year, country.series(known), said)


def sent(
    plan: Plan, letters: Sequence[OutgoingLetter], wave: int, source: Callable[[Hop], Source]
) -> list[SentHop]:
    """The hops of letters as the ledger takes them."""
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
            letter.part,
        )
        for letter in letters
        for hop in letter.hops
    ]


def _reference(plan: Plan, received: ReceivedHop | None) -> Reference | None:
    """The letter received, as the next letter cites it."""
    if received is None:
        return None
    letter = received.letter.letter
    sender = plan.hierarchy.office(received.letter.office)
    return Reference(sender.name, letter.number, letter.dated)
