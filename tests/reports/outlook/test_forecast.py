"""When the addressees have the directive, against its deadline."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wian.delays.hop_record import Source
from wian.jurisdictions.instant import Instant
from wian.letters.directive import Window
from wian.reports.outlook.forecast import Forecast, forecast

OPENS = date(2021, 1, 1)
CLOSES = date(2021, 2, 28)


def _arriving(gecc_sent, days: list[int]) -> Forecast:
    """The forecast where the i-th local body receives ``days[i]`` days after the window opens."""
    plan = gecc_sent.plan
    zone = plan.working.calendar.zone
    local = [hop for hop in gecc_sent.hops if hop.recipient in set(plan.route.addressees)]
    noon = datetime(2021, 1, 1, 12)  # noqa: DTZ001 - local time
    moments = [Instant.of(noon + timedelta(days=day), zone) for day in days]
    records = [
        replace(hop, received=moment, ready=moment)
        for hop, moment in zip(local, moments, strict=False)
    ]
    addressees = [record.recipient for record in records]
    return forecast(records, addressees, plan.working, Window(opens=OPENS, closes=CLOSES))


def test_quarters_are_nearest_ranks(gecc_sent):
    """Of ten arrivals, a quarter is the third, half the fifth, nine tenths the ninth."""
    found = _arriving(gecc_sent, [9, 0, 8, 1, 7, 2, 6, 3, 5, 4])
    assert [(p.share, (p.day - OPENS).days) for p in found.points] == [
        (0, 0),
        (25, 2),
        (50, 4),
        (75, 7),
        (90, 8),
        (100, 9),
    ]


@given(days=st.lists(st.integers(min_value=0, max_value=90), min_size=1, max_size=103))
def test_each_point_is_the_first_day_by_which_its_share_has_it(gecc_sent, days):
    """By a point's day its share has it; the day before, fewer had."""
    found = _arriving(gecc_sent, days)
    for point in found.points:
        day = (point.day - OPENS).days
        have, had = sum(d <= day for d in days), sum(d < day for d in days)
        assert have >= max(1, point.share / 100 * len(days))
        assert had < max(1, point.share / 100 * len(days))
        assert point.days_left == 59 - day
    assert found.in_time == sum(d <= 58 for d in days)


def test_the_closing_day_is_in_time_and_the_next_is_not(gecc_sent):
    """Who receives on 28 February has one day left; who receives on 1 March is too late."""
    found = _arriving(gecc_sent, [58, 59])
    assert [p.days_left for p in (found.points[0], found.points[-1])] == [1, 0]
    assert (found.arrived, found.in_time) == (2, 1)


def test_the_forecast_of_2564_is_of_all_103_local_bodies_and_simulated(gecc_sent):
    """Every local body is forecast, none is claimed to have been seen."""
    plan = gecc_sent.plan
    found = forecast(gecc_sent.hops, plan.route.addressees, plan.working, plan.directive.window)
    assert (found.addressees, found.arrived) == (103, 103)
    assert found.sources == {Source.SIMULATED: 103}
    assert found.closes == CLOSES
    assert found.points[0].day >= date(2021, 1, 19)


def test_who_has_not_received_is_missing_and_not_early(gecc_sent):
    """Without a single reception there is no forecast to print, and nobody is in time."""
    plan = gecc_sent.plan
    silent = [replace(hop, received=None, ready=None) for hop in gecc_sent.hops]
    found = forecast(silent, plan.route.addressees, plan.working, plan.directive.window)
    assert (found.addressees, found.arrived, found.in_time, found.points) == (103, 0, 0, ())


def test_without_a_deadline_nothing_is_in_time_or_late(gecc_sent):
    """A directive that only informs has arrivals, and no days left."""
    plan = gecc_sent.plan
    found = forecast(gecc_sent.hops, plan.route.addressees, plan.working, None)
    assert (found.in_time, found.closes) == (None, None)
    assert {point.days_left for point in found.points} == {None}
