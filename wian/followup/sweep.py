"""Does whatever is due in one live propagation: letters, reminders, escalations, its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wian.delays.hop_record import HopRecord
from wian.followup.glance import LARGE, quiet_still
from wian.followup.late_notices import tell_overdue
from wian.followup.remind import FollowedUp, follow_up
from wian.jurisdictions.instant import Instant
from wian.kit.errors import WianError
from wian.kit.settings import clock_minutes
from wian.ledger.database import Ledger
from wian.ledger.errors import LedgerError
from wian.ledger.life.lives import life
from wian.ledger.read.live_letters import answered_in
from wian.ledger.read.quiet_propagations import note_quiet, propagations_to_sweep
from wian.ledger.read.recorded import hop_records
from wian.lifecycle.closure import close_what_is_done
from wian.office.gathering.gathering import gathering
from wian.office.issue import Issuance
from wian.office.relay import relay
from wian.propagation.plan import Plan


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep did in one propagation, and what is overdue there.

    Attributes:
        propagation: Its id.
        at: When that was.
        issued: Letters that offices which forward alone had still to issue.
        followed: Reminders and escalations that it made, and who is overdue.
        closed: It closed the propagation: all have it, and have answered.
        glanced: It looked only at what happened since the last one, and nothing is due.
    """

    propagation: str
    at: Instant
    issued: tuple[Issuance, ...]
    followed: FollowedUp
    closed: bool = False
    glanced: bool = False

    @property
    def written(self) -> int:
        """How many letters, reminders and escalations it wrote."""
        followed = self.followed
        return len(self.issued) + len(followed.reminders) + len(followed.escalations)


def to_sweep(ledger: Ledger, *, now: Instant) -> frozenset[str]:
    """Ids of the live propagations in which anything may be due; the others were found quiet."""
    return propagations_to_sweep(ledger, now.minute, clock_minutes())


def passed_over(propagation: str, now: Instant) -> Swept:
    """What a sweep says of a propagation that is quiet."""
    return Swept(propagation, now, (), FollowedUp((), (), ()))


def sweep(ledger: Ledger, plan: Plan, *, now: Instant) -> Swept:
    """Relay what is due in a live propagation, follow up what is late and tell of it; repeatable.

    An office that cannot issue, as a stamp on its letter is of a wrong clock, keeps nobody from
    being followed up.

    Raises:
        LedgerError: The ledger cannot be used; what was written stays.
        WianError: The first letter that could not be issued, once all else was done.
    """
    issued, refused = tuple[Issuance, ...](), list[WianError]()
    try:
        issued = relay(ledger, plan, now=now)
    except LedgerError:
        raise
    except WianError as error:
        refused.append(error)
    if not (issued or refused) and (until := quiet_still(ledger, plan, now=now)):
        note_quiet(ledger, plan.id, now.minute, until)
        return Swept(plan.id, now, (), FollowedUp((), (), ()), glanced=True)
    few = len(plan.route.hops) < LARGE
    records = hop_records(ledger, plan.id) if few else None  # of many, some are held at a time
    followed = follow_up(ledger, plan, now=now, records=records)
    tell_overdue(ledger, plan, followed.overdue, now=now)
    if refused:
        raise refused[0]
    closed = _close(ledger, plan, records, followed, now)
    if not (issued or followed.overdue or closed or life(ledger, plan.id).ending):
        _note_quiet(ledger, plan, followed, now)
    return Swept(plan.id, now, issued, followed, closed)


def _close(
    ledger: Ledger,
    plan: Plan,
    records: Sequence[HopRecord] | None,
    followed: FollowedUp,
    now: Instant,
) -> bool:
    """Close a propagation in which nobody owes anything any more.

    Answers in a form must have come to the origin: who has not reported could not any more.
    """
    if plan.way_up is not None and not _all_gathered(ledger, plan):
        return False
    if followed.overdue or followed.next_due is not None:
        return False
    if records is None:
        records = hop_records(ledger, plan.id)
    found = set(answered_in(ledger, plan.id))
    done = close_what_is_done(ledger, plan, records, found, now)
    return done is not None and done.new


def _all_gathered(ledger: Ledger, plan: Plan) -> bool:
    """Whether the origin has the answers of all who are asked and did not give the letter back."""
    origin, way = plan.route.origin, plan.way_up
    if way is None or not way.gathers(origin):
        return True
    found = gathering(ledger, plan, origin)
    back = way.asked & life(ledger, plan.id).returned
    return found.answered + len(back) >= found.asked


def _note_quiet(ledger: Ledger, plan: Plan, followed: FollowedUp, now: Instant) -> None:
    """Have the next sweeps pass over a propagation until something is due, or happens there.

    Calendars and targets change with a version of this program, so that is worked out each day.
    """
    tomorrow = now.minute + _DAY
    until = min(followed.next_due, tomorrow) if followed.next_due else now.minute + _LONG
    note_quiet(ledger, plan.id, now.minute, until)


_DAY = 24 * 60
_LONG = 30 * _DAY
"""While nobody owes anything, unless an office enters something."""
