"""Preparing follows the jurisdiction of the offices that a directive goes to."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from wian.delays.clock_choice import ClockChoice
from wian.delays.window import WindowUse
from wian.jurisdictions.countries import UnknownJurisdiction, jurisdiction
from wian.jurisdictions.instant import Instant
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.kit.errors import InputFaults
from wian.propagation.prepare import load_offices, prepare
from wian.propagation.request import PropagationRequest

OFFICES = """\
name: Two offices
{}offices:
  - {{id: top, name: Top, level: office, kind: office}}
  - {{id: low, name: Low, level: office, kind: office, parent: top}}
"""
DIRECTIVE = """\
id: gauges
origin: top
subject: Gauges
decided: decided so
purpose: to know
asks: [{to: {ids: [low]}, text: read them}]
addressees: [{ids: [low]}]
issued: 2021-01-19 10:30
hierarchy: offices.yaml
"""


@pytest.mark.parametrize("named", ["thailand", "erewhon", None])
def test_a_plan_is_of_the_jurisdiction_that_its_offices_name(
    erewhon: Jurisdiction, write, named: str | None
) -> None:
    """Calendar, clock and wording come with the file of offices; Thailand's without a word."""
    path = write("gauges.yaml", DIRECTIVE)
    write("offices.yaml", OFFICES.format(f"jurisdiction: {named}\n" if named else ""))
    plan = prepare(PropagationRequest(directive=str(path)))
    expected = jurisdiction(named or "thailand")
    assert plan.jurisdiction is expected
    assert plan.origin_issue.isoformat(expected.calendar.zone).startswith("2021-01-19T10:30")


def test_built_in_offices_name_their_jurisdiction(erewhon: Jurisdiction, tmp_path) -> None:
    """The default one's keep the digest that they have always had."""
    assert load_offices("erewhon", tmp_path, None).jurisdiction == "erewhon"
    assert load_offices("thailand", tmp_path, None).jurisdiction is None
    with pytest.raises(UnknownJurisdiction):
        jurisdiction("siam")


def test_a_jurisdiction_that_there_is_not_is_a_fault_of_its_line(write) -> None:
    """Before anything is planned, with those that there are."""
    path = write("gauges.yaml", DIRECTIVE)
    write("offices.yaml", OFFICES.format("jurisdiction: siam\n"))
    with pytest.raises(InputFaults, match=r"offices\.yaml line 2: the jurisdiction 'siam'") as said:
        prepare(PropagationRequest(directive=str(path)))
    assert "use one of: thailand" in str(said.value)


def test_an_answer_day_before_an_issue_worked_back_from_history_is_refused(tmp_path, write):
    """The file gives no day of issue; what history saw first tells that it was later."""
    path = write(
        "gauges.yaml",
        DIRECTIVE.replace("issued: 2021-01-19 10:30\n", "").replace(
            "text: read them", "text: read them, answer_by: 2021-01-05"
        )
        + "observed:\n  letters: [{office: top, number: '1', issued: 2021-01-19}]\n",
    )
    write("offices.yaml", OFFICES.format(""))
    with pytest.raises(
        InputFaults, match=r"asks\.0\.answer_by: 2021-01-05 is before the directive"
    ):
        prepare(PropagationRequest(directive=str(path)))


@pytest.mark.parametrize("clock", ["virtual", "live"])
def test_every_day_outside_the_working_calendar_is_refused(write, clock: str) -> None:
    """At once, before anything is recorded: every report of it would fail afterwards."""
    asked = "text: read them, answer_by: 2050-11-28, answer_by_level: {office: 2036-01-01}"
    path = write(
        "gauges.yaml",
        "window:\n  opens: 1990-12-01\n  closes: 2050-12-31\n"
        + DIRECTIVE.replace("text: read them", asked),
    )
    write("offices.yaml", OFFICES.format(""))
    with pytest.raises(InputFaults) as refused:
        prepare(PropagationRequest(directive=str(path), clock=clock))
    outside = "outside the working calendar; use a date from 2005-01-02 to 2035-12-31"
    by, level = "line 9, asks.0.answer_by", "line 9, asks.0.answer_by_level.office"
    assert list(map(str, refused.value.faults)) == [
        f"gauges.yaml line 2, window.opens: the window opens on 1990-12-01, {outside}",
        f"gauges.yaml line 3, window.closes: the window closes on 2050-12-31, {outside}",
        f"gauges.yaml {by}: the answer is due by 2050-11-28, {outside}",
        f"gauges.yaml {level}: the answer is due by 2036-01-01, {outside}",
    ]


def test_the_outermost_days_of_the_working_calendar_can_be_counted(write) -> None:
    """What is used of a window counts from the day before it opens."""
    window = "window: {opens: 2005-01-02, closes: 2035-12-31}\n"
    path = write("gauges.yaml", DIRECTIVE + window)
    write("offices.yaml", OFFICES.format(""))
    plan = prepare(PropagationRequest(directive=str(path)))
    assert plan.directive.window is not None
    assert WindowUse(plan.directive.window, plan.working).working_length > 0


@pytest.mark.parametrize("name", ["offices.yaml", "tailand", "a" * 300])
def test_a_hierarchy_that_is_not_there_is_a_fault_of_its_field(write, name: str) -> None:
    """The line, and from where the path is read: the directive's folder, not one's own."""
    path = write("d.yaml", DIRECTIVE.replace("hierarchy: offices.yaml", f"hierarchy: {name}"))
    with pytest.raises(InputFaults) as refused:
        prepare(PropagationRequest(directive=str(path)))
    (fault,) = map(str, refused.value.faults)
    line = 1 + DIRECTIVE[: DIRECTIVE.index("hierarchy:")].count("\n")
    assert fault.startswith(f"d.yaml line {line}, hierarchy: there is no file '{name[:20]}")
    assert "write a path from the directive's folder, or thailand" in fault


_DAYS = """\
name: Offices of two times
offices:
  - {id: top, name: Top, level: office, kind: office}
  - {id: low, name: Low, level: office, kind: office, parent: top, until: 2021-01-31,
     succeeded_by: new}
  - {id: new, name: New, level: office, kind: office, parent: top, from: 2021-02-01}
  - {id: far, name: Far, level: distant, kind: office, parent: low}
"""


@pytest.mark.parametrize(
    ("issued", "now", "reached"),
    [
        ("2021-01-31", None, {"top", "low", "far"}),
        ("2021-02-01", None, {"top", "new", "far"}),
        ("2021-02-01", "2021-01-30T10:00+07:00", {"top", "low", "far"}),
    ],
)
def test_a_plan_takes_the_offices_of_its_day(write, issued, now, reached) -> None:
    """The day of issue, and of a live directive today."""
    wanted = "addressees: [{levels: [office, distant]}]"
    text = DIRECTIVE.replace("2021-01-19 10:30", issued).replace(
        "{ids: [low]}", "{levels: [distant]}"
    )
    path = write("gauges.yaml", text.replace("addressees: [{levels: [distant]}]", wanted))
    write("offices.yaml", _DAYS)
    clock = ClockChoice.LIVE if now else ClockChoice.VIRTUAL
    moment = Instant.of(datetime.fromisoformat(now), ZoneInfo("UTC")) if now else None
    plan = prepare(PropagationRequest(directive=str(path), clock=clock), now=moment)
    assert set(plan.route.offices) == reached


def test_a_file_beside_a_jurisdiction_is_of_that_one(ready_home, tmp_path) -> None:
    """Whoever names the file instead of the folder means the same; a name in it goes first."""
    (tmp_path / "jurisdiction.yaml").write_text("id: kenya\nname: Kenya\n", encoding="utf-8")
    (tmp_path / "calendar.yaml").write_text("zone: Africa/Nairobi\n", encoding="utf-8")
    rows = "id,name,level,kind,parent,time_zone\ntop,Top,office,office,,Africa/Nairobi\n"
    (tmp_path / "offices.csv").write_text(rows, encoding="utf-8")
    of_the_folder = load_offices(".", tmp_path, None)
    of_the_file = load_offices("offices.csv", tmp_path, None)
    assert of_the_file.jurisdiction.startswith("kenya-")
    assert of_the_file.digest() == of_the_folder.digest()
    named = OFFICES.format("jurisdiction: thailand\n")
    (tmp_path / "others.yaml").write_text(named, encoding="utf-8")
    assert load_offices("others.yaml", tmp_path, None).jurisdiction == "thailand"


def test_a_profile_asked_for_goes_before_the_directives(write) -> None:
    """Named in the request or by the directive, the same profile makes the same propagation."""
    path = write("gauges.yaml", DIRECTIVE)
    write("offices.yaml", OFFICES.format(""))
    delay = "{median: 1, p90: 2, unit: working-days}"
    stages = f"{{transit: {delay}, routing: {delay}, handling: {delay}}}"
    asked = write("known.yaml", f"name: Known\nassumption: Made up.\ndefault: {stages}\n")
    usual = prepare(PropagationRequest(directive=str(path)))
    found = prepare(PropagationRequest(directive=str(path), profile=str(asked)))
    assert (usual.profile.name == "Known", found.profile.name) == (False, "Known")
    assert usual.id != found.id
    own = write("own.yaml", f"{DIRECTIVE}profile: known.yaml\n")
    assert prepare(PropagationRequest(directive=str(own))).id == found.id
