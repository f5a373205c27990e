"""What does ``wian status`` say of the amendments of a live propagation?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wian.cli.terminal.console import heading, to_the_minute
from wian.ledger.acts import Act, Amended
from wian.ledger.database import Ledger
from wian.ledger.life.life import Life
from wian.ledger.read.recorded import letters
from wian.lifecycle.amended_days import set_days
from wian.propagation.plan import Plan


@dataclass(frozen=True, slots=True)
class AmendedBy:
    """One amendment, as it is shown.

    Attributes:
        act: The origin's act.
        body: What it says.
        numbers: Numbers of the origin's letters that say so: one for each salutation.
    """

    act: Act
    body: Amended
    numbers: tuple[str, ...]


def amended_by(ledger: Ledger, life: Life) -> tuple[AmendedBy, ...]:
    """The amendments of a propagation, the first one first."""
    return tuple(
        AmendedBy(act, act.body, _numbers(ledger, act, act.body))
        for act in life.amended
        if isinstance(act.body, Amended)
    )


def _numbers(ledger: Ledger, act: Act, body: Amended) -> tuple[str, ...]:
    sent = letters(ledger, body.follower, [act.office])
    return tuple(each.letter.number for each in sent)


def amendments_json(plan: Plan, found: Sequence[AmendedBy]) -> list[dict[str, Any]]:
    """The same as JSON values; days that an amendment leaves as they were are ``null``."""
    return [
        {
            "numbers": list(each.numbers),
            "follower": each.body.follower,
            "at": each.act.at.isoformat(plan.jurisdiction.calendar.zone),
            **each.body.changes.model_dump(
                mode="json", include={"window", "answer_by", "answer_by_level"}
            ),
        }
        for each in found
    ]


def show_amendments(plan: Plan, found: Sequence[AmendedBy]) -> None:
    """Print by which letters it was amended, and which days they give."""
    for each in found:
        at = to_the_minute(each.act.at.isoformat(plan.jurisdiction.calendar.zone))
        word = "letter" if len(each.numbers) == 1 else "letters"
        by = f"with its {word} {', '.join(each.numbers)} ({each.body.follower})"
        days = "; ".join(set_days(each.body.changes))
        heading(f"Amended by {each.act.office} on {at} {by}{f': {days}' if days else ''}")
