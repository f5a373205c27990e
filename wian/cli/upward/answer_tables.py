"""The tables of the way back up: the days that leave time for answers, and what they cost."""

from __future__ import annotations

from wian.cli.propagate.cost_tables import days
from wian.cli.recorded import Recorded
from wian.cli.terminal.console import say, table
from wian.delays.hop_record import HopRecord
from wian.kit.counted import agreeing, counted, number
from wian.ledger.records import Clock
from wian.propagation import runtime
from wian.propagation.plan import Plan
from wian.propagation.upward.answer_plan import AnswerPlan, answer_plan, sentences
from wian.propagation.upward.asked_offices import answering
from wian.propagation.upward.hops_up import hops_up
from wian.reports.upward.answer_costs import (
    AnswerSegment,
    AnswerStretch,
    LateAnswers,
    answer_segments,
    late_answers,
)

_DAYS = (
    ("offices", "left"),
    ("that", "left"),
    ("have it by", "whole"),
    ("could answer by", "whole"),
    ("day to set", "whole"),
    ("directive says", "whole"),
)
_COSTS = (
    ("wave", "right"),
    ("stretch", "left"),
    ("answers", "right"),
    ("calendar\ndays", "decimal"),
    ("slowest", "decimal"),
    ("working\ndays", "decimal"),
    ("source", "left"),
)


def expected_answers(plan: Plan) -> AnswerPlan | None:
    """Whether a plan's answer day can be met; ``None`` where no answers are asked for in a form."""
    return answer_plan(plan, runtime.now() if plan.clock is Clock.LIVE else plan.origin_issue)


def show_answer_plan(found: AnswerPlan, plan: Plan) -> None:
    """Print by which day each level has to answer."""
    rows = [
        (
            plan.namer.many(each.offices),
            "gather" if each.gathers else "answer",
            each.has,
            each.answers,
            each.day,
            each.given,
        )
        for each in found.levels
    ]
    table(_DAYS, rows, title="The way back up (nine in ten offices of each level)")
    for sentence in sentences(found, plan):
        say(sentence)
    say(f"How long answers take is assumed. {found.assumption}")


def answers_json(recorded: Recorded) -> dict[str, object]:
    """How many answers arrive after their day; empty where none are asked for in a form."""
    if (found := _answers(recorded)) is None:
        return {}
    late = found[1]
    last = str(late.last) if late.last else None
    told = {"due": late.due, "arrived": late.arrived, "late": late.late, "last": last}
    return {"answers": told}


def _answers(recorded: Recorded) -> tuple[list[HopRecord], LateAnswers] | None:
    """The hops of the way up, and which of them were late."""
    plan = recorded.plan
    if (found := answering(plan)) is None:
        return None
    hops = hops_up(runtime.ledger(), plan, recorded.hops)
    today = runtime.now().date(plan.clock_of(plan.route.origin).zone)
    return hops, late_answers(hops, found.days, plan.working, today)


def show_answer_costs(recorded: Recorded) -> None:
    """Print what the way back up cost; nothing where no answers are asked for in a form."""
    plan = recorded.plan
    if (found := _answers(recorded)) is None:
        return
    hops, late = found
    rows = [_row(each) for each in answer_segments(hops, plan.namer, plan.working)]
    title = "What the way back up cost (medians where there are several answers)"
    table(_COSTS, rows, title=title)
    arrive = agreeing(late.late, "arrives", "arrive")
    say(f"{number(late.late)} of {counted(late.due, 'answer')} {arrive} after their day.")
    if late.last:
        say(f"The last answer is with {plan.namer.one(plan.route.origin)} on {late.last}.")


def _row(each: AnswerSegment) -> tuple[object, ...]:
    answers = number(each.hops)
    if each.open_hops:
        answers += f" (+{number(each.open_hops)} open)"
    return (
        each.wave,
        each.name if each.stretch is AnswerStretch.TRAVEL else f"  {each.name}",
        answers,
        days(each.days),
        days(each.slowest_days if each.hops > 1 else None),
        days(each.working_days),
        each.source.value,
    )
