"""Issues the letters of offices that forward alone, as soon as they are ready."""

from __future__ import annotations

from collections.abc import Collection

from wian.jurisdictions.instant import Instant
from wian.kit.errors import WianError
from wian.ledger.access.desk_settings import offices_forwarding_alone, set_forwards_alone
from wian.ledger.database import Ledger
from wian.ledger.outbox.events import Event, News
from wian.ledger.read.live_letters import live_propagations, ready_to_issue
from wian.office.actor import Acting
from wian.office.issue import Issuance, issue
from wian.propagation.plan import Plan

ALONE = "wian"
"""Who issues where an office's desk acts by itself."""


def due(ledger: Ledger, plan: Plan, offices: Collection[str] | None = None) -> list[str]:
    """Offices that are ready, have not written on, and are set to forward alone; in their order.

    Args:
        ledger: Where they stand.
        plan: The propagation.
        offices: Which to look at; all where ``None``.
    """
    waiting = ready_to_issue(ledger, plan.id) & offices_forwarding_alone(ledger)
    return sorted(waiting if offices is None else waiting.intersection(offices))


def set_forwarding(
    ledger: Ledger,
    offices: tuple[str, ...],
    alone: bool,  # noqa: FBT001 - the setting itself
    *,
    by: str,
    now: Instant,
) -> tuple[str, ...]:
    """Have offices forward alone, or not any more; what waits there is announced.

    Args:
        ledger: Where to.
        offices: Which offices.
        alone: Whether they are to.
        by: The post that says so.
        now: When this is.

    Returns:
        Those that did otherwise before.
    """
    changed = set_forwards_alone(ledger, offices, alone, by=by, now=now)
    if alone and (waiting := _waiting(ledger, frozenset(changed))):
        ledger.announce(waiting)
    return changed


def _waiting(ledger: Ledger, offices: frozenset[str]) -> list[News]:
    """That letters are ready, for whoever relays them: webhooks have been told before."""
    found = {each.id: ready_to_issue(ledger, each.id) for each in live_propagations(ledger)}
    return [
        News(Event.READY, propagation, (office,), ())
        for propagation, ready in found.items()
        for office in sorted(ready & offices)
    ]


def relay(
    ledger: Ledger, plan: Plan, offices: Collection[str] | None = None, *, now: Instant
) -> tuple[Issuance, ...]:
    """Issue the letters of every office that is due; running it twice issues once.

    An office that cannot issue holds nobody else up.

    Args:
        ledger: Where to.
        plan: The propagation.
        offices: Which to look at; all where ``None``.
        now: When this is.

    Returns:
        The letters that are new.

    Raises:
        WianError: The first of what could not be issued, once all else was; letters that are out
            stay out.
    """
    done: list[Issuance] = []
    failed: list[WianError] = []
    for office in due(ledger, plan, offices):
        try:
            done.append(issue(Acting(ledger, plan, office, ALONE, now), alone=True))
        except WianError as error:
            failed.append(error)
    if failed:
        raise failed[0]
    return tuple(each for each in done if each.new)
