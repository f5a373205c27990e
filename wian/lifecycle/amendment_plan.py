"""Plans the propagation whose letters amend an earlier one: to all whom that one is to reach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from hierarchy.route.planner import plan_route
from hierarchy.route.route import Route
from hierarchy.route.selection import Selection
from wian.ledger.records import SentHop
from wian.letters.composition.later_letter import LaterLetter
from wian.letters.composition.vocabulary import vocabulary
from wian.letters.directive import Changes, Directive, Follows, FollowUpKind
from wian.letters.enclosed_file import EnclosedFile
from wian.letters.letter import Letter
from wian.lifecycle.later_plan import Ways, along, later_directive, plain
from wian.propagation.plan import Plan
from wian.propagation.standing.days_in_force import DaysInForce


def amendment_plan(
    days: DaysInForce,
    reached: Sequence[SentHop],
    changes: Changes,
    earlier: Sequence[Letter] = (),
    files: Sequence[EnclosedFile] = (),
) -> Plan:
    """The propagation that tells all whom an earlier one has reached, or will reach.

    Args:
        days: The earlier one, and the days that hold for it so far.
        reached: Its hops so far.
        changes: What is amended.
        earlier: The origin's first letter of each amendment before this one.
        files: The files among the enclosures.
    """
    plan = days.plan
    ways = {hop.recipient: (hop.sender, hop.channel) for hop in plan.route.hops}
    ways |= {hop.recipient: (hop.sender, hop.channel) for hop in reached}
    sent = _worded(days, changes, earlier)
    first = replace(plain(plan), directive=sent, files=tuple(files))
    planned = _planned(plan)
    if _ways(planned) == ways:
        return replace(first, route=planned)
    wanted = {hop.recipient for hop in plan.route.hops if hop.addressed}
    ends = {hop.recipient for hop in reached} - {sender for sender, _ in ways.values()}
    addressees = (Selection(ids=tuple(sorted(wanted | ends))),)
    hierarchy = along(plan.hierarchy, ways)
    sent = first.directive.model_copy(update={"addressees": addressees})
    route = plan_route(hierarchy, sent.origin, addressees)
    return replace(first, directive=sent, hierarchy=hierarchy, route=route, limit_to=())


def _planned(plan: Plan) -> Route:
    """The route that follows from the directive alone."""
    sent = plan.directive
    return plan_route(plan.hierarchy, sent.origin, sent.addressees, limit_to=plan.limit_to)


def _ways(route: Route) -> Ways:
    return {hop.recipient: (hop.sender, hop.channel) for hop in route.hops}


def _worded(days: DaysInForce, changes: Changes, earlier: Sequence[Letter]) -> Directive:
    """What the letters say: the new words, the days that hold, and that all else stays."""
    first, kind = days.plan.directive, FollowUpKind.AMENDMENT
    known = later_directive(days.plan, kind, "", first.addressees, len(earlier) + 1)
    changed = {
        "details": (*changes.text, *_sentences(days, _since_first(days, changes), earlier)),
        "enclosures": changes.enclosures,
        "window": changes.window or days.window,
        "follows": Follows(propagation=days.plan.id, kind=kind, changes=changes),
    }
    return known.model_copy(update=changed)


def _since_first(days: DaysInForce, changes: Changes) -> Changes:
    """What is changed of the first letter once this amendment holds, with what earlier ones did.

    A reader of the last amendment alone would else take the first letter's days to hold again.
    """
    window, everybody, levels = None, None, dict[str, date]()
    for each in (*(done.changes for done in days.life.amendments), changes):
        window = each.window or window
        if each.answer_by:
            everybody, levels = each.answer_by, {}
        levels |= each.answer_by_level
    found = {"window": window, "answer_by": everybody, "answer_by_level": levels}
    return changes.model_copy(update=found)


def _sentences(days: DaysInForce, changes: Changes, earlier: Sequence[Letter]) -> Iterator[str]:
    """The sentences that name the days that hold, and the one that says what stays."""
    wording = days.plan.jurisdiction.wording
    words = LaterLetter(wording)
    if window := changes.window:
        yield words.window(wording.window_phrase(window.opens, window.closes))
    if changes.answer_by and (named := _named(days, changes, None)):
        yield words.answer_by(named, wording.long_date(changes.answer_by))
    for level, day in changes.answer_by_level.items():
        yield words.answer_by(_named(days, changes, level), wording.long_date(day))
    yield words.unchanged(earlier)


def _named(days: DaysInForce, changes: Changes, level: str | None) -> str:
    """What those of a level who are to answer are called; all without a day apart for ``None``."""
    plan = days.plan
    asked = [
        office
        for office in plan.answers_by
        if (own := plan.hierarchy.level(office)) == level
        or (level is None and own not in changes.answer_by_level)
    ]
    wording = plan.jurisdiction.wording
    members = plan.hierarchy.one_of_each(asked)
    return wording.join(vocabulary(wording).nouns(members)) if members else ""
