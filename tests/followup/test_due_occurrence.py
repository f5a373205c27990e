"""Stories of a monthly call for a report: each month once, knowing the month before."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from wian.delays.clock_choice import ClockChoice
from wian.followup.due_occurrence import recurring_times, send_due
from wian.jurisdictions.instant import Instant
from wian.kit.errors import InputFaults
from wian.ledger.proof.verification import verify
from wian.office.actor import Acting
from wian.office.answer import answer
from wian.propagation import runtime
from wian.propagation.prepare import prepare
from wian.propagation.recorded_plan import restore
from wian.propagation.recurring.occurrences import FarAhead, NoSuchOccurrence, RecursNot
from wian.propagation.recurring.time_before import time_before
from wian.propagation.request import PropagationRequest

_RULE = {
    "rule": "FREQ=MONTHLY;BYMONTHDAY=25",
    "first": "2026-10-25",
    "closes_in": "20 days",
    "answer_in": "10 working days",
}
_ASK = {"to": {"levels": ["local"]}, "text": "รายงานผลภายใน {answer_by}"}


def _at(day):
    zone = ZoneInfo("Asia/Bangkok")
    return Instant.of(datetime.combine(day, datetime.min.time(), zone) + timedelta(hours=9), zone)


@pytest.fixture
def monthly(living):
    """The request for the monthly call, in one chain of offices."""

    def make(**changes):
        values = {"id": "monthly", "subject": "รายงานเดือน {month}", "recurs": _RULE, "asks": [_ASK]}
        path = living.directive(**{**values, "window": None, **changes})
        return PropagationRequest(directive=str(path), limit_to=(living.leaf,))

    return make


def test_a_month_far_ahead_is_sent_only_where_the_request_says_so(monthly, monkeypatch):
    """By whatever way the request comes: the command, or the form of the deployment."""
    monkeypatch.setattr(runtime, "now", lambda: _at(date(2026, 10, 26)))
    wanted = {"clock": ClockChoice.LIVE, "occurrence": "2027-03"}
    far = monthly(id="ahead").model_copy(update=wanted)
    with pytest.raises(FarAhead, match="Send ahead"):
        runtime.prepared(far)
    sent = runtime.prepared(far.model_copy(update={"ahead": True})).directive
    assert sent.occurrence.key == "2027-03"
    virtual = far.model_copy(update={"clock": ClockChoice.VIRTUAL})
    assert runtime.prepared(virtual).directive.occurrence.key == "2027-03"


def test_each_month_goes_out_once_on_its_working_day(empty_ledger, monthly):
    """25 October 2026 is a Sunday: the letter is of Monday; its days count from there."""
    request, ledger = monthly(), empty_ledger
    early = send_due(ledger, request, _at(date(2026, 10, 25)))
    assert (early.due, early.sent, early.next[0].key) == (None, False, "2026-10")
    first, again = (send_due(ledger, request, _at(date(2026, 10, 26))) for _ in range(2))
    assert (first.sent, again.sent) == (True, False)
    assert again.due == first.due
    directive = restore(ledger, first.due.propagation).directive
    assert directive.id == "monthly-2026-10"
    assert directive.subject.startswith("รายงานเดือน ตุลาคม")
    assert directive.window.closes == date(2026, 11, 16)  # 15 November is a Sunday
    assert directive.asks[0].answer_by == date(2026, 11, 9)
    assert "๙ พฤศจิกายน" in directive.asks[0].text
    assert verify(ledger).ok


def test_a_month_knows_who_never_answered_the_one_before(empty_ledger, monthly, living):
    """The leaf answered in November, and nobody in October; the link is in the directive."""
    request, ledger = monthly(), empty_ledger
    days = (date(2026, 10, 26), date(2026, 11, 25), date(2026, 12, 25))
    sent = [restore(ledger, send_due(ledger, request, _at(day)).due.propagation) for day in days]
    assert time_before(ledger, sent[0]) is None
    before = time_before(ledger, sent[1])
    assert (before.propagation, before.key) == (sent[0].id, "2026-10")
    assert before.unanswered == (living.leaf,)
    assert sent[1].directive.references == ("monthly-2026-10",)
    for office in living.chain[1:]:
        living.advance(ledger, sent[1], office, 60)
    answer(Acting(ledger, sent[1], living.leaf, "x", living.later(99)), "ครบ", key="1")
    assert time_before(ledger, sent[2]).unanswered == ()


def test_after_a_downtime_only_the_latest_goes_out(empty_ledger, monthly):
    """The others are named; one whose answer day is over is not sent at all."""
    request, ledger = monthly(), empty_ledger
    send_due(ledger, request, _at(date(2026, 10, 26)))
    late = send_due(ledger, request, _at(date(2027, 1, 26)))
    assert (late.due.key, late.sent) == ("2027-01", True)
    assert [each.key for each in late.missed] == ["2026-11", "2026-12"]
    over = send_due(ledger, request, _at(date(2027, 3, 20)))
    assert (over.sent, [each.key for each in over.missed]) == (False, ["2027-02"])
    states = {
        each.key: each.propagation
        for each in recurring_times(ledger, request, _at(date(2027, 3, 20)))
    }
    assert states["2027-02"] is None
    assert states["2027-01"] == late.due.propagation


def test_a_time_is_named_and_is_of_the_rule(monthly):
    """None, one that the rule has not, one of a directive that does not recur, and its days."""
    asked = monthly().model_copy(update={"clock": ClockChoice.LIVE})
    for time in ("", "2027", "2027-02-24"):
        with pytest.raises(NoSuchOccurrence, match=r"such as 2026-10|2027-01"):
            prepare(asked.model_copy(update={"occurrence": time}))
    today = _at(date(2028, 3, 26))
    with pytest.raises(NoSuchOccurrence, match="such as 2028-03, 2028-04, 2028-05"):
        prepare(asked.model_copy(update={"occurrence": "2028-13"}), now=today)
    with pytest.raises(
        NoSuchOccurrence, match="2570 looks like a year of the Buddhist era; write 2027-04"
    ):
        prepare(asked.model_copy(update={"occurrence": "2570-04"}))
    once = monthly(id="once", recurs=None, subject="x", asks=[{**_ASK, "text": "x"}])
    with pytest.raises(RecursNot):
        prepare(once.model_copy(update={"occurrence": "2027-01"}))
    for day in ("2027-04", "2027-04-25", "2027-04-26"):  # the last is the day of issue
        found = prepare(asked.model_copy(update={"occurrence": day})).directive
        assert found.id == "monthly-2027-04"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"subject": "รายงาน {year}"}, r"subject: names \{year\}, which nothing fills in"),
        ({"window": {"opens": "2026-12-01", "closes": "2027-03-29"}}, "is the same every time"),
        ({"occurrence": {"of": "x", "key": "2027-01", "day": "2027-01-25"}}, "by wian alone"),
    ],
)
def test_what_would_be_wrong_every_time_is_refused(monthly, changes, said):
    """Words that nothing fills in, fixed days, and what wian writes."""
    request = monthly(**changes).model_copy(update={"occurrence": "2027-01"})
    with pytest.raises(InputFaults, match=said):
        prepare(request)
