"""What does a time of a recurring directive owe to the one before: who never answered it?"""

from __future__ import annotations

from dataclasses import dataclass

from wian.ledger.database import Ledger
from wian.ledger.life.replacement import live_of
from wian.ledger.read.live_letters import answered_in
from wian.propagation.plan import Plan
from wian.propagation.recorded_plan import restore


@dataclass(frozen=True, slots=True)
class TimeBefore:
    """The time before one of a recurring directive.

    Attributes:
        propagation: Id of the live propagation that sent it.
        key: Which time that was: ``2026-12``.
        asked: How many offices it asked for an answer.
        unanswered: Those of them that never answered, in the order of its letters.
        joined: Offices that are asked now, and were not then.
        left: Offices that were asked then, and are not now.
    """

    propagation: str
    key: str
    asked: int
    unanswered: tuple[str, ...]
    joined: tuple[str, ...]
    left: tuple[str, ...]


def time_before(ledger: Ledger, plan: Plan) -> TimeBefore | None:
    """The time before; ``None`` of the first, of one never sent, and of what does not recur."""
    time = plan.directive.occurrence
    sent = live_of(ledger, time.before) if time and time.before else []
    if not sent:
        return None
    before = restore(ledger, sent[0])
    answered = answered_in(ledger, before.id)
    then, now = before.answers_by, plan.answers_by
    known = before.directive.occurrence
    return TimeBefore(
        before.id,
        known.key if known else before.directive.id,
        len(then),
        tuple(each for each in then if each not in answered),
        tuple(each for each in now if each not in then),
        tuple(each for each in then if each not in now),
    )
