"""A letter that an office holds, as one transaction sees it, and what is noted about it."""

from __future__ import annotations

from dataclasses import dataclass

from wian.jurisdictions.instant import Instant
from wian.jurisdictions.office_clocks import OfficeClock
from wian.ledger.acts import JOURNAL, Act, ActKind, Body, Withdrawn
from wian.ledger.life.upward.standing_answers import standing_answers
from wian.ledger.read.corrections import as_corrected, moments_of
from wian.ledger.records import Clock, IssuedLetter, ReceivedHop, Reception
from wian.ledger.write.cohort import CohortWriter
from wian.office.actor import Acting
from wian.office.refusals import (
    DirectiveClosed,
    DirectiveWithdrawn,
    NoSuchDesk,
    NothingReceived,
    NotLive,
    OfficeSucceeded,
    StampTooEarly,
    SuccessionTakenBack,
)
from wian.office.share import refuse_undivided
from wian.office.trusted_clock import journal_years
from wian.propagation.plan import Plan


@dataclass(frozen=True, slots=True)
class HeldLetter:
    """A live letter at an office.

    Attributes:
        plan: Its propagation.
        office: Who holds it.
        received: The hop that brought it, and the sender's letter.
        stamps: The office's stamps in the order of its desks, with the moments that are meant.
        desks: Names of the office's desks.
        acts: What the office did in this propagation, in the order of the numbers.
        own: The office's own letter; ``None`` while it has not issued it.
        since: The day on which another took its place; ``None`` where none did.
    """

    plan: Plan
    office: str
    received: ReceivedHop
    stamps: tuple[Reception, ...]
    desks: tuple[str, ...]
    acts: tuple[Act, ...] = ()
    own: IssuedLetter | None = None
    since: Instant | None = None

    @property
    def sender(self) -> str:
        """Who wrote it."""
        return self.received.hop.sender

    @property
    def issued(self) -> Instant:
        """When it was issued."""
        return self.received.letter.issued

    @property
    def ready(self) -> bool:
        """The office's last desk has stamped it."""
        return len(self.stamps) == len(self.desks)

    def done(self, kind: ActKind, key: str) -> Act | None:
        """The office's act of a kind under a key, if there is one."""
        found = (act for act in self.acts if act.kind is kind and act.key == key)
        return next(found, None)

    def of(self, kind: ActKind) -> tuple[Act, ...]:
        """The office's acts of a kind."""
        return tuple(act for act in self.acts if act.kind is kind)

    @property
    def answer(self) -> Act | None:
        """The office's answer that holds; ``None`` while it has none."""
        return standing_answers(self.acts).get(self.office)

    @property
    def clock(self) -> OfficeClock:
        """The office's clock."""
        return self.plan.clock_of(self.office)

    def shown(self, instant: Instant) -> str:
        """A moment for a sentence."""
        return self.clock.isoformat(instant)

    def precedes(self, one: Instant, other: Instant) -> bool:
        """Whether one moment certainly lies before another."""
        return self.clock.precedes(one, other)

    def before(self, position: int | None = None) -> list[tuple[str, Instant]]:
        """What a stamp follows: the letter's date, the stamps of the desks before, and the day on
        which whoever stamps now took the office's place.

        Args:
            position: Of the desk that stamps; the next one where ``None``.
        """
        earlier = [(f"the stamp of {stamp.desk}", stamp.at) for stamp in self.stamps[:position]]
        taken = (
            [("the day of the succession", self.since)] if self.since and position is None else []
        )
        return [("the letter's date", self.issued), *earlier, *taken]

    def refuse_too_early(self, at: Instant, position: int | None = None) -> None:
        """Refuse a stamp before what it follows.

        Raises:
            StampTooEarly: It is.
        """
        for what, limit in reversed(self.before(position)):
            if self.precedes(at, limit):
                raise StampTooEarly(self.shown(at), what, self.shown(limit))

    def refuse_unknown_desk(self, position: int) -> None:
        """Refuse a desk that the office does not have.

        Raises:
            NoSuchDesk: It has none at that place.
        """
        if not 0 <= position < len(self.desks):
            raise NoSuchDesk(self.office, position, self.desks)


def held_letter(writer: CohortWriter, acting: Acting) -> HeldLetter:
    """The letter of a live propagation at the office that acts.

    Raises:
        NotLive: The propagation is not live.
        UnknownOffice: There is no such office.
        NothingReceived: Nothing was sent to it.
    """
    plan, office = acting.plan, acting.office
    refuse_unless_live(plan)
    desks, held = plan.office(office).desks, writer.holding(office)
    if held is None:
        raise NothingReceived(plan.id, office)
    acts = tuple(writer.acts(office))
    stamps = as_corrected(held.stamps, moments_of(acts))
    last = writer.successions.last(office)
    since = plan.clock_of(office).instant(last.day) if last else None
    return HeldLetter(plan, office, held.received, stamps, desks, acts, held.own, since)


def held_alone(writer: CohortWriter, acting: Acting) -> HeldLetter:
    """The same, once nobody else does anything at the office until this transaction ends.

    What was read before may have changed meanwhile.
    """
    writer.hold(acting.office)
    refuse_undivided(writer, acting)
    writer.look(acting.office, acting.keeper, journal_years(acting))
    return held_letter(writer, acting)


def refuse_unless_live(plan: Plan) -> None:
    """Refuse to act where nobody acts.

    Raises:
        NotLive: The propagation is not live.
    """
    if plan.clock is not Clock.LIVE:
        raise NotLive(plan.id)


def refuse_ended(writer: CohortWriter) -> None:
    """Refuse to forward, or to edit what would be, once the directive was withdrawn or closed.

    Raises:
        DirectiveWithdrawn: The origin withdrew it.
        DirectiveClosed: It was closed.
    """
    refuse_withdrawn(writer)
    if closed := writer.life().closed:
        raise DirectiveClosed(closed.office)


def refuse_withdrawn(writer: CohortWriter) -> None:
    """Refuse what is not done with a directive that was withdrawn.

    Raises:
        DirectiveWithdrawn: It was.
    """
    act = writer.life().withdrawn
    if act and isinstance(act.body, Withdrawn):
        raise DirectiveWithdrawn(act.office, act.body.number, act.body.follower)


def note(writer: CohortWriter, acting: Acting, body: Body, key: str) -> Act:
    """Enter an act in the office's journal; the one of that key that somebody entered meanwhile.

    The office is held before that is looked up, whichever year's journal the other entered it in.
    """
    writer.hold(acting.office)
    for there in writer.acts(acting.office, ActKind(body.KIND)):
        if there.key == key:
            return there
    return note_first(writer, acting, body, key)


def note_first(writer: CohortWriter, acting: Acting, body: Body, key: str) -> Act:
    """The same where the office is held, and has no act of that kind and key.

    Raises:
        OfficeSucceeded: Another took its place since who acts was found.
        SuccessionTakenBack: Or it acts itself again since.
        PlaceOfHeir: The office was split, and its heir does this.
    """
    refuse_other_keeper(writer, acting)
    refuse_undivided(writer, acting, body)
    writer.act_as(acting.office, acting.keeper)
    year = register_year(acting.plan, acting.office, acting.now)
    entry = writer.reserve(acting.office, ActKind(body.KIND), key, year, JOURNAL, first=True)
    act = Act(acting.office, key, acting.by, acting.now, body, entry)
    writer.act(act)
    return act


def refuse_other_keeper(writer: CohortWriter, acting: Acting) -> None:
    """Refuse to write under the name of whoever does not act in the office's place any more.

    Raises:
        OfficeSucceeded: Another took its place since who acts was found.
        SuccessionTakenBack: Or it acts itself again since.
    """
    found = writer.successions.last(acting.office)
    if found and acting.keeper not in writer.successions.holders(acting.office):
        raise OfficeSucceeded(acting.office, found.heir, found.day)
    if found is None and acting.keeper != acting.office:
        raise SuccessionTakenBack(acting.office, acting.keeper)


def register_year(plan: Plan, office: str, at: Instant) -> int:
    """The year whose registers number what happens at an office at a moment."""
    return plan.jurisdiction.wording.register_year(plan.clock_of(office).date(at))
