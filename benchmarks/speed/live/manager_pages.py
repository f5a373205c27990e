"""Measures a manager's pages at national size: ``python -m benchmarks.speed.live.manager_pages``.

A live national directive, half of it stamped, as the origin's manager opens it: the list, the tree,
a province's level, the offices that have not forwarded, the twelve months. Before each page of the
first kind an office stamps, so that the tree is read again; the others find it unchanged. Beside it
stands a small static file from the same desk. Each page is weighed as gzip leaves it, at the level
that Caddy has. The forecast is made beside the pages, and is no part of what they cost.
"""

from __future__ import annotations

import asyncio
import gzip
import secrets
import statistics
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from benchmarks.cost import alone, seconds
from benchmarks.figures import Figure, judged, show
from benchmarks.speed.live.desk_requests import Visitor
from benchmarks.speed.live.desks import PASSWORD, POST
from benchmarks.speed.live.rollup import MORNING, half_way, prepared, stamp
from benchmarks.speed.national import request
from wian.desk.app.app import create_app
from wian.desk.app.passwords import hash_password
from wian.desk.app.settings import DeskSettings
from wian.desk.pages.manager.kept_outlook import outlooks
from wian.desk.pages.manager.twelve_months import known_days
from wian.kit.gc_pause import settled
from wian.ledger.access.accounts import Account, add_accounts
from wian.ledger.access.permissions import Role
from wian.ledger.database import open_ledger
from wian.propagation.request import PropagationRequest

ROUNDS = 7
MOST_SECONDS, MOST_BYTES = 0.150, 100_000
_LEVEL = 5
"""What Caddy's ``encode gzip`` compresses with."""
_FILE = "/static/desk.svg"
_WINDOW = {"opens": "2026-12-01", "closes": "2027-01-29"}


def figures(wanted: PropagationRequest | None = None, rounds: int = ROUNDS) -> list[Figure]:
    """Measure in a process of its own."""
    return alone(_figures, wanted or request(), rounds)


def _figures(wanted: PropagationRequest, rounds: int) -> list[Figure]:
    with TemporaryDirectory(prefix="wian-bench-", ignore_cleanup_errors=True) as folder:
        plan = prepared(wanted, Path(folder), _WINDOW)
        with open_ledger(f"sqlite:///{Path(folder) / 'wian.db'}") as ledger:
            waiting = half_way(ledger, plan)
            origin = plan.route.origin
            province = plan.route.waves[2].hops[0].recipient
            hashed = hash_password(PASSWORD)
            roles = (Role.MANAGER,)
            account = Account(
                origin, POST, roles, None, hashed, must_change=False, created_minute=1
            )
            add_accounts(ledger, [account])
            settings = DeskSettings(secret=SecretStr(secrets.token_urlsafe(48)))
            visitor = Visitor(create_app(ledger, settings, now=lambda: MORNING))

            def change() -> None:
                stamp(ledger, plan, next(waiting))

            pages = _pages(plan.id, province)
            sizes = asyncio.run(_opened(visitor, origin, pages, change, rounds))
        offices = len(plan.route.offices)
    return _judged(visitor, sizes, offices)


def _pages(propagation: str, province: str) -> dict[str, tuple[str, bool]]:
    """What is opened: its address, and whether an office stamps before."""
    tree = f"/follow-up/{propagation}"
    return {
        "the list, a stamp since": ("/follow-up", True),
        "the list": ("/follow-up", False),
        "the tree, a stamp since": (tree, True),
        "the tree": (tree, False),
        "a province's level, a stamp since": (f"{tree}?open={province}", True),
        "not forwarded yet": (f"{tree}?show=not-forwarded", False),
        "not received yet": (f"{tree}?show=not-stamped", False),
        "twelve months": ("/follow-up/months", False),
    }


async def _opened(
    visitor: Visitor,
    office: str,
    pages: dict[str, tuple[str, bool]],
    change: Callable[[], None],
    rounds: int,
) -> dict[str, int]:
    """Open every page in turn, round by round; the first round warms the process up."""
    await visitor.sign_in(office)
    sizes: dict[str, int] = {}
    for turn in range(rounds + 1):
        await visitor.get("file", _FILE)
        for kind, (address, changed) in pages.items():
            if changed:
                change()
            text = await visitor.get(kind, address)
            sizes[kind] = len(gzip.compress(text.encode(), _LEVEL))
            outlooks.wait()
            known_days.wait()
        if turn == 0:
            settled()  # as `wian desk` has it
            visitor.seen.clear()
    return sizes


def _judged(visitor: Visitor, sizes: dict[str, int], offices: int) -> list[Figure]:
    floor = statistics.median(visitor.seen["file"].processor)
    found = []
    for kind, size in sizes.items():
        each = visitor.seen[kind]
        usual = statistics.median(each.processor)
        holds = usual <= MOST_SECONDS and size <= MOST_BYTES
        found.append(
            Figure(
                f"{kind}, of {offices:,} offices",
                f"{seconds(usual)}, {statistics.median(each.statements):.0f} statements, "
                f"{size / 1000:.0f} kB",
                f"a small file: {seconds(floor)}",
                f"{usual / floor:.0f} x floor",
                f"<= {seconds(MOST_SECONDS)}, {MOST_BYTES // 1000} kB",
                judged(holds),
            )
        )
    return found


if __name__ == "__main__":
    show(figures())
