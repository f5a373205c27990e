"""The command ``wian recur``: sends the time of a recurring directive that is due."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from wian.cli.propagate import plan as plan_command
from wian.cli.terminal.console import print_json, say, table
from wian.followup.due_occurrence import Recurred, RecurringTime, recurring_times, send_due
from wian.propagation import runtime


def run(
    directive: Path,
    hierarchy: Path | None,
    jurisdiction_id: str | None,
    local_authorities: Path | None,
    limit_to: list[str] | None,
    *,
    list_: bool,
    json: bool,
) -> None:
    """Send the latest time of a recurring directive that is due, or list its times."""
    wanted = plan_command.request(
        directive, hierarchy, jurisdiction_id, local_authorities, limit_to
    )
    ledger = runtime.ledger(make=True)
    if list_:
        _list(recurring_times(ledger, wanted, runtime.now()), json=json)
        return
    done = send_due(ledger, wanted, runtime.agreed_now())
    if json:
        print_json(_told(done))
        return
    _show(done)


def _list(times: tuple[RecurringTime, ...], *, json: bool) -> None:
    if json:
        print_json({"times": [_time(each) for each in times]})
        return
    columns = (
        ("time", "whole"),
        ("issue", "whole"),
        ("sent", "whole"),
        ("propagation", "whole"),
    )
    table(columns, [(each.key, each.issue, each.sent_on, each.propagation) for each in times])


def _show(done: Recurred) -> None:
    due = done.due
    for each in done.missed:
        say(f"{each.key} (issue {each.issue}) was missed; {_remedy(done, each)}")
    if due is not None and due.propagation is not None:
        verb = "is live now" if done.sent else "was live already"
        nothing = "." if done.sent else "; nothing was sent."
        say(f"{due.key} of {done.directive} {verb} as {due.propagation}{nothing}")
    elif due is None and done.next:
        say(f"Nothing of {done.directive} is due yet.")
    elif due is None:
        say(f"The rule of {done.directive} names no day, so it is never due.")
    if done.next:
        say(f"The next one is {done.next[0].key}, on {done.next[0].issue}.")


def _remedy(done: Recurred, missed: RecurringTime) -> str:
    """What can be done; where the latest time is too late to send, so are those before it."""
    if not done.sent:
        return "its answer day or its window is over, so that it cannot be sent any more."
    again = f"wian propagate FILE --clock live --occurrence {missed.key}"
    return f"while its days are not over, this sends it all the same: {again}"


def _told(done: Recurred) -> dict[str, Any]:
    return {
        "directive": done.directive,
        "due": _time(done.due) if done.due else None,
        "sent": done.sent,
        "missed": [_time(each) for each in done.missed],
        "next": [_time(each) for each in done.next],
    }


def _time(time: RecurringTime) -> dict[str, Any]:
    sent_on = time.sent_on.isoformat() if time.sent_on else None
    return {**asdict(time), "issue": time.issue.isoformat(), "sent_on": sent_on}
