"""Which letters does an Indonesian letter name, and whom does its opening name as its chain?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wian.jurisdictions.indonesia.dates import MONTH, first_date
from wian.jurisdictions.paper import Citation, CitationPlace, Reading

_LONGEST = 4000
_PERSON = r"(?:Sdr|Saudara|Bapak|Ibu)\b"
_OFFICE = rf"(?P<office>(?!{_PERSON})[A-Z][^,;.:]{{2,119}}?)"
_DATED = rf"\d{{1,2}} (?i:{MONTH})\.? \d{{4}}"
_CITED = re.compile(
    rf"\b[Ss]urat(?: [Ee]daran)? {_OFFICE}?\s*(?:[Nn]omor|No\.)\s*:?\s*"
    rf"(?P<number>[\w.]+(?:\s?[/-]\s?[\w. ]+?)+)"
    rf"(?=,|;|\.?$|\.\s|\s(?:tanggal|tgl\.?|hal|perihal|tentang|sebagaimana|dan)\b)"
    rf"(?:,?\s*(?:tanggal|tgl\.?)\s+(?P<dated>{_DATED}))?"
)
_FOLLOWED = re.compile(r"^\s*(?:Menindaklanjuti|Meneruskan|Berdasarkan|Menunjuk)\s+[Ss]urat\s+")
_NEXT = re.compile(r"\s*,?\s*yang meneruskan surat\s+")
_END = re.compile(r",?\s*(?:dengan ini|bersama ini|disampaikan|dengan hormat)\b")
_BEHIND = re.compile(r"\s*,?\s*(?:[Nn]omor|No\.|tanggal|hal|perihal|tentang|sebagaimana)\b.*")


def citations_of(
    text: str, place: CitationPlace, line: int | None, trust: float
) -> Iterator[Citation]:
    """The letters that a text names by their numbers, in its order."""
    for found in _CITED.finditer(text[:_LONGEST]):
        number = re.sub(r"\s*/\s*", "/", found["number"].strip())
        day = first_date(found["dated"]) if found["dated"] else None
        yield Citation(
            read=found.group(),
            place=place,
            office=found["office"] and found["office"].strip(),
            number=Reading(found["number"].strip(), number, None, line, trust),
            dated=Reading(found["dated"], day, None, line, trust) if found["dated"] else None,
            line=line,
        )


def chain_of(opening: str, line: int | None, trust: float) -> tuple[Reading[str], ...]:
    """The offices whose letters an opening names, each passing on the next one's."""
    start = _FOLLOWED.match(opening[:_LONGEST])
    if start is None:
        return ()
    named = _END.split(opening[start.end() : _LONGEST], maxsplit=1)[0]
    offices = (_BEHIND.sub("", each).strip(" ,") for each in _NEXT.split(named))
    return tuple(Reading(each, each, None, line, trust) for each in offices if each)
