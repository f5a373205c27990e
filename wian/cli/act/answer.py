"""The command ``wian answer``: records an office's answer to a directive."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from wian.cli.act.typed_act import (
    acting,
    files_of,
    moment_of,
    naming_reason,
    request_key,
    shown,
    who_acted,
)
from wian.cli.terminal.console import print_json, say
from wian.kit.counted import counted
from wian.ledger.acts import Act, ActKind, Answered, Moment
from wian.ledger.read.live_letters import acts
from wian.office.answer import answer
from wian.propagation import runtime
from wian.propagation.plan import Plan
from wian.propagation.standing.days_in_force import days_in_force


def run(
    propagation: str,
    office: str,
    text: str,
    at: str | None,
    reason: str | None,
    file: list[Path] | None,
    by: str,
    *,
    json: bool,
) -> None:
    """Record an office's answer. A later answer counts; earlier ones are kept."""
    plan = runtime.recorded_plan(propagation)
    answers, files = acting(plan, office, by), files_of(file)
    with naming_reason():
        done = answer(
            answers,
            text,
            answered=moment_of(plan, answers.office, at),
            reason=reason,
            files=files,
            key=request_key(text, at, reason, *(each.kept.sha256 for each in files)),
        )
    if not isinstance(done.body, Answered):
        raise TypeError(f"act {done.key} is no answer")
    wanted = days_in_force(runtime.ledger(), plan).answer_by(answers.office)
    if json:
        print_json(_summary(plan, done, done.body, wanted))
    else:
        _show(plan, done, done.body, wanted)


def _summary(plan: Plan, done: Act, body: Answered, wanted: date | None) -> dict[str, object]:
    return {
        "propagation": plan.id,
        "office": done.office,
        "number": done.entry.number,
        "answered": shown(plan, done.office, body.answered.instant),
        "answer_by": str(wanted),
        "files": [each.model_dump() for each in body.files],
    }


def _show(plan: Plan, done: Act, body: Answered, wanted: date | None) -> None:
    at = shown(plan, done.office, body.answered.instant)
    say(f"{who_acted(done.office, done.at)} answered on {at}; wanted by {wanted}.")
    if body.files:
        say(f"{counted(len(body.files), 'file')} went with it.")
    if before := _before(plan, done):
        at = shown(plan, done.office, before.instant)
        say(f"This replaces the answer of {at}, which is kept.")


def _before(plan: Plan, done: Act) -> Moment | None:
    """When the office had answered before; ``None`` where it had not."""
    said = acts(runtime.ledger(), plan.id, office=done.office, kind=ActKind.ANSWERED)
    earlier = [each.body for each in said if each.entry < done.entry]
    return next((each.answered for each in earlier[::-1] if isinstance(each, Answered)), None)
