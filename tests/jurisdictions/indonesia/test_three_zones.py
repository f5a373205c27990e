"""A directive through Indonesia's three zones: letters, stamps, hours, figures and due times."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import polars as pl
import pytest

from wian.cli.propagate.receipts import receipts
from wian.delays.clock_choice import ClockChoice
from wian.delays.hop_rows import FIGURES, hop_rows
from wian.delays.hop_table import HopTable
from wian.delays.working_time import working_time
from wian.followup.due import overdue
from wian.ledger.database import open_ledger
from wian.ledger.proof.verification import verify
from wian.ledger.read.recorded import hop_records, letters
from wian.letters.copies import Copy
from wian.letters.pages.bundle_part import page_values
from wian.office.actor import Acting
from wian.office.inputs import written_moment
from wian.office.joint_issue import issue
from wian.office.letter_pages import Cabinet, Trimmings
from wian.office.stamp import receive
from wian.propagation.plan import Plan, record
from wian.propagation.prepare import prepare
from wian.propagation.rehearse import rehearse
from wian.propagation.request import PropagationRequest
from wian.propagation.standing.days_in_force import days_in_force
from wian.reports.exports.hop_files import write_csv
from wian.reports.latency.spans import Moments
from wian.reports.progress.delivery import standings
from wian.reports.scope.recorded_hops import frame_of
from wian.reports.stages import HopStage, Time

OFFICES = """\
name: Tiga zona
jurisdiction: indonesia
defaults:
  province: {desks: [Unit Kearsipan], level: province}
  kabupaten: {desks: [Unit Kearsipan], level: regency}
offices:
  - {id: pusat, name: Kementerian, level: ministry, kind: ministry, letter_code: 140/SJ}
  - {id: "64", name: Kaltim, kind: province, parent: pusat, letter_code: 140/K}
  - {id: "94", name: Papua, kind: province, parent: pusat, letter_code: 140/P}
  - {id: "64.01", name: Paser, kind: kabupaten, parent: "64"}
  - {id: "94.03", name: Jayapura, kind: kabupaten, parent: "94"}
  - {id: tamu, name: Tamu, kind: kabupaten, parent: "94", time_zone: Asia/Makassar}
"""
DIRECTIVE = """\
id: tiga-zona
origin: pusat
hierarchy: offices.yaml
subject: Jam kerja
decided: menetapkan jam kerja
purpose: tertib
window: {opens: 2026-07-01, closes: 2026-07-31}
issued: 2026-06-30 22:30
asks: [{to: {levels: [regency]}, text: mencatat jam kerja, answer_by: 2026-07-20}]
addressees: [{levels: [regency]}]
"""
OPENS, CLOSES = 7 * 60 + 30, 16 * 60 + 30


@pytest.fixture(scope="module")
def plans(tmp_path_factory) -> dict[ClockChoice, Plan]:
    """The directive as a rehearsal, and as it is sent live."""
    folder = tmp_path_factory.mktemp("zones")
    (folder / "offices.yaml").write_text(OFFICES, encoding="utf-8")
    path = folder / "directive.yaml"
    path.write_text(DIRECTIVE, encoding="utf-8")
    return {
        clock: prepare(PropagationRequest(directive=str(path), clock=clock))
        for clock in (ClockChoice.VIRTUAL, ClockChoice.LIVE)
    }


@pytest.fixture(scope="module")
def rehearsed(plans, tmp_path_factory) -> Iterator[tuple[Plan, object]]:
    plan = plans[ClockChoice.VIRTUAL]
    url = f"sqlite:///{tmp_path_factory.mktemp('ledger') / 'ledger.db'}"
    with open_ledger(url) as ledger:
        rehearse(ledger, plan, plan.origin_issue)
        yield plan, ledger


def test_an_areas_code_tells_the_zone_and_a_file_may_say_another(plans):
    plan = plans[ClockChoice.VIRTUAL]
    zones = {office.id: plan.clock_of(office.id).zone.key for office in plan.hierarchy.offices}
    wita, wit = "Asia/Makassar", "Asia/Jayapura"
    east = {"94": wit, "94.03": wit, "tamu": wita}
    assert zones == {"pusat": "Asia/Jakarta", "64": wita, "64.01": wita, **east}


def test_everything_simulated_happens_in_an_offices_own_hours(rehearsed):
    plan, ledger = rehearsed
    assert verify(ledger).ok
    hops = hop_records(ledger, plan.id)
    assert len(hops) == 5
    for each in hops:
        clock = plan.clock_of(each.recipient)
        for instant in filter(None, (each.received, each.ready, each.forwarded)):
            at = clock.local(instant)
            assert OPENS <= at.hour * 60 + at.minute <= CLOSES
            assert at.weekday() < 5


def test_letters_are_dated_and_stamped_on_the_clock_of_their_office(rehearsed):
    """Half past ten in Jakarta's night: the ministry's letter is still of June."""
    plan, ledger = rehearsed
    sent = {each.office: each for each in letters(ledger, plan.id)}
    assert sent["pusat"].letter.dated == date(2026, 6, 30)
    assert sent["pusat"].letter.number == "140/001/SJ/VI/2026"
    for office, each in sent.items():
        assert each.letter.dated == plan.clock_of(office).date(each.issued)
    (part, *_) = Cabinet(ledger, plan, Trimmings("")).parts("94.03", Copy.RECEIVED)
    received = next(h.received for h in hop_records(ledger, plan.id) if h.recipient == "94.03")
    stamp = part.stamps[0]
    shown = plan.clock_of("94.03").local(received)
    assert (stamp.day, stamp.clock) == (shown.date(), shown.time())
    marks = [page_values(part, plan.jurisdiction.wording, "x.json")["stamps"][0]["mark"]]
    for office in ("64.01", "64"):
        (part, *_) = Cabinet(ledger, plan, Trimmings("")).parts(office, Copy.RECEIVED)
        marks.append(page_values(part, plan.jurisdiction.wording, "x.json")["stamps"][0]["mark"])
    assert marks == ["WIT", "WITA", "WITA"]


def test_reports_count_as_the_rows_of_hops_do(rehearsed):
    """Also where zones stand beside each hop in a frame, and nowhere else."""
    plan, ledger = rehearsed
    frame = frame_of(ledger, [plan.id])
    rows = hop_rows(hop_records(ledger, plan.id), plan.working, plan.directive.window)
    texts = [f"{name}_at" for name in ("issued", "received", "ready", "forwarded")]
    assert frame.select(*texts, *FIGURES[:6]).rows() == [
        tuple(row[name] for name in (*texts, *FIGURES[:6])) for row in rows
    ]
    assert set(frame["month"]) == {"2026-06", "2026-07"}
    usual = working_time("indonesia")  # frames bring their zones along
    spans = Moments(frame, usual).spans(HopStage.TRANSIT)
    minutes = spans.lengths(Time.WORKING, usual) / usual.minutes_a_day
    assert pl.Series(minutes).round(6).to_list() == frame["transit_working_days"].to_list()


def test_a_live_letter_goes_by_the_clocks_of_both_offices(plans, tmp_path):
    """Half past midnight in Jayapura is yesterday in Jakarta; both are printed as they were."""
    plan = plans[ClockChoice.LIVE]
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger:
        start = plan.clock_of("pusat").instant(datetime.fromisoformat("2026-06-30 22:00"))
        record(ledger, plan, start)
        issue(Acting(ledger, plan, "pusat", "Sekretaris", start))
        night = plan.clock_of("94").instant(datetime.fromisoformat("2026-07-01 00:30"))
        typed = written_moment("1-7-2026 00:25", plan.jurisdiction, plan.clock_of("94"))
        stamped = receive(Acting(ledger, plan, "94", "Arsiparis", night), at=typed, reason="kertas")
        assert plan.clock_of("94").isoformat(stamped.reception.at) == "2026-07-01T00:25+09:00"
        done = issue(Acting(ledger, plan, "94", "Gubernur", night))
        assert done.letter.letter.dated == date(2026, 7, 1)
        assert done.letter.letter.number == "140/001/P/VII/2026"
        assert verify(ledger).ok
        later = plan.clock_of("pusat").instant(datetime.fromisoformat("2026-07-21 12:00"))
        days, hops = days_in_force(ledger, plan), hop_records(ledger, plan.id)
        late = {each.office: each for each in overdue(days, hops, (), later)}
        due = [plan.clock_of(office).isoformat(late[office].due) for office in ("64", "94.03")]
        assert [each[-6:] for each in due] == ["+08:00", "+09:00"]
        assert all("07:30" <= each[11:16] <= "16:30" for each in due)


def test_desk_status_and_export_show_an_offices_own_clock(plans, opened_desk, tmp_path):
    """Whoever looks at the desk of Papua sees its night; the rows carry its offset."""
    plan = plans[ClockChoice.LIVE]
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger:
        start = plan.clock_of("pusat").instant(datetime.fromisoformat("2026-06-30 22:00"))
        record(ledger, plan, start)
        issue(Acting(ledger, plan, "pusat", "Sekretaris", start))
        night = plan.clock_of("94").instant(datetime.fromisoformat("2026-07-01 00:30"))
        receive(Acting(ledger, plan, "94", "Arsiparis", night))
        desk = opened_desk(ledger, night.minute)
        page = desk.signed_in("94", "Arsiparis").get(f"/letters/{plan.id}").text
        assert "1 Jul 2026 pukul 00.30" in page
        assert "22.30" not in page
        found = HopTable.of(hop_records(ledger, plan.id))
        [had] = receipts(ledger, plan, standings(plan.route, found))
        assert (had["office"], had["received_at"]) == ("94", "2026-07-01T00:30+09:00")
        frame = frame_of(ledger, [plan.id]).filter(pl.col("recipient") == "94")
        assert frame["received_at"].to_list() == ["2026-07-01T00:30+09:00"]
        assert frame["recipient_time_zone"].to_list() == ["Asia/Jayapura"]
        out = tmp_path / "hops.csv"
        write_csv(out, [frame], lambda _: None)
        assert "2026-06-30T22:00+07:00,2026-07-01T00:30+09:00" in out.read_text(
            encoding="utf-8-sig"
        )
