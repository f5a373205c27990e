"""Plans the propagation whose letters withdraw or amend an earlier one: same offices, same way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hierarchy.graph import Hierarchy
from hierarchy.office import Channel, Line
from hierarchy.route.planner import plan_route
from hierarchy.route.selection import Selection
from hierarchy.route.selector import select
from wian.kit.errors import InputFaults
from wian.ledger.records import SentHop
from wian.letters.composition.later_letter import LaterLetter
from wian.letters.directive import Directive, Follows, FollowUpKind
from wian.propagation.plan import Plan

Ways = Mapping[str, tuple[str, Channel]]
"""Who writes to each of some offices, and how."""
_LONGEST_ID = 40
_LONGEST_SUBJECT = 300
"""Of a slug, and of a line of text."""


def withdrawal_plan(plan: Plan, reached: Sequence[SentHop], reason: str) -> Plan:
    """The propagation that tells exactly those whom the letters of an earlier one have reached.

    Args:
        plan: The earlier one.
        reached: Its hops so far.
        reason: Why it is withdrawn.
    """
    hierarchy = _as_sent(plan, reached)
    addressees = _addressees(plan, reached, hierarchy)
    sent = later_directive(plan, FollowUpKind.WITHDRAWAL, reason, addressees)
    route = plan_route(hierarchy, sent.origin, sent.addressees)
    return replace(plain(plan), directive=sent, hierarchy=hierarchy, route=route, limit_to=())


def later_directive(
    plan: Plan, kind: FollowUpKind, reason: str, addressees: Sequence[Selection], number: int = 0
) -> Directive:
    """What such letters say: in the words of the jurisdiction, under an id of their own.

    Args:
        plan: The earlier propagation.
        kind: What becomes of it.
        reason: Why.
        addressees: Whom the letters are for.
        number: Tells several of a kind apart, from 1; 0 where there is only one.
    """
    words, first = LaterLetter(plan.jurisdiction.wording), plan.directive
    return Directive(
        id=_id(first.id, f"-{kind}{f'-{number}' if number else ''}"),
        origin=first.origin,
        subject=words.subject(kind, first.subject)[:_LONGEST_SUBJECT].rstrip(),
        decided=words.decided(kind, reason),
        purpose=words.purpose(kind),
        asks=(),
        urgency=first.urgency,
        secrecy=first.secrecy,
        contact=first.contact,
        addressees=tuple(addressees),
        copies=first.copies,
        references=(first.id,),
        follows=Follows(propagation=plan.id, kind=kind),
    )


def along(known: Hierarchy, ways: Ways) -> Hierarchy:
    """The offices under each other as letters go: each on a way under who writes to it.

    Args:
        known: The offices under each other as they are.
        ways: How letters go to some of them.
    """
    lines = [line for line in known.lines if line.child not in ways]
    lines += [Line(sender, office, channel=channel) for office, (sender, channel) in ways.items()]
    return Hierarchy.build(
        list(known.offices),
        lines,
        subject=known.name,
        remarks=known.remarks,
        jurisdiction=known.jurisdiction,
    )


def plain(plan: Plan) -> Plan:
    """A plan as a value: what is restored from the ledger works out its parts when asked."""
    return Plan(
        plan.directive,
        plan.hierarchy,
        plan.jurisdiction,
        plan.route,
        plan.profile,
        plan.seed,
        plan.limit_to,
        plan.clock,
    )


def _id(first: str, ending: str) -> str:
    return first[: _LONGEST_ID - len(ending)].rstrip("._-") + ending


def _as_sent(plan: Plan, reached: Sequence[SentHop]) -> Hierarchy:
    """The offices under each other as the letters went; the plan's where those kept to its route.

    Whoever was sent a letter past the route stands under the office that sent it.
    """
    planned = {(hop.sender, hop.recipient) for hop in plan.first_route.hops}
    astray = [hop for hop in reached if (hop.sender, hop.recipient) not in planned]
    if not astray:
        return plan.hierarchy
    ways = {hop.recipient: (hop.sender, hop.channel) for hop in reached}
    return along(plan.hierarchy, ways)


def _addressees(
    plan: Plan, reached: Sequence[SentHop], hierarchy: Hierarchy
) -> tuple[Selection, ...]:
    """Those whom the letters have reached, in few words where few words say it.

    The first directive's own selections without whoever is below an office that has not forwarded,
    and that office itself; a list of ids where that would take others too.
    """
    senders = {hop.sender for hop in reached}
    ends = [hop.recipient for hop in reached if hop.recipient not in senders]
    wanted = {hop.recipient for hop in reached if hop.addressed}.union(ends)
    stopped = tuple(
        hop.recipient
        for hop in reached
        if hop.recipient in ends and (hop.forwards or plan.sending(hop.recipient)[1])
    )
    few = [
        selection
        for each in plan.directive.addressees
        if _taken(hierarchy, [selection := _without_below(each, stopped)])
    ]
    taken = _taken(hierarchy, few) - {plan.route.origin}
    if not taken <= wanted:
        return (Selection(ids=tuple(sorted(wanted))),)
    rest = tuple(sorted(wanted - taken))
    return (*few, Selection(ids=rest)) if rest else tuple(few)


def _without_below(selection: Selection, stopped: tuple[str, ...]) -> Selection:
    if not stopped or selection.except_ is not None:
        return selection
    return selection.model_copy(update={"except_": Selection(under=stopped)})


def _taken(hierarchy: Hierarchy, selections: Sequence[Selection]) -> frozenset[str]:
    """The offices that selections take; none where one of them takes nobody."""
    try:
        return frozenset(select(hierarchy, selections)) if selections else frozenset()
    except InputFaults:
        return frozenset()
