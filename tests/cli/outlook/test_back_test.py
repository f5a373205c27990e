"""``wian outlook --backtest``: a table, JSON, and no promise that history does not bear."""

from __future__ import annotations

import pytest

CONTRACT = [
    *("propagations", "learned", "left_out", "draws", "seed", "tenths", "promises", "outlooks"),
]
TENTH = [
    *("gone", "directives", "offices", "offices_inside", "windows", "counts_inside"),
    *("last_inside", "share_error", "crps_ratio"),
]
DRAWN = ("--backtest", "--simulated", "--draws", "30")


def test_json_is_the_contract(read):
    """What would have been said of the rehearsal, and what came."""
    told = read("outlook", *DRAWN, "--json").json
    assert list(told) == CONTRACT
    assert [list(each) for each in told["tenths"]] == [TENTH] * 10
    assert told["tenths"][0]["offices"] == 115
    assert [each["what"] for each in told["promises"]] == ["offices", "counts", "last"]
    first = told["outlooks"][0]
    assert list(first) == [
        *("propagation", "gone", "as_of", "waiting", "inside", "in_time", "last"),
    ]
    assert list(first["in_time"]) == ["expected", "p05", "p95", "came"]
    assert first["last"]["p05"] <= first["last"]["p50"] <= first["last"]["p95"]
    assert told["propagations"] == [first["propagation"]]


def test_the_table_says_what_it_rests_on(read):
    """One directive, foretold from the declared profile; and nothing is promised."""
    said = " ".join(read("outlook", *DRAWN).out.split())
    assert "1 directive of the past. Too little had ended before to learn from" in said
    assert "history holds 1 past directive, and 10 would be enough (9 more)" in said
    assert "1 past directive with a deadline, and 100 would be enough (99 more)" in said


@pytest.mark.parametrize(("since", "seen"), [("2020-12-01", 1), ("2021-02-01", 0)])
def test_only_directives_of_a_period_are_looked_back_on(read, since, seen):
    """By the day of their first letter; the rehearsal's is one of December 2020."""
    days = ("--since", since, "--until", "2021-12-31")
    told = read("outlook", *DRAWN, *days, "--json").json
    assert len(told["propagations"]) == seen


def test_drawn_hops_are_no_past_unless_they_are_asked_for(read):
    """A rehearsal alone leaves nothing to look back on."""
    said = " ".join(read("outlook", "--backtest").out.split())
    assert "No directive of the past is known" in said
    assert "history holds 0 past directives, and 10 would be enough" in said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("--backtest", "--as-of", "2021-01-19"), "Leave out --as-of."),
        (("--backtest", "--telephone", "2"), "Leave out --telephone."),
        (("--simulated",), "--simulated goes with --backtest."),
        (("--since", "2021-01-01", "--until", "2021-02-01"), "--since and --until go with"),
        (("--backtest", "--since", "2021-02-01", "--until", "2021-01-01"), "the earlier day"),
    ],
    ids=["a moment", "calls", "drawn hops alone", "days alone", "days the wrong way"],
)
def test_what_does_not_go_together_is_refused(read, typed, said):
    """With what to leave out."""
    ran = read("outlook", *typed)
    assert ran.code == 2
    assert said in ran.err


def test_a_propagation_that_is_not_recorded_is_refused(read):
    """With those that are."""
    ran = read("outlook", "nowhere", "--backtest")
    assert ran.code == 1
    assert "no propagation nowhere" in ran.err


def test_the_past_is_written_as_a_page_and_its_plot_as_a_picture(read, tmp_path):
    """By the ending of the file; another ending is refused before anything is drawn."""
    page, plot = tmp_path / "past.html", tmp_path / "past.svg"
    assert f"It is in {page}" in read("outlook", *DRAWN, "--out", page).out.replace("\n", "")
    text = page.read_text(encoding="utf-8")
    assert 'id="reliability"' in text
    assert "history" not in text
    assert "100 would be enough (99 more)" in text
    read("outlook", *DRAWN, "--out", plot)
    assert plot.read_text(encoding="utf-8").startswith("<svg")
    ran = read("outlook", *DRAWN, "--out", tmp_path / "past.docx")
    assert ran.code == 2
    assert "a page (.html) or as a chart (.svg or .png)" in " ".join(ran.err.split())
