"""The units that lengths of office time are written in."""

from __future__ import annotations

from enum import StrEnum


class Unit(StrEnum):
    """Units of a length, both of office time."""

    HOURS = "working-hours"
    DAYS = "working-days"
