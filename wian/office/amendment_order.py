"""Which letters has an office to forward before an amendment: the first one, earlier amendments?

Of several amendments the last one holds, so that letters below come in the origin's order.
"""

from __future__ import annotations

from collections.abc import Collection

from wian.ledger.database import Ledger
from wian.ledger.life.life import Life
from wian.ledger.life.lives import ended_among, life
from wian.ledger.read.recorded import hop_records, issuers
from wian.ledger.write.cohort import CohortWriter
from wian.propagation.plan import Plan


def amendment_before(first: CohortWriter, amendment: str, office: str) -> str | None:
    """The first amendment before another one that an office holds and has still to forward.

    Args:
        first: Who looks at the directive that is amended.
        amendment: The other one: its propagation.
        office: The office.

    Returns:
        The propagation of the earlier amendment; ``None`` where the office may go on, and for
        what is no amendment.
    """
    earlier = _earlier(first.life(), amendment)
    return next((each for each in earlier if _keeps(first.beside(each), office)), None)


def amendment_before_part(
    first: CohortWriter, amendment: str, office: str, recipients: Collection[str]
) -> str | None:
    """The same for a part of a split office: the first amendment that its recipients lack.

    Args:
        first: Who looks at the directive that is amended.
        amendment: The later amendment: its propagation.
        office: The office that was split.
        recipients: To whom the part is to forward it.

    Returns:
        The propagation of the earlier amendment; ``None`` where the part may go on.
    """
    earlier = _earlier(first.life(), amendment)
    return next((e for e in earlier if _lacks(first.beside(e), office, recipients)), None)


def _lacks(writer: CohortWriter, office: str, recipients: Collection[str]) -> bool:
    """Whether an office holds a letter that goes on, and has not written to all of some."""
    if writer.holding(office) is None or writer.life().ending:
        return False
    sent = {hop.recipient for hop in writer.sent_by(office)}
    return not sent.issuperset(recipients)


def _keeps(writer: CohortWriter, office: str) -> bool:
    """Whether an office holds a letter that goes on, and has not written to anybody."""
    held = writer.holding(office)
    if held is None or held.own is not None:
        return False
    life = writer.life()
    return not life.ending and life.growth.forwards(office, sent=held.received.hop.forwards)


def kept_back(ledger: Ledger, plan: Plan, offices: Collection[str]) -> frozenset[str]:
    """Those of some offices that have to forward something else before a propagation's letters.

    They have not written the letter that is amended, or hold an earlier amendment. Nobody where
    the propagation is about no other.

    Args:
        ledger: Where they stand.
        plan: The propagation.
        offices: Which to look at.
    """
    follows = plan.directive.follows
    if follows is None or not offices:
        return frozenset()
    found = set(offices) - issuers(ledger, follows.propagation)
    earlier = _earlier(life(ledger, follows.propagation), plan.id)
    for each in {*earlier} - ended_among(ledger, earlier):
        waits = (hop for hop in hop_records(ledger, each) if hop.forwards and hop.forwarded is None)
        found.update(hop.recipient for hop in waits if hop.recipient in offices)
    return frozenset(found)


def _earlier(first: Life, amendment: str) -> list[str]:
    """The propagations of the amendments before another one."""
    followers = [each.follower for each in first.amendments]
    return followers[: followers.index(amendment)] if amendment in followers else []
