"""A report says what made it, and another calendar has another digest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from wian.jurisdictions.countries import jurisdiction
from wian.reports.scope.provenance import calendar_digest, provenance


def test_the_digest_is_of_all_that_a_calendar_says() -> None:
    """One holiday more, or an hour: other working days, and another digest."""
    calendar = jurisdiction("thailand").calendar
    more = replace(calendar, holidays={**calendar.holidays, date(2021, 1, 4): "a day off"})
    digests = {calendar_digest(each) for each in (calendar, more, replace(calendar, opens=480))}
    assert len(digests) == 3
    assert calendar_digest(replace(calendar)) == calendar_digest(calendar)


def test_a_reader_can_tell_which_calendar_and_which_wian() -> None:
    """In a sentence, and for programs."""
    made_by = provenance("thailand")
    assert made_by.calendar_digest in str(made_by)
    assert made_by.as_json()["wian"] in str(made_by)
    assert set(made_by.as_json()) == set(made_by.__slots__)
