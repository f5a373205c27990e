"""A profile out of history: figures, evidence, and what too little history leaves as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from wian.delays.profile import DelayProfile, Stage
from wian.delays.working_time import working_time
from wian.reports.outlook.learned.learned_profile import learned_profile

DECLARED = DelayProfile.model_validate(
    {
        "name": "declared",
        "assumption": "Made up.",
        "default": {
            stage.value: {"median": 2, "p90": 4, "unit": "working-days"} for stage in Stage
        },
        "kinds": {"rare": {"transit": {"constant": 1, "unit": "working-hours"}}},
    }
)


@pytest.fixture(scope="module")
def learned(planted):
    """A profile learned from planted handling, and from nothing else."""
    spans, _, _ = planted(directives=20)
    none = np.empty(0, dtype=np.int64)
    empty = replace(
        spans,
        **dict.fromkeys(("office", "group", "directive", "day", "weekday"), none),
        **dict.fromkeys(("least", "most", "began", "ended", "seen"), none * 1.0),
    )
    history = {Stage.TRANSIT: empty, Stage.ROUTING: empty, Stage.HANDLING: spans}
    sources = dict.fromkeys(spans.directives[:15], "live")
    sources |= dict.fromkeys(spans.directives[15:], "imported")
    return learned_profile(history, sources, DECLARED, working_time("thailand"))


def test_kinds_have_the_figures_that_were_planted(learned):
    """A median of e^6 minutes, and a spread of both offices and chance."""
    quick = learned.kinds["quick"].handling
    assert quick.median * 60 == pytest.approx(np.exp(6), rel=0.15)
    spread = np.log(quick.p90 / quick.median) / 1.2816
    assert spread == pytest.approx(np.hypot(0.4, 0.5), rel=0.15)
    assert learned.common_effect.handling == pytest.approx(0.3, abs=0.12)


def test_offices_have_their_own_figures_and_less_spread(learned):
    """Their kind's holds for an office that nobody has seen."""
    assert len(learned.offices) == 60
    own = learned.distribution(Stage.HANDLING, "any", "quick", office="office-0")
    assert own == learned.offices["office-0"].handling
    kind = learned.distribution(Stage.HANDLING, "any", "quick", office="unseen")
    assert own.p90 / own.median < kind.p90 / kind.median


def test_each_figure_has_its_evidence(learned):
    """How many, of whom, from where and when."""
    first = learned.evidence[0]
    assert (first.stage, first.kind, first.finished, first.open) == ("handling", "quick", 600, 0)
    assert (first.offices, first.directives) == (30, 20)
    assert first.sources == {"imported": 150, "live": 450}
    assert (first.since, first.until) == (date(2019, 4, 14), date(2020, 11, 4))


def test_what_history_does_not_show_stays_declared(learned):
    """Transit, and a kind of offices that never came."""
    assert learned.default == DECLARED.default
    assert learned.kinds["rare"] == DECLARED.kinds["rare"]
    assert learned.kinds["quick"].transit is None


def test_a_profile_is_read_back_as_it_was_written(learned):
    """As JSON, as the ledger keeps it."""
    assert DelayProfile.model_validate_json(learned.model_dump_json()) == learned


def test_days_on_which_letters_are_sent_change_nothing_of_how_long_they_travel(planted):
    """Only what an office finishes waits for its day."""

    def weekday(office, rng):
        return np.where(office < 5, 2, rng.integers(1, 6, len(office)))

    daily = planted(directives=20)[0]
    handling = planted(directives=20, weekday=weekday)[0]
    working = working_time("thailand")

    def learned_transit(handled):
        history = {Stage.TRANSIT: daily, Stage.ROUTING: daily, Stage.HANDLING: handled}
        return learned_profile(history, {}, DECLARED, working)

    batched, plain = learned_transit(handling), learned_transit(daily)
    assert len(batched.send_days) == 5
    own = [each.offices["office-0"] for each in (batched, plain)]
    assert own[0].transit == own[1].transit
    assert own[0].handling != own[1].handling
