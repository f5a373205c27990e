"""Rules of recurring directives, and the keys of their times."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from wian.letters.recurrence import Occurrence, Recurs, key_of, occurrence_id

_FIRST = date(2026, 10, 25)


def _recurs(rule="FREQ=MONTHLY;BYMONTHDAY=25", **more):
    return Recurs(rule=rule, first=_FIRST, **more)


def test_a_month_with_one_time_names_it():
    """One with several is told by the day; so each time has one key."""
    assert key_of(_recurs(), date(2026, 12, 25)) == "2026-12"
    weekly = _recurs("FREQ=WEEKLY;BYDAY=MO")
    assert key_of(weekly, date(2026, 12, 7)) == "2026-12-07"
    assert occurrence_id("a" * 40, "2026-12") == f"{'a' * 32}-2026-12"


def test_each_time_knows_the_one_before():
    """The first knows none; the rule's end is its own."""
    assert Occurrence.at("drill", _recurs(), _FIRST).before is None
    second = Occurrence.at("drill", _recurs(), date(2026, 11, 25))
    assert (second.key, second.before) == ("2026-11", "drill-2026-10")
    assert len(_recurs("FREQ=MONTHLY;COUNT=3").days(_FIRST, date(2030, 1, 1))) == 3


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"rule": "monthly"}, "is no rule; write one such as FREQ=MONTHLY"),
        ({"rule": "FREQ=SOMETIMES"}, "is no rule"),
        ({"rule": "DTSTART:20260101\nRRULE:FREQ=DAILY"}, "names a start|line"),
        ({"rule": "FREQ=HOURLY"}, "names a start or a time"),
        ({"answer_in": "soon"}, "is no length; write '10 days'"),
        ({"first": 20261025}, "is a bare number"),
    ],
)
def test_what_is_no_rule_is_refused(changes, said):
    """With what to write instead."""
    fields = {"rule": "FREQ=DAILY", "first": _FIRST, **changes}
    with pytest.raises(ValidationError, match=said):
        Recurs.model_validate(fields)
