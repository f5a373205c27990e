"""A country with nothing of another goes through everything: no word, digit, era or day of one."""

from __future__ import annotations

import json
import re
import unicodedata
import zipfile
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pypdf
import pytest

from wian.delays.clock_choice import ClockChoice
from wian.delays.hop_rows import hop_rows
from wian.desk.app.words import languages
from wian.history.bundle import read_bundle
from wian.imports.bundles import import_bundle
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.database import open_ledger
from wian.ledger.read.recorded import hop_records, letters, receptions
from wian.ledger.read.sql_query import asking
from wian.letters.copies import Copy
from wian.letters.oddities import proofread
from wian.letters.pages.export import content_of
from wian.letters.pages.site import Circular, write_site
from wian.office.actor import Acting
from wian.office.joint_issue import issue
from wian.office.letter_pages import Cabinet, Trimmings
from wian.office.stamp import receive
from wian.propagation.plan import record
from wian.propagation.prepare import prepare
from wian.propagation.request import PropagationRequest
from wian.reports.bottlenecks.overview import find
from wian.reports.charts import chart_files
from wian.reports.html.figures import CHARTS
from wian.reports.html.report import report_page
from wian.reports.latency.report import LatencyQuestion, latency
from wian.reports.scope.recorded_hops import frame_of

OFFICES = Path(__file__).parents[1] / "plugins" / "erewhon"
ZONE = ZoneInfo("Asia/Kathmandu")
START = Instant.of(datetime(2026, 1, 4, 10, 0, tzinfo=ZONE), ZONE)
"""A Sunday morning, on which offices work there."""
_ERA = "2569"
_WEEKEND = (4, 5)


def _foreign(text: str) -> str:
    """What no page of the country may hold: letters of another script, or years of another era."""
    letters_ = {sign for sign in text if sign.isalpha() and "LATIN" not in unicodedata.name(sign)}
    named = re.findall(r'thai|bangkok|buddhist|lang="th"', text, re.IGNORECASE)
    return "".join(sorted(letters_)) + " ".join([*named, *re.findall(_ERA, text)])


@pytest.fixture(scope="module")
def country(abroad):
    return jurisdiction("erewhon")


@pytest.fixture(scope="module")
def parts(abroad):
    """The letters that offices received, with their stamps."""
    cabinet = Cabinet(abroad.ledger, abroad.plan, Trimmings("https://e.example/"))
    offices = [hop.recipient for hop in abroad.plan.route.hops]
    return [cabinet.parts(office, Copy.RECEIVED) for office in offices]


NO_BREAKS = {0xA0: " ", 0x2060: None}
"""What keeps a line together in Word, as it is read."""


def _text(ending: str, content: bytes) -> str:
    """All the words of a file."""
    if ending == ".pdf":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages)
    if ending == ".docx":
        with zipfile.ZipFile(BytesIO(content)) as file:
            names = [name for name in file.namelist() if not name.endswith(".png")]
            return "\n".join(file.read(name).decode().translate(NO_BREAKS) for name in names)
    return content.decode()


def _letters(abroad):
    return letters(abroad.ledger, abroad.plan.id)


@pytest.mark.parametrize("ending", [".txt", ".html", ".pdf", ".docx", ".json"])
def test_letters_are_the_countrys_alone(abroad, country, parts, ending):
    """In every form, on every page: its numbers, its dates, its salutation."""
    for part in parts:
        text = _text(ending, content_of(ending, part, country))
        assert _foreign(text) == ""
        assert re.search(r"[A-Z0-9]+-1/2026", text)
        if ending != ".json":
            assert re.search(r"\d{1,2} January 2026", text)
            assert "Esteemed" in text


def test_an_enclosure_without_a_count_is_one_set_there(abroad):
    """In the country's words, which the directive then holds."""
    assert [each.count for each in abroad.plan.directive.enclosures] == ["one set"]
    (first, *_) = _letters(abroad)
    assert first.letter.enclosures == ("table of gauges (one set)",)
    assert first.letter.addressed_to == "every governor"


def test_a_clause_that_begins_as_the_sentence_does_is_noticed(abroad, country):
    """By the country's own words, between its blanks."""
    ask = abroad.plan.directive.asks[0].model_copy(update={"text": "to read its gauges"})
    odd = abroad.plan.directive.model_copy(update={"asks": (ask,)})
    told = proofread(odd, [abroad.plan.hierarchy.office("crown")], country.wording)
    assert len(told) == 1
    assert told[0].startswith("asks.0.text begins with to")


def test_its_circulars_are_published(abroad, country, tmp_path):
    """A site by its own templates, a folder for each Gregorian year."""
    sent = [Circular(each.letter, ("Governor of the North",)) for each in _letters(abroad)]
    write_site("Crown Chancery", sent, tmp_path / "site", country, base_url="https://e.example/")
    pages = [path for path in (tmp_path / "site").rglob("*") if path.is_file()]
    text = "".join(path.read_text(encoding="utf-8") for path in pages)
    assert "2026.html" in {path.name for path in pages}
    assert "CC-1/2026" in text
    assert _foreign(text) == ""


def test_a_reminder_is_in_its_words(abroad):
    """With its dates and its number."""
    first, day = next(iter(_letters(abroad))).letter, date(2026, 1, 18)
    reminder = abroad.plan.reminding.remind(
        first, ["north"], owed="reception", due=day, number="CC-2/2026", dated=day
    )
    assert reminder.subject == "Reminder: the reception"
    assert reminder.paragraphs[1].endswith("which was due on 18 January 2026.")
    assert _foreign(repr(reminder)) == ""


def test_its_offices_rest_on_friday_and_saturday(abroad):
    """Nobody stamps or writes on its weekend, at night or on its own holiday, on its own clock."""
    hops = hop_records(abroad.ledger, abroad.plan.id)
    known = [m for hop in hops for m in (hop.issued, hop.received, hop.ready, hop.forwarded) if m]
    at = [moment.local(ZONE) for moment in known if moment.precision is Precision.MINUTE]
    assert len(at) > len(hops)
    assert {each.weekday() for each in at}.isdisjoint(_WEEKEND)
    assert date(2026, 1, 6) not in {each.date() for each in at}
    assert all(9 <= each.hour < 15 or (each.hour, each.minute) == (15, 0) for each in at)
    shown = json.dumps(hop_rows(hops, abroad.plan.working, None), default=str)
    assert "+05:45" in shown
    assert _foreign(shown) == ""


def test_the_sql_views_show_its_local_time(abroad):
    """Days, minutes and their offset are those of its clock, as in the rows of hops."""
    url = f"sqlite:///{abroad.folder / 'ledger.db'}"
    question = "SELECT issued_at, received_at, ready_at, forwarded_at FROM hops ORDER BY 1, 2, 3"
    with asking(url, question) as answer:
        shown = [*answer.rows]
    rows = hop_rows(hop_records(abroad.ledger, abroad.plan.id), abroad.plan.working, None)
    names = ("issued_at", "received_at", "ready_at", "forwarded_at")
    assert sorted(shown, key=str) == sorted(
        (tuple(row[name] for name in names) for row in rows), key=str
    )
    assert shown[0][0].endswith("+05:45")


def test_its_own_letters_come_back_in(abroad, country, parts, empty_ledger):
    """What was made is read from its data, and recorded under the same numbers."""
    files = []
    for number, part in enumerate(parts):
        files.append(abroad.folder / f"{number}.pdf")
        files[-1].write_bytes(content_of(".pdf", part, country))
    bundle = read_bundle(files, country, abroad.plan.hierarchy)
    assert {each.number.value for each in bundle.letters} == {
        each.letter.number for each in letters(abroad.ledger, abroad.plan.id)
    }
    imported = import_bundle(empty_ledger, bundle, abroad.plan.hierarchy, country, START)
    assert imported.chains
    for chain in imported.chains:
        kept = [each.letter for each in letters(empty_ledger, chain.propagation)]
        stamped = list(receptions(empty_ledger, chain.propagation))
        assert chain.letters == len(kept) > 0
        assert stamped
        assert _foreign(repr(kept) + repr(stamped) + repr(bundle.findings)) == ""


def test_a_report_of_it_is_in_its_words(abroad):
    """Its own where its catalogue has them, English beside, and no other."""
    frame = frame_of(abroad.ledger, [abroad.plan.id])
    found = find(frame)
    page = report_page(found, [abroad.plan.directive])
    page = re.sub(r"url\(data:font[^)]*\)", "", page).replace('"Noto Sans Thai"', "")
    assert _foreign(page) == ""
    assert '<html lang="qaa">' in page
    assert "Sretteltroper" in page
    assert 'lang="qaa">yaw eht no</span> <span class="en" lang="en">on the way</span>' in page
    drawn = "".join(_drawn(found))
    assert re.search(r">\d+ Naj 2026<", drawn)
    assert _foreign(drawn) == ""
    table = latency(frame.lazy(), LatencyQuestion())
    assert table.height
    assert _foreign(table.write_csv()) == ""


def _drawn(found) -> list[str]:
    made = (chart.draw(found, 1050) for chart in CHARTS.values())
    return [chart_files.svg(each) for each in made if each is not None]


def test_without_a_catalogue_a_report_has_one_language(abroad):
    """English alone, once."""
    found = find(frame_of(abroad.ledger, [abroad.plan.id]))
    page = report_page(replace(found, country=replace(found.country, words=None)))
    assert '<html lang="en">' in page
    assert 'lang="en">' not in page.partition("<body>")[2].partition("<script")[0].replace(
        '<p class="hint" lang="en">Without scripts', ""
    ).replace('<span lang="en">', "")
    assert page.count("All offices") == 1


@pytest.fixture
def live_abroad(abroad, tmp_path, opened_desk):
    """The same directive live: the origin wrote on a Sunday, a region has stamped and written."""
    plan = prepare(
        PropagationRequest(directive=str(OFFICES / "directive.yaml"), clock=ClockChoice.LIVE)
    )
    with open_ledger(f"sqlite:///{tmp_path / 'live.db'}") as ledger:
        record(ledger, plan, START)
        issue(Acting(ledger, plan, "crown", by="crown Chancellor", now=START))
        later = Instant(START.minute + 45, Precision.MINUTE)
        for position in range(2):
            receive(Acting(ledger, plan, "north", by="north clerk", now=later), position=position)
        yield plan, opened_desk(ledger, START.minute + 60, jurisdiction="erewhon")


def _pages(browser, plan) -> dict[str, str]:
    paths = ("/", f"/letters/{plan.id}", f"/letters/{plan.id}/draft", "/outgoing", "/office")
    return {path: browser.follow(path).text for path in (*paths, "/nowhere", "/password")}


def test_its_desk_speaks_its_language_or_english(live_abroad):
    """Every page, refusals too; its day and time as its offices write them."""
    plan, desk = live_abroad
    browser = desk.signed_in("north", "clerk")
    shown = _pages(browser, plan)
    assert {path: _foreign(text) for path, text in shown.items()} == dict.fromkeys(shown, "")
    assert all('<html lang="qaa">' in text for text in shown.values())
    assert "Xobni" in shown["/"]
    letter = shown[f"/letters/{plan.id}"]
    assert "2026-01-04 ta 10:45" in letter
    assert "CC-1/2026" in letter
    assert browser.send("/language", page="/", language="th").status_code == 422
    assert browser.send("/language", page="/", language="en", next="/").status_code == 303
    english = _pages(browser, plan)
    assert {path: _foreign(text) for path, text in english.items()} == dict.fromkeys(english, "")
    assert "4 Jan 2026, 10:45" in english[f"/letters/{plan.id}"]


def test_its_letters_go_out_from_its_desk(live_abroad):
    """As PDF with its own form, once the region has issued its own."""
    plan, desk = live_abroad
    acting = Acting(desk.ledger, plan, "north", by="north clerk", now=desk.watch())
    issue(acting)
    browser = desk.signed_in("north", "clerk")
    for path in (f"/letters/{plan.id}/letter.pdf", f"/outgoing/{plan.id}/letter.pdf"):
        answer = browser.get(path)
        assert answer.status_code == 200
        assert _foreign(_text(".pdf", answer.content)) == ""
    assert _foreign(browser.follow(f"/outgoing/{plan.id}").text) == ""


def test_a_desk_without_a_catalogue_offers_no_other_language(country):
    """English alone, and nothing to choose."""
    (only,) = languages(replace(country, words=None))
    assert (only.tag, only.own) == ("en", False)
    (own,) = languages(replace(country, language="en"))
    assert (own.tag, own.own) == ("en", True)


def test_its_commands_print_nothing_of_another(abroad, wian):
    """Offices and plan, in the terminal and as JSON."""
    directive = OFFICES / "directive.yaml"
    for command in (
        ("offices", "--jurisdiction", "erewhon"),
        ("offices", "--file", OFFICES / "offices.yaml"),
        ("plan", directive),
        ("plan", directive, "--json"),
    ):
        ran = wian(*command)
        assert (ran.code, _foreign(ran.out + ran.err)) == (0, "")
