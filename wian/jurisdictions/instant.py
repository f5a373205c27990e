"""The instant: a moment in UTC that knows how precisely it was written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Precision(StrEnum):
    """How much of a moment a stamp or letter shows."""

    DAY = "day"
    MINUTE = "minute"


def day_of(moment: date) -> date:
    """The day of a date, or of a date and time."""
    return moment.date() if isinstance(moment, datetime) else moment


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment, to the minute or to the day.

    Attributes:
        minute: Minutes since 1970-01-01T00:00Z. A moment known to the day holds the minute of
            its local midnight.
        precision: ``day`` where only the date was written down.
    """

    minute: int
    precision: Precision

    @classmethod
    def of(cls, moment: date | datetime, zone: ZoneInfo) -> Instant:
        """The instant of a local date, or of a local (naive) or aware date and time.

        Seconds are dropped: a registry stamp shows minutes.
        """
        if not isinstance(moment, datetime):
            midnight = datetime(moment.year, moment.month, moment.day, tzinfo=zone)
            return cls(_minutes(midnight), Precision.DAY)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        return cls(_minutes(aware), Precision.MINUTE)

    @classmethod
    def end_of(cls, moment: date | datetime, zone: ZoneInfo) -> Instant:
        """The last minute of a local date; of a date and time that minute itself."""
        if not isinstance(moment, datetime):
            moment = datetime.combine(moment, time(23, 59))
        return cls.of(moment, zone)

    def local(self, zone: ZoneInfo) -> datetime:
        """The moment on the clock of ``zone`` (midnight where only the day is known)."""
        return (_EPOCH + timedelta(minutes=self.minute)).astimezone(zone)

    def date(self, zone: ZoneInfo) -> date:
        """The local date in ``zone``."""
        return self.local(zone).date()

    def isoformat(self, zone: ZoneInfo) -> str:
        """ISO 8601 in ``zone``: a date alone where the precision is a day."""
        local = self.local(zone)
        if self.precision is Precision.DAY:
            return local.date().isoformat()
        return local.isoformat(timespec="minutes")


def _minutes(moment: datetime) -> int:
    return int((moment - _EPOCH).total_seconds() // 60)
