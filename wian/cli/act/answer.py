"""The command ``wian answer``: records an office's answer to a directive."""

from __future__ import annotations

from wian.cli.act.typed_act import acting, moment_of, naming_reason, request_key, shown
from wian.cli.terminal.console import print_json, say
from wian.ledger.acts import Answered
from wian.office.answer import answer
from wian.propagation import runtime


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
    with naming_reason():
        done = answer(
            acting(plan, office, by),
            text,
            answered=moment_of(plan, at),
            reason=reason,
            key=request_key(text, at, reason),
        )
    answered = done.body.answered.instant if isinstance(done.body, Answered) else done.at
    if json:
        print_json(
            {
                "propagation": plan.id,
                "office": office,
                "number": done.entry.number,
                "answered": shown(plan, answered),
                "answer_by": str(plan.answer_by(office)),
            }
        )
        return
    say(f"{office} answered on {shown(plan, answered)}; wanted by {plan.answer_by(office)}.")
