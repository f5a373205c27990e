"""What ``wian plan --draws`` says of a directive that nobody has sent yet."""

from __future__ import annotations

from dataclasses import replace

from wian.cli.outlook import outlook as outlook_command
from wian.cli.outlook.foreseen_answers import answers_summary, show_answers
from wian.ledger.records import Clock
from wian.propagation import runtime
from wian.propagation.plan import Plan
from wian.propagation.upward.answers_so_far import answers_before_issue
from wian.reports.outlook.outlook import outlook
from wian.reports.outlook.outset import Outset
from wian.reports.outlook.upward.answers_outlook import AnswersOutlook, answers_outlook


def show(plan: Plan, draws: int) -> None:
    """Print the outlook."""
    outset = _outset(plan, draws)
    outlook_command.show(plan, outlook(outset))
    if answers := _answers(plan, outset):
        show_answers(plan, answers)


def told(plan: Plan, draws: int) -> dict[str, object]:
    """What ``--json`` prints of it."""
    outset = _outset(plan, draws)
    summary = dict(outlook_command.summary(plan, outlook(outset)))
    del summary["propagation"]  # there is none
    if answers := _answers(plan, outset):
        summary["answers"] = answers_summary(answers)
    return {"outlook": summary}


def _outset(plan: Plan, draws: int) -> Outset:
    """From where it looks ahead: the first letter goes out on its day, that of a live one now."""
    now = runtime.now() if plan.clock is Clock.LIVE else plan.origin_issue
    window = plan.directive.window
    of = (plan.route, plan.hierarchy, (), plan.profile, plan.working)
    outset = Outset.of(*of, now=now, closes=window.closes if window else None)
    return replace(outset, draws=draws)


def _answers(plan: Plan, outset: Outset) -> AnswersOutlook | None:
    found = answers_before_issue(plan, outset)
    return answers_outlook(found) if found else None
