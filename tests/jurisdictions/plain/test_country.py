"""Letters, hops, pages and imports of an organisation that belongs to no country of the program."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pypdf
import pytest

from hierarchy.office import LetterForm
from wian.delays.clock_choice import ClockChoice
from wian.delays.hop_rows import hop_rows
from wian.history.bundle import read_bundle
from wian.imports.bundles import import_bundle
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.instant import Instant
from wian.jurisdictions.plain.country import NoOwnOffices
from wian.ledger.database import open_ledger
from wian.ledger.proof.verification import verify
from wian.ledger.read.recorded import hop_records, letters
from wian.letters.copies import Copy
from wian.letters.pages.bundle_part import BundlePart
from wian.letters.pages.export import content_of
from wian.letters.pages.site import Circular, write_site
from wian.letters.text_and_html import render
from wian.office.actor import Acting
from wian.office.joint_issue import issue
from wian.office.letter_pages import Cabinet, Trimmings
from wian.office.stamp import receive
from wian.propagation.plan import record
from wian.propagation.prepare import prepare
from wian.propagation.request import PropagationRequest

DIRECTIVE = str(Path(__file__).parent / "water-board" / "directive.yaml")
ZONE = ZoneInfo("Asia/Manila")
START = Instant.of(datetime(2026, 1, 5, 10, 0, tzinfo=ZONE), ZONE)
_OTHERS = re.compile("[\u0e00-\u0e7f]|thai|bangkok|buddhist|2569", re.IGNORECASE)
"""Another country's letters, name, clock and year."""


NO_BREAKS = {0xA0: " ", 0x2060: None}
"""What keeps a line together in Word, as it is read."""


def _text(ending: str, content: bytes) -> str:
    if ending == ".pdf":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages)
    if ending == ".docx":
        with zipfile.ZipFile(BytesIO(content)) as file:
            names = [name for name in file.namelist() if not name.endswith(".png")]
            return "\n".join(file.read(name).decode().translate(NO_BREAKS) for name in names)
    return content.decode()


@pytest.fixture(scope="module")
def parts(board):
    """The letters that offices received, with their stamps."""
    cabinet = Cabinet(board.ledger, board.plan, Trimmings("https://w.example/"))
    return [cabinet.parts(hop.recipient, Copy.RECEIVED) for hop in board.plan.route.hops]


def test_letters_are_as_they_were(board, golden):
    """Every sentence, number and date, in the form that each office writes."""
    sent = {each.office: each.letter for each in letters(board.ledger, board.plan.id)}
    for office, letter in sent.items():
        golden(f"{office}.txt", render(letter, board.country, "text"))
    golden("north.html", render(sent["north"], board.country, "html"))


@pytest.mark.parametrize("ending", [".pdf", ".docx"])
def test_letters_stand_on_paper_as_they_stood(board, ending, same_as_golden):
    """Each line at its place, each paragraph in its style."""
    sent = {each.office: each.letter for each in letters(board.ledger, board.plan.id)}
    content = content_of(ending, (BundlePart(sent["north"]),), board.country)
    same_as_golden(Path(__file__).parent / "golden" / f"north{ending}.txt", content)


@pytest.mark.parametrize("ending", [".html", ".pdf", ".docx", ".json"])
def test_every_form_holds_the_letter_and_nothing_of_a_country(board, parts, ending):
    """Its number, its date and its words."""
    for part in parts:
        text = _text(ending, content_of(ending, part, board.country))
        assert not _OTHERS.search(text)
        assert re.search(r"(WB|NB|SB)-2026-001", text)
        if ending != ".json":
            assert re.search(r"January \d{1,2}, 2026", text)


def test_a_letter_may_be_sealed(board):
    """The third form has a seal in place of a signature, and pages in every medium."""
    first = next(iter(letters(board.ledger, board.plan.id))).letter
    form = LetterForm.STAMPED
    sealed = BundlePart(replace(first, form=form, closing="", signatory=()))
    for ending in (".txt", ".html", ".pdf", ".docx"):
        text = _text(ending, content_of(ending, (sealed,), board.country))
        assert "LETTER OF TRANSMITTAL" in text.upper()
        assert "official seal" in text


def test_offices_work_by_their_own_settings(board):
    """Nobody acts at noon, at night, or on a holiday of the country or of the organisation."""
    calendar = board.country.calendar
    assert calendar.holidays[date(2026, 1, 9)] == "Feast of the town"
    assert date(2026, 2, 25) not in calendar.holidays
    assert "New Year's Day" in calendar.holidays[date(2026, 1, 1)]
    hops = hop_records(board.ledger, board.plan.id)
    at = [
        moment.local(ZONE)
        for hop in hops
        for moment in (hop.issued, hop.received, hop.ready, hop.forwarded)
        if moment
    ]
    minutes = [each.hour * 60 + each.minute for each in at]
    assert all(8 * 60 <= each <= 17 * 60 and not 12 * 60 < each < 13 * 60 for each in minutes)
    assert {each.date() for each in at}.isdisjoint(calendar.holidays)
    shown = json.dumps(hop_rows(hops, board.plan.working, None), default=str)
    assert "+08:00" in shown
    assert not _OTHERS.search(shown)


@pytest.mark.parametrize("data", [True, False], ids=["data", "words"])
def test_its_own_letters_come_back_in(board, parts, empty_ledger, tmp_path, data):
    """From the data in a PDF, and from the words that are printed on it alone."""
    files = []
    for number, part in enumerate(parts):
        files.append(tmp_path / f"{number}.pdf")
        content = content_of(".pdf", part, board.country)
        files[-1].write_bytes(content if data else _without_data(content))
    bundle = read_bundle(files, board.country, board.plan.hierarchy)
    sent = {each.letter.number: each for each in letters(board.ledger, board.plan.id)}
    for each in bundle.letters:
        issued = sent[each.number.value]
        assert (each.office, each.dated.value) == (issued.office, issued.letter.dated)
        assert each.kind is issued.letter.form
        assert each.signatory.value.post in {"General Manager", "Branch Manager"}
        assert len(each.stamps) == (2 if each.stamps[0].office == "north" else 1)
    result = import_bundle(empty_ledger, bundle, board.plan.hierarchy, board.country, START)
    assert sum(chain.letters for chain in result.chains) == len(sent)


def _without_data(content: bytes) -> bytes:
    reader, writer, bare = pypdf.PdfReader(BytesIO(content)), pypdf.PdfWriter(), BytesIO()
    for page in reader.pages:
        writer.add_page(page)
    writer.write(bare)
    return bare.getvalue()


def test_its_circulars_are_published(board, tmp_path):
    """A site of its own, in English."""
    sent = [Circular(each.letter, ("Alba",)) for each in letters(board.ledger, board.plan.id)]
    write_site("Water Board", sent, tmp_path / "site", board.country, base_url="https://w.example/")
    pages = [path for path in (tmp_path / "site").rglob("*") if path.is_file()]
    text = "".join(path.read_text(encoding="utf-8") for path in pages)
    assert "WB-2026-001" in text
    assert "All circulars: 3" in text
    assert not _OTHERS.search(text)


def test_a_reminder_says_what_is_missing(board):
    """With the letter's number and the day on which it was due."""
    first, day = next(iter(letters(board.ledger, board.plan.id))).letter, date(2026, 1, 18)
    reminder = board.plan.reminding.remind(
        first, ["north"], owed="reception", due=day, number="WB-2026-002", dated=day
    )
    assert reminder.subject == "Reminder: registration of a letter received"
    assert reminder.paragraphs == (
        "We refer to letter WB-2026-001 of January 5, 2026 from Water Board: Water gauges of 2026.",
        (
            "Our records show that the letter has not been registered as received. This was due on "
            "January 18, 2026. Please register it and act on it without delay. If you have done so "
            "already, we thank you."
        ),
        "Please give this your urgent attention.",
    )


def test_the_ledger_keeps_what_defines_it(board, monkeypatch, tmp_path):
    """On a machine that never saw the file, the ledger alone proves and restores it."""
    monkeypatch.setenv("WIAN_HOME", str(tmp_path / "elsewhere"))
    assert verify(board.ledger).faults == ()
    again = jurisdiction(board.country.id)
    assert (tmp_path / "elsewhere" / "jurisdictions" / again.id / "definition.json").exists()
    assert again.calendar == board.country.calendar
    assert again.wording.letter_number("WB", 7, 2026, dated=date(2026, 1, 5)) == "WB-2026-007"


def test_its_desk_speaks_english(board, tmp_path, opened_desk):
    """Pages of a live letter, and the letter as PDF, without a setting that names a country."""
    plan = prepare(PropagationRequest(directive=DIRECTIVE, clock=ClockChoice.LIVE))
    with open_ledger(f"sqlite:///{tmp_path / 'live.db'}") as ledger:
        record(ledger, plan, START)
        issue(Acting(ledger, plan, "board", by="board clerk", now=START))
        later = Instant(START.minute + 45, START.precision)
        for position in range(2):
            receive(Acting(ledger, plan, "north", by="north clerk", now=later), position=position)
        desk = opened_desk(ledger, START.minute + 60)
        browser = desk.signed_in("north", "clerk")
        paths = ("/", f"/letters/{plan.id}", f"/letters/{plan.id}/draft", "/outgoing", "/office")
        shown = {path: browser.follow(path).text for path in paths}
        assert [path for path, text in shown.items() if _OTHERS.search(text)] == []
        assert all('<html lang="en">' in text for text in shown.values())
        assert "2026-01-05" in shown[f"/letters/{plan.id}"]
        assert browser.get(f"/letters/{plan.id}/letter.pdf").status_code == 200


def test_plain_has_no_offices_of_its_own():
    """Whoever asks for them is told what to write."""
    with pytest.raises(NoOwnOffices, match="jurisdiction: plain"):
        jurisdiction("plain").build(None)
