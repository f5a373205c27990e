"""Which clock does an office have, and what did it show at a moment?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from wian.jurisdictions.instant import Instant, Precision

_QUARTER = 15
"""Minutes; clocks change at full quarters of an hour."""


class OfficeClock(NamedTuple):
    """The clock of an office.

    A day alone is the same day everywhere: its instant is midnight on the jurisdiction's usual
    clock, whoever wrote it down, so that days of offices in several zones compare as days.

    Attributes:
        zone: Its zone.
        home: The zone of the jurisdiction's calendar.
    """

    zone: ZoneInfo
    home: ZoneInfo

    def instant(self, moment: date | datetime) -> Instant:
        """The instant of a day, or of a day and time on this clock; an aware one is taken as is."""
        return Instant.of(moment, self.zone if isinstance(moment, datetime) else self.home)

    def end_of(self, moment: date | datetime) -> Instant:
        """The last minute of a day on this clock; of a day and time that minute itself."""
        return Instant.end_of(moment, self.zone)

    def local(self, instant: Instant) -> datetime:
        """What it shows at an instant; midnight where only the day is known."""
        return instant.local(self.home if instant.precision is Precision.DAY else self.zone)

    def date(self, instant: Instant) -> date:
        """The day that it shows at an instant."""
        return self.local(instant).date()

    def isoformat(self, instant: Instant) -> str:
        """ISO 8601 on this clock: a date alone where the precision is a day."""
        return instant.isoformat(self.home if instant.precision is Precision.DAY else self.zone)

    def to_home(self, instant: Instant) -> Instant:
        """When the usual clock shows what this one shows at an instant; a day alone stays."""
        return instant if self.zone is self.home else _moved(instant, self.zone, self.home)

    def from_home(self, instant: Instant) -> Instant:
        """When this clock shows what the usual one shows at an instant; undoes ``to_home``."""
        return instant if self.zone is self.home else _moved(instant, self.home, self.zone)

    def precedes(self, one: Instant, other: Instant) -> bool:
        """Whether one instant lies before another, at the precision that both have."""
        if Precision.DAY in {one.precision, other.precision}:
            return self.date(one) < self.date(other)
        return one.minute < other.minute


class OfficeClocks:
    """The clocks of offices, of which some differ from the usual one.

    Args:
        zones: Office -> IANA zone, of those that have another than the usual one.
        home: Zone of the usual clock.
    """

    def __init__(self, zones: Mapping[str, str], home: ZoneInfo) -> None:
        self.zones = zones
        self.home = home
        self._usual = OfficeClock(home, home)
        self._own = {name: OfficeClock(ZoneInfo(name), home) for name in set(zones.values())}

    @property
    def differ(self) -> bool:
        """Whether any office has a clock other than the usual one."""
        return bool(self.zones)

    def of(self, office: str) -> OfficeClock:
        """The clock of an office; the usual one where none is known of it."""
        zone = self.zones.get(office)
        return self._own[zone] if zone else self._usual

    def day_of(self, office: str, instant: Instant) -> date:
        """The day that an office's clock shows at an instant."""
        return self.of(office).date(instant)


def _moved(instant: Instant, shown: ZoneInfo, there: ZoneInfo) -> Instant:
    """The instant at which ``there`` shows what ``shown`` shows at another one."""
    if instant.precision is Precision.DAY:
        return instant
    local = instant.minute + _ahead(shown, instant.minute // _QUARTER)
    near = local - _ahead(there, instant.minute // _QUARTER)
    return Instant(local - _ahead(there, near // _QUARTER), Precision.MINUTE)


@lru_cache(maxsize=100_000)  # a rehearsal asks for the same hours again and again
def _ahead(zone: ZoneInfo, quarter: int) -> int:
    """Minutes that a zone is ahead of UTC in a quarter of an hour since 1970: none changes it."""
    at = datetime.fromtimestamp(quarter * _QUARTER * 60, zone)
    return int((at.utcoffset() or timedelta()).total_seconds()) // 60
