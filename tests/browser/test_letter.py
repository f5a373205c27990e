"""A letter on a screen: its lines end where words end, on a telephone and on paper's width."""

from __future__ import annotations

import base64
from dataclasses import replace

import fontpkg_sarabun
import pytest

from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.thailand.line_breaks import pieces
from wian.ledger.read.recorded import letter as letter_of
from wian.letters.line_breaks import names_in
from wian.letters.text_and_html import render

_LINES = """() => [...document.querySelectorAll(".lines")].map(element => {
  const lines = [], range = document.createRange();
  let line = "", top = null;
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node; node = walker.nextNode();) {
    for (let at = 0; at < node.data.length; at++) {
      range.setStart(node, at); range.setEnd(node, at + 1);
      const box = [...range.getClientRects()].filter(each => each.width).pop();
      if (box && top !== null && box.top > top + 8) { lines.push(line); line = ""; }
      if (box) top = box.top;
      line += node.data[at];
    }
  }
  return [...lines, line];
})"""
"""The text of each element, line by line, as the browser set it."""


@pytest.fixture
def font():
    """The letters' font, since a bare machine has none with Thai letters."""
    file = next((fontpkg_sarabun.ROOT / "files").glob("*Sarabun-Regular.ttf"))
    data = base64.b64encode(file.read_bytes()).decode()
    return f'@font-face {{ font-family: "Letter"; src: url(data:font/ttf;base64,{data}); }}'


@pytest.mark.parametrize("wide", [320, 360, 820], ids=["small phone", "phone", "paper"])
@pytest.mark.parametrize("office", ["phitsanulok", "dla", "opm"])
def test_every_line_ends_where_a_word_ends_and_nothing_sticks_out(
    browser, gecc_sent, font, office, wide
):
    """No browser's own dictionary parts a place, a date or a word of office."""
    address = "registry-of-the-whole-department@circulars.example.go.th"
    whole = letter_of(gecc_sent.ledger, gecc_sent.plan.id, office).letter
    letter = replace(whole, drafted_by=(*whole.drafted_by, f"ไปรษณีย์ {address}"))
    page = browser.new_page(viewport={"width": wide, "height": 900})
    try:
        page.set_content(render(letter, gecc_sent.plan.jurisdiction, "html"))
        page.add_style_tag(content=font)
        page.evaluate("document.fonts.ready")
        assert page.evaluate("document.documentElement.scrollWidth") <= wide
        texts = page.evaluate(_LINES)
    finally:
        page.close()
    assert sum(len(lines) for lines in texts) > len(texts)
    for lines in texts:
        ends = _ends("".join(lines), names_in(letter, jurisdiction("thailand").wording))
        at = 0
        for line in lines[:-1]:
            at += len(line)
            assert at in ends or address[:20] in line, f"{line}|{''.join(lines)[at : at + 20]}"


def _ends(text, names):
    """Where lines of a text may end."""
    found, at = set(), 0
    for piece in pieces(text, names):
        at += len(piece)
        found |= {at, at - (len(piece) - len(piece.rstrip()))}
    return found
