"""``wian offices``: what a hierarchy holds."""

from __future__ import annotations

import pytest


@pytest.fixture
def chain(propagating) -> list[object]:
    return ["offices", "--file", propagating.directive.parent / "offices.yaml"]


def test_the_offices_are_counted_by_level(wian, chain):
    """The chain of 2564 from top to bottom."""
    told = wian(*chain, "--json").json
    assert list(told) == ["name", "offices", "lines", "levels", "faults", "remarks"]
    assert [(level["level"], level["offices"]) for level in told["levels"]] == [
        ("prime-minister", 1),
        ("ministry", 1),
        ("department", 1),
        ("province", 1),
        ("district", 9),
        ("local", 103),
    ]
    assert (told["offices"], told["lines"], told["faults"]) == (116, 115, [])
    text = wian(*chain)
    assert (text.code, text.err) == (0, "")
    assert "No faults" in text.out


def test_the_country_is_there_without_any_file(wian):
    """76 provinces and 878 districts, and a note that the local bodies are placeholders."""
    told = wian("offices", "--json").json
    counted = {level["level"]: level["offices"] for level in told["levels"]}
    assert (counted["province"], counted["district"]) == (76, 878)
    assert any("placeholder" in remark for remark in told["remarks"])


def test_the_offices_under_one_are_listed(wian, chain):
    """Nine districts and three local bodies stand directly under the province."""
    told = wian(*chain, "--under", "phitsanulok", "--json").json
    assert [office["level"] for office in told["under"]].count("district") == 9
    assert len(told["under"]) == 12
    assert "12 offices directly under it" in wian(*chain, "--under", "phitsanulok").out


def test_an_unknown_office_is_refused_with_close_ones(wian, chain):
    """A slip of one letter is answered with what was meant."""
    ran = wian(*chain, "--under", "phitsanulk")
    assert (ran.code, ran.out) == (1, "")
    assert "phitsanulok" in ran.err


def test_all_faults_of_a_file_come_together_with_their_lines(wian, tmp_path):
    """A cycle and an unknown parent in one report, nothing on standard output, and 1."""
    file = tmp_path / "offices.csv"
    file.write_text(
        "id,name,level,kind,parent\na,A,top,x,\nb,B,mid,x,c\nc,C,mid,x,b\nd,D,low,x,nobody\n"
    )
    ran = wian("offices", "--file", file, "--json")
    assert (ran.code, ran.out) == (1, "")
    assert "nobody" in ran.err
    assert "line 5" in ran.err
    assert {"b", "c"} <= set(ran.err.replace("'", " ").replace(",", " ").split())


def test_an_unknown_jurisdiction_is_refused_by_name(wian):
    """The known ones are named."""
    ran = wian("offices", "--jurisdiction", "atlantis")
    assert ran.code == 1
    assert "thailand" in ran.err


@pytest.fixture
def compared(write):
    """The options that compare a file of three offices with one of two."""
    head = "id,name,level,kind,parent,until,succeeded_by\ntop,Top,a,a,,,\n"
    old = write("old.csv", f"{head}low,=Low,b,b,top,,\n")
    new = write("new.csv", f"{head}low,=Low,b,b,top,2026-09-30,next\nnext,Next,b,b,top,,\n")
    return ["offices", "--file", new, "--compare", old]


def test_what_changed_is_told_in_three_forms(wian, compared):
    """For reading, for a spreadsheet that must not reckon with it, and for programs."""
    told = wian(*compared).out
    assert told.startswith("Before: ")
    assert "1 renamed" in told
    rows = wian(*compared, "--format", "csv").out.splitlines()
    assert rows[0] == "office,change,name,before,after,successors,from,fields"
    assert rows[1] == "low,renamed,'=Low,'=Low,Next,next,2026-10-01,"
    told = wian(*compared, "--json").json
    assert list(told) == ["before", "after", "counts", "unchanged", "changes", "like_new"]
    assert told["changes"][0]["successors"] == ["next"]
    assert sum(told["counts"].values()) == 1


def test_offices_are_compared_with_those_of_a_propagation(read, propagating):
    """The ledger keeps them as they were: the file that it was sent with has no change."""
    file = propagating.directive.parent / "offices.yaml"
    told = read("offices", "--file", file, "--compare", "latest", "--json").json
    assert (sum(told["counts"].values()), told["unchanged"]) == (0, 116)
    ran = read("offices", "--file", file, "--compare", "nobody")
    assert (ran.code, ran.out) == (1, "")
    assert "nobody" in ran.err


def test_offices_that_share_no_id_are_not_silently_compared(wian, compared, write):
    """With the built-in ones, which nobody named, it is refused; with a file it is remarked on."""
    ran = wian("offices", "--compare", compared[-1])
    assert (ran.code, ran.out, "add --file FILE" in ran.err) == (1, "", True)
    other = write("other.csv", "id,name,level,kind,parent\nalien,Alien,a,a,\n")
    ran = wian("offices", "--file", other, "--compare", compared[-1])
    assert (ran.code, "share 0 ids" in ran.err, "1 new" in ran.out) == (0, True, True)


@pytest.mark.parametrize("options", [["--under", "top"], []])
def test_options_that_do_not_go_together_are_refused(wian, compared, options):
    """One thing at a time, and no form for what has none."""
    line = [*compared, *options] if options else [*compared[:3], "--format", "csv"]
    assert wian(*line).code == 2
