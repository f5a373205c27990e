"""Charts of what is to come: the fan, what would help, and how the past was foretold."""

from __future__ import annotations

import altair as alt
import jsonschema
import numpy as np
import pytest

from wian.jurisdictions.countries import jurisdiction
from wian.reports.bilingual import Bilingual
from wian.reports.charts import chart_files
from wian.reports.charts.foresight.fan import fan
from wian.reports.charts.foresight.reliability import reliability, reliability_rows
from wian.reports.charts.foresight.tornado import tornado
from wian.reports.charts.look import NARROW, WIDE, dressed
from wian.reports.outlook.daily_share import daily_shares
from wian.reports.outlook.look_back.past_outlooks import PastOutlook
from wian.reports.outlook.remedies import remedies

WORDS = Bilingual(jurisdiction("thailand"))


@pytest.fixture(scope="module")
def drawers(foretold):
    """Each chart by its name, at a width."""
    shares, told = daily_shares(foretold.told), foretold.told
    helps = [(f"change {at}", each) for at, each in enumerate(remedies(told.outset))]
    return {
        "fan": lambda width: fan(shares, WORDS, told.outset.closes, foretold.as_of, width),
        "tornado": lambda width: tornado(helps, WORDS, width),
        "reliability": lambda width: reliability([_told(np.linspace(0, 1, 50))], WORDS, width),
    }


def _told(places):
    whole = (0.5, 0.4, 0.6, 0.5)
    none = np.empty(0)
    return PastOutlook("a", 5, places, none, np.empty(0, dtype=bool), whole, 0.5, whole, 0.5)


@pytest.mark.parametrize("name", ["fan", "tornado", "reliability"])
def test_charts_keep_to_the_grammar_and_to_their_width(drawers, name):
    """At both widths; and each draws its marks."""
    schema = alt.load_schema()
    grammar = jsonschema.validators.validator_for(schema)(schema)
    for width in (WIDE, NARROW):
        spec = drawers[name](width)
        assert not list(grammar.iter_errors(dressed(spec)))
        drawn = chart_files.svg(spec)
        assert float(drawn.split('width="')[1].split('"')[0]) <= width + 30
        assert "mark-line" in drawn or "mark-rect" in drawn


def test_the_fan_marks_the_last_day_and_the_day_it_looks_from(drawers):
    """In the offices' own words."""
    drawn = chart_files.svg(drawers["fan"](WIDE))
    assert "วันสุดท้าย" in drawn
    assert "ณ วันที่" in drawn


def test_outlooks_that_are_right_lie_on_the_diagonal():
    """Those that are too early lie below it."""
    right = reliability_rows([_told(np.linspace(0, 1, 2_001))])
    assert all(abs(row["said"] - row["came"]) < 0.01 for row in right)
    early = reliability_rows([_told(np.linspace(0, 1, 2_001) ** 0.5)])
    assert all(row["came"] <= row["said"] + 0.01 for row in early)
    assert early[10]["came"] < 0.3


def test_nothing_is_drawn_of_nothing():
    """No days, no changes, no past."""
    assert fan([], WORDS, None, None) is None
    assert tornado([], WORDS) is None
    assert reliability([], WORDS) is None
