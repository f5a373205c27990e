"""What ``wian report bottlenecks --way up`` says: what held up the answers to a directive."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import typer

from wian.cli.outlook.from_ledger import looked_at
from wian.cli.report.hop_choice import HopRequest
from wian.cli.report.options import TableFormat
from wian.cli.report.tables.plain_table import Output
from wian.cli.terminal.console import heading, print_json, say, table
from wian.jurisdictions.instant import Instant
from wian.kit.counted import counted, number
from wian.kit.errors import WianError
from wian.letters.secrecy import public_name
from wian.propagation import runtime
from wian.propagation.plan import Plan
from wian.propagation.upward.answers_so_far import answers_so_far
from wian.propagation.upward.hops_up import hops_up, until
from wian.reports.upward.answer_bottlenecks import (
    AnswerBottlenecks,
    HeldAnswers,
    answer_bottlenecks,
)

_SHOWN = 10


class AsksForNoForm(WianError):
    """A directive asks for no answers in a form, so that nothing held them up.

    Args:
        propagation: Id of its propagation.
    """

    def __init__(self, propagation: str) -> None:
        super().__init__(f"{propagation} asks for no answers in a form: there is no way back up.")


def report_up(asked: HopRequest, output: Output) -> None:
    """Report what held up the answers to one recorded directive.

    Raises:
        AsksForNoForm: It asks for none.
        WianError: It cannot be read.
    """
    _refuse(asked, output)
    known, now = looked_at(next(iter(asked.propagations), None), asked.as_of)
    plan, ledger = known.plan, runtime.ledger()
    if plan.way_up is None:
        raise AsksForNoForm(plan.id)
    found = answer_bottlenecks(
        plan.way_up,
        {hop.recipient: hop.ready for hop in known.hops if _known(hop.ready, now)},
        answers_so_far(ledger, plan, now).given,
        until(hops_up(ledger, plan, known.hops), now),
        now,
    )
    if output.form is TableFormat.JSON:
        print_json(_summary(plan, found, now))
    else:
        _show(plan, found, now)


def _known(at: Instant | None, now: Instant) -> bool:
    return at is not None and at.minute <= now.minute


def _refuse(asked: HopRequest, output: Output) -> None:
    of_several = asked.file or asked.everything or asked.since or asked.until or asked.where
    if of_several or len(asked.propagations) > 1:
        raise typer.BadParameter(
            "--way up is of one recorded directive. Leave out --from, --all, --since, --until and "
            "--where."
        )
    if output.form not in {TableFormat.TABLE, TableFormat.JSON}:
        raise typer.BadParameter("--way up prints a table or JSON. Leave --format out.")


def _summary(plan: Plan, found: AnswerBottlenecks, now: Instant) -> Mapping[str, Any]:
    return {
        "propagation": plan.id,
        "as_of": now.isoformat(plan.working.zone),
        "complete": found.complete,
        "chain": [_told(each) for each in found.chain],
        "parts": [_told(each) for each in found.parts],
    }


def _told(each: HeldAnswers) -> Mapping[str, Any]:
    return {
        "office": each.office,
        "part": each.part.value,
        "days": round(each.days, 6),
        "waited": each.waited,
        "answer_days": round(each.answer_days, 6),
        "half_days": None if each.half is None else round(each.half, 6),
        "open": each.open,
        "source": each.source.value if each.source else None,
    }


def _show(plan: Plan, found: AnswerBottlenecks, now: Instant) -> None:
    heading(f"What held up the answers to {public_name(plan.directive)}")
    at = now.isoformat(plan.working.zone)[:16].replace("T", " ")
    whole = "the origin has all answers" if found.complete else "answers are missing"
    say(f"As of {at}, calendar days: {whole}.")
    title = "The way of the last answer" if found.complete else "The branch that most wait for"
    if found.chain:
        _table(plan, found.chain, title)
    else:
        say("On the branch that most wait for, nobody has the directive yet.")
    if not found.parts:
        return
    _table(plan, found.parts[:_SHOWN], "What answers waited for longest, together")
    if len(found.parts) > _SHOWN:
        say(f"  and {counted(len(found.parts) - _SHOWN, 'more part')}; --json names all")


def _table(plan: Plan, parts: tuple[HeldAnswers, ...], title: str) -> None:
    columns = (
        ("office", "whole"),
        ("name", "left"),
        ("part", "left"),
        ("days", "decimal"),
        ("answers\nwaited", "right"),
        ("answer-\ndays", "decimal"),
        ("half saves", "decimal"),
        ("source", "left"),
    )
    table(columns, [_row(plan, each) for each in parts], title=title)


def _row(plan: Plan, each: HeldAnswers) -> tuple[object, ...]:
    source = each.source.value if each.source else None
    return (
        each.office,
        plan.namer.one(each.office),
        f"{each.part.value}{' so far' if each.open else ''}",
        f"{each.days:.1f}",
        number(each.waited),
        f"{each.answer_days:.1f}",
        None if each.half is None else f"{each.half:.1f}",
        source,
    )
