"""Stories of answers: in time, late, missing, or with time left, beside when the letter came."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from hierarchy.graph import Hierarchy
from hierarchy.office import Channel, Office
from hierarchy.route.route import Cohort, Hop, Route, Wave
from wian.delays.hop_record import HopRecord, Source
from wian.jurisdictions.instant import Instant
from wian.jurisdictions.office_clocks import OfficeClocks
from wian.ledger.acts import Answered, Moment
from wian.reports.progress.answer_table import ANSWER_COLUMNS, answer_csv, answer_table
from wian.reports.progress.answers import AnswerStanding, answer_rows

_ZONE = ZoneInfo("Asia/Bangkok")
_CLOCKS = OfficeClocks({}, _ZONE)
_BY = date(2027, 1, 31)


def _at(*moment: int) -> Instant:
    return Instant.of(datetime(*moment), _ZONE)  # type: ignore[arg-type]  # noqa: DTZ001 - a local time


def _record(received: Instant | None) -> HopRecord:
    sent = _at(2026, 12, 1, 9, 0)
    return HopRecord(
        "p", "d", 1, "o0", "o1", "1", Source.LIVE, sent, received, received, None, forwards=False
    )


def _route() -> Route:
    hops = tuple(Hop("o0", each, Channel.POST, True, False) for each in ("o1", "o2"))
    return Route("o0", (Wave(1, (Cohort(None, ("o0",), hops),)),), ("o1", "o2"))


def _row(given: Answered | None, today: date, received: Instant | None = None):
    """The row of the office that is asked; the other one is not."""
    said = {"o1": given} if given else {}
    places = (_route(), [_record(received)], said, {"o1": _BY})
    (row,) = answer_rows(*places, today=today, clocks=_CLOCKS)
    return row


def _answered(at: Instant, text: str = "ดำเนินการแล้ว") -> Answered:
    return Answered(text=text, answered=Moment.of(at))


@pytest.mark.parametrize(
    ("given", "today", "standing", "late"),
    [
        (None, date(2027, 1, 31), AnswerStanding.PENDING, 0),
        (None, date(2027, 2, 1), AnswerStanding.MISSING, 1),
        (_answered(_at(2027, 1, 31, 23, 59)), date(2027, 3, 1), AnswerStanding.IN_TIME, 0),
        (_answered(_at(2027, 2, 1, 0, 0)), date(2027, 3, 1), AnswerStanding.LATE, 1),
        (_answered(Instant.of(_BY, _ZONE)), date(2027, 3, 1), AnswerStanding.IN_TIME, 0),
    ],
)
def test_an_answer_is_in_time_until_its_day_ends(given, today, standing, late):
    """On the clock of the office; a date alone counts as that day."""
    row = _row(given, today)
    assert (row.standing, row.late_days) == (standing, late)


def test_beside_the_answer_stands_when_the_letter_came():
    """Who got the letter after the day is late, and the table shows why."""
    reached = _at(2027, 2, 3, 10, 0)
    row = _row(_answered(_at(2027, 2, 4, 9, 0)), date(2027, 3, 1), reached)
    assert (row.reached, row.late_days) == (reached, 4)


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@x", "\t=1"])
def test_no_cell_of_the_csv_is_a_formula(text):
    """A spreadsheet that opens the table calculates nothing that an office wrote."""
    hierarchy = Hierarchy.build([Office("o1", "เทศบาล", "local", "local")], [], subject="one")
    rows = [_row(_answered(_at(2027, 1, 4, 9, 0), text), date(2027, 3, 1))]
    (read,) = csv.DictReader(io.StringIO(answer_csv(answer_table(rows, hierarchy, _CLOCKS))))
    assert tuple(read) == ANSWER_COLUMNS
    assert (read["answer"], read["name"]) == (f"'{text}", "เทศบาล")
    assert (read["answered"], read["late_days"]) == ("2027-01-04T09:00+07:00", "0")
