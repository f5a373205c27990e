"""``wian letters``: list, show, export."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest


def test_the_letters_are_listed_by_wave(read):
    """13 letters, the province's under its observed number."""
    ran = read("letters")
    assert (ran.code, ran.err) == (0, "")
    assert "13 letters" in ran.out
    (line,) = [line for line in ran.out.splitlines() if " phitsanulok " in line]
    assert "พล ๐๐๒๓.๓/ว ๕๕๓" in line
    assert "observed" in line


def test_a_letter_is_shown_as_it_was_written(read):
    """The province's letter, whole lines and Thai digits."""
    ran = read("letters", "--office", "phitsanulok")
    assert (ran.code, ran.err) == (0, "")
    assert "พล ๐๐๒๓.๓/ว ๕๕๓" in ran.out
    assert "๑๙ มกราคม ๒๕๖๔" in ran.out
    assert "ปฏิบัติราชการแทน" in ran.out


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("MOI", "moi"),
        ("wat-bot", "phitsanulok.wat-bot"),
        ("wat-bott", "phitsanulok.wat-bot"),
        ("phitsanulk", "phitsanulok"),
        ("พิษณุโลก", "phitsanulok (จังหวัดพิษณุโลก)"),
        ("Wat Bot", "phitsanulok.wat-bot (อำเภอวัดโบสถ์)"),
    ],
)
def test_an_office_that_is_nearly_right_is_recognised(read, typed, meant):
    """In capitals, without the province before it, with a slip, or by its name."""
    ran = read("letters", "--office", typed)
    assert (ran.code, ran.out) == (1, "")
    assert f"There is no office '{typed}' in propagation gecc-2564-" in ran.err
    assert f"; did you mean {meant}" in ran.err


def test_the_origin_has_no_copy_of_a_letter_received(read, tmp_path):
    """It has written, and waits for nothing; nor has an office one in another's wave."""
    options = ("--copy", "received", "--format", "pdf", "--out", tmp_path / "out")
    ran = read("letters", "--office", "opm", *options)
    assert (ran.code, ran.out) == (1, "")
    assert "it sends the first letter and receives none; leave out --copy received." in ran.err
    ran = read("letters", "--office", "moi", "--wave", "3", *options)
    assert (ran.code, "not in wave 3; leave out --wave." in ran.err) == (1, True)
    assert not (tmp_path / "out").exists()


def test_help_says_that_a_download_page_takes_all(read):
    """Other forms take the latest propagation."""
    told = " ".join(read("letters", "--help").out.split())
    assert "Default: the latest; with --format site all." in told


def test_a_page_is_html(read):
    """One document, with the subject as text."""
    out = read("letters", "--office", "phitsanulok", "--format", "html").out
    assert out.lstrip().lower().startswith("<!doctype html")
    assert out.count("</html>") == 1


def test_json_has_all_letters(read, gecc_plan):
    """With who wrote each and where it comes from."""
    told = read("letters", "--json").json
    assert told["propagation"] == gecc_plan.id
    assert len(told["letters"]) == 13
    assert list(told["letters"][0]) == ["office", "wave", "source", "letter", "part"]
    one = read("letters", "--office", "dla", "--json").json["letters"]
    assert [each["office"] for each in one] == ["dla"]
    assert one[0]["letter"]["number"] == "มท ๐๘๑๐.๗/ว ๕๑"


@pytest.mark.parametrize(
    ("options", "ending"),
    [
        ((), "txt"),
        (("--format", "html"), "html"),
        (("--format", "json"), "json"),
        (("--format", "docx"), "docx"),
        (("--format", "pdf", "--json"), "pdf"),
    ],
)
def test_every_letter_becomes_a_file_twice_the_same(read, tmp_path: Path, options, ending):
    """Named by wave and office; a second export changes nothing."""
    folder = tmp_path / "หนังสือ ออก"
    contents = []
    for _ in range(2):
        ran = read("letters", "--out", folder, *options)
        assert (ran.code, ran.err) == (0, "")
        assert "13 letters" in ran.out or ran.json["letters"] == 13
        contents.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert len(contents[0]) == 13
    assert f"04-phitsanulok.{ending}" in contents[0]
    assert contents[0] == contents[1]
    if ending == "json":
        assert json.loads(contents[0]["04-phitsanulok.json"])["letter"]["sender"] == "phitsanulok"


@pytest.mark.parametrize(
    ("office", "reason"),
    [
        ("la-3650102", "it only receives one, from Phitsanulok"),
        ("nobody", "nobody"),
        ("../../etc/passwd", "etc/passwd"),
    ],
)
def test_an_office_without_a_letter_is_refused_with_the_reason(read, office, reason):
    """Who only receives, who is unknown, who is no office at all."""
    ran = read("letters", "--office", office)
    assert (ran.code, ran.out) == (1, "")
    assert reason in ran.err


@pytest.mark.parametrize("json", [(), ("--json",)])
def test_an_office_of_another_wave_has_no_letter_in_this_one(read, tmp_path: Path, json):
    """Shown or written: who asks for wave 2 does not read the province's letter of wave 4."""
    for out in ((), ("--out", tmp_path / "out")):
        ran = read("letters", "--office", "phitsanulok", "--wave", "2", *out, *json)
        assert (ran.code, ran.out) == (1, "")
        assert "it has no part in wave 2; leave out --wave" in ran.err
    assert "พล ๐๐๒๓.๓/ว ๕๕๓" in read("letters", "--office", "phitsanulok", "--wave", "4").out
    ran = read("letters", "--wave", "9")
    assert (ran.code, "There are 5 waves" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("options", "remedy"),
    [
        (("--certified", "x"), "add --copy received or bundle"),
        (("--certified", ""), "add --copy received or bundle"),
        (("--certified", "x", "--format", "pdf", "--out", "out"), "add --copy received or bundle"),
        (("--certified", "", "--format", "docx", "--out", "out"), "needs --format pdf"),
        (("--emblem", "e.svg"), "add --format pdf, docx or html and --out FOLDER"),
        (("--emblem", "e.svg", "--out", "out"), "needs --format pdf, docx or html"),
        (("--base-url", "https://a.go.th"), "add --format pdf or docx and --out FOLDER"),
        (("--base-url", "https://a.go.th", "--out", "out"), "needs --format pdf or docx"),
        (("--reminders", "--certified", ""), "Reminders take"),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(read, options, remedy):
    """Nobody finds out on paper that the certificate is missing."""
    ran = read("letters", "--office", "phitsanulok", *options)
    assert (ran.code, ran.out) == (2, "")
    assert remedy in " ".join(ran.err.split())


def test_a_folder_that_cannot_be_written_is_one_sentence(read, tmp_path: Path):
    """A file stands where the folder should be."""
    (tmp_path / "taken").write_text("")
    ran = read("letters", "--out", tmp_path / "taken" / "letters")
    assert ran.code == 1
    assert "cannot be written" in ran.err
    assert "--out" in ran.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write into a read-only folder")
def test_a_read_only_folder_is_one_sentence(read, tmp_path: Path):
    """The same where permissions forbid it."""
    tmp_path.chmod(0o500)
    assert read("letters", "--out", tmp_path).code == 1
