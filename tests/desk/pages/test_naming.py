"""Stories of what the desk calls an office: by the name that its reader reads, marked as such."""

from __future__ import annotations

import csv
import html
import io
import re
import shutil
from pathlib import Path

import pytest

from wian.ledger.access.permissions import Role
from wian.office.actor import Acting
from wian.office.answer import answer

OFFICES = Path(__file__).resolve().parents[3] / "examples" / "gecc-2564" / "offices.yaml"
ORIGIN = {
    "th": "สำนักงานปลัดสำนักนายกรัฐมนตรี",
    "en": "Office of the Permanent Secretary, Prime Minister's Office",
}
MINISTRY = {"th": "กระทรวงมหาดไทย", "en": "Ministry of Interior"}
DEPARTMENT = {"th": "กรมส่งเสริมการปกครองท้องถิ่น", "en": "Department of Local Administration"}
PROVINCE = {"th": "จังหวัดพิษณุโลก", "en": "Phitsanulok"}
DISTRICT = {"th": "อำเภอเมืองพิษณุโลก", "en": "Mueang Phitsanulok"}
_MARKED = re.compile(r'<(\w+)[^>]* lang="(\w+)">([^<]+)<')


@pytest.fixture(params=["th", "en"])
def language(request):
    return request.param


@pytest.fixture
def at(drill):
    """A browser of an office, in which a language was chosen."""

    def sit_down(office, language):
        browser = drill.at(office)
        browser.send("/language", page="/", language=language)
        return browser

    return sit_down


@pytest.fixture
def marked():
    """The texts of a page, or of one kind of its elements, that say which language they are in."""

    def read(page, element=None):
        found = _MARKED.findall(page.text)
        return [(lang, html.unescape(text)) for tag, lang, text in found if element in (None, tag)]

    return read


def test_every_page_calls_the_own_office_by_the_readers_name(drill, at, marked, language):
    """In the header of each, and in the heading of lists and settings."""
    drill.reach("phitsanulok")
    browser = at("phitsanulok", language)
    drill.living.stamp(drill.ledger, drill.plan, "phitsanulok")
    own, other = (language, PROVINCE[language]), PROVINCE["en" if language == "th" else "th"]
    for path in ("/", "/outgoing", "/office", f"/s/{drill.plan.id}/opm"):
        names = marked(browser.get(path))
        assert names.count(own) == 2, path
        assert other not in [text for _, text in names], path
    for path in (drill.path, f"{drill.path}/draft", f"{drill.path}/draft/edit"):
        assert own in marked(browser.get(path), "span"), path


def test_pages_beside_the_letters_call_the_own_office_by_its_name(drill, at, marked, language):
    """The change of the password, and a page that there is not: an id is nobody's name."""
    drill.reach("phitsanulok")
    browser = at("phitsanulok", language)
    own = (language, PROVINCE[language])
    for path, status in (("/password", 200), ("/letters/nothing", 404)):
        page = browser.get(path)
        assert page.status_code == status
        assert own in marked(page, "span"), path
        assert "phitsanulok" not in page.text


def test_the_way_of_a_letter_names_each_office_to_its_reader(drill, at, marked, language):
    """The chain and who issued the letter in the reader's words; the letter itself as printed."""
    drill.reach("phitsanulok")
    page = at("phitsanulok", language).get(drill.path)
    way = [(language, each[language]) for each in (ORIGIN, MINISTRY, DEPARTMENT, PROVINCE)]
    assert marked(page, "b") == way
    assert (language, DEPARTMENT[language]) in marked(page)
    paper = page.text.partition('<div class="paper" lang="th">')[2].partition("</figure>")[0]
    assert MINISTRY["th"] in paper.replace("<wbr>", "")
    assert MINISTRY["en"] not in paper
    inbox = at("dla", language).get("/").text
    assert f'<p class="from"><span lang="{language}">{MINISTRY[language]}</span>' in inbox


def test_recipients_stand_in_the_order_of_the_names_shown(drill, at, marked, language):
    """English names first on the English desk; an office without one keeps its own, as Thai."""
    drill.reach(drill.living.leaf)
    page = at("phitsanulok", language).get(drill.sent)
    names = marked(page, "th")
    silent = [text for _, text in names[:-1]]
    assert names[-1] == (language, DISTRICT[language])
    assert silent == sorted(silent)
    assert len(silent) == 11
    assert ("th", "เทศบาลนครพิษณุโลก") in names
    assert (language, {"th": "อำเภอวังทอง", "en": "Wang Thong"}[language]) in names


def test_a_draft_lists_its_recipients_as_its_follow_up_will(drill, at, marked, language):
    """The same names in the same order, before and after the letter is out."""
    drill.reach("phitsanulok")
    drill.living.stamp(drill.ledger, drill.plan, "phitsanulok")
    browser = at("phitsanulok", language)
    page = browser.get(f"{drill.path}/draft")
    listed = _MARKED.findall(
        page.text.partition('<ol class="recipients">')[2].partition("</ol>")[0]
    )
    browser.send(f"{drill.path}/issue", page=f"{drill.path}/draft", revision=0, read="yes")
    assert [(lang, name) for _, lang, name in listed] == marked(browser.get(drill.sent), "th")


@pytest.fixture
def asked(drill, living):
    """A drill that ends at the districts, one of which has answered."""
    ask = {"to": {"levels": ["district"]}, "text": "รายงานความพร้อม", "answer_by": "2030-02-28"}
    plan = living.plan(id="readiness", asks=[ask], addressees=[{"levels": ["district"]}])
    office = "phitsanulok.mueang-phitsanulok"
    living.begin(drill.ledger, plan)
    living.reach(drill.ledger, plan, office)
    living.stamp(drill.ledger, plan, office)
    answer(Acting(drill.ledger, plan, office, by="x", now=living.later(50)), "พร้อม", key="k" * 16)
    return f"/outgoing/{plan.id}"


def test_answers_bear_the_readers_names_and_their_file_the_own(asked, at, marked, language):
    """Whoever takes the file along, it is the same for the next program."""
    browser = at("phitsanulok", language)
    assert marked(browser.get(asked), "th")[-1] == (language, DISTRICT[language])
    file = browser.get(f"{asked}/answers.csv").content.decode("utf-8-sig")
    (row,) = [row for row in csv.DictReader(io.StringIO(file)) if row["answered"]]
    assert row["name"] == DISTRICT["th"]


RENAMED = {"th": "จังหวัดสองแคว", "en": "Song Khwae"}
"""What the province is called from some day on."""


@pytest.fixture
def renamed(living, tmp_path):
    """A directive down the same offices, among which the province has another name."""
    text = OFFICES.read_text(encoding="utf-8")
    for language, name in PROVINCE.items():
        key = {"th": "name", "en": "name_en"}[language]
        assert text.count(f" {key}: {name}\n") == 1
        text = text.replace(f" {key}: {name}\n", f" {key}: {RENAMED[language]}\n")
    path = tmp_path / OFFICES.name
    path.write_text(text, encoding="utf-8")
    shutil.copy(OFFICES.with_name("local-bodies.csv"), tmp_path)
    return living.plan(id="after", hierarchy=str(path))


def test_every_header_bears_the_name_in_force(drill, at, marked, renamed, language):
    """Also that of an older letter, and whichever page was opened last; its way stays as it was."""
    drill.reach("phitsanulok")
    browser = at("phitsanulok", language)
    pages = ("/", drill.path, "/outgoing", "/office", "/password", "/letters/nothing") * 2
    old, new = (language, PROVINCE[language]), (language, RENAMED[language])
    assert {marked(browser.get(path), "span")[0] for path in pages} == {old}
    drill.living.begin(drill.ledger, renamed, drill.living.later(40))
    assert {marked(browser.get(path), "span")[0] for path in pages} == {new}
    assert old in marked(browser.get(drill.path), "b")


def test_the_english_desk_names_senders_and_urgency_in_english(drill, living):
    """In the inbox and on the letter; a letter's own words stay as they are."""
    plan = living.plan(id="urgent-drill", urgency="most-urgent")
    living.begin(drill.ledger, plan)
    thai = drill.at("moi")
    for path in ("/", f"/letters/{plan.id}"):
        assert ">ด่วนที่สุด</strong>" in thai.get(path).text
    english = drill.at("moi", Role.OBSERVER)
    english.send("/language", page="/", language="en")
    for path in ("/", f"/letters/{plan.id}"):
        page = english.get(path).text
        assert '<strong class="urgent" lang="en">Most urgent</strong>' in page
        assert "Office of the Permanent Secretary, Prime Minister&#39;s Office</span>" in page


def test_an_empty_tab_says_what_belongs_there(drill):
    """Each its own; a search that finds nothing says so instead."""
    clerk = drill.at("moi")
    assert "ไม่มีหนังสือรอออกต่อ" in clerk.get("/?show=to-issue").text
    assert "ไม่มีหนังสือรอคำตอบ" in clerk.get("/?show=to-answer").text
    assert "ไม่มีหนังสือที่ตรงกับที่เลือก" in clerk.get("/?show=to-issue&q=xyz").text
