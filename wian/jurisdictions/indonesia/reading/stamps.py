"""Reception stamps on Indonesian letters: office, desk, nomor agenda, day and time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from wian.jurisdictions.indonesia.written_moments import IndonesianDates
from wian.jurisdictions.paper import PaperLine, Reading, ReadStamp
from wian.jurisdictions.paper_reader import StampBlock
from wian.kit.errors import Unfit
from wian.kit.likeness import squeezed

_SHEET = re.compile(r"^\s*LEMBAR(?:AN)? DISPOSISI\s*$", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*(?:Nomor|No\.?)\s+Agenda\s*:?\s*(?P<number>\d{1,9})\s*$", re.IGNORECASE)
_DAY = re.compile(
    r"^\s*(?:Tanggal|Tgl\.?)(?:\s+(?:Terima|diterima))?\s*:?\s*(?P<rest>.+)$", re.IGNORECASE
)
_CLOCK = re.compile(
    r"^\s*(?:Pukul|Jam)\s*:?\s*(?P<rest>\d{1,2}[.:]\d\d)(?:\s*WI(?:B|TA|T))?\s*$", re.IGNORECASE
)
_ROOM = re.compile(r"^\s*Disposisi\s*:?\s*$", re.IGNORECASE)
_MOST = 4
_DATES = IndonesianDates()


def stamp_blocks(lines: Sequence[PaperLine], source: str, trust: float) -> Iterator[StampBlock]:
    """Every stamp among the lines of a document, by its agenda number."""
    for at, line in enumerate(lines):
        if found := _NUMBER.match(line.text):
            yield _block(lines, at, found["number"], source, trust)


def sheet_pages(lines: Sequence[PaperLine]) -> frozenset[int]:
    """The pages that are disposition sheets, by their title."""
    return frozenset(line.page for line in lines if _SHEET.match(line.text))


def before_sheet(lines: Sequence[PaperLine]) -> Sequence[PaperLine]:
    """What stands before the first sheet of a document without pages; all where there is none."""
    titles = (at for at, line in enumerate(lines) if _SHEET.match(line.text))
    return lines[: next(titles, len(lines))]


def number_of(block: StampBlock) -> str | None:
    """The agenda number of a stamp."""
    number = block.stamp.receipt_number
    return number.value if number else None


def _block(
    lines: Sequence[PaperLine], at: int, number: str, source: str, trust: float
) -> StampBlock:
    above = _heading(lines, at)
    taken, day, clock = [*above, at], "", ""
    for place in range(at + 1, min(at + _MOST, len(lines))):
        text = lines[place].text
        if found := _DAY.match(text):
            day = squeezed(found["rest"])
        elif found := _CLOCK.match(text):
            clock = found["rest"]
        elif not _ROOM.match(text):
            break
        taken.append(place)
    desk, office = _named(lines, above, trust)
    line = lines[at]
    stamp = ReadStamp(
        desk=desk,
        receipt_number=Reading(number, number, None, line.number, trust),
        moment=_moment(f"{day} {clock}".strip(), line.number, trust),
        units=(),
        source=source,
        first_line=lines[taken[0]].number,
        last_line=lines[taken[-1]].number,
        heading=office,
    )
    return StampBlock(stamp, tuple(taken), line.page)


def _heading(lines: Sequence[PaperLine], at: int) -> list[int]:
    """Desk and office, the two lines above, as far as they are there."""
    above: list[int] = []
    for place in range(at - 1, max(at - 3, -1), -1):
        if not lines[place].text.strip() or lines[place].page != lines[at].page:
            break
        above.insert(0, place)
    return above


def _named(
    lines: Sequence[PaperLine], above: Sequence[int], trust: float
) -> tuple[Reading[str] | None, Reading[str] | None]:
    names = [
        Reading(squeezed(lines[at].text), squeezed(lines[at].text), None, lines[at].number, trust)
        for at in above
    ]
    desk = names[-1] if names else None
    return desk, names[0] if len(names) > 1 else None


def _moment(text: str, line: int, trust: float) -> Reading[date | datetime] | None:
    if not text:
        return None
    try:
        return Reading(text, _DATES.moment(text), None, line, trust)
    except Unfit:
        return Reading(text, None, None, line, 0.0)
