"""Can all answers be with the origin by its day, and which day must each level set below it?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hierarchy.route.way_up import WayUp
from wian.delays.upward.back_planning import SHARE, AnswerDays, BackPlanning, Post, Posts
from wian.delays.working_time import OutsideCalendarError
from wian.jurisdictions.instant import Instant
from wian.kit.counted import agreeing, counted, number
from wian.letters.asked_days import last_answer_day
from wian.propagation.plan import Plan
from wian.propagation.upward.asked_offices import Answering, answering

_NINE_IN_TEN = "nine in ten"


@dataclass(frozen=True, slots=True)
class LevelDay:
    """What a level has to keep to, so that all answers are with the origin by its day.

    Attributes:
        level: The level.
        offices: Those of it that answer or gather.
        asked: How many of them are asked for an answer of their own.
        gathers: How many gather the answers of others.
        day: By when whoever is above them needs their answers; ``None``: on no day.
        given: The first day that the directive names for them; ``None``: none.
        has: When nine in ten of them have the directive.
        answers: When the answers of nine in ten of those asked are with whoever asks.
    """

    level: str
    offices: tuple[str, ...]
    asked: int
    gathers: int
    day: date | None
    given: date | None
    has: date | None
    answers: date | None


@dataclass(frozen=True, slots=True)
class AnswerPlan:
    """Whether the origin's day can be met.

    Attributes:
        due: The origin's day: the last that the directive names.
        asked: How many offices are asked.
        late: How many of them are of a kind of which more than one in ten answers too late.
        first_due: The first day that nine in ten meet at each level; ``None``: none is known.
        levels: The levels, those who answer first before those who gather.
        assumption: What is assumed of how long answers take.
    """

    due: date
    asked: int
    late: int
    first_due: date | None
    levels: tuple[LevelDay, ...]
    assumption: str

    @property
    def can_be_met(self) -> bool:
        """Whether nine in ten at each level are in time."""
        return not self.late


def answer_plan(plan: Plan, issued: Instant) -> AnswerPlan | None:
    """Plan a directive's answer days back from the origin's.

    Args:
        plan: The propagation.
        issued: When its origin issues.

    Returns:
        The days; ``None`` where no answers are asked for in a form, or by no day, or where the
        calendar does not reach as far.
    """
    found, due = answering(plan), last_answer_day(plan.directive)
    if found is None or due is None or not found.way.waves:
        return None
    kinds = _kinds(plan, found.way)
    asked = [kinds[office] for office in found.way.asked]
    try:
        planning = BackPlanning(
            list(kinds.values()), asked, issued.minute, plan.profile, plan.working
        )
        days = planning.days(due)
        first = planning.first_due(due)
    except OutsideCalendarError:
        return None
    late = sum(posts in days.late for posts in asked)
    levels = tuple(_levels(plan, found, kinds, days))
    return AnswerPlan(due, len(asked), late, first, levels, _assumption(plan))


def _kinds(plan: Plan, way: WayUp) -> dict[str, Posts]:
    """The chain of kinds of offices that leads to each office that answers."""
    origin = plan.hierarchy.traits(plan.route.origin)
    top = (Post(origin.level, origin.kind, "", len(origin.desks)),)
    found: dict[str, Posts] = {plan.route.origin: top}
    for wave in reversed(way.waves):
        for cohort in wave.cohorts:
            for hop in cohort.hops:
                of = plan.hierarchy.traits(hop.recipient)
                post = Post(of.level, of.kind, str(hop.channel), len(of.desks))
                found[hop.recipient] = (*found[hop.sender], post)
    del found[plan.route.origin]
    return found


def _levels(
    plan: Plan, found: Answering, kinds: Mapping[str, Posts], days: AnswerDays
) -> Iterator[LevelDay]:
    by_level: dict[str, list[str]] = {}
    for office in found.way.wave_of:  # the first wave first
        by_level.setdefault(plan.hierarchy.level(office), []).append(office)
    for level, offices in by_level.items():
        of = [kinds[office] for office in offices]
        asked = [kinds[office] for office in offices if office in found.way.asked]
        given = [found.days[office] for office in offices if office in found.days]
        yield LevelDay(
            level,
            tuple(offices),
            len(asked),
            sum(map(found.way.gathers, offices)),
            _among(min, [days.day[posts] for posts in of]),
            min(given, default=None),
            _among(max, [days.has[posts] for posts in of]),
            _among(max, [days.answers[posts] for posts in asked]) if asked else None,
        )


def _among(first: object, days: Iterable[date | None]) -> date | None:
    """The first or last of days; ``None`` where one is unknown."""
    known: Sequence[date | None] = list(days)
    if None in known:
        return None
    found: date = first(known)  # type: ignore[operator]  # min or max
    return found


def _assumption(plan: Plan) -> str:
    declared = plan.profile.answering
    if declared is not None:
        return declared.assumption
    return "The profile says nothing of answers: each is taken to be as long as handling."


def sentences(found: AnswerPlan, plan: Plan) -> Iterator[str]:
    """The days in sentences, and whether they can be met."""
    who = counted(found.asked, "office")
    if found.can_be_met:
        yield f"Answers of {who} by {found.due}: {_NINE_IN_TEN} at each level can meet it."
    else:
        share = agreeing(found.late, "has", "have")
        later = f" The first day that {_NINE_IN_TEN} meet is {found.first_due}."
        yield (
            f"Answers of {who} by {found.due} cannot be met at the figures of the profile: "
            f"{number(found.late)} {share} too little time."
            f"{later if found.first_due else ''}"
        )
    named = [each for each in found.levels if each.day]
    if named:
        words = ", ".join(f"{plan.namer.many(each.offices)} by {each.day}" for each in named)
        yield f"Days to set, so that each level has time to gather: {words}."
    yield from (_later(each, plan) for each in named if each.given and each.given > each.day)  # type: ignore[operator]  # both are known here


def _later(each: LevelDay, plan: Plan) -> str:
    return (
        f"The directive asks {plan.namer.many(each.offices)} for {each.given}, which leaves those "
        f"above too little time to gather: set {each.day} in answer_by_level.{each.level}."
    )


def as_json(found: AnswerPlan) -> dict[str, object]:
    """The same as JSON values."""
    return {
        "due": str(found.due),
        "can_be_met": found.can_be_met,
        "asked": found.asked,
        "too_late": found.late,
        "share": SHARE,
        "first_due": _text(found.first_due),
        "assumption": found.assumption,
        "levels": [
            {
                "level": each.level,
                "offices": len(each.offices),
                "asked": each.asked,
                "gathers": each.gathers,
                "day": _text(each.day),
                "given": _text(each.given),
                "has_it": _text(each.has),
                "answers": _text(each.answers),
            }
            for each in found.levels
        ],
    }


def _text(day: date | None) -> str | None:
    return str(day) if day else None
