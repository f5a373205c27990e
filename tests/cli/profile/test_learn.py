"""``wian profile learn``: from what happened, never from what was drawn unless it is asked for."""

from __future__ import annotations

import pytest

from wian.delays.profile import load_profile


def test_one_directive_of_the_past_is_too_little(read, tmp_path):
    """Two observed hops teach nothing, and nothing is written."""
    out = tmp_path / "learned.yaml"
    ran = read("profile", "learn", "--out", out)
    assert ran.code == 1
    assert "History shows too little to learn from: 2 hops" in ran.err
    assert "simulated ones were left out" in ran.err
    assert not out.exists()


def test_what_was_learned_is_a_profile_that_an_outlook_takes(read, tmp_path):
    """With its evidence; the outlook says which share is learned."""
    out = tmp_path / "learned.yaml"
    told = read("profile", "learn", "--out", out, "--simulated", "--json").json
    assert list(told)[:3] == ["file", "hops", "propagations"]
    profile = load_profile(out)
    assert {each["kind"] for each in told["evidence"]} == {each.kind for each in profile.evidence}
    assert all(each.finished >= 10 for each in profile.evidence)
    at = ("--as-of", "2021-01-19", "--draws", "50")
    seen = read("outlook", *at, "--profile", out, "--json").json
    assert seen["learned"] > 0.5
    assert seen["profile"] == "Learned from history"


def test_only_letters_of_a_period_teach(read, tmp_path):
    """Fewer hops by a day in the middle; none at all where none was issued."""
    learn = ("profile", "learn", "--simulated", "--look-back", "0", "--out", tmp_path / "some.yaml")
    told = read(*learn, "--until", "2021-01-31", "--json").json
    assert 0 < told["hops"] <= 115
    later = read(*learn, "--since", "2021-01-19", "--json").json
    assert 0 < later["hops"] < told["hops"]
    nothing = read(*learn, "--since", "2022-01-01")
    assert nothing.code == 1
    assert "0 hops of 0 propagations" in nothing.err


def test_a_file_that_is_no_profile_is_refused(read, tmp_path):
    """Before anything is written."""
    bad = tmp_path / "bad.yaml"
    bad.write_text("name: bad\n", encoding="utf-8")
    ran = read("profile", "learn", "--out", tmp_path / "x.yaml", "--declared", bad)
    assert ran.code == 1
    assert "bad.yaml" in ran.err
    assert not (tmp_path / "x.yaml").exists()


def test_outlooks_of_the_past_calibrate_those_to_come(wian, drilled_home, monkeypatch, tmp_path):
    """The profile keeps how they held; an outlook made with it says so, and is another one."""
    monkeypatch.setenv("WIAN_HOME", str(drilled_home))
    out, plain = tmp_path / "learned.yaml", tmp_path / "plain.yaml"
    learn = ("profile", "learn", "--simulated", "--look-back")
    said = " ".join(wian(*learn, "12", "--out", out).out.split())
    assert "is corrected by how those of 12 past directives held" in said
    told = wian(*learn, "0", "--out", plain, "--json").json
    assert told["calibration"] is None
    profile, uncorrected = load_profile(out), load_profile(plain)
    assert profile.calibration.directives == 12
    assert profile.model_copy(update={"calibration": None}) == uncorrected
    at = ("outlook", "--as-of", "2026-01-15", "--draws", "200", "--json", "--profile")
    corrected, raw = (wian(*at, each).json for each in (out, plain))
    assert (corrected["calibrated"], raw["calibrated"]) == (12, None)
    assert corrected["offices"] != raw["offices"]
    chances = [each["in_time"] for each in corrected["offices"]]
    assert corrected["in_time"]["expected"] == pytest.approx(sum(chances), abs=0.1)
