"""Which branches of a rehearsal has this process to work on, while others work on the rest?"""

from __future__ import annotations

import time
from collections.abc import Generator, Sequence

from hierarchy.route.branch import RouteBranch
from wian.kit.errors import Fault, InputFaults
from wian.ledger.database import Ledger
from wian.ledger.database_url import parse_address
from wian.ledger.read.recorded import counts, issuers
from wian.ledger.records import Clock
from wian.ledger.turns.branch_claims import branch_claims
from wian.propagation.plan import Plan
from wian.propagation.progress import advance, watched_by

_LOOK_SECONDS = 0.25
_STALLED_SECONDS = 60.0
"""After how long without a letter from anybody the branches of others are worked on too."""


def refuse_alone(ledger: str, workers: int, clock: Clock) -> None:
    """Refuse several workers where one would do all of it.

    Args:
        ledger: URL of the ledger, which may not be there yet.
        workers: How many are wanted.
        clock: Of what they would send.

    Raises:
        InputFaults: Nothing is rehearsed, or the ledger lets one process write at a time.
    """
    if workers == 1:
        return
    faults = []
    if clock is Clock.LIVE:
        what = "a live directive goes out with one letter, and offices do the rest"
        faults.append(Fault("workers", what, "leave it out"))
    if (address := parse_address(ledger)).path:
        what = (
            f"{workers} of them would wait for each other, as the ledger {address.shown} is a "
            "file, which one process at a time writes to"
        )
        remedy = "keep the ledger in PostgreSQL (WIAN_DATABASE_URL), or leave it out"
        faults.append(Fault("workers", what, remedy))
    if faults:
        raise InputFaults("The request", faults)


def open_branches(
    ledger: Ledger, plan: Plan, branches: Sequence[RouteBranch]
) -> Generator[RouteBranch]:
    """The branches that lack a letter and that nobody else works on, each claimed while it is out.

    Close it where it is not used up: a claim ends with it.

    Raises:
        LedgerError: The ledger cannot be used.
    """
    with branch_claims(ledger, plan.id) as claims:
        for branch in branches:
            with claims.claimed(branch.key) as mine:
                if mine and _lacks(ledger, plan, branch):
                    yield branch


def remaining_branches(
    ledger: Ledger, plan: Plan, branches: Sequence[RouteBranch]
) -> Generator[RouteBranch]:
    """The same until every branch stands: what another process leaves undone comes too.

    A process that ends leaves its branches at once. One that hangs is waited for as long as
    letters come from anybody, and a minute longer; whatever it still writes is the same.

    Raises:
        LedgerError: The ledger cannot be used.
    """
    others = _Others(ledger, plan)
    with watched_by(others):
        while left := _unfinished(ledger, plan, branches):
            took = 0
            for branch in left if others.stall else open_branches(ledger, plan, left):
                took += 1
                yield branch
                others.look()
            others.look()
            if not took:
                time.sleep(_LOOK_SECONDS)


class _Others:
    """What other processes write of a propagation, told to whoever watches this one.

    Args:
        ledger: Where they write.
        plan: What is rehearsed.
    """

    def __init__(self, ledger: Ledger, plan: Plan) -> None:
        self._ledger, self._propagation = ledger, plan.id
        self._known = counts(ledger, plan.id).hops
        self._since = time.monotonic()

    def __call__(self, hops: int) -> None:
        """So many hops more are known, whoever wrote them."""
        self._known += hops
        self._since = time.monotonic()

    @property
    def stall(self) -> bool:
        """Whether nobody has written anything for long."""
        return time.monotonic() - self._since > _STALLED_SECONDS

    def look(self) -> None:
        """Tell of the hops that stand in the ledger and that nobody here has told of."""
        new = counts(self._ledger, self._propagation).hops - self._known
        if new:
            advance(new)


def _lacks(ledger: Ledger, plan: Plan, branch: RouteBranch) -> bool:
    """Whether an office of a branch has not written; asked once the branch is claimed."""
    forwarders = branch.forwarders
    with ledger.looking(plan.id) as seen:
        return len(seen.issued(forwarders)) < len(forwarders)


def _unfinished(ledger: Ledger, plan: Plan, branches: Sequence[RouteBranch]) -> list[RouteBranch]:
    issued = issuers(ledger, plan.id)
    return [each for each in branches if not issued.issuperset(each.forwarders)]
