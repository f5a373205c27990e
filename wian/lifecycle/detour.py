"""Leads around a silent office: whoever wrote to it writes straight to those who wait behind it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hierarchy.route.route import Hop
from wian.ledger.acts import Act
from wian.ledger.life.growth_acts import Rerouted, Way
from wian.ledger.outbox.events import Event, News
from wian.ledger.write.cohort import CohortWriter
from wian.letters.sandbox import kept_templates
from wian.lifecycle.origin import refuse_follow_up
from wian.office.actor import Acting
from wian.office.held_letter import note, refuse_ended, refuse_unless_live
from wian.office.inputs import Reason, checked
from wian.office.issue import Issuance, issue_within
from wian.office.owed_letters import up_to_date
from wian.office.refusals import Refusal
from wian.office.trusted_clock import refuse_wrong_clock
from wian.propagation.runtime import recorded_plan


@dataclass(frozen=True, slots=True)
class Detour:
    """A way around an office that stands in the ledger.

    Attributes:
        propagation: Of which propagation.
        around: The office that does not forward.
        act: The act of whoever wrote to it.
        written: Those who waited behind it, and were written to.
        letters: The letters that went to them; ``None`` where they had gone before.
        new: This call wrote to them; it was done before otherwise.
    """

    propagation: str
    around: str
    act: Act
    written: tuple[str, ...]
    letters: Issuance | None
    new: bool

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers of the letters that went out now."""
        known = self.letters.letters if self.letters else ()
        return tuple(each.letter.number for each, _ in known)


class NotItsSender(Refusal):
    """Only who wrote to an office writes to those behind it."""

    def __init__(self, office: str, around: str, sender: str) -> None:
        super().__init__(
            f"{office} did not write to {around}; {sender} did, and can write to those behind it."
        )


class NobodyWaits(Refusal):
    """Nobody waits behind the office."""

    def __init__(self, around: str) -> None:
        super().__init__(
            f"Nobody waits behind {around}: nobody has written to it yet, it forwards to nobody, "
            "or it has written to all."
        )


def reroute(acting: Acting, around: str, reason: str | None = None) -> Detour:
    """Write straight to those who wait behind an office that does not forward; twice writes once.

    They get a further letter of whoever wrote to that office, which takes the place of its own. It
    may still stamp and answer; those who have been written to are not written to again.

    Args:
        acting: The office that wrote to the silent one, and who acts for it when.
        around: The silent office.
        reason: What else there is to say; it stands in the journal.

    Raises:
        NotItsSender: Another office wrote to it.
        NobodyWaits: It has nobody left to write to.
        Refusal: The directive has ended, or its letters are about another.
        InputFaults: The reason is no plain line of text.
        LedgerError: The ledger cannot be used; nothing was written.
    """
    refuse_unless_live(acting.plan)
    acting.plan.office(acting.office)
    acting.plan.office(around)
    refuse_follow_up(acting)
    said = checked(Reason, reason=reason).reason
    with kept_templates(), acting.ledger.cohort(acting.plan.id, acting.plan.clock) as writer:
        writer.hold_life()  # the silent office does not write meanwhile, and nobody ends it
        acting = up_to_date(writer, acting)
        refuse_ended(writer)
        held = writer.holding(around)
        if held is None:
            raise NobodyWaits(around)
        if held.received.hop.sender != acting.office:
            raise NotItsSender(acting.office, around, held.received.hop.sender)
        ways = _ways(writer, acting, around)
        if not ways:
            return _before(writer, acting, around)
        refuse_wrong_clock(writer, acting)
        relieved = held.own is None
        body = Rerouted(around=around, relieved=relieved, reason=said, ways=ways)
        return _rerouted(writer, acting, body)


def _ways(writer: CohortWriter, acting: Acting, around: str) -> tuple[Way, ...]:
    """The hops to those whom a silent office has not written to, from whoever wrote to it."""
    written = {hop.recipient for hop in writer.sent_by(around)}
    behind = [hop for hop in acting.plan.sending(around)[1] if hop.recipient not in written]
    return tuple(
        Way.of(Hop(acting.office, hop.recipient, hop.channel, hop.addressed, hop.forwards))
        for hop in behind
    )


def _before(writer: CohortWriter, acting: Acting, around: str) -> Detour:
    """What was done before.

    Raises:
        NobodyWaits: Nothing was.
    """
    for act in reversed(writer.life().growth.acts):
        if isinstance(act.body, Rerouted) and act.body.around == around:
            to = tuple(way.recipient for way in act.body.ways)
            return Detour(acting.plan.id, around, act, to, None, new=False)
    raise NobodyWaits(around)


def _rerouted(writer: CohortWriter, acting: Acting, body: Rerouted) -> Detour:
    act, letters = _written(writer, acting, body)
    for each in writer.life().amendments:
        beside = writer.beside(each.follower)
        beside.hold_life()
        plan = recorded_plan(each.follower, acting.ledger)
        held = beside.holding(body.around)
        also = up_to_date(beside, replace(acting, plan=plan))
        ways = _ways(beside, also, body.around)
        if ways and beside.letter(acting.office) is not None and not beside.life().ending:
            relieved = held is None or held.own is None
            _written(beside, also, body.model_copy(update={"ways": ways, "relieved": relieved}))
    to = tuple(way.recipient for way in body.ways)
    _tell(writer, acting, body.around, to)
    return Detour(acting.plan.id, body.around, act, to, letters, new=True)


def _written(writer: CohortWriter, acting: Acting, body: Rerouted) -> tuple[Act, Issuance]:
    act = note(writer, acting, body, body.ways[0].recipient)
    return act, issue_within(writer, up_to_date(writer, acting))


def _tell(writer: CohortWriter, acting: Acting, around: str, to: tuple[str, ...]) -> None:
    """Tell whoever writes, and the silent office, which has nothing to forward to them."""
    facts = {
        "around": around,
        "recipients": list(to),
        "at": acting.shown_now,
    }
    hearers = (acting.office, around)
    writer.tell(News(Event.REROUTED, acting.plan.id, (around,), hearers, facts))
