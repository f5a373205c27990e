"""Stories of ``wian sweep``, and of a ledger in which a clock of 2036 has made a stamp."""

from __future__ import annotations

import csv
import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from wian.delays.hop_record import Source
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.acts import Stamped
from wian.ledger.database import open_ledger
from wian.ledger.proof.verification import verify
from wian.ledger.records import NumberRequest, Reception, RegisterEntry, receipts
from wian.office.actor import Acting
from wian.office.held_letter import note
from wian.office.relay import set_forwarding
from wian.propagation import runtime

_ZONE = ZoneInfo("Asia/Bangkok")
_2036 = Instant.of(datetime(2036, 2, 1, 10, 0, tzinfo=_ZONE), ZoneInfo("UTC"))
_STRAY = "A stamp of moi in propagation {} shows 2036-02-01T10:00+07:00"


def _stamp_of_2036(ledger, plan, office: str, position: int = 0) -> None:
    """What a ledger holds that was written before clocks were looked at."""
    acting = Acting(ledger, plan, office, by="x", now=_2036)
    with ledger.cohort(plan.id) as writer:
        desk = plan.hierarchy.office(office).desks[position]
        (number,) = writer.draw([NumberRequest(office, receipts(desk), 2579, plan.id)])
        entry = RegisterEntry(2579, number)
        stamp = Reception(office, position, desk, str(number), _2036, Source.LIVE, entry)
        writer.write(receptions=[stamp])
        note(writer, acting, Stamped(position=position), str(position))


@pytest.fixture
def plans(home, living):
    """Two live propagations of two days ago: a clock of 2036 has stamped in the first one."""
    home.mkdir(exist_ok=True)
    begun = Instant(runtime.now().minute - 2 * 24 * 60, Precision.MINUTE)
    stray, sound = living.plan(id="stray-clock"), living.plan(id="sound-clock")
    with open_ledger(f"sqlite:///{home / 'wian.db'}") as ledger:
        for plan in (stray, sound):
            living.begin(ledger, plan, begun)
        _stamp_of_2036(ledger, stray, "moi")
    return stray, sound


def test_one_wrong_clock_does_not_hold_up_other_propagations(plans, wian):
    """The sweep does what is due in each, and names the stamp and what mends it."""
    stray, sound = plans
    ran = wian("sweep")
    assert ran.code == 0, ran.err
    assert f"{stray.id}: letters" in ran.out
    assert f"{sound.id}: letters" in ran.out
    assert _STRAY.format(stray.id) in ran.err
    assert f"wian correct {stray.id} moi" in ran.err


def test_an_office_that_cannot_issue_fails_alone(plans, wian, home, living):
    """Its last desk has stamped in 2036: it is named, and all else is done."""
    stray, sound = plans
    with open_ledger(f"sqlite:///{home / 'wian.db'}") as ledger:
        for position in range(1, len(stray.hierarchy.office("moi").desks)):
            _stamp_of_2036(ledger, stray, "moi", position)
        set_forwarding(ledger, ("moi",), alone=True, by="x", now=runtime.now())
    ran = wian("sweep")
    assert ran.code == 1
    assert f"{stray.id} could not be swept: This machine's clock says" in ran.err
    assert f"{sound.id}: letters" in ran.out


@pytest.mark.parametrize("which", [0, 1])
def test_every_command_that_reads_shows_what_it_can(plans, wian, tmp_path, which):
    """Working time is empty where no calendar tells it; calendar time stays."""
    plan, page, out = plans[which], tmp_path / "report.html", tmp_path / "hops.csv"
    for command in (
        ("status", plan.id),
        ("hops", plan.id),
        ("report", "latency", plan.id),
        ("report", "bottlenecks", plan.id),
        ("report", "html", plan.id, "--out", page),
        ("export", "csv", plan.id, "--out", out),
        ("export", "ocel", plan.id, "--out", tmp_path / "events.json"),
        ("export", "xes", plan.id, "--out", tmp_path / "events.xes"),
    ):
        ran = wian(*command)
        assert ran.code == 0, (command, ran.err)
    assert page.is_file()
    rows = {row["recipient"]: row for row in csv.DictReader(out.open(encoding="utf-8"))}
    if which == 0:
        assert rows["moi"]["received_at"] == "2036-02-01T10:00+07:00"
        assert rows["moi"]["transit_working_days"] == ""
        assert float(rows["moi"]["transit_days"]) > 3_000


def test_reports_of_everything_hold_both(plans, wian):
    """The whole ledger can still be counted."""
    for command in ("latency", "bottlenecks"):
        ran = wian("report", command, "--all", "--format", "json")
        assert ran.code == 0, ran.err
        assert json.loads(ran.out)
        assert ran.err.count(_STRAY.format(plans[0].id)) == 1


def test_what_a_wrong_clock_stamped_still_verifies(plans, wian):
    """Nobody has changed it: it is what was entered."""
    ran = wian("verify")
    assert ran.code == 0, ran.err


def test_a_correction_mends_it(plans, wian, home):
    """Whoever stamps says what is meant; nothing is outside the calendar any more."""
    stray, _ = plans
    meant = (datetime.now(_ZONE) - timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    ran = wian(
        "correct", stray.id, "moi", "--desk", "0", "--at", meant, "--reason", "the clock was wrong"
    )
    assert ran.code == 0, ran.err
    assert _STRAY.format(stray.id) not in wian("sweep").err
    with open_ledger(f"sqlite:///{home / 'wian.db'}") as ledger:
        assert verify(ledger).ok
