"""A property: whatever happens on the way, the totals above are the sums of the leaves' answers."""

from __future__ import annotations

import shutil
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.plugins.answering import BODIES, FILLED
from wian.ledger.database import open_ledger
from wian.ledger.life.upward.reported_sums import meant
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import answers
from wian.ledger.write.cohort import CohortWriter
from wian.office.actor import Acting
from wian.office.answer import take_back
from wian.office.filled_form import FilledForm
from wian.office.gathering.adjust import adjust
from wian.office.gathering.gathering import gathering
from wian.office.gathering.refusals import NoAnswerBelow, NothingGathered
from wian.office.gathering.report import report
from wian.office.refusals import NoAnswerHolds
from wian.propagation.standing.answer_board import answer_board
from wian.propagation.standing.corrections_below import corrections_below, same_sums

DISTRICT, PROVINCE, DEPARTMENT = "phitsanulok.mueang-phitsanulok", "phitsanulok", "dla"
STEPS = st.one_of(
    st.tuples(st.just("answer"), st.sampled_from(BODIES), st.integers(0, 500)),
    st.tuples(st.just("take back"), st.sampled_from(BODIES), st.just(0)),
    st.tuples(st.just("correct"), st.sampled_from(BODIES), st.integers(0, 500)),
    st.tuples(st.just("report"), st.sampled_from([DISTRICT, PROVINCE]), st.just(0)),
)


class Killed(Exception):
    """The process died before its transaction was kept."""


@pytest.fixture(scope="module")
def killing():
    """Has every second attempt die as it is about to be kept."""
    kept, calls = CohortWriter.close, Counter()

    def close(writer):
        kept(writer)
        calls["all"] += 1
        if calls["all"] % 2:
            raise Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CohortWriter, "close", close)
        yield


def _surely(act):
    """Do something, again where the process died."""
    try:
        return act()
    except Killed:
        return act()
    except (NoAnswerBelow, NothingGathered, NoAnswerHolds):
        return None


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(STEPS, min_size=4, max_size=14))
def test_sums_survive_every_order_amendment_and_kill(
    killing, form_database, answering, tmp_path_factory, steps
):
    """Answers, later answers, answers taken back, corrections, early reports: nothing is lost."""
    path = shutil.copy(form_database, tmp_path_factory.mktemp("sums") / "ledger.db")
    with open_ledger(f"sqlite:///{path}") as ledger:

        def acting(office, minutes):
            now = answering.living.later(minutes)
            return Acting(ledger, answering.plan, office, by="เจ้าหน้าที่", now=now)

        for at, (what, office, number) in enumerate(steps, 100):
            if what == "answer":
                filled = FilledForm({**FILLED, "shelters": number})
                _surely(lambda of=office, m=at, f=filled: answering.fill(ledger, of, m, filled=f))
            elif what == "take back":
                _surely(lambda of=office, m=at: take_back(acting(of, m), "ผิด"))
            elif what == "correct":
                said = (office, "shelters", str(number), "นับใหม่")
                _surely(lambda m=at, s=said: adjust(acting(DISTRICT, m), *s))
            else:
                _surely(lambda of=office, m=at: report(acting(of, m)))
        for minutes, office in enumerate((DISTRICT, PROVINCE), 300):
            _surely(lambda of=office, m=minutes: report(acting(of, m)))
        held = answers(ledger, answering.plan.id)
        above = gathering(ledger, answering.plan, DEPARTMENT)
        total = above.sums.get("shelters")
        assert above.answered == len(held)
        assert (total.sum if total else 0) == sum(
            act.body.values["shelters"] for act in held.values()
        )
        below = gathering(ledger, answering.plan, DISTRICT)
        changes = [
            act.body.value - act.body.was for part in below.parts for act in part.adjusted.values()
        ]
        assert meant(total) == (total.sum if total else 0) + sum(changes, Decimal(0))
        assert same_sums(answer_board(ledger, answering.plan, DEPARTMENT), above)
        _are_beside(corrections_below(ledger, answering.plan, "opm"), below)
        assert verify(ledger).ok


def _are_beside(beside, below):
    """The origin lists exactly the corrections that the district holds."""
    noted = {
        (act.office, act.body.of.office, act.body.field, act.body.value)
        for part in below.parts
        for act in part.adjusted.values()
    }
    assert len(beside) == len(noted)
    assert {(each.corrector, each.office, each.field, each.meant) for each in beside} == noted
