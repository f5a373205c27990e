"""The units of working time: hours and days of office time."""

from __future__ import annotations

from enum import StrEnum


class Unit(StrEnum):
    """Units of a length, both of office time."""

    HOURS = "working-hours"
    DAYS = "working-days"
