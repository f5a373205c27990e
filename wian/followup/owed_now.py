"""What do offices owe in a live propagation as the ledger stands now?"""

from __future__ import annotations

from collections.abc import Sequence

from wian.delays.hop_record import HopRecord
from wian.followup.due import Debt, debts
from wian.ledger.acts import ActKind, Owed
from wian.ledger.database import Ledger
from wian.ledger.read.live_letters import acts
from wian.letters.directive import FollowUpKind
from wian.office.amendment_order import kept_back
from wian.propagation.standing.days_in_force import DaysInForce


def owed_now(ledger: Ledger, days: DaysInForce, records: Sequence[HopRecord]) -> list[Debt]:
    """What offices owe, and the last minute in which each is in time.

    An office that has not forwarded the first letters, or an earlier amendment, sends an amendment
    with those: it is reminded of what it has to forward first. An office that gave its letter back
    owes nothing, unless the sender insists.

    Args:
        ledger: Where the propagation stands.
        days: The days that hold for it.
        records: Its hops, as corrected.
    """
    answered = {act.office for act in acts(ledger, days.plan.id, kind=ActKind.ANSWERED)}
    returned = days.life.returned
    owing = [debt for debt in debts(days, records, answered) if debt[0] not in returned]
    follows = days.plan.directive.follows
    if follows is None or follows.kind is not FollowUpKind.AMENDMENT:
        return owing
    forwarding = {debt[0] for debt in owing if debt[1] is Owed.FORWARDING}
    waiting = kept_back(ledger, days.plan, forwarding)
    return [debt for debt in owing if debt[1] is not Owed.FORWARDING or debt[0] not in waiting]
