"""Issues letters without a person: the origin's first, and those of offices that forward alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from wian.jurisdictions.instant import Instant
from wian.kit.errors import WianError
from wian.ledger.access.desk_settings import offices_forwarding_alone, set_forwards_alone
from wian.ledger.database import Ledger
from wian.ledger.life.lives import life, suspended_now
from wian.ledger.outbox.events import Event, News
from wian.ledger.read.live_letters import open_propagations
from wian.ledger.read.offices.ready_offices import ready_to_issue
from wian.ledger.succession.recorded_successions import successions
from wian.office.actor import Acting
from wian.office.amendment_order import kept_back
from wian.office.issue import Issuance
from wian.office.joint_issue import issue
from wian.office.refusals import EarlierNotForwarded, FirstNotForwarded
from wian.office.share import PartOfOthers
from wian.propagation.plan import Plan, record

ALONE = "wian"
"""Who issues where an office's desk acts by itself."""


def due(ledger: Ledger, plan: Plan, offices: Collection[str] | None = None) -> list[str]:
    """Offices that are ready, have not forwarded, and are set to forward alone; in their order.

    None of a propagation that has ended, nor those whose clocks rest.

    Args:
        ledger: Where they stand.
        plan: The propagation.
        offices: Which to look at; all where ``None``.
    """
    alone, known = offices_forwarding_alone(ledger), successions(ledger)
    if not alone:
        return []
    ready = ready_to_issue(ledger, plan.id)
    waiting = {each for each in ready if not alone.isdisjoint(known.holders(each))}
    if waiting and life(ledger, plan.id).ending:
        return []
    if waiting:
        waiting -= suspended_now(ledger, plan.id).keys()
    waiting -= kept_back(ledger, plan, waiting)  # it goes out with what they forward first
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
    found = {name: ready_to_issue(ledger, name) for name, _ in open_propagations(ledger)}
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
    for acting in _acting(ledger, plan, due(ledger, plan, offices), now):
        try:
            done.append(issue(acting, alone=True))
        except (PartOfOthers, FirstNotForwarded, EarlierNotForwarded):  # not yet, or another's
            continue
        except WianError as error:
            failed.append(error)
    if failed:
        raise failed[0]
    return tuple(each for each in done if each.new)


def _acting(ledger: Ledger, plan: Plan, offices: Collection[str], now: Instant) -> Iterator[Acting]:
    """Who forwards alone in the place of some offices: of a split one perhaps several."""
    if not offices:
        return
    alone, known = offices_forwarding_alone(ledger), successions(ledger)
    for office in offices:
        for holder in known.holders(office):
            if holder in alone:
                yield Acting(ledger, plan, office, ALONE, now, known, holder)


def begin_live(ledger: Ledger, plan: Plan, now: Instant, *, again: bool = False) -> Issuance:
    """Record a live propagation and issue its first letter; a second time changes nothing.

    Args:
        ledger: Where to.
        plan: What is sent.
        now: When this is.
        again: Send it also where its directive is live as another propagation.

    Raises:
        LiveAlready: It is, and that is not wanted.
        LedgerError: The ledger cannot be used; what it has stays, and a further call goes on.
    """
    record(ledger, plan, now, again=again)
    return issue_first(ledger, plan, now)


def issue_first(ledger: Ledger, plan: Plan, now: Instant) -> Issuance:
    """Have the origin of a recorded propagation issue its letter, once.

    Args:
        ledger: Where to.
        plan: The propagation.
        now: When this is.

    Raises:
        LedgerError: The ledger cannot be used.
    """
    return issue(Acting(ledger, plan, plan.route.origin, ALONE, now), alone=True)
