"""Stories of the guide that is the desk's help: for each page, in each language, and safe."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from wian.desk.app.help_guide import guide_of, read_guide
from wian.desk.app.page_templates import HERE
from wian.desk.app.words import languages
from wian.desk.views.inbox import State
from wian.jurisdictions.countries import jurisdiction

GUIDES = [
    (language, guide_of(language, country))
    for country in map(jurisdiction, ("indonesia", "thailand"))
    for language in languages(country)
]
each_guide = pytest.mark.parametrize(
    ("language", "guide"), GUIDES, ids=[guide.title for _, guide in GUIDES]
)


def _topics():
    """Each page by its template; that of a letter by what is to be done with it."""
    pages = {
        path.name.partition(".")[0]
        for path in (HERE / "templates").glob("*.j2")
        if '{% extends "base.html.j2" %}' in path.read_text("utf-8")
    }
    return {*pages, *(state.value for state in State)} - {"help"}


@each_guide
def test_every_page_has_a_section_that_helps(language, guide):
    """Who presses Help lands where the page is explained; a new page needs a section too."""
    assert guide.tag == language.tag
    assert len(_topics()) > 15
    for topic in _topics():
        path, _, anchor = guide.address(topic).partition("#")
        assert path == "/help"
        assert anchor, f"no section of wian/desk/words/help.md is for {topic}"
        assert guide.body.count(f'<h2 id="{anchor}">') == 1


@each_guide
def test_bold_words_stand_on_the_screen(language, guide):
    """A button that was renamed is renamed in the guide; the word that explains bold is none."""
    _explained, *bold = re.findall(r"<strong>(.+?)</strong>", guide.body)
    assert len(bold) > 30
    shown = set(language.words.values())
    assert [each for each in bold if not any(text.startswith(each) for text in shown)] == []


@each_guide
def test_the_keys_are_those_of_the_pages(language, guide):
    """Every shortcut that a template or the script knows, and no other."""
    templates = "".join(path.read_text("utf-8") for path in (HERE / "templates").glob("*.j2"))
    known = {*re.findall(r'data-key="(.)"', templates), "j", "k", "x"}
    keys = guide.body.partition('<h2 id="keys">')[2]
    assert set(re.findall(r"<code>(.)</code>", keys)) == known


def test_the_guides_say_the_same():
    """The same sections in the same order, whatever the language."""
    _, first = GUIDES[0]
    for _, guide in GUIDES:
        assert [anchor for anchor, _ in guide.sections] == [anchor for anchor, _ in first.sections]
        assert guide.topics == first.topics


def test_a_country_without_a_guide_of_its_own_has_the_english_one(tmp_path):
    """It says so to screen readers: the page stays in the reader's language, the guide does not."""
    country = jurisdiction("thailand")
    (tmp_path / "desk.yaml").write_text("language.name: ไทย", "utf-8")
    other = replace(country, words=tmp_path)
    own, english = languages(other)
    assert own.tag == "th"
    assert guide_of(own, other) is guide_of(english, other)
    assert guide_of(own, other).tag == "en"


def test_markup_in_a_guide_is_text():
    """Nothing of a Markdown file becomes a script, a frame, a form or a link to elsewhere."""
    text = """# Title

<!-- help: inbox -->
## Heading <b>bold</b>

<script>alert(1)</script> and <img src=x onerror=alert(1)>

[a](javascript:alert(1)) [b](https://elsewhere.test/) <https://elsewhere.test/> ![p](x.png)
"""
    guide = read_guide(text, "en")
    tags = set(re.findall(r"<(/?[a-z0-9]+)", guide.body))
    assert tags == {"h2", "/h2", "p", "/p"}
    assert "&lt;script&gt;" in guide.body
    assert guide.sections == (("inbox", "Heading <b>bold</b>"),)
    assert guide.address("unknown") == "/help"
