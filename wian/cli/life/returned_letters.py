"""What ``wian status`` says of letters that went back to their senders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wian.cli.terminal.console import heading, say
from wian.kit.counted import counted
from wian.ledger.life.returns import LetterReturn
from wian.letters.secrecy import is_secret
from wian.propagation.plan import Plan


def returned_json(plan: Plan, returns: Sequence[LetterReturn]) -> list[dict[str, Any]]:
    """The letters that went back, as JSON values."""
    return [
        {
            "office": each.act.office,
            "sender": each.body.sender,
            "number": each.body.letter.number,
            "at": plan.clock_of(each.act.office).isoformat(each.act.at),
            "reason": None if is_secret(plan.directive) else each.body.reason,
            "for": each.body.meant_for,
            "insisted": each.insisted is not None,
        }
        for each in returns
    ]


def show_returned(plan: Plan, returns: Sequence[LetterReturn]) -> None:
    """Print those on which no sender insists."""
    back = [each for each in returns if each.insisted is None]
    if not back:
        return
    heading(
        f"Returned to their senders: {counted(len(back), 'letter')}; nobody is reminded of them"
    )
    for each in back:
        meant = f", for {each.body.meant_for}" if each.body.meant_for else ""
        why = "" if is_secret(plan.directive) else f": {each.body.reason}"
        number = each.body.letter.number
        say(f"  {each.act.office} to {each.body.sender}, letter {number}{meant}{why}")
