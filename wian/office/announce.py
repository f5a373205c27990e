"""Announcing: what has been done at a desk becomes the event that wakes who waits for it."""

from __future__ import annotations

from typing import Protocol

from wian.ledger.acts import Act, Answered
from wian.office.answer import ANSWERED
from wian.office.issue import ISSUED, Issuance
from wian.office.stamp import READY, RECEIVED, Stamping
from wian.propagation.plan import Plan


class Ring(Protocol):
    """What takes an event; see :func:`wian.notices.doorbell.ring`."""

    def __call__(
        self, event: str, propagation: str, office: str, /, **ids: str | int | None
    ) -> None:
        """Tell of an event, after what it tells of stands in the ledger."""


def announce(done: Stamping | Issuance | Act, plan: Plan, ring: Ring) -> None:
    """Ring for what has just been done; nothing that stood there before is rung for again.

    Args:
        done: A stamp, a letter or an act, as its verb gave it back.
        plan: Its propagation.
        ring: Takes the events.
    """
    match done:
        case Stamping():
            _stamped(done, plan, ring)
        case Issuance():
            _issued(done, plan, ring)
        case Act(body=Answered()):
            ring(ANSWERED, plan.id, done.office, number=done.entry.number)


def _stamped(done: Stamping, plan: Plan, ring: Ring) -> None:
    if not done.new:
        return
    stamp = done.reception
    facts: dict[str, str | int | None] = {
        "sender": done.sender,
        "desk": stamp.position,
        "receipt_number": stamp.receipt_number,
        "at": stamp.at.isoformat(plan.jurisdiction.calendar.zone),
    }
    for event in (RECEIVED, READY) if done.last else (RECEIVED,):
        ring(event, plan.id, stamp.recipient, **facts)


def _issued(done: Issuance, plan: Plan, ring: Ring) -> None:
    if not done.new:
        return
    letter = done.letter
    at = letter.issued.isoformat(plan.jurisdiction.calendar.zone)
    number = letter.letter.number
    ring(ISSUED, plan.id, letter.office, number=number, recipients=len(done.recipients), at=at)
