"""A folder of a user's files: what it defines, and what is refused in it."""

from __future__ import annotations

import os
from datetime import date

import pytest

from hierarchy.load.hierarchy_file import load_hierarchy
from wian.jurisdictions.countries import (
    countries,
    jurisdiction,
    jurisdiction_at,
    jurisdiction_in,
    offices_in,
)
from wian.jurisdictions.plain.files.folder import read_folder, unread_files
from wian.jurisdictions.plain.files.new_folder import write_folder
from wian.kit.errors import InputFaults
from wian.letters.composition.sample_letters import sample_letters
from wian.letters.sandbox import MissingTemplate, TemplateFault
from wian.letters.text_and_html import render

_WORDS = """\
labels: {subjct: A, to: "{x}", from: "}"}
months: [a]
groups: {a: {noun: b}}
"""
_PAGE = """\
#import "@preview/x:1.0.0": y
#import ("pa" + "ge.typ")
#eval("1")
"""


@pytest.fixture
def folder(home, tmp_path):
    """A folder as it is made, with a few files of its own words."""
    made = tmp_path / "acme"
    write_folder("acme", made)
    return made


def _faults(folder) -> str:
    with pytest.raises(InputFaults) as refused:
        read_folder(folder)
    return "\n".join(map(str, refused.value.faults))


def test_a_new_folder_is_as_plain_is(folder):
    """Its letters are worded as those of plain are, and nothing in it goes unread."""
    made = jurisdiction_in(folder)
    plain = sample_letters(jurisdiction("plain"))
    sample = sample_letters(made)
    assert sample["external"].paragraphs[0] == plain["external"].paragraphs[0]
    assert made.id.startswith("acme-")
    assert made.name == "Acme"
    assert len(offices_in(folder).offices) == 5
    assert unread_files(folder) == []


def test_what_a_folder_says_stands_in_its_letters(folder):
    """Words, sentences, layout, numbers, days off; what it lacks is as in plain."""
    (folder / "words.yaml").write_text("labels: {subject: Paksa}\nand: at\n", encoding="utf-8")
    (folder / "calendar.yaml").write_text("zone: Asia/Manila\nholidays: PH\n", encoding="utf-8")
    head = "id: acme\nname: Acme\nlanguage: fil\nnumber: No. {number} s. {year}\n"
    (folder / "jurisdiction.yaml").write_text(head, encoding="utf-8")
    for each in (folder / "templates").iterdir():
        if each.name != "external.txt.j2":
            each.unlink()
    made = jurisdiction_in(folder)
    text = render(sample_letters(made)["external"], made, "text")
    assert "Paksa: Inspection of fire extinguishers" in text
    assert "Our ref: No. 2 s. 2026" in text
    assert date(2026, 6, 12) in made.calendar.holidays
    assert '<html lang="fil">' in render(sample_letters(made)["memo"], made, "html")


def test_a_change_makes_another_jurisdiction(folder):
    """And the one before stays as it was, whatever becomes of the folder."""
    before = jurisdiction_in(folder)
    (folder / "words.yaml").write_text("closing: Truly yours\n", encoding="utf-8")
    after = jurisdiction_in(folder)
    assert before.id != after.id
    assert after.wording.closing == "Truly yours"
    assert jurisdiction(before.id).wording.closing == "Yours faithfully"


def test_a_folder_laid_out_is_put_right(folder, home):
    """Who edits what is laid out in the home changes no letter."""
    made = jurisdiction_in(folder)
    laid = home / "jurisdictions" / made.id / "templates" / "sentences.j2"
    laid.write_text("edited", encoding="utf-8")
    jurisdiction_in(folder)
    assert laid.read_text(encoding="utf-8") != "edited"


def test_a_file_of_offices_names_a_folder(folder, write):
    """By its path from the file's own folder; what is no folder is refused with the remedy."""
    head = "name: A\njurisdiction: acme\noffices: [{id: a, name: A, level: t, kind: t}]\n"
    made = load_hierarchy(write("offices.yaml", head), countries())
    assert made.jurisdiction == jurisdiction_at("acme", folder.parent).id
    with pytest.raises(InputFaults, match="or write the path of a jurisdiction's folder"):
        load_hierarchy(write("other.yaml", head.replace("acme", "./amce")), countries())


def test_all_faults_of_all_files_are_told_together(folder):
    """Each with its file and line."""
    files = {
        "jurisdiction.yaml": "id: Bad Name\nname: B\ncolour: blue\n",
        "calendar.yaml": "zone: Nowhere\n",
        "words.yaml": _WORDS,
        "templates/page.typ": _PAGE,
        "templates/BAD NAME.j2": "x",
        "screens/desk.yaml": 'nav.inbox: "{a.b}"\n',
        "screens/reports.yaml": "report.mark: no\n",
        "delays.yaml": "\u0000",
    }
    (folder / "screens").mkdir()
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    told = _faults(folder)
    for part in (
        "jurisdiction.yaml line 1: id 'Bad Name'",
        "jurisdiction.yaml line 3: colour is no known field",
        "is no time zone; use an IANA name",
        "words.yaml line 1: 'subjct' is no word of letters; did you mean subject?",
        "words.yaml line 1: labels.to names {x}",
        "words.yaml line 1: labels.from has a brace",
        "words.yaml line 2: months is not a list of 12",
        "words.yaml line 3: groups.a lacks every, reach",
        "templates/page.typ line 1: imports what is no template",
        "templates/page.typ line 2: imports what is no template",
        "templates/page.typ line 3: calls eval",
        "templates/BAD NAME.j2: 'BAD NAME.j2' is no name of a template",
        "screens/desk.yaml line 1: nav.inbox holds '{a.b}'",
        "screens/reports.yaml line 1: report.mark is read as no text",
        "delays.yaml: is a binary file",
    ):
        assert part in told


def test_hostile_files_are_refused(folder):
    """Links that lead out, pipes, huge files, aliases of YAML, too many templates."""
    (folder / "templates" / "evil.j2").symlink_to("/etc/passwd")
    (folder / "templates" / "parts.txt.j2").write_text("a" * (2**20 + 1), encoding="utf-8")
    (folder / "words.yaml").unlink()
    os.mkfifo(folder / "words.yaml")
    (folder / "calendar.yaml").write_text("zone: &a UTC\n", encoding="utf-8")
    told = _faults(folder)
    for part in (
        "evil.j2: leads out of the folder",
        "parts.txt.j2: is larger than 1 MB",
        "words.yaml: is not a file",
        "calendar.yaml line 1: uses the anchor",
    ):
        assert part in told
    for number in range(101):
        (folder / "templates" / f"t{number}.j2").touch()
    assert "leave at most 100 there" in _faults(folder)


@pytest.mark.parametrize(
    ("name", "content", "error", "why"),
    [
        ("sentences.j2", "{% macro x( %}", TemplateFault, "sentences.j2, line 1 cannot be filled"),
        ("sentences.j2", "{% macro opening() %}{% endmacro %}", TemplateFault, "sentences.j2"),
        ("external.txt.j2", "{{ ().__class__ }}", TemplateFault, "'__class__' of 'tuple'"),
        ("external.txt.j2", "{{ letter.nobody }}", TemplateFault, "external.txt.j2, line 1"),
        ("external.txt.j2", "{{ '{0.__class__}'.format(1) }}", TemplateFault, "is unsafe"),
        ("external.txt.j2", '{% include "no.j2" %}', MissingTemplate, "no template no.j2"),
        ("external.txt.j2", '{% include "../x" %}', MissingTemplate, "no template ../x"),
    ],
)
def test_a_template_that_fails_says_so_in_a_sentence(folder, name, content, error, why):
    """Whatever its author wrote, and never as a traceback."""
    (folder / "templates" / name).write_text(content, encoding="utf-8")
    made = jurisdiction_in(folder)
    with pytest.raises(error) as refused:
        render(sample_letters(made)["external"], made, "text")
    assert why in str(refused.value)
