"""``wian answer --file`` and ``wian answers --files``: files go with answers and returns."""

from __future__ import annotations

import shutil
from hashlib import sha256

import pytest

from tests.plugins.files import PDF, PNG
from wian.ledger.database import open_ledger
from wian.propagation import runtime


@pytest.fixture(scope="module")
def reached_database(live_database, live_plan, living, tmp_path_factory):
    """A local body has stamped, and so has the district above it, which has passed it on."""
    path = shutil.copy(live_database, tmp_path_factory.mktemp("reached"))
    with open_ledger(f"sqlite:///{path}") as ledger:
        living.reach(ledger, live_plan, living.leaf)
        living.stamp(ledger, live_plan, living.leaf)
    return path


@pytest.fixture
def drill(wian, home, living, live_plan, reached_database, monkeypatch):  # noqa: PLR0913, PLR0917 - fixtures
    """The commands, on an installation of the drill's own."""
    monkeypatch.setattr(runtime, "now", lambda: living.later(60))
    home.mkdir()
    shutil.copy(reached_database, home / "wian.db")
    return lambda command, *arguments: wian(command, live_plan.id, *arguments)


def test_files_of_an_answer_are_listed_and_written(drill, living, write, tmp_path):
    """Recorded once however often it is sent; into a folder per office, safe to repeat."""
    leaf, form, picture = living.leaf, write("form.pdf", PDF), write("map.png", PNG)
    asked = (leaf, "--text", "ตามแนบ", "--file", form, "--file", picture)
    assert "2 files went with it" in drill("answer", *asked).out
    told = drill("answer", *asked, "--json").json["files"]
    assert [(each["name"], each["sha256"]) for each in told] == [
        ("form.pdf", sha256(PDF).hexdigest()),
        ("map.png", sha256(PNG).hexdigest()),
    ]
    drill("answer", leaf, "--text", "ฉบับแก้", "--file", write("new.pdf", PDF + b"2"))
    listed = drill("answers", "--files", "--json").json["files"]
    assert [(each["name"], each["holds"]) for each in listed] == [
        ("form.pdf", False),
        ("map.png", False),
        ("new.pdf", True),
    ]
    assert "earlier answer" in drill("answers", "--files").out
    for _ in range(2):
        assert "3 files" in drill("answers", "--files", "--out", tmp_path / "out").out
    assert (tmp_path / "out" / leaf / "form.pdf").read_bytes() == PDF
    (row,) = [each for each in drill("answers", "--json").json["answers"] if each["answered"]]
    assert [each["name"] for each in row["files"]] == ["new.pdf"]
    assert "ฉบับแก้,new.pdf" in drill("answers", "--format", "csv").out
    assert drill("answers", "--files", "--under", leaf, "--json").json["files"] == []
    assert "No file went" in drill("answers", "--files", "--under", leaf).out


def test_files_of_a_return_are_listed(drill, living, write):
    """With the letter that says so."""
    asked = ("--office", living.leaf, "--reason", "มิใช่", "--file", write("form.pdf", PDF))
    assert "1 file went with it" in drill("return", *asked).out
    (file,) = drill("answers", "--files", "--json").json["files"]
    assert (file["office"], file["with"], file["name"]) == (living.leaf, "returned", "form.pdf")


def test_what_cannot_travel_is_named_with_its_option(drill, living, write, tmp_path):
    """All at once, and nothing is recorded."""
    missing, empty = tmp_path / "missing.pdf", write("empty.pdf", b"")
    ran = drill("answer", living.leaf, "--text", "x", "--file", missing, "--file", empty)
    assert ran.code == 1
    assert "has 2 faults" in ran.err
    assert "missing.pdf' is not there, or may not be read; correct its path" in ran.err
    assert "empty.pdf' is empty" in ran.err
    assert drill("answers", "--json").json["answers"][0]["answered"] is None
    assert drill("answers", "--out", tmp_path / "out").code == 2
    assert drill("answers", "--files", "--format", "csv").code == 2


def test_files_of_a_successor_stand_with_the_office_before_it(drill, wian, write, living):
    """So does its answer, and the day by which that was wanted."""
    heir = (
        "id,name,level,kind,parent\nla-new,ใหม่,local,municipality,opm\nopm,Top,ministry,ministry,\n"
    )
    day = ("--from", "2026-12-01", "--file", write("new.csv", heir))
    assert wian("succeed", living.leaf, "--by", "la-new", *day).code == 0
    asked = ("la-new", "--text", "ตามแนบ", "--file", write("form.pdf", PDF))
    said = drill("answer", *asked).out
    assert said.startswith(f"la-new (in the place of {living.leaf}) answered on 2026-12-01")
    assert "wanted by 2030-02-28" in said
    assert drill("answer", *asked, "--json").json["office"] == living.leaf
    (listed,) = drill("answers", "--files", "--json").json["files"]
    assert listed["office"] == living.leaf
