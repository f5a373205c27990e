"""Owns moments that are typed: the end of a day, or a minute."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import typer

from jurisdictions.instants import Instant

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def moment(at: str, zone: ZoneInfo) -> Instant:
    """The end of a local day, or a local minute.

    Raises:
        typer.BadParameter: It is neither.
    """
    try:
        if _DAY.fullmatch(at):
            day = datetime.fromisoformat(at)
            return Instant.of(day + timedelta(days=1, minutes=-1), zone)
        return Instant.of(datetime.fromisoformat(at), zone)
    except (ValueError, OverflowError):
        raise typer.BadParameter(f"{at!r} is neither 2021-01-19 nor 2021-01-19T15:30.") from None
