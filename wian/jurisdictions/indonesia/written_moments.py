"""Days and times as Indonesian people, registers and logs write them: in numbers or in words."""

from __future__ import annotations

import re
from datetime import date, datetime

from wian.jurisdictions.entry_dates import PlainDates
from wian.jurisdictions.indonesia.dates import WORDED, worded_date
from wian.kit.errors import Unfit

_BEFORE = re.compile(
    r"^(?:(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu)\s*,\s*)?(?:tanggal|tgl\.?)?\s*",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s*(?:WIB|WITA|WIT)\s*$", re.IGNORECASE)
_AT = re.compile(r"[,\s]+(?:pukul|jam|pkl\.?)\s*(?=\d)", re.IGNORECASE)
_WORDED = re.compile(rf"{WORDED}(?P<rest>.*)", re.IGNORECASE)
_LONGEST = 100


class IndonesianDates(PlainDates):
    """Reads ``19/1/2026``, ``2026-01-19``, ``19 Januari 2026 pukul 10.30 WIB``.

    The day stands before the month.
    """

    example_year = "2026"

    def certain(self, text: str) -> date | datetime:
        """The moment that a person typed; the zone that may follow a time is not looked at."""
        plain = " ".join(text.split())
        if len(text) > _LONGEST:
            raise self.no_date()
        plain = _AT.sub(" ", _AFTER.sub("", _BEFORE.sub("", plain)))
        if found := _WORDED.fullmatch(plain):
            day = worded_date(found)
            if day is None:
                raise self.no_date()
            plain = f"{day.isoformat()}{found['rest']}"
        return super().certain(plain)

    def no_date(self) -> Unfit:
        """The refusal of what is no date."""
        said = (
            "is no date; write 2026-01-19, 19/1/2026 or 19 Januari 2026, and 15:29 after it for a "
            "time"
        )
        return Unfit(said, "date")
