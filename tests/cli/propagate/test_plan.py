"""``wian plan``: the route, and nothing recorded."""

from __future__ import annotations

import shlex

import pytest


def test_the_route_is_printed_wave_by_wave_and_nothing_is_recorded(wian, propagating, home):
    """Not even a folder is made."""
    ran = wian("plan", propagating.directive)
    assert (ran.code, ran.err) == (0, "")
    waves = [line.split()[0] for line in ran.out.splitlines() if line.strip()[:1].isdigit()]
    assert waves == ["1", "2", "3", "4", "5"]
    assert "Nothing was recorded" in ran.out
    assert not home.exists()


def test_json_has_every_hop_of_every_cohort(wian, propagating, gecc_plan):
    """A program can compare two plans, or draw one."""
    told = wian("plan", propagating.directive, "--json").json
    assert list(told) == [
        "directive",
        "origin",
        "offices",
        "addressees",
        "hops",
        "digest",
        "remarks",
        "waves",
    ]
    assert told["digest"] == gecc_plan.route.digest()
    hops = [hop for w in told["waves"] for cohort in w["cohorts"] for hop in cohort["hops"]]
    assert [(hop["sender"], hop["recipient"]) for hop in hops] == [
        (hop.sender, hop.recipient) for hop in gecc_plan.route.hops
    ]


def test_a_directive_can_go_down_other_offices(wian, propagating, copy):
    """The same file of offices under another name is the same route."""
    (copy / "offices.yaml").rename(copy / "อื่น ๆ.yaml")
    one = wian("plan", propagating.directive, "--json").json
    other = wian("plan", propagating.directive, "--hierarchy", copy / "อื่น ๆ.yaml", "--json").json
    assert one == other


def test_two_hierarchies_at_once_are_wrong_usage(wian, propagating):
    """Nobody can tell which one is meant."""
    options = ("--hierarchy", "x.yaml", "--jurisdiction", "thailand")
    ran = wian("plan", propagating.directive, *options)
    assert ran.code == 2
    assert "not both" in ran.err


def test_what_would_look_odd_in_the_letters_is_said(wian, propagating, edited):
    """Before anything is sent: by the plan, which records nothing."""
    odd = edited("purpose: ", "purpose: เพื่อ")
    said = wian("plan", odd).out
    assert "Note: purpose begins with เพื่อ" in " ".join(said.split())


@pytest.mark.parametrize(
    ("closes", "days"), [("2026-01-31", "1,857 days"), ("2021-01-01", "1 day")]
)
def test_a_window_is_counted_in_days(wian, edited, closes, days):
    """One of years in thousands, as every count; one of a day in the singular."""
    told = wian("plan", edited("closes: 2021-02-28", f"closes: {closes}")).out
    assert f"Window 2021-01-01 to {closes}: {days}." in told


def test_the_command_that_it_recommends_sends_what_was_planned(wian, propagating):
    """Whoever limits the plan and copies the last line does not send to everybody."""
    limits = ("--limit-to", "phitsanulok.bang-rakam", "--limit-to", "phitsanulok.wang-thong")
    ran = wian("plan", propagating.directive, *limits)
    command = ran.out.rpartition("To send it: wian ")[2]
    assert shlex.split(command) == ["propagate", str(propagating.directive), *limits]


def test_the_command_that_it_recommends_names_the_offices_that_were_planned(
    wian, propagating, copy
):
    """A file with a space in its name stays one argument."""
    (copy / "offices.yaml").rename(copy / "อื่น ๆ.yaml")
    ran = wian("plan", propagating.directive, "--file", copy / "อื่น ๆ.yaml")
    command = ran.out.rpartition("To send it: wian ")[2]
    assert shlex.split(command)[2:] == ["--hierarchy", str(copy / "อื่น ๆ.yaml")]


def test_what_is_sent_live_goes_out_today_whatever_its_file_says(wian, living):
    """The plan and the sending say so before the letter is out, beside any JSON."""
    path = living.directive(id="drill-dated", issued="2031-05-02")
    for command in (("plan", path), ("propagate", path)):
        shown = " ".join(wian(*command, "--clock", "live").out.split())
        assert "Note: issued says ๒ พฤษภาคม ๒๕๗๔; a live directive is issued on the day" in shown
    assert "issued says" not in wian("plan", path).out
    ran = wian("propagate", path, "--clock", "live", "--json")
    assert "issued says" in ran.err
    assert ran.json["letters"] == 1


def test_futures_are_drawn_before_anything_is_sent(wian, propagating, home):
    """How likely each addressee has it in time; the same seed, the same answer, and no ledger."""
    asked = ("plan", propagating.directive, "--draws", "200")
    told = wian(*asked, "--json").json["outlook"]
    assert (told["addressees"], told["received"], told["draws"]) == (103, 0, 200)
    assert told["as_of"].startswith("2020-12-22")
    assert all(0 < each["in_time"] < 1 for each in told["offices"])
    assert wian(*asked, "--json").json["outlook"] == told
    said = wian(*asked).out
    assert "In time by 2021-02-28: " in said
    assert "103 addressees still to receive" in said
    assert "Nothing was recorded" in said
    assert not home.exists()


def test_a_profile_without_futures_is_wrong_usage(wian, propagating):
    """It changes nothing of a route."""
    slow = propagating.directive.parent / "slow.yaml"
    ran = wian("plan", propagating.directive, "--profile", slow)
    assert ran.code == 2
    assert "--profile goes with --draws" in ran.err
