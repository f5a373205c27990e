"""Under which numbers offices received a letter, for whoever sent it."""

from __future__ import annotations

from wian.cli.terminal.console import say, table, to_the_minute
from wian.ledger.database import Ledger
from wian.ledger.read.recorded import stream_hop_records
from wian.propagation.plan import Plan
from wian.reports.progress.delivery import Standing, Standings

_SHOWN = 200


def receipts(ledger: Ledger, plan: Plan, standing: Standings) -> list[dict[str, str | None]]:
    """A row for each office that has it: ``office``, ``receipt_number``, ``received_at``.

    Args:
        ledger: Where it is recorded.
        plan: A propagation.
        standing: Where each office stands at the moment that is asked for.
    """
    clocks, confirmed = plan.clocks, frozenset(standing.those(Standing.CONFIRMED))
    return [
        {
            "office": hop.recipient,
            "receipt_number": hop.receipt_number,
            "received_at": clocks.of(hop.recipient).isoformat(hop.received),
        }
        for hop in stream_hop_records(ledger, plan.id)
        if hop.received is not None and hop.recipient in confirmed
    ]


def show_receipts(plan: Plan, rows: list[dict[str, str | None]]) -> None:
    """Print the first of them."""
    if not rows:
        return
    cells = [
        (
            plan.namer.one(str(row["office"])),
            row["office"],
            row["receipt_number"],
            to_the_minute(str(row["received_at"])),
        )
        for row in rows[:_SHOWN]
    ]
    columns = (
        ("office", "left"),
        ("id", "whole"),
        ("receipt number", "whole"),
        ("received", "whole"),
    )
    table(columns, cells, title="Received under")
    if len(rows) > _SHOWN:
        say(f"  and {len(rows) - _SHOWN:,} more; --json has all")
