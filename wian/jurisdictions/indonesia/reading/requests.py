"""What an Indonesian letter asks, of whom, and between which days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from wian.jurisdictions.indonesia.dates import MONTH, first_date
from wian.jurisdictions.indonesia.reading.fields import ITEM
from wian.jurisdictions.paper import Paragraph
from wian.jurisdictions.paper_reader import ReadRequest

_LONGEST = 4000
_PASSED = re.compile(
    r"\b(?:meneruskan|diteruskan) kepada (?P<doers>[^.;:]{2,200}?) agar (?P<text>[^.;]{4,})",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"(?P<doers>[^.;:,]{2,200}?)\s+(?:diminta|diharapkan|dimohon|wajib)\s+"
    r"(?:(?:untuk|agar|dapat|segera)\s+)*(?P<text>(?!meneruskan|melaksanakan hal)[^.;]{4,})",
    re.IGNORECASE,
)
_POINT = re.compile(r"^(?P<doers>[^.;:]{2,200}?) agar (?P<text>.+)$", re.IGNORECASE)
_BETWEEN = r"(?:sampai dengan|s\.?\s?d\.?|hingga|[-–])"
_SPAN = re.compile(
    rf"(?P<day>\d{{1,2}})(?:\s+(?P<month>{MONTH}))?(?:\s+(?P<year>\d{{4}}))?\s*{_BETWEEN}\s*"
    rf"(?:tanggal\s+)?(?P<last>\d{{1,2}}\s+(?:{MONTH})\s+\d{{4}})",
    re.IGNORECASE,
)


def requests_of(paragraphs: Sequence[Paragraph]) -> Iterator[ReadRequest]:
    """What the paragraphs of a letter ask, points with a number among them."""
    for paragraph in paragraphs:
        text = paragraph.text[:_LONGEST]
        item = ITEM.match(text)
        if item and not _PASSED.search(text):
            point = _POINT.match(item["text"])
            doers, said = (point["doers"], point["text"]) if point else ("", item["text"])
            yield ReadRequest(said.strip(" ."), doers.strip(), paragraph.line)
            continue
        for found in _PASSED.finditer(text) or ():
            yield ReadRequest(found["text"].strip(), found["doers"].strip(), paragraph.line)
        for found in _ASKED.finditer(text):
            yield ReadRequest(found["text"].strip(), found["doers"].strip(), paragraph.line)


def window_in(text: str) -> tuple[date, date] | None:
    """The first span of days that a text names, both days included."""
    for found in _SPAN.finditer(text[:_LONGEST]):
        closes = first_date(found["last"])
        if closes is None:
            continue
        _, month, year = found["last"].split()
        opens = first_date(f"{found['day']} {found['month'] or month} {found['year'] or year}")
        if opens and opens <= closes:
            return opens, closes
    return None
