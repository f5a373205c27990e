"""Planting hops: frames of letters that go down a tree, with instants that are known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import polars as pl
import pytest

from wian.reports.completed_hops import completed

MONDAY = 26_869_050
"""Monday, 1 February 2021, 08:30 in Bangkok, in minutes since 1970-01-01T00:00Z."""
HOUR, DAY = 60, 1440
_INSTANTS = ("issued", "received", "ready", "forwarded")


@dataclass(frozen=True)
class Trees:
    """What the tests of reports need of planted hops."""

    monday: int = MONDAY
    hour: int = HOUR
    day: int = DAY

    def hop(self, sender: str, recipient: str, *minutes: int | None, **more: Any) -> dict[str, Any]:
        """A row: minutes after Monday, 08:30, of issue, first desk, last desk and own letter."""
        known = [*minutes, *[None] * (4 - len(minutes))]
        instants = {
            f"{name}_minute": None if minute is None else MONDAY + minute
            for name, minute in zip(_INSTANTS, known, strict=True)
        }
        named = {"sender_name": f"สำนักงาน {sender}", "recipient_name": f"สำนักงาน {recipient}"}
        return {
            "propagation": "p",
            "directive": "d",
            "wave": 1,
            "source": "live",
            "sender": sender,
            "recipient": recipient,
            "forwards": known[3] is not None,
            "level": "district",
            "kind": "district",
            "channel": "post",
            "addressed": True,
            **named,
            **instants,
            **more,
        }

    def frame(self, rows: Iterable[dict[str, Any]], as_of: int = 60 * DAY) -> pl.DataFrame:
        """The frame of rows; ``as_of`` in minutes after Monday, 08:30."""
        made = [
            {
                "jurisdiction": "thailand",
                "clock": "live",
                "as_of_minute": MONDAY + as_of,
                "as_of_dated": False,
                **{f"{name}_dated": False for name in _INSTANTS},
                **row,
            }
            for row in rows
        ]
        return completed(pl.DataFrame(made, infer_schema_length=None))


@pytest.fixture(scope="session")
def trees() -> Trees:
    return Trees()
