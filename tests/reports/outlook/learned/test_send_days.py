"""Offices that send on some days only: found where letters show it, and nowhere else."""

from __future__ import annotations

from wian.reports.outlook.learned.send_days import send_days


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
