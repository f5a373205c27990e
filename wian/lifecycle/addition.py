"""Adds offices that a directive had left out: its route grows, and letters go to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hierarchy.route.grown_route import shortest_ways
from hierarchy.route.route import Hop
from hierarchy.route.selection import Selection
from hierarchy.route.selector import select
from wian.ledger.acts import Act
from wian.ledger.life.growth_acts import Added, Way
from wian.ledger.outbox.events import Event, News
from wian.ledger.write.cohort import CohortWriter
from wian.letters.sandbox import kept_templates
from wian.lifecycle.origin import Why, first_letter, refuse_follow_up
from wian.office.actor import Acting
from wian.office.held_letter import held_letter, note, refuse_ended, refuse_unless_live
from wian.office.inputs import checked
from wian.office.issue import Issuance, issue_within
from wian.office.owed_letters import up_to_date
from wian.office.refusals import NotReady, Refusal
from wian.office.trusted_clock import refuse_wrong_clock
from wian.propagation.runtime import recorded_plan


@dataclass(frozen=True, slots=True)
class Addition:
    """Offices that are on the route of a directive, which it had left out.

    Attributes:
        propagation: Of which propagation.
        act: By which act they were added; ``None`` where all were there before.
        ways: The hops by which the route has grown, each behind the one that reaches its sender.
        there: Those asked for that have the letter already, or will get it as planned.
        letters: The further letter of the office that added them, where it wrote one at once.
        waiting: The offices of the route before that have still to write because of it.
    """

    propagation: str
    act: Act | None
    ways: tuple[Hop, ...]
    there: tuple[str, ...]
    letters: Issuance | None
    waiting: tuple[str, ...]

    @property
    def new(self) -> bool:
        """Whether this call added anybody."""
        return self.act is not None

    @property
    def added(self) -> tuple[str, ...]:
        """The offices that were added; others only pass the letter on to them."""
        return tuple(hop.recipient for hop in self.ways if hop.addressed)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers of the letters that went out at once."""
        known = self.letters.letters if self.letters else ()
        return tuple(
            each.letter.number for each, to in known if {hop.recipient for hop in self.ways} & {*to}
        )


class AddsNobody(Refusal):
    """Only an office that forwards a directive adds others to its route."""

    def __init__(self, office: str, origin: str) -> None:
        super().__init__(
            f"{office} forwards this directive to nobody; {origin}, or an office that forwards it, "
            "can add others."
        )


def add(acting: Acting, wanted: Sequence[Selection], reason: str) -> Addition:
    """Add offices to the route of a directive; who has it, or is to get it, is not added again.

    The route grows by the shortest ways from the offices that it reaches. Whoever is the last of
    these on a way writes to the next office: with its own letter, where that is not out yet, else
    with a further one. The office that adds writes its further letter at once.

    Args:
        acting: The origin, or an office that passes the directive on: it adds those below itself.
        wanted: Whom it adds.
        reason: Why; it stands in the journal, not in the letters.

    Raises:
        UnreachableAddressees: No chain of lines leads to an office from the one that adds it.
        Refusal: The office has not issued or received anything, or passes nothing on; the
            directive has ended, or its letters are about another.
        InputFaults: A selection means no office, or the reason is no plain line of text.
        LedgerError: The ledger cannot be used; nothing was written.
    """
    refuse_unless_live(acting.plan)
    acting.plan.office(acting.office)
    refuse_follow_up(acting)
    said = checked(Why, reason=reason).reason
    offices = select(acting.plan.hierarchy, wanted)
    with kept_templates(), acting.ledger.cohort(acting.plan.id, acting.plan.clock) as writer:
        writer.hold_life()  # nobody withdraws or closes it, or adds anybody, meanwhile
        acting = up_to_date(writer, acting)
        _refuse_unless_forwarder(writer, acting)
        refuse_ended(writer)
        known = set(acting.plan.route.offices)
        there = tuple(each for each in offices if each in known)
        missing = [each for each in offices if each not in known]
        if not missing:
            return Addition(acting.plan.id, None, (), there, None, ())
        refuse_wrong_clock(writer, acting)
        ways = shortest_ways(acting.plan.hierarchy, acting.plan.route, acting.office, missing)
        return _added(writer, acting, ways, there, said)


def _refuse_unless_forwarder(writer: CohortWriter, acting: Acting) -> None:
    """Refuse whoever neither sent the directive nor passes it on.

    Raises:
        NothingSentYet: The origin has not issued its letter.
        NothingReceived: Nothing was sent to the office.
        AddsNobody: The office is the end of the line.
        NotReady: A desk of it has not stamped yet.
    """
    plan, office = acting.plan, acting.office
    if office == plan.directive.origin:
        first_letter(writer, acting)
        return
    letter = held_letter(writer, acting)
    if not plan.sending(office)[1]:
        raise AddsNobody(office, plan.directive.origin)
    if not letter.ready:
        raise NotReady(office, letter.desks[len(letter.stamps)])


def _added(
    writer: CohortWriter,
    acting: Acting,
    ways: tuple[Hop, ...],
    there: tuple[str, ...],
    reason: str,
) -> Addition:
    body = Added(reason=reason, ways=tuple(map(Way.of, ways)))
    act = note(writer, acting, body, ways[0].recipient)
    acting = replace(acting, plan=acting.plan.as_grown(writer.life().growth))
    own = any(hop.sender == acting.office for hop in ways)
    letters = None
    if own and writer.letter(acting.office) is not None:
        letters = issue_within(writer, acting)
    _add_to_amendments(writer, acting, body)
    new = {hop.recipient for hop in ways} | ({acting.office} if letters else set())
    waiting = tuple(sorted({hop.sender for hop in ways} - new))
    others = _other_parts(writer, acting, ways) if letters else ()
    _tell(writer, acting, ways, waiting + ((acting.office,) if others else ()))
    if letters and not letters.new:
        letters = None
    return Addition(acting.plan.id, act, ways, there, letters, (*waiting, *others))


def _other_parts(writer: CohortWriter, acting: Acting, ways: tuple[Hop, ...]) -> tuple[str, ...]:
    """Of a split office that has written: its other successors, to whose part some ways lead."""
    known = writer.successions
    own = (hop.recipient for hop in ways if hop.sender == acting.office)
    writers = {known.writer(acting.office, each) for each in own}
    return tuple(sorted(writers - {acting.keeper}))


def _add_to_amendments(writer: CohortWriter, acting: Acting, body: Added) -> None:
    """Add them to what amends the directive as well: they get it after the letter itself."""
    for each in writer.life().amendments:
        beside = writer.beside(each.follower)
        beside.hold_life()
        if beside.life().ending:
            continue
        plan = recorded_plan(each.follower, acting.ledger)
        also = up_to_date(beside, replace(acting, plan=plan))
        note(beside, also, body, body.ways[0].recipient)
        also = up_to_date(beside, also)
        own = any(way.sender == acting.office for way in body.ways)
        if own and beside.letter(acting.office) is not None:
            issue_within(beside, also)


def _tell(
    writer: CohortWriter, acting: Acting, ways: tuple[Hop, ...], waiting: tuple[str, ...]
) -> None:
    """Tell whoever adds, and whoever has to write; those that forward alone are woken."""
    facts = {
        "recipients": [hop.recipient for hop in ways if hop.addressed],
        "at": acting.shown_now,
    }
    hearers = tuple(dict.fromkeys((acting.office, *waiting)))
    writer.tell(News(Event.ADDED, acting.plan.id, (acting.office,), hearers, facts))
    known = writer.issued(waiting)
    writer.tell(*(News(Event.READY, acting.plan.id, (each,), ()) for each in sorted(known)))
