"""Closes a directive: the origin says that it is enough, or all have it and have answered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from wian.delays.hop_record import HopRecord
from wian.jurisdictions.instant import Instant
from wian.ledger.acts import Act, Closed
from wian.ledger.database import Ledger
from wian.ledger.life.lives import ended_among, life
from wian.ledger.outbox.events import Event, News
from wian.ledger.write.cohort import CohortWriter
from wian.letters.secrecy import is_secret
from wian.lifecycle.amendment import end_amendments
from wian.lifecycle.origin import Why, first_letter, refuse_follow_up, refuse_unless_origin
from wian.office.actor import Acting
from wian.office.held_letter import note_first, refuse_withdrawn
from wian.office.inputs import checked
from wian.office.refusals import Refusal
from wian.office.relay import ALONE
from wian.office.trusted_clock import refuse_wrong_clock
from wian.propagation.plan import Plan


@dataclass(frozen=True, slots=True)
class Closure:
    """A closing that stands in the ledger.

    Attributes:
        propagation: What is closed.
        act: The origin's act.
        new: This call made it; it was there before otherwise.
    """

    propagation: str
    act: Act
    new: bool


class ClosedBefore(Refusal):
    """The directive is closed already, for another reason.

    Args:
        propagation: Which.
        reason: Why; ``None`` where it is secret.
    """

    def __init__(self, propagation: str, reason: str | None) -> None:
        said = f" ({reason})" if reason else ""
        super().__init__(
            f"{propagation} was closed already; the reason of then stays{said}, and nothing was "
            "changed."
        )


def close(acting: Acting, reason: str) -> Closure:
    """Close a directive as the origin wishes; twice closes once.

    Nothing of it is forwarded, edited or reminded of any more. Who was sent it may still stamp it
    and answer. No letter says so. Letters that withdraw or amend others close by themselves once
    everybody has them: whoever has the first letter has to learn what became of it.

    Args:
        acting: The origin, and who acts for it when.
        reason: Why it is enough.

    Raises:
        ClosedBefore: It is closed already, for another reason.
        Refusal: The office is not the origin, has not issued its letter, or has withdrawn it; or
            the propagation is itself about another.
        InputFaults: The reason is no plain line of text.
        LedgerError: The ledger cannot be used; nothing was written.
    """
    refuse_unless_origin(acting)
    refuse_follow_up(acting)
    said = checked(Why, reason=reason).reason
    return _closed(acting, Closed(reason=said))


def close_what_is_done(
    ledger: Ledger,
    plan: Plan,
    records: Sequence[HopRecord],
    answered: Collection[str],
    now: Instant,
) -> Closure | None:
    """Close a live propagation in which nobody owes anything any more; ``None`` where some do.

    Not while an amendment of it is still on its way.

    Args:
        ledger: Where to.
        plan: The propagation.
        records: Its hops.
        answered: The offices that have answered.
        now: When this is.

    Raises:
        LedgerError: The ledger cannot be used; nothing was written.
    """
    found = life(ledger, plan.id)
    over = (_is_over(each) or each.recipient in found.returned for each in records)
    done = len(records) == len(plan.route.hops) and all(over)
    if not done or not plan.answers_by.keys() <= {*answered, *found.returned}:
        return None
    amended = [each.follower for each in found.amendments]
    if len(ended_among(ledger, amended)) < len(amended):
        return None
    try:
        return _closed(Acting(ledger, plan, plan.route.origin, ALONE, now), Closed())
    except _GrownMeanwhile:
        return None


class _GrownMeanwhile(Exception):
    """Somebody was added to the route after it was looked at: nothing is written."""


def _is_over(record: HopRecord) -> bool:
    passed_on = record.forwarded is not None or not record.forwards
    return record.ready is not None and passed_on


def _closed(acting: Acting, body: Closed) -> Closure:
    refuse_unless_origin(acting)
    with acting.ledger.cohort(acting.plan.id, acting.plan.clock) as writer:
        writer.hold_life()  # nobody forwards, amends or withdraws it meanwhile
        first_letter(writer, acting)
        if done := writer.life().closed:
            _refuse_other_reason(acting, done, body)
            return Closure(acting.plan.id, done, new=False)
        refuse_withdrawn(writer)
        if body.reason is None and writer.growth_mark() != len(acting.plan.growth):
            raise _GrownMeanwhile
        refuse_wrong_clock(writer, acting)
        act = note_first(writer, acting, body, "")
        end_amendments(writer, acting)
        _tell(writer, acting, body)
        return Closure(acting.plan.id, act, new=True)


def _refuse_other_reason(acting: Acting, act: Act, wanted: Closed) -> None:
    """Refuse to close it for another reason than it was; by itself it is closed for any."""
    body = act.body
    if isinstance(body, Closed) and wanted.reason and body.reason and body.reason != wanted.reason:
        raise ClosedBefore(
            acting.plan.id, None if is_secret(acting.plan.directive) else body.reason
        )


def _tell(writer: CohortWriter, acting: Acting, body: Closed) -> None:
    """Tell the origin: nobody else has to do anything."""
    facts = {"by_itself": body.reason is None, "at": acting.shown_now}
    writer.tell(News(Event.CLOSED, acting.plan.id, (acting.office,), (acting.office,), facts))
