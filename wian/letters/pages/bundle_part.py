"""What one letter on paper carries, as plain values for its form."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import typst
from pydantic import TypeAdapter

from wian.jurisdictions.jurisdiction import Wording, hour_mark_in
from wian.letters.composition.reference_lines import reference_lines
from wian.letters.composition.vocabulary import rehearsed_words, vocabulary
from wian.letters.drawn_stamp import Stamp
from wian.letters.letter import Letter
from wian.letters.letter_top import PLAIN_TOP, LetterTop
from wian.letters.line_breaks import names_in
from wian.letters.pages.emblem import emblem_svg
from wian.letters.pages.fonts import FAMILY, fonts
from wian.letters.pages.qr_code import qr_svg
from wian.letters.pages.tables.table_values import table_values

_LETTER = TypeAdapter(Letter)
_STAMPS = TypeAdapter(tuple[Stamp, ...])
_DRAWING = b"""#set page(width: auto, height: auto, margin: 1pt, fill: none)
#text(font: sys.inputs.font, size: 9pt, fill: rgb("#5c5c5c"), sys.inputs.words)
"""


@dataclass(frozen=True, slots=True)
class BundlePart:
    """One letter as it is put on paper.

    Attributes:
        letter: The letter.
        stamps: Reception stamps on it, in the order of the desks.
        link: Address of its own page, for the QR code; none where ``None``.
        head: What stands at the head of its first page: an emblem, or room for what is printed.
        certified: The post that certifies the copy (never a person; empty for a blank); no
            certificate where ``None``.
        simulated: The letter was worked out in a rehearsal; nobody issued it. The data say so,
            and a small mark on each page.
    """

    letter: Letter
    stamps: tuple[Stamp, ...] = ()
    link: str | None = None
    head: LetterTop = PLAIN_TOP
    certified: str | None = None
    simulated: bool = False


def attached_data(part: BundlePart) -> str:
    """The letter's data as JSON, as it is attached to its page: what a machine reads back."""
    return json.dumps(
        {
            "wian": 1,
            "letter": _LETTER.dump_python(part.letter, mode="json"),
            "stamps": _STAMPS.dump_python(part.stamps, mode="json"),
            "link": part.link,
            "simulated": part.simulated,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def page_values(part: BundlePart, wording: Wording, attached_as: str) -> dict[str, Any]:
    """The plain values that the Typst forms take: strings, and texts as lists of pieces."""
    letter = part.letter
    setting, emblem = _Setting(letter, wording), part.head.emblem
    return {
        "form": letter.form.value,
        "number": letter.number,
        "date": wording.long_date(letter.dated),
        "issuer": setting.text(letter.issuer),
        "letterhead": [setting.text(line) for line in letter.letterhead],
        "office": setting.text(" ".join(letter.letterhead)),
        "subject": setting.text(letter.subject),
        "salutation": letter.salutation,
        "addressed_to": setting.posts(letter.addressed_to),
        "cited": setting.numbered(reference_lines(letter, wording)),
        "enclosures": setting.numbered(letter.enclosures),
        "paragraphs": [setting.text(each) for each in letter.paragraphs],
        "closing": setting.text(letter.closing),
        "signatory": [setting.text(line) for line in letter.signatory],
        "drafted_by": [setting.text(line) for line in letter.drafted_by],
        "urgency": letter.urgency,
        "secrecy": letter.secrecy,
        "copies": setting.text(" ".join(letter.copies)),
        "copied": setting.numbered(letter.copies),
        "distribution": setting.numbered(letter.distribution),
        "stamps": [_stamp(each, wording) for each in part.stamps],
        "qr": None if part.link is None else qr_svg(part.link),
        "link": part.link,
        "emblem": None if emblem is None or part.head.printed else emblem_svg(emblem),
        "printed": part.head.printed,
        "rehearsed": _rehearsal_svg(wording) if part.simulated else None,
        "certified": _certified(part.certified, wording),
        "tables": [table_values(each, wording) for each in letter.tables],
        "attached": {"name": attached_as, "text": attached_data(part)},
    }


class _Setting:
    """A letter's texts in pieces, with the names that it knows kept whole."""

    def __init__(self, letter: Letter, wording: Wording) -> None:
        self._wording = wording
        self._names = names_in(letter, wording)

    def text(self, text: str) -> list[str]:
        return list(self._wording.pieces(text, self._names))

    def posts(self, line: str) -> list[str]:
        """Addressees, each post whole, with "every one" and "as listed" beside it."""
        names = (*self._names, *self._wording.addressees(line))
        return list(self._wording.pieces(line, names))

    def numbered(self, items: Iterable[str]) -> list[tuple[str, list[str]]]:
        return [
            (self._wording.digits(str(number)), self.text(item))
            for number, item in enumerate(items, start=1)
        ]


def _stamp(stamp: Stamp, wording: Wording) -> dict[str, Any]:
    return {
        "office": list(wording.pieces(stamp.office)),
        "desk": list(wording.pieces(stamp.desk)),
        "number": list(wording.pieces(stamp.number)),
        "day": wording.short_date(stamp.day),
        "clock": stamp.clock and wording.clock(stamp.clock),
        "mark": hour_mark_in(wording, stamp.zone),
    }


def _certified(post: str | None, wording: Wording) -> list[list[str]] | None:
    if post is None:
        return None
    blank = vocabulary(wording).phrases["blank"]
    return [[blank], list(wording.pieces(post)) if post else [blank.strip("()")]]


def _rehearsal_svg(wording: Wording) -> str:
    """The words for a rehearsed letter as a picture.

    As text of the page they would be read back as one of the letter's lines.
    """
    return _drawn(rehearsed_words(wording))


@lru_cache(maxsize=8)
def _drawn(words: str) -> str:
    drawn = typst.compile(
        _DRAWING,
        font_paths=fonts(),
        ignore_system_fonts=True,
        format="svg",
        sys_inputs={"font": FAMILY, "words": words},
    )
    return bytes(drawn).decode()
