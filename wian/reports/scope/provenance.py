"""What made a report: which wian, and which working calendar?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass, fields
from datetime import date
from importlib.metadata import version

from wian.jurisdictions.calendar import WorkingCalendar
from wian.jurisdictions.countries import jurisdiction

_SHOWN = 12
"""Signs of the digest that are shown: no two calendars of the field share them by chance."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What figures depend on besides the hops.

    Attributes:
        wian: Version of wian.
        calendar: Id of the jurisdiction whose calendar it is.
        calendar_digest: The first twelve signs of the SHA-256 of its days and hours: another digest
            can mean other working days.
        calendar_first, calendar_last: Its first and last day.
        calendar_announced_to: Its last day whose holidays the government has announced.
        holidays: Version of the library that the holidays begin with.
    """

    wian: str
    calendar: str
    calendar_digest: str
    calendar_first: date
    calendar_last: date
    calendar_announced_to: date
    holidays: str

    def as_json(self) -> dict[str, str]:
        """For JSON: days as ISO 8601."""
        return {name: str(value) for name, value in asdict(self).items()}

    def __str__(self) -> str:
        """One sentence for the foot of a table."""
        return (
            f"Made by wian {self.wian} with the working calendar of {self.calendar}, "
            f"{self.calendar_first.year} to {self.calendar_last.year} "
            f"(digest {self.calendar_digest})."
        )


def provenance(country: str) -> Provenance:
    """What a report on hops of a jurisdiction depends on.

    Raises:
        UnknownJurisdiction: There is none of that id.
    """
    calendar = jurisdiction(country).calendar
    return Provenance(
        wian=version("wian"),
        calendar=country,
        calendar_digest=calendar_digest(calendar)[:_SHOWN],
        calendar_first=calendar.first,
        calendar_last=calendar.last,
        calendar_announced_to=calendar.announced_to,
        holidays=version("holidays"),
    )


def calendar_digest(calendar: WorkingCalendar) -> str:
    """The SHA-256 of everything that a calendar says, in hexadecimal digits."""
    said = {each.name: _plain(getattr(calendar, each.name)) for each in fields(calendar)}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    """A value that gives the same text every time."""
    if isinstance(value, Mapping):
        return sorted((str(key), str(each)) for key, each in value.items())
    if isinstance(value, AbstractSet):
        return sorted(map(str, value))
    return value
