"""Stories of somebody at the desk who presses Help."""

from __future__ import annotations

import re


def _help_of(page):
    return re.search(r'<a href="(/help[^"]*)"', page.text)[1]


def test_help_leads_to_the_section_about_the_page(drill):
    """A clerk, an officer: each page by what is to be done there, and one that is refused."""
    assert _help_of(drill.desk.browser().get("/sign-in")) == "/help#sign-in"
    ministry = drill.at("moi")
    assert _help_of(ministry.get("/")) == "/help#inbox"
    assert _help_of(ministry.get("/day")) == "/help#day"
    assert _help_of(ministry.get("/nowhere")) == "/help#refusal"
    drill.reach("moi")
    assert _help_of(ministry.get(drill.path)) == "/help#letter"


def test_the_guide_is_read_in_the_readers_language(drill):
    """In the offices' own first; in English for who chose it, with the same anchors."""
    browser = drill.desk.browser()
    thai = browser.get("/help")
    assert thai.status_code == 200
    assert "<h1>คู่มือเจ้าหน้าที่สารบรรณ</h1>" in thai.text
    assert 'aria-current="page">วิธีใช้</a>' in thai.text
    browser.send("/language", page="/help", language="en", next="/help")
    english = browser.get("/help")
    assert "<h1>Work at the desk</h1>" in english.text
    ids = [re.findall(r'<h2 id="([^"]+)"', page.text) for page in (thai, english)]
    assert ids[0] == ids[1]
    assert "inbox" in ids[0]


def test_a_reader_who_has_signed_in_keeps_the_navigation_and_finds_back(drill):
    """Help takes nobody out of their work; who has not signed in sees no name."""
    office = drill.at("moi")
    page = office.get("/help", headers={"Referer": f"{office.address}/outgoing"})
    assert '<a href="/outgoing">‹ กลับไปหน้าเดิม</a>' in page.text
    assert 'action="/sign-out"' in page.text
    assert 'action="/sign-out"' not in drill.desk.browser().get("/help").text
