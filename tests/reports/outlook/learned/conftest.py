"""Planted history: offices, directives and delays whose truth is known."""

from __future__ import annotations

import numpy as np
import pytest

from wian.reports.outlook.learned.stage_history import StageHistory


@pytest.fixture(scope="session")
def planted():
    """Spans of two groups of offices in some directives, of which the slowest are still open."""

    def made(directives=12, *, shared=0.3, open_above=np.inf, step=None, weekday=None):
        offices = 60
        rng = np.random.default_rng(3)
        pace = 0.4 * rng.standard_normal(offices)
        effect = shared * rng.standard_normal(directives)
        office = np.tile(np.arange(offices), directives)
        directive = np.repeat(np.arange(directives), offices)
        group = office % 2
        centre = np.array([6.0, 7.0])[group]
        if step is not None:
            centre = centre - np.where(directive >= step, 1.0, 0.0)
        length = np.exp(
            centre + pace[office] + effect[directive] + 0.5 * rng.standard_normal(len(office))
        )
        over = length <= open_above
        least = np.minimum(length, open_above)
        days = np.full(len(office), 3) if weekday is None else weekday(office, rng)
        spans = StageHistory(
            office,
            group,
            directive,
            least,
            np.where(over, length, np.inf),
            np.zeros(len(office)),
            np.where(over, length, np.nan),
            least,
            18_000 + directive * 30,
            np.where(over, days, 0),
            [f"office-{each}" for each in range(offices)],
            ["quick", "slow"],
            [f"directive-{each}" for each in range(directives)],
        )
        return spans, pace, effect

    return made
