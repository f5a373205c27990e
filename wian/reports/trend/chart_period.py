"""How long is a period of a control chart?"""

from __future__ import annotations

from enum import StrEnum


class Every(StrEnum):
    """How long a period of a control chart is, by the day of the letters' issue."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
