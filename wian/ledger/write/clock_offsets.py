"""How far are a country's clocks ahead of UTC? The table by which views show local time."""

from __future__ import annotations

from datetime import date
from functools import cache
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from wian.delays.local_clock import LocalClock
from wian.jurisdictions.countries import jurisdiction
from wian.kit.errors import WianError
from wian.ledger.dialects import insert_missing
from wian.ledger.tables import ClockOffsetRow

_ALWAYS = -1_000_000_000
"""Before every moment that a ledger holds, in minutes since 1970."""
_COLUMNS = ("jurisdiction", "since_minute", "ahead", "shown")


Offset = tuple[int, int, str]


def offsets(country: str) -> tuple[Offset, ...]:
    """A country's offsets, oldest first: since which minute, minutes ahead of UTC, as ISO shows it.

    They are exact within its working calendar; outside it the nearest one holds.

    Args:
        country: Id of a jurisdiction; one that this program does not know has none.
    """
    try:
        calendar = jurisdiction(country).calendar
    except WianError:
        return ()
    return _table(calendar.zone, calendar.first, calendar.last)


@cache  # asked with each propagation, and the zone must be asked for each day
def _table(zone: ZoneInfo, first: date, last: date) -> tuple[Offset, ...]:
    clock = LocalClock(zone, first, last)
    since = [_ALWAYS, *clock.changes.tolist()]
    return tuple(
        (minute, ahead, _shown(ahead))
        for minute, ahead in zip(since, clock.offsets.tolist(), strict=True)
    )


def keep_offsets(connection: Connection, country: str) -> None:
    """Write those of a country that the ledger does not have yet."""
    rows = [(country, *each) for each in offsets(country)]
    insert_missing(connection, ClockOffsetRow, _COLUMNS, rows)


def _shown(ahead: int) -> str:
    hours, minutes = divmod(abs(ahead), 60)
    return f"{'-' if ahead < 0 else '+'}{hours:02}:{minutes:02}"
