"""What ``wian plan --draws`` says of a directive that nobody has sent yet."""

from __future__ import annotations

from dataclasses import replace

from wian.cli.outlook import outlook as outlook_command
from wian.ledger.records import Clock
from wian.propagation import runtime
from wian.propagation.plan import Plan
from wian.reports.outlook.outlook import Outlook, outlook
from wian.reports.outlook.outset import Outset


def show(plan: Plan, draws: int) -> None:
    """Print the outlook."""
    outlook_command.show(plan, _outlook(plan, draws))


def told(plan: Plan, draws: int) -> dict[str, object]:
    """What ``--json`` prints of it."""
    summary = dict(outlook_command.summary(plan, _outlook(plan, draws)))
    del summary["propagation"]  # there is none
    return {"outlook": summary}


def _outlook(plan: Plan, draws: int) -> Outlook:
    """The outlook of a directive whose first letter goes out on its day, a live one's now."""
    now = runtime.now() if plan.clock is Clock.LIVE else plan.origin_issue
    window = plan.directive.window
    of = (plan.route, plan.hierarchy, (), plan.profile, plan.working)
    outset = Outset.of(*of, now=now, closes=window.closes if window else None)
    return outlook(replace(outset, draws=draws))
