"""``wian outlook``: who will have it in time, in words, in a table and as JSON."""

from __future__ import annotations

CONTRACT = [
    *("propagation", "as_of", "closes", "addressees", "received", "in_time", "last", "learned"),
    *("draws", "seed", "offices", "telephone"),
]
AT = ("--as-of", "2021-01-19", "--draws", "100")


def test_json_is_the_contract(read):
    """These keys first; what comes after them may grow."""
    told = read("outlook", *AT, "--telephone", "2", "--json").json
    assert list(told)[: len(CONTRACT)] == CONTRACT
    assert list(told["in_time"]) == ["p05", "p50", "p95", "expected"]
    assert list(told["last"]) == ["p05", "p50", "p95"]
    assert list(told["offices"][0]) == ["office", "received", "p05", "p50", "p95", "in_time"]
    assert list(told["telephone"][0]) == ["office", "waiting", "gain"]
    assert (told["addressees"], told["received"], told["draws"]) == (103, 0, 100)
    assert told["closes"] == "2021-02-28"
    assert "answers" not in told  # it asks for none


def test_what_is_said_names_the_deadline_and_what_it_rests_on(read):
    """Sentences first, then who is least likely to be in time."""
    said = read("outlook", *AT, "--telephone", "2").out
    assert "0 of 103 addressees have received it" in said
    assert "In time by 2021-02-28: " in said
    assert "No stage to come follows what history shows" in said
    assert "103 addressees still to receive" in said
    assert "Whom to telephone today" in said


def test_of_a_rehearsal_that_is_over_all_is_known(read):
    """Without a day it looks from the last moment that is known."""
    told = read("outlook", "--draws", "10", "--json").json
    assert told["received"] == 103
    assert told["in_time"]["p05"] == told["in_time"]["p95"]
    assert "still to receive" not in read("outlook", "--draws", "10").out


def test_before_the_first_letter_it_says_what_it_assumes(read):
    """As if the letter went out at that moment."""
    assumed = "assumes that the first one goes out now"
    assert assumed in read("outlook", "--as-of", "2020-12-20", "--draws", "20").out
    assert assumed not in read("outlook", *AT).out


def test_a_moment_that_is_none_is_refused(read):
    """With what a moment looks like."""
    ran = read("outlook", "--as-of", "soon")
    assert ran.code == 2
    assert "soon" in ran.err


def test_an_outlook_is_written_as_a_page_and_its_fan_as_a_picture(read, tmp_path):
    """The page names whom to call though nobody asked how many."""
    page, picture = tmp_path / "outlook.html", tmp_path / "outlook.png"
    read("outlook", *AT, "--out", page)
    text = page.read_text(encoding="utf-8")
    assert all(f'id="{each}"' in text for each in ("summary", "fan", "tornado", "telephone"))
    read("outlook", *AT, "--out", picture)
    assert picture.read_bytes().startswith(b"\x89PNG")
