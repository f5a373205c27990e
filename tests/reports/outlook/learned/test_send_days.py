"""Offices that send on some days only: found where letters show it, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from wian.delays.working_time import working_time
from wian.reports.outlook.learned.send_days import send_days, send_times


def test_only_offices_with_days_of_their_own_are_found(planted):
    """The first five send on Tuesdays, the next five on Mondays and Thursdays, the rest daily."""

    def weekday(office, rng):
        days = rng.integers(1, 6, len(office))
        days[office < 5] = 2
        two = (office >= 5) & (office < 10)
        days[two] = rng.choice([1, 4], two.sum())
        return days

    found = send_days(planted(directives=24, weekday=weekday)[0])
    tuesdays = {f"office-{each}": frozenset({2}) for each in range(5)}
    both = {f"office-{each}": frozenset({1, 4}) for each in range(5, 10)}
    assert found == tuesdays | both


def test_few_letters_are_no_habit(planted):
    """Four letters, all on the same day, may be chance."""
    spans, _, _ = planted(directives=4, weekday=lambda office, rng: rng.integers(1, 6, len(office)))
    assert send_days(spans) == {}


def test_an_office_that_sends_with_the_van_has_its_time(planted):
    """All of its letters left about ten; those known to the day say nothing, nor do the others."""
    spans, _, _ = planted(directives=24)
    working, rng = working_time("thailand"), np.random.default_rng(1)
    opens = working.position(working.midnight(np.datetime64("2020-01-06") + 7 * spans.directive))
    about_ten = 90 + rng.integers(-10, 11, len(spans))
    minute = np.where(spans.office < 2, about_ten, rng.integers(1, 400, len(spans)))
    left = replace(spans, ended=(opens + minute).astype(np.float64))
    asked = ["office-0", "office-1", "office-2"]
    found = send_times(left, asked, working)
    assert set(found) == {"office-0", "office-1"}
    assert all("09:55" <= each <= "10:05" for each in found.values())
    dated = replace(left, least=left.least - 420)
    assert send_times(dated, asked, working) == {}
