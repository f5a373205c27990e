"""The command ``wian sweep``: runs one sweep now, from cron or by hand."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Collection
from typing import Any

import typer

from flows.server.prefect_server import QUIET, TUNING, answers
from wian.cli.terminal.console import complain, print_json, say
from wian.delays.stray_instants import stray_instants
from wian.followup.sweep import Swept, passed_over, sweep, to_sweep
from wian.jurisdictions.instant import Instant
from wian.kit.counted import number
from wian.kit.errors import WianError
from wian.kit.gc_pause import loading
from wian.kit.settings import Settings
from wian.ledger.checkpoints.checkpoint_files import daily_checkpoint
from wian.ledger.errors import LedgerError
from wian.ledger.read.live_letters import open_propagations
from wian.ledger.read.recorded import hop_records
from wian.notices.prefect_address import server_url
from wian.notices.webhook_delivery import deliver_due
from wian.propagation import runtime
from wian.propagation.runtime import ClocksApart


def run(*, json: bool) -> None:
    """Do everything that is due now: automatic forwarding, reminders, escalations, webhooks."""
    now = runtime.agreed_now()
    waiting = to_sweep(runtime.ledger(), now=now)
    done, failed = _all_swept(waiting, now)
    looked_at = [each for each in done if each.propagation in waiting]
    deliver_due(runtime.ledger(), now=runtime.now())
    home = Settings().home.expanduser().absolute()
    daily_checkpoint(runtime.ledger(), home, runtime.now())
    url = server_url()
    if looked_at and url and answers(url):
        _tell(url, looked_at)
    if json:
        print_json({"propagations": [_figures(each) for each in done]})
    else:
        _show(done, failed)
    if failed:
        raise typer.Exit(1)


def _show(done: list[Swept], failed: int) -> None:
    for each in map(_figures, done):
        say(
            f"{each['propagation']}: letters {number(each['issued'])}, "
            f"reminders {number(each['reminders'])}, escalations {number(each['escalations'])}; "
            f"overdue {number(each['overdue'])}."
            f"{' Closed: all have it, and have answered.' if each['closed'] else ''}"
        )
    if not done and not failed:
        say("There is no live propagation; nothing was due.")


def _all_swept(waiting: Collection[str], now: Instant) -> tuple[list[Swept], int]:
    """What was swept, and how many propagations could not be: none holds up the others."""
    done, failed = list[Swept](), 0
    for name, _ in open_propagations(runtime.ledger()):
        try:
            done.append(_swept(name) if name in waiting else passed_over(name, now))
        except (LedgerError, ClocksApart):
            raise  # the others cannot be swept either
        except WianError as error:
            complain(f"{name} could not be swept: {error}")
            failed += 1
    return done, failed


def _swept(propagation: str) -> Swept:
    plan = runtime.recorded_plan(propagation)
    for stray in stray_instants(hop_records(runtime.ledger(), propagation), plan.working):
        complain(str(stray))
    return sweep(runtime.ledger(), plan, now=runtime.agreed_now())


def _tell(url: str, done: list[Swept]) -> None:
    """Have Prefect show it."""
    for name, value in {**TUNING, **QUIET}.items():
        os.environ.setdefault(name, value)
    os.environ["PREFECT_API_URL"] = url
    with loading():
        from flows.sweep import tell  # noqa: PLC0415 - Prefect reads its settings on import

    async def all_of_it() -> None:
        for each in done:
            await tell(each)

    asyncio.run(all_of_it())


def _figures(swept: Swept) -> dict[str, Any]:
    followed = swept.followed
    return {
        "propagation": swept.propagation,
        "issued": len(swept.issued),
        "reminders": len(followed.reminders),
        "escalations": len(followed.escalations),
        "overdue": len(followed.overdue),
        "closed": swept.closed,
    }
