"""Moments written as one number: spreadsheet serials, epochs, and digits run together."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_NUMBER = re.compile(r"\d{5,17}(?:\.\d{1,15})?")
_SERIAL_START = datetime(1899, 12, 30)  # noqa: DTZ001 - serials are of the log's own clock
_FIRST_SERIAL, _LAST_SERIAL = 18_264, 109_575
"""1 January 1950 and 31 December 2199."""
_DAY = 86_400
_TOLD = 4
"""Decimals from which on a serial tells minutes apart: fewer are taken as they stand."""
_RUN_TOGETHER = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
_EPOCHS = ((10**8, 10**10, 1), (10**11, 10**13, 1_000), (10**14, 10**16, 1_000_000))
"""From which number to which (1973 to 2286) they count seconds, milli- and microseconds."""
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


def numeric_moment(text: str, zone: ZoneInfo) -> date | datetime | None:
    """The moment of a number; ``None`` where a text is no number, or a number of no such form.

    ``44200.375`` is a spreadsheet's serial (days since 30 December 1899 on the log's own clock; a
    whole one is a day), ``1609725600`` seconds since 1970 in UTC, with three or six more digits
    milli- or microseconds, ``20210104`` and ``20210104090000`` are digits run together.

    Args:
        text: Digits, and a fraction behind a point.
        zone: Of serials and of digits run together.
    """
    if not _NUMBER.fullmatch(text):
        return None
    if (found := _run_together(text, zone)) is not None:
        return found
    value = float(text)
    if _FIRST_SERIAL <= value <= _LAST_SERIAL:
        moment = _SERIAL_START + timedelta(seconds=_serial_seconds(text))
        return moment.replace(tzinfo=zone) if "." in text else moment.date()
    for first, beyond, unit in _EPOCHS:
        if first <= value < beyond:
            whole, _, part = text.partition(".")
            micro = int(whole) * 1_000_000 // unit + int(float(f"0.{part or 0}") * 1_000_000 / unit)
            return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micro)
    return None


def _serial_seconds(text: str) -> float:
    """A serial's seconds: the whole minute, else the whole second, that its decimals were cut from.

    ``44200.39583`` is 09:30: five decimals tell half a second apart, and no thousandth of one.
    """
    seconds, decimals = float(text) * _DAY, len(text.partition(".")[2])
    if decimals >= _TOLD:
        cut = _DAY / 2 / 10**decimals
        for whole in (60, 1):
            if abs(seconds - (near := round(seconds / whole) * whole)) <= cut:
                return near
    return round(seconds, 3)


def _run_together(text: str, zone: ZoneInfo) -> date | datetime | None:
    form = _RUN_TOGETHER.get(len(text))
    if form is None or not _FIRST_YEAR <= int(text[:4]) < _LAST_YEAR:
        return None
    try:
        found = datetime.strptime(text, form)  # noqa: DTZ007 - the zone follows
    except ValueError:
        return None
    return found.replace(tzinfo=zone) if "%H" in form else found.date()
