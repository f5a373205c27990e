"""A look back counts what held, and promises nothing where it knows too little."""

from __future__ import annotations

import numpy as np
import pytest

from wian.reports.outlook.look_back.back_test import BackTest, Tenth, crps
from wian.reports.outlook.look_back.past_outlooks import PastOutlook


@pytest.fixture(scope="module")
def looked(looked_back_on, gecc_sent):
    """The directive of 2564 looked back on, from the profile that drew it."""
    found = BackTest()
    plan = gecc_sent.plan
    found.look(looked_back_on(), plan.profile, plan.working, 60, 1)
    return found


def test_every_tenth_counts_whom_it_waited_for(looked):
    """Ever fewer offices; a directive counts while somebody is waited for."""
    waiting = [each.offices for each in looked.tenths]
    assert waiting[0] == 115
    assert waiting == sorted(waiting, reverse=True)
    assert looked.tenths[0].directives == looked.tenths[0].windows == 1
    assert looked.tenths[9].directives == 0
    assert all(each.inside <= each.offices for each in looked.tenths)
    assert looked.learned == 0


def test_outlooks_are_scored_beside_medians(looked):
    """Both in office minutes, over the same offices."""
    first = looked.tenths[0]
    assert 0 < first.crps < 3 * first.median_error


def test_thin_history_promises_nothing_and_says_how_much_would_be_enough(looked):
    """Ten directives for offices, a hundred for what each directive shows once."""
    found = {each.what: each for each in looked.promises()}
    assert {what: each.lacking for what, each in found.items()} == {
        "offices": 9, "counts": 99, "last": 99,
    }  # fmt: skip
    assert 0 <= found["offices"].held <= 1
    assert {each.held for each in BackTest().promises()} == {None}


def test_a_directive_without_a_deadline_says_nothing_of_counts(looked_back_on, gecc_sent):
    """It counts for offices and its last reception."""
    found, plan = BackTest(), gecc_sent.plan
    found.look(looked_back_on(closes=None), plan.profile, plan.working, 20, 1)
    assert (len(found.directives), found.windows) == (1, 0)
    assert {each.windows for each in found.tenths} == {0}


def test_an_outlook_is_counted_against_what_came():
    """Two of three offices within, the count outside, the last one within."""
    told = PastOutlook(
        "one", 3, np.array([0.04, 0.5, 0.95]), np.empty(0), np.empty(0, dtype=bool),
        (0.5, 0.4, 0.6, 0.7), 0.99, (5.0, 1.0, 9.0, 8.0), 0.9,
    )  # fmt: skip
    tenth = Tenth()
    tenth.take(told, has_deadline=True)
    assert (tenth.offices, tenth.inside, tenth.counts, tenth.last) == (3, 2, 0, 1)
    assert tenth.share_error == pytest.approx(0.2)


def test_the_score_of_a_point_is_its_absolute_error():
    """And a spread about what came costs less than the same spread beside it."""
    assert crps(np.full((2, 5), 10.0), np.array([7.0, 12.0])) == pytest.approx(5.0)
    drawn = np.array([[8.0, 9.0, 11.0, 12.0]])
    assert crps(drawn, np.array([10.0])) < crps(drawn, np.array([12.0]))
