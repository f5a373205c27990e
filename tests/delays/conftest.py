"""The calendars that the tests of delays measure by."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from wian.delays.working_time import WorkingTime
from wian.jurisdictions.calendar import WorkingCalendar
from wian.jurisdictions.thailand.government_calendar import government_calendar


@pytest.fixture(scope="session")
def thai() -> WorkingTime:
    return WorkingTime(government_calendar())


@pytest.fixture(scope="session")
def berlin() -> WorkingTime:
    return WorkingTime(
        WorkingCalendar(
            zone=ZoneInfo("Europe/Berlin"),
            holidays={date(2021, 1, 1): "Neujahr", date(2021, 4, 2): "Karfreitag"},
            first=date(2020, 1, 1),
            last=date(2022, 12, 31),
            announced_to=date(2022, 12, 31),
        )
    )
