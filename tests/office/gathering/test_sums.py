"""A property: whatever happens on the way, the totals above are the sums of the leaves' answers."""

from __future__ import annotations

import shutil
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.plugins.answering import BODIES, FILLED
from wian.ledger.acts import ActKind
from wian.ledger.backup.transfer import transfer_file
from wian.ledger.database import open_ledger
from wian.ledger.database_url import parse_address
from wian.ledger.life.upward.reported_sums import meant
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import acts, answers
from wian.ledger.write.cohort import CohortWriter
from wian.office.actor import Acting
from wian.office.answer import take_back
from wian.office.filled_form import FilledForm
from wian.office.gathering.adjust import adjust
from wian.office.gathering.gathering import gathering
from wian.office.gathering.refusals import (
    NoAnswerBelow,
    NoReport,
    NothingGathered,
    ReportReturnedBefore,
    ReportUnstamped,
)
from wian.office.gathering.report import report
from wian.office.gathering.report_return import return_report
from wian.office.gathering.report_stamp import stamp_report
from wian.office.refusals import NoAnswerHolds
from wian.propagation.standing.answer_board import answer_board
from wian.propagation.standing.corrections_below import corrections_below, same_sums

DISTRICT, PROVINCE, DEPARTMENT = "phitsanulok.mueang-phitsanulok", "phitsanulok", "dla"
STEPS = st.one_of(
    st.tuples(st.just("answer"), st.sampled_from(BODIES), st.integers(0, 500)),
    st.tuples(st.just("take back"), st.sampled_from(BODIES), st.just(0)),
    st.tuples(st.just("correct"), st.sampled_from(BODIES), st.integers(0, 500)),
    st.tuples(st.just("report"), st.sampled_from([DISTRICT, PROVINCE]), st.just(0)),
    st.tuples(st.just("return"), st.sampled_from([DISTRICT, PROVINCE]), st.just(0)),
)
RETURNED = [
    ("answer", BODIES[0], 3),
    ("report", DISTRICT, 0),
    ("report", PROVINCE, 0),
    ("return", DISTRICT, 0),
    ("report", DISTRICT, 0),
    ("report", PROVINCE, 0),
    ("correct", BODIES[0], 7),
    ("return", PROVINCE, 0),
    ("take back", BODIES[0], 0),
]
"""A district's report goes back, and later that of its province, which had it."""


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
        yield kept


def _surely(act):
    """Do something, again where the process died."""
    try:
        return act()
    except Killed:
        return act()
    except (
        NoAnswerBelow,
        NoAnswerHolds,
        NoReport,
        NothingGathered,
        ReportReturnedBefore,
        ReportUnstamped,
    ):
        return None


_SUPPRESSED = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]


@settings(max_examples=6, deadline=None, suppress_health_check=_SUPPRESSED)
@example(steps=RETURNED)
@given(steps=st.lists(STEPS, min_size=4, max_size=14))
def test_sums_survive_every_order_amendment_return_and_kill(
    killing, form_database, answering, tmp_path_factory, steps
):
    """Answers, later answers, some taken back, corrections, early reports, some returned."""
    path = shutil.copy(form_database, tmp_path_factory.mktemp("sums") / "ledger.db")
    with open_ledger(f"sqlite:///{path}") as ledger:
        _live_through(ledger, answering, steps)
        returned = _add_up(ledger, answering.plan)
        assert returned == 2 or steps != RETURNED


@settings(max_examples=1, deadline=None, suppress_health_check=_SUPPRESSED)
@example(steps=RETURNED)
@given(steps=st.lists(STEPS, min_size=4, max_size=10))
def test_sums_survive_the_same_on_postgresql(
    form_database, answering, postgres_ledger_urls, killing, steps
):
    """The same drill on a server: its locks and its order of rows are others."""
    url = postgres_ledger_urls()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CohortWriter, "close", killing)  # moving the file there is no step
        transfer_file(parse_address(url), form_database, replace=True)
    with open_ledger(url) as ledger:
        _live_through(ledger, answering, steps)
        returned = _add_up(ledger, answering.plan)
        assert returned == 2 or steps != RETURNED


def _live_through(ledger, answering, steps):
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
        elif what == "return":
            above = answering.plan.route.parent(office)
            _surely(lambda of=office, m=at: report(acting(of, m)))
            for _ in range(9):  # reports before it may wait for stamps too, at several desks
                _surely(lambda of=above, m=at, s=office: stamp_report(acting(of, m), s))
            _surely(lambda of=above, m=at, s=office: return_report(acting(of, m), s, "ผิด"))
        else:
            _surely(lambda of=office, m=at: report(acting(of, m)))
    for minutes, office in enumerate((DISTRICT, PROVINCE), 300):
        _surely(lambda of=office, m=minutes: report(acting(of, m)))


def _add_up(ledger, plan):
    held = answers(ledger, plan.id)
    above = gathering(ledger, plan, DEPARTMENT)
    total = above.sums.get("shelters")
    assert above.answered == len(held)
    assert (total.sum if total else 0) == sum(act.body.values["shelters"] for act in held.values())
    below = gathering(ledger, plan, DISTRICT)
    changes = [
        act.body.value - act.body.was for part in below.parts for act in part.adjusted.values()
    ]
    assert meant(total) == (total.sum if total else 0) + sum(changes, Decimal(0))
    assert same_sums(answer_board(ledger, plan, DEPARTMENT), above)
    _are_beside(corrections_below(ledger, plan, "opm"), below)
    assert verify(ledger).ok
    return len(acts(ledger, plan.id, kind=ActKind.REPORT_RETURNED))


def _are_beside(beside, below):
    """The origin lists exactly the corrections that the district holds."""
    noted = {
        (act.office, act.body.of.office, act.body.field, act.body.value)
        for part in below.parts
        for act in part.adjusted.values()
    }
    assert len(beside) == len(noted)
    assert {(each.corrector, each.office, each.field, each.meant) for each in beside} == noted
