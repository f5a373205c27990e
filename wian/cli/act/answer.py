"""The command ``wian answer``: records an office's answer to a directive."""

from __future__ import annotations

from wian.cli.act.typed_act import acting, moment_of, naming_reason, request_key, shown
from wian.cli.terminal.console import print_json, say
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
    by: str,
    *,
    json: bool,
) -> None:
    """Record an office's answer. A later answer counts; earlier ones are kept."""
    plan = runtime.recorded_plan(propagation)
    answers = acting(plan, office, by)
    with naming_reason():
        done = answer(
            answers,
            text,
            answered=moment_of(plan, office, at),
            reason=reason,
            key=request_key(text, at, reason),
        )
    wanted = plan.answer_by(answers.office)
    answered = done.body.answered.instant if isinstance(done.body, Answered) else done.at
    wanted = days_in_force(runtime.ledger(), plan).answer_by(office)
    if json:
        print_json(
            {
                "propagation": plan.id,
                "office": office,
                "number": done.entry.number,
                "answered": shown(plan, office, answered),
                "answer_by": str(wanted),
            }
        )
        return
    say(f"{office} answered on {shown(plan, office, answered)}; wanted by {wanted}.")
    if before := _before(plan, done):
        say(f"This replaces the answer of {shown(plan, office, before.instant)}, which is kept.")


def _before(plan: Plan, done: Act) -> Moment | None:
    """When the office had answered before; ``None`` where it had not."""
    said = acts(runtime.ledger(), plan.id, office=done.office, kind=ActKind.ANSWERED)
    earlier = [each.body for each in said if each.entry < done.entry]
    return next((each.answered for each in earlier[::-1] if isinstance(each, Answered)), None)
