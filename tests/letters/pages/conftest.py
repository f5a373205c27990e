"""What the tests of pages share: letters of the case, stamps, and reading a PDF back."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time
from difflib import SequenceMatcher

import pypdfium2 as pdfium
import pytest

from hierarchy.office import LetterForm
from wian.letters.drawn_stamp import Stamp
from wian.letters.letter import Letter, Reference

EMBLEM = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 110">'
    b'<path d="M50 5 L95 40 L80 105 L20 105 L5 40 Z" fill="none" stroke="black"/></svg>'
)
LINK = "https://letters.example.go.th/gecc-2564/phitsanulok"
_BLANK = re.compile(r"[\s\u00a0\u200b\ufffe\x00-\x1f]")

Box = tuple[float, float, float, float]


def squeezed(text: str) -> str:
    """A text without any blanks."""
    return _BLANK.sub("", text)


@dataclass(frozen=True)
class Paper:
    """A PDF as pdfium reads it back, page by page."""

    pages: tuple[str, ...]
    boxes: tuple[tuple[Box, ...], ...]
    stamped: tuple[tuple[str, ...], ...]
    beside: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.pages)

    @property
    def lines(self) -> list[str]:
        return [line for page in self.pages for line in page.splitlines()]


def _stamp_boxes(page: pdfium.PdfPage) -> list[Box]:
    """Frames as wide as a stamp (3.9 cm)."""
    wide = 3.9 / 2.54 * 72
    paths = (each.get_bounds() for each in page.get_objects() if each.type == 2)
    return sorted({b for b in paths if abs(b[2] - b[0] - wide) < 2 and b[3] - b[1] > 40})


def _apart(first: Box, second: Box) -> bool:
    left, bottom, right, top = first
    return left >= second[2] or right <= second[0] or bottom >= second[3] or top <= second[1]


def _beside(page: pdfium.PdfTextPage, boxes: Sequence[Box]) -> str:
    """The letters that stand in no frame; one that stands on a frame's edge counts as well."""
    found = []
    for index in range(page.count_chars()):
        left, bottom, right, top = page.get_charbox(index)
        inside = any(
            box[0] <= left and right <= box[2] and box[1] <= bottom and top <= box[3]
            for box in boxes
        )
        touching = right > left and any(not _apart((left, bottom, right, top), b) for b in boxes)
        if not inside:
            letter = page.get_text_range(index, 1)
            assert not touching, f"a stamp covers {letter!r}"
            found.append(letter)
    return squeezed("".join(found))


def read_paper(document: bytes) -> Paper:
    """Read a PDF's text layer, and what its stamps say."""
    pages, boxes, stamped, beside = [], [], [], []
    for page in pdfium.PdfDocument(document):
        text = page.get_textpage()
        pages.append(text.get_text_bounded())
        boxes.append(tuple(_stamp_boxes(page)))
        stamped.append(tuple(squeezed(text.get_text_bounded(*box)) for box in boxes[-1]))
        beside.append(_beside(text, boxes[-1]) if boxes[-1] else squeezed(pages[-1]))
    return Paper(tuple(pages), tuple(boxes), tuple(stamped), tuple(beside))


def errors_between(source: str, read: str) -> int:
    """How many letters must change to turn one text into the other, at most."""
    if source == read:
        return 0
    found = SequenceMatcher(None, source, read, autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for kind, a, b, c, d in found if kind != "equal")


@pytest.fixture(scope="session")
def paper() -> Callable[[bytes], Paper]:
    return read_paper


@pytest.fixture(scope="session")
def case_letters(gecc) -> dict[str, Letter]:
    """The letters of the case in the three forms."""
    memo = gecc.directive.observed.letters[0]
    dla = Reference("กรมส่งเสริมการปกครองท้องถิ่น", "มท ๐๘๑๐.๗/ว ๕๑", date(2021, 1, 11))
    moi = Reference("กระทรวงมหาดไทย", memo.number, memo.issued)
    return {
        "province": gecc.letter("phitsanulok", "พล ๐๐๒๓.๓/ว ๕๕๓", received=dla),
        "department": gecc.letter("dla", "มท ๐๘๑๐.๗/ว ๕๑", date(2021, 1, 11), received=moi),
        "memo": gecc.letter(
            "moi",
            memo.number,
            memo.issued,
            received=None,
            form=memo.form,
            addressed_to=memo.addressed_to,
        ),
        "stamped": gecc.letter(
            "phitsanulok.wang-thong", "พล ๐๘๒๓/ว ๗", date(2021, 1, 22), form=LetterForm.STAMPED
        ),
    }


@pytest.fixture(scope="session")
def stamps() -> tuple[Stamp, ...]:
    """Five desks' stamps: long names, short ones, with and without a time."""
    department, day = "กรมส่งเสริมการปกครองท้องถิ่น", date(2020, 12, 29)
    return (
        Stamp(department, "งานสารบรรณกลาง", "67230", day),
        Stamp(department, "กองพัฒนาและส่งเสริมการบริหารงานท้องถิ่น", "16846", day, time(15, 29)),
        Stamp(department, "กลุ่มงานส่งเสริม", "952", day, time(16, 22)),
        Stamp("จังหวัดพิษณุโลก", "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด", "๕๔๔", date(2021, 1, 13)),
        Stamp("อำเภอวังทอง", "ธุรการ", "1", date(2021, 1, 22), time(8, 30)),
    )


@pytest.fixture(scope="session")
def squeeze() -> Callable[[str], str]:
    return squeezed


@pytest.fixture(scope="session")
def errors() -> Callable[[str, str], int]:
    return errors_between


@pytest.fixture(scope="session")
def emblem() -> bytes:
    return EMBLEM


@pytest.fixture(scope="session")
def link() -> str:
    return LINK
