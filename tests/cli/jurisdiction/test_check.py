"""``wian jurisdiction new`` and ``check``, and every command that takes a folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from wian.jurisdictions.jurisdiction import PLAIN_TEMPLATES
from wian.jurisdictions.plain.files.folder import read_folder
from wian.propagation import prepare


@pytest.fixture
def acme(ready_home, wian, tmp_path, monkeypatch) -> Path:
    """A new folder in the working directory."""
    monkeypatch.chdir(tmp_path)
    ran = wian("jurisdiction", "new", "acme")
    assert ran.code == 0
    assert "made in acme" in ran.out
    return tmp_path / "acme"


def test_a_new_folder_passes_and_shows_a_letter(acme, wian):
    """With what it holds, and what its author may want to know."""
    ran = wian("jurisdiction", "check", "acme")
    assert ran.code == 0
    assert "It holds: 5 offices, UTC, 09:00-17:00." in ran.out
    assert ran.out.count("Note:") == 1
    assert "names no holidays" in ran.out
    assert "Dear Sir or Madam," in ran.out
    (acme / "templates" / "memo.txt.j2").unlink()
    (acme / "word.yaml").touch()
    notes = wian("jurisdiction", "check", "acme", "--json").json["notes"]
    assert "Nothing reads word.yaml; check how they are called." in notes
    assert "Not in the folder, so as in plain: templates/memo.txt.j2." in notes


def test_a_letter_in_two_languages_is_told_of(acme, wian):
    """As its author translated the words, and not all sentences; words of its holidays are its."""
    head = (acme / "jurisdiction.yaml").read_text(encoding="utf-8")
    named = head.replace("language: en", "language: ms")
    (acme / "jurisdiction.yaml").write_text(named, encoding="utf-8")
    calendar = "zone: Asia/Kuala_Lumpur\nholidays: {country: MY, subdivision: Pulau Pinang}\n"
    (acme / "calendar.yaml").write_text(calendar, encoding="utf-8")
    sentences = acme / "templates" / "sentences.j2"
    sentences.write_text(sentences.read_text(encoding="utf-8") + "{# own #}", encoding="utf-8")
    notes = " ".join(wian("jurisdiction", "check", "acme", "--json").json["notes"])
    assert (
        "that templates/reminder.j2, templates/life.j2, templates/report.j2 have in English"
        in notes
    )
    assert "Hari Wesak" in read_folder(acme).closed.values()


def test_every_fault_of_templates_and_figures_is_told(acme, wian):
    """All at once, and each once."""
    (acme / "templates" / "external.txt.j2").write_text("{{ x.y }}", encoding="utf-8")
    (acme / "templates" / "head.typ").write_text("#let x = ", encoding="utf-8")
    (acme / "targets.yaml").write_text("default: 5", encoding="utf-8")
    ran = wian("jurisdiction", "check", "acme")
    assert ran.code == 1
    assert ran.err.count("external.txt.j2") == 1
    assert "cannot be set as a page" in ran.err
    assert "targets.yaml line 1: default is 5" in ran.err


def test_commands_take_the_folder(acme, wian):
    """Its offices, its directive, and what goes down them."""
    assert "Example: 5 offices" in wian("offices", "--jurisdiction", "acme").out
    assert wian("plan", "acme/directive.yaml", "--jurisdiction", "acme").code == 0
    assert wian("propagate", "acme/directive.yaml").code == 0
    assert "Our ref: HO-1/2026" in wian("letters", "--office", "head").out
    assert wian("verify").code == 0


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (("new", "../x"), "is no name of a jurisdiction"),
        (("new", "acme"), "is there already"),
        (("new", "b", "--out", "acme/README.md/x"), "cannot be written"),
        (("check", "nowhere"), "is no folder of a jurisdiction"),
        (("check", "thailand"), "thailand is built in, and no folder of yours"),
    ],
)
def test_what_cannot_be_is_refused(acme, wian, typed, why):
    """In a sentence with the remedy."""
    ran = wian("jurisdiction", *typed)
    assert ran.code == 1
    assert why in ran.err


@pytest.mark.parametrize("name", ["life.j2", "reminder.j2", "report.j2"])
def test_a_letter_that_may_be_wanted_later_is_worded_too(acme, wian, name):
    """A directive is not sent live which could not be withdrawn, or reminded of."""
    path = acme / "templates" / name
    macros = path if path.exists() else PLAIN_TEMPLATES / name
    path.write_text(
        macros.read_text(encoding="utf-8").replace("{{ letter.", "{{ lettre."), encoding="utf-8"
    )
    ran = wian("jurisdiction", "check", "acme")
    assert (ran.code, ran.err.count(name)) == (1, 1)
    refused = wian("propagate", "acme/directive.yaml", "--clock", "live")
    assert refused.code == 1
    assert f"The template {name}" in refused.err


def test_a_recorded_template_stays_as_it_was(acme, wian, monkeypatch):
    """Who cannot withdraw a directive of before learns that mending the folder does not help."""
    monkeypatch.setattr(prepare, "_refuse_unfit_templates", lambda _: None)
    path, plain = acme / "templates" / "life.j2", PLAIN_TEMPLATES / "life.j2"
    path.write_text(plain.read_text("utf-8").replace("{{ subject", "{{ subjekt"), encoding="utf-8")
    directive = acme / "directive.yaml"
    later = directive.read_text("utf-8").replace("2026-", "2035-")
    directive.write_text(later, encoding="utf-8")
    sent = wian("propagate", "acme/directive.yaml", "--clock", "live", "--json")
    shutil.copy(plain, path)
    ran = wian("withdraw", sent.json["propagation"], "--reason", "it is over")
    assert ran.code == 1
    assert "The ledger keeps its own copy of the templates" in ran.err


def _changed(path: Path, *changes: tuple[str, str]) -> None:
    """Write a file with other words in it; each must stand there."""
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def test_texts_of_pages_are_held_against_the_pages(acme, wian):
    """As words of letters are: no key and no field that a page does not have."""
    screens = acme / "screens"
    screens.mkdir()
    desk = "nav.inbox: Inbox\nnav.inbocks: X\ndays.left: siku {siku} zimebaki\n"
    (screens / "desk.yaml").write_text(desk, encoding="utf-8")
    reports = "level.kaunti: Kaunti\ncount.hops: 'hatua {count:,}'\ncount.hop: x\n"
    (screens / "reports.yaml").write_text(reports, encoding="utf-8")
    ran = wian("jurisdiction", "check", "acme")
    assert ran.code == 1
    assert "screens/desk.yaml line 2: nav.inbocks is no key of pages; did you mean" in ran.err
    assert "screens/desk.yaml line 3: days.left names {siku}; it has {count}" in ran.err
    assert "screens/reports.yaml line 3: count.hop is no key" in ran.err
    assert "3 faults" in ran.err


def test_labels_and_levels_that_cannot_be_meant_are_noted(acme, wian):
    """Two fields with one label, and words for a level that no office has."""
    _changed(acme / "words.yaml", ("number: Our ref", "number: Date"), ("  unit:", "  stasion:"))
    _changed(acme / "jurisdiction.yaml", ("  branch: [", "  kounty: ["))
    notes = " ".join(wian("jurisdiction", "check", "acme", "--json").json["notes"])
    assert "labels.number and labels.date in words.yaml are both 'Date'" in notes
    assert "stasion under groups in words.yaml is no level or kind" in notes
    assert "did you mean station?" in notes
    assert "kounty under levels in jurisdiction.yaml is no level or kind" in notes


def test_a_fault_of_a_macro_is_told_with_its_own_line(acme, wian):
    """And a macro that is not there by its name and what it is given."""
    sentences = acme / "templates" / "sentences.j2"
    _changed(sentences, ("macro counted", "macro kounted"), ("{{ unit }}", "{{ yunit }}"))
    text = sentences.read_text(encoding="utf-8").splitlines()
    line = next(n for n, each in enumerate(text, start=1) if "yunit" in each)
    ran = wian("jurisdiction", "check", "acme")
    assert f"sentences.j2, line {line} cannot be filled in: 'yunit' is undefined" in ran.err
    _changed(sentences, ("{{ yunit }}", "{{ unit }}"))
    ran = wian("jurisdiction", "check", "acme")
    assert "The template sentences.j2 lacks the macro counted(title, count)" in ran.err
    assert "TemplateModule" not in ran.err


def test_the_own_form_of_a_citation_joins_a_chain_or_is_noted(acme, wian):
    """The sample is read back; a macro that cannot be read is told of."""
    sentences = acme / "templates" / "sentences.j2"
    _changed(
        sentences, ("\nLetter{% if", "\nBarua{% if"), (" from {{ office }}", " toka {{ office }}")
    )
    checked = wian("jurisdiction", "check", "acme", "--json").json
    assert "Barua AA-1/2026 of 2 March 2026 toka" in checked["sample"]
    assert "chain" not in " ".join(checked["notes"])
    _changed(sentences, (" toka {{ office }}", " toka {{ office | upper }}"))
    notes = " ".join(wian("jurisdiction", "check", "acme", "--json").json["notes"])
    assert "Letters on paper are not joined to a chain" in notes


def test_holidays_are_listed_to_be_held_against_the_gazette(acme, wian):
    """This year's and the next's; and an id that another jurisdiction has is noted."""
    _changed(acme / "calendar.yaml", ("# holidays: PH", "holidays: KE"))
    _changed(acme / "jurisdiction.yaml", ("id: acme", "id: indonesia"))
    checked = wian("jurisdiction", "check", "acme", "--json").json
    assert {each["date"][5:] for each in checked["holidays"]} >= {"01-01", "12-12"}
    assert len({each["date"][:4] for each in checked["holidays"]}) == len(("this", "next"))
    assert "id: indonesia in jurisdiction.yaml is also that of" in " ".join(checked["notes"])
    assert "Holidays, to be held against the gazette: " in wian("jurisdiction", "check", "acme").out
