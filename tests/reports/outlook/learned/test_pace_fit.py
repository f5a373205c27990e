"""Learning paces: what was planted is found, whatever is still open."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from wian.reports.outlook.learned.pace_fit import fitted


def test_what_was_planted_is_found(planted):
    """Centres of groups, spreads, the pace of each office and what each directive shares."""
    spans, pace, effect = planted(directives=30)
    fit = fitted(spans)
    assert fit.centre == pytest.approx([6.0, 7.0], abs=0.15)
    assert fit.chance == pytest.approx([0.5, 0.5], abs=0.04)
    assert fit.between == pytest.approx([0.4, 0.4], abs=0.1)
    assert fit.spread == pytest.approx(0.3, abs=0.12)
    assert np.corrcoef(fit.pace, pace)[0, 1] > 0.95
    assert np.corrcoef(fit.shared, effect)[0, 1] > 0.95


def test_open_spans_count_as_at_least_what_they_have_lasted(planted):
    """A third is open; finished ones alone would be far too quick."""
    spans, _, _ = planted(directives=30, open_above=1000.0)
    fit = fitted(spans)
    over = spans.over
    alone = [np.log(spans.least[over])[spans.group[over] == at].mean() for at in (0, 1)]
    assert np.isinf(spans.most).mean() > 0.25
    assert fit.centre == pytest.approx([6.0, 7.0], abs=0.2)
    assert alone[1] < 6.6
    assert fit.chance == pytest.approx([0.5, 0.5], abs=0.06)


def test_spans_known_to_the_day_are_anywhere_within_it(planted):
    """Bounds a day apart give nearly what exact lengths give."""
    spans, _, _ = planted(directives=30)
    dated = replace(spans, least=np.maximum(spans.least - 210, 0), most=spans.most + 210)
    exact, loose = fitted(spans), fitted(dated)
    assert loose.centre == pytest.approx(exact.centre, abs=0.1)
    assert loose.chance == pytest.approx(exact.chance, abs=0.1)


def test_an_office_with_few_letters_keeps_close_to_its_group(planted):
    """Shrunk by how much offices vary, and with a doubt that says so."""
    few, many = fitted(planted(directives=2)[0]), fitted(planted(directives=30)[0])
    assert few.doubt.mean() > 2 * many.doubt.mean()
    assert np.abs(few.pace).mean() < np.abs(many.pace).mean()
