"""What the commands say of the way back up, where a directive asks for answers in a form."""

from __future__ import annotations

import csv
import io

from wian.delays.hop_rows import COLUMNS, WAY_COLUMNS


def test_a_plan_says_which_day_each_level_must_set(wian, asking):
    """Planned back from 26 February; for 103 local bodies it is too early."""
    said = " ".join(wian("plan", asking).out.split())
    assert "9 districts by 2027-01-27, Phitsanulok by 2027-02-05" in said
    assert "cannot be met at the figures of the profile: 103 have too little time" in said
    told = wian("plan", asking, "--json").json["answers"]
    assert told["can_be_met"] is False
    assert [each["level"] for each in told["levels"]][:2] == ["local", "district"]


def test_a_plan_with_futures_says_how_likely_all_answers_are_there(wian, asking, asking_by):
    """Nothing is recorded; a day that lies far ahead is met in every future."""
    told = wian("plan", asking, "--draws", "40", "--json").json["outlook"]["answers"]
    assert (told["asked"], told["answered"], told["due"]) == (103, 0, "2027-02-26")
    far = wian("plan", asking_by("answer_by: 2031-11-28"), "--draws", "40").out
    assert "All answers are there by 2031-11-28 in 100% of the futures." in far
    assert told["in_time"] < 1


def test_a_rehearsal_goes_back_up_and_its_hops_are_rows(wian, asking, asking_by):
    """Both ways are shown, late answers are counted, and the rows of each way can be had."""
    asked = asking_by("answer_by: 2027-01-08")
    said = " ".join(wian("propagate", asked).out.split())
    assert "What the way back up cost" in said
    assert "100 local bodies: last desk to own answer" in said
    told = wian("propagate", asked, "--json").json["answers"]
    assert (told["due"], told["arrived"]) == (103, 103)
    assert 0 < told["late"] < 103
    assert f"{told['late']} of 103 answers arrive after their day." in said
    rows = {
        way: list(csv.DictReader(io.StringIO(wian("hops", "--format", "csv", *way).out)))
        for way in ((), ("--way", "up"), ("--way", "both"))
    }
    assert [len(each) for each in rows.values()] == [115, 115, 230]
    down, up, both = rows.values()
    assert tuple(down[0]) == COLUMNS
    assert tuple(up[0]) == tuple(both[0]) == WAY_COLUMNS
    assert [row["way"] for row in both] == ["down"] * 115 + ["up"] * 115
    assert sum(bool(row["answering_days"]) for row in up) == 103
    assert wian("verify").code == 0


def test_a_rehearsal_without_a_form_says_nothing_of_answers(wian, propagating):
    """Its output is what it was."""
    told = wian("propagate", propagating.directive, "--json").json
    assert "answers" not in told
    assert "way back up" not in wian("propagate", propagating.directive).out
    assert wian("hops", "--way", "up", "--json").json["hops"] == []


def test_an_outlook_says_when_all_answers_are_there(wian, asking, tmp_path):
    """In the midst of a rehearsal: levels, who reports last, the page; nothing without a form."""
    wian("propagate", asking)
    page, at = tmp_path / "outlook.html", ("--as-of", "2027-01-10", "--draws", "60")
    said = " ".join(wian("outlook", *at, "--out", page).out.split())
    assert "The way back up to Office of the Permanent Secretary" in said
    assert "All answers are there by 2027-02-26 in " in said
    assert "12 offices still to report, the latest first" in said
    told = wian("outlook", *at, "--json").json["answers"]
    assert list(told) == ["asked", "answered", "due", "in_time", "last", "levels", "gatherers"]
    assert [each["level"] for each in told["levels"]] == [
        *("local", "district", "province", "department", "ministry")
    ]
    assert f"{told['answered']} of 103 offices have answered" in said
    text = page.read_text(encoding="utf-8")
    assert "หน่วยงานที่คาดว่าจะรายงานช้าที่สุด" in text
    over = wian("outlook", "--draws", "60", "--json").json["answers"]
    assert (over["answered"], over["gatherers"]) == (103, [])


def test_a_report_as_a_page_tells_of_the_way_back(wian, asking, propagating, tmp_path):
    """Level by level, at its end and in its midst; nothing where no form is filled in."""
    wian("propagate", asking)
    end, midst = tmp_path / "end.html", tmp_path / "midst.html"
    wian("report", "html", "--out", end)
    told = end.read_text(encoding="utf-8")
    assert "103 of 103 offices that are asked have answered." in told
    assert "การรายงานกลับ" in told
    wian("report", "html", "--as-of", "2027-01-10", "--out", midst)
    before = midst.read_text(encoding="utf-8")
    known = wian("outlook", "--as-of", "2027-01-10", "--draws", "10", "--json").json["answers"]
    assert f"{known['answered']} of 103 offices that are asked have answered." in before
    wian("propagate", propagating.directive)
    other = tmp_path / "other.html"
    wian("report", "html", wian("status", "--json").json["propagation"], "--out", other)
    assert 'id="way-back"' not in other.read_text(encoding="utf-8")


def test_bottlenecks_of_the_way_up_name_the_last_answers_way(wian, asking, propagating):
    """From a local body to the ministry, with what halving saves; refused where no form is."""
    wian("propagate", asking)
    said = wian("report", "bottlenecks", "--way", "up").out
    assert "The way of the last answer" in said
    assert "reporting" in said
    told = wian("report", "bottlenecks", "--way", "up", "--json").json
    assert told["complete"] is True
    assert [each["office"] for each in told["chain"]][-1] == "moi"
    assert wian("report", "bottlenecks", "--way", "up", "--all").code == 2
    before = wian("report", "bottlenecks", "--way", "up", "--as-of", "2027-01-10", "--json").json
    assert before["complete"] is False
    early = wian("report", "bottlenecks", "--way", "up", "--as-of", "2026-12-02").out
    assert "nobody has the directive yet" in early
    wian("propagate", propagating.directive)
    other = wian("status", "--json").json["propagation"]
    refused = wian("report", "bottlenecks", other, "--way", "up")
    assert refused.code == 1
    assert "asks for no answers in a form" in refused.err
