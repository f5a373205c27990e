"""Futures of answers: they begin where the way down ends, and whoever gathers waits for all."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wian.delays.profile import DelayProfile
from wian.reports.outlook.monte_carlo.known_times import FORWARDED, ISSUED, READY, RECEIVED
from wian.reports.outlook.monte_carlo.stage_laws import Effects
from wian.reports.outlook.upward import known_answers as up
from wian.reports.outlook.upward.answer_sweep import AnswerSweep
from wian.reports.outlook.upward.known_answers import KnownAnswers

NORTH, SOUTH, N1, N2, S1, S2 = range(1, 7)
BODIES = (N1, N2, S1, S2)
DAY = 480
"""Minutes of a Thai working day."""
PROFILE = {
    "name": "both ways",
    "assumption": "Made up.",
    "default": {
        "transit": {"median": 2, "p90": 4, "unit": "working-days"},
        "routing": {"constant": 1, "unit": "working-hours"},
        "handling": {"median": 3, "p90": 7, "unit": "working-days"},
    },
    "answering": {
        "assumption": "Made up as well.",
        "default": {"median": 5, "p90": 9, "unit": "working-days"},
        "levels": {"province": {"median": 1, "p90": 2, "unit": "working-days"}},
    },
}
SENT = (
    (FORWARDED, 0, 9000),
    *((ISSUED, each, 9000) for each in (NORTH, SOUTH)),
    *((at, each, 8000) for each in (NORTH, SOUTH) for at in (RECEIVED, READY)),
    *((FORWARDED, each, 7000) for each in (NORTH, SOUTH)),
    *((ISSUED, each, 7000) for each in BODIES),
    *((at, each, 6000) for each in BODIES for at in (RECEIVED, READY)),
)
"""Everybody has the directive."""


def none(draws):
    """No common effect."""
    return Effects(np.zeros(1), np.zeros(draws, dtype=np.int64))


@pytest.fixture
def answers(sweeping, grove):
    """A sweep of the four bodies' answers; what went up is rows of (office, three instants)."""

    def made(*known, given=(), sent=(), typed=False, seed=1):
        asked = np.isin(np.arange(len(grove)), BODIES)
        own, gone = np.full(len(grove), np.nan), np.full((3, len(grove)), np.nan)
        for office, before in given:
            own[office] = -before
        for office, *instants in sent:
            gone[:, office] = [np.nan if each is None else -each for each in instants]
        down = sweeping(*known, profile=PROFILE, seed=seed)
        profile = DelayProfile.model_validate(PROFILE)
        gatherers = [np.array([NORTH, SOUTH])]
        return AnswerSweep(down, profile, asked, gatherers, KnownAnswers(own, gone, typed))

    return made


def drawn(sweep, draws=64):
    """When each answers or reports in every draw, and when the last answer is with the origin."""
    futures, found = sweep.futures(none(draws)), {}
    for each in futures.given():
        found.update(zip(each.rows.tolist(), each.position, strict=True))
    return found, futures.all_there


def test_stages_add_up_down_a_chain_and_back(answers, scipy_stats):
    """On average a body's answer is given after transit, handling, transit and answering."""

    def mean(median, p90, day):
        spread = np.log(p90 / median) / 1.2815515655
        return scipy_stats.lognorm(spread, scale=median * day).mean()

    found, _ = drawn(answers(), 40_000)
    down = 2 * mean(2, 4, 420) + mean(3, 7, 420)  # the grove's day
    assert found[N1].mean() == pytest.approx(down + mean(5, 9, DAY), rel=0.03)


def test_whoever_gathers_waits_for_the_last_answer(answers):
    """And the origin for the last report, which travels as well."""
    found, there = drawn(answers(*SENT, typed=True))
    for province, bodies in ((NORTH, (N1, N2)), (SOUTH, (S1, S2))):
        assert (found[province] > np.maximum(*(found[each] for each in bodies))).all()
    assert (there >= np.maximum(found[NORTH], found[SOUTH]) - 1).all()


def test_a_typed_answer_is_there_at_once_and_a_written_one_travels(answers):
    """The answers are the same; only the reports come later."""
    (typed, soon), (sent, late) = (drawn(answers(*SENT, typed=each)) for each in (True, False))
    assert all((typed[each] == sent[each]).all() for each in BODIES)
    assert (typed[NORTH] < sent[NORTH]).all()
    assert (soon < late).all()


def test_what_was_reported_is_over(answers):
    """Once both reports are with the origin, every future is what came."""
    sent = ((NORTH, 300, 200, 100), (SOUTH, 250, 90, 80))
    given_ = [(each, 500) for each in BODIES]
    whole = [(each, 500, 500, 500) for each in BODIES]
    found, there = drawn(answers(*SENT, given=given_, sent=(*whole, *sent), typed=True))
    assert found == {}
    assert (there == -80).all()


def test_a_report_that_nobody_has_stamped_is_on_its_way(answers):
    """It left 300 minutes ago: it comes after now, and the other report's way does not change."""
    given_ = [(each, 500) for each in BODIES]
    whole = [(each, 500, 500, 500) for each in BODIES]
    sent = ((NORTH, 300, None, None), (SOUTH, 250, 90, 80))
    found, there = drawn(answers(*SENT, given=given_, sent=(*whole, *sent), typed=True))
    assert found == {}
    assert (there > 0).all()
    assert len(set(there.tolist())) > 1


@settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # it only makes sweeps
)
@given(
    known=st.lists(st.booleans(), min_size=4, max_size=4),
    before=st.lists(st.integers(1, 5000), min_size=4, max_size=4),
    arrived=st.integers(0, len(SENT)),
)
def test_no_draw_lies_before_now_and_what_is_known_stays(answers, known, before, arrived):
    """Whatever is known: what is to come comes later, and nobody's known answer is drawn."""
    gone = [
        (each, ago) for each, is_known, ago in zip(BODIES, known, before, strict=True) if is_known
    ]
    if arrived < len(SENT):
        gone = []
    sent = [(each, ago, ago, ago) for each, ago in gone]
    found, there = drawn(answers(*SENT[:arrived], given=gone, sent=sent, typed=True), 16)
    assert set(found) == {*BODIES, NORTH, SOUTH} - {each for each, _ in gone}
    assert all((each >= 0).all() for each in found.values())
    assert (there >= 0).all()


def test_the_same_seed_gives_the_same_bytes_in_blocks_of_any_size(answers, monkeypatch):
    """Another seed gives others."""
    whole, there = drawn(answers(*SENT))
    for module in ("monte_carlo.wave_sweep", "upward.answer_sweep"):
        monkeypatch.setattr(f"wian.reports.outlook.{module}._BLOCK", 64)
    again, then = drawn(answers(*SENT))
    assert all(whole[row].tobytes() == again[row].tobytes() for row in whole)
    assert there.tobytes() == then.tobytes()
    assert there.tobytes() != drawn(answers(*SENT, seed=2))[1].tobytes()


def test_an_open_answer_is_drawn_from_what_is_left_of_it(answers, scipy_stats):
    """Held for 2,500 minutes, it takes what those take who have taken as long."""
    held = [(at, N1, 2500) for at in (RECEIVED, READY)]
    found, _ = drawn(answers(*SENT, *held), 20_000)
    law = scipy_stats.lognorm(np.log(9 / 5) / 1.2815515655, scale=5 * DAY)
    right = law.isf(law.sf(2500) * np.array([0.75, 0.5, 0.25])) - 2500
    assert np.quantile(found[N1], [0.25, 0.5, 0.75]) == pytest.approx(right, rel=0.07)


def test_the_instants_have_their_order():
    """As the rows of what went up."""
    assert (up.ISSUED, up.RECEIVED, up.READY) == (0, 1, 2)
