"""How Thai letters are read: the parts of ``reading`` behind the protocol of every country."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from hierarchy.office import Signatory
from wian.jurisdictions.handling import Secrecy, Urgency
from wian.jurisdictions.known_names import KnownNames
from wian.jurisdictions.paper import TRUST, Medium, PaperLine, Paragraph, Reading
from wian.jurisdictions.paper_reader import (
    FoundLetters,
    NumberParts,
    ReadRequest,
    Recognition,
    StampBlock,
)
from wian.jurisdictions.thailand.reading import (
    handling_marks,
    letter_keys,
    names,
    thai_text,
    values,
)
from wian.jurisdictions.thailand.reading import letter_marks as marks
from wian.jurisdictions.thailand.reading.letters import found_letters, signed
from wian.jurisdictions.thailand.reading.parts import addressee_line
from wian.jurisdictions.thailand.reading.parts.opening_paragraph import chain_of
from wian.jurisdictions.thailand.reading.parts.stamps import stamp_blocks
from wian.jurisdictions.thailand.reading.requests import is_asked, requests_of
from wian.jurisdictions.thailand.reading.windows import window_in
from wian.jurisdictions.thailand.written_moments import REGISTERS_FROM

_EVERY = re.compile(r"\s*ทุก(?=\S)")
"""What stands between a post and the class of which all are meant."""


class ThaiPaper:
    """Reads letters by the Regulation of the Office of the Prime Minister on Correspondence."""

    recognition = Recognition(
        "tha+eng",
        "its Thai model",
        "tesseract-ocr-tha",
        "The usual Thai model never yields ๔, ๖, ๗, ๘ or ๙, so that no number or date with Thai "
        "digits may be trusted.",
        confused="๐๑๒๓๔๕๖๗๘๙",
        earliest=REGISTERS_FROM,
    )
    titles: Sequence[str] = marks.KNOWN_POSTS

    def encoded(self, text: str) -> str:
        """``text`` with what looks the same written the same: sara am, sara ae, tone marks."""
        return thai_text.encoded_one_way(text)

    def compact(self, text: str) -> str:
        """No white space, Arabic digits, lower case."""
        return thai_text.compact(text)

    def letters(self, lines: Sequence[PaperLine], source: str, medium: Medium) -> FoundLetters:
        """External letters, memos and stamped letters."""
        return found_letters(lines, source, medium, TRUST[medium])

    def mark(self, text: str) -> Urgency | Secrecy | None:
        """``ด่วนที่สุด``, ``ลับมาก`` and the like."""
        return handling_marks.class_of(self.encoded(text))

    def stamps(
        self, lines: Sequence[PaperLine], source: str, trust: float
    ) -> tuple[StampBlock, ...]:
        """Reception stamps (annex 5)."""
        return stamp_blocks(lines, source, trust)

    def chain(
        self, opening: Paragraph | None, sender: str | None, known: KnownNames, trust: float
    ) -> tuple[Reading[str], ...]:
        """Who informed whom, of any depth."""
        return chain_of(opening, sender, known, trust)

    def recipients(self, line: str, *, offices: bool) -> tuple[Reading[str], ...]:
        """The addressees of a line, without their place."""
        found = addressee_line.recipients_of([PaperLine(line, 0)], 1, offices=offices)
        return tuple(
            replace(each, line=None, confidence=1.0 if each.value else 0.0) for each in found
        )

    def on_attached_list(self, recipient: Reading[str]) -> bool:
        """``ตามบัญชีแนบท้าย`` stands behind them."""
        return addressee_line.on_attached_list(recipient)

    def without_list(self, recipient: Reading[str]) -> str:
        """What they are called without that."""
        return addressee_line.named_without_list(recipient)

    def post(self, addressee: str) -> str:
        """A post without ``ทุกอำเภอ`` and the like, whether a blank stands before it or not."""
        return _EVERY.split(addressee, maxsplit=1)[0]

    def signatory(self, lines: Sequence[str]) -> Reading[Signatory] | None:
        """The post and the post acted for: the first line is the blank for the name."""
        if len(lines) < len(("blank", "post")):
            return None
        return signed(lines[1:])

    def office_name(self, name: str) -> str:
        """``จังหวัด...`` of ``ศาลากลางจังหวัด...``."""
        return marks.SEAT.sub("", name)

    def same_office(self, one: str | None, other: str | None) -> bool:
        """Equal, one of them with its unit behind it, or a slip apart."""
        return names.same_office(one, other)

    def number(self, text: str) -> Reading[str]:
        """Its value is canonical: ``มท ๐๘๑๐.๗/ว ๕๑``."""
        return values.number_of(text, None, 1)

    def number_parts(self, number: str | None) -> NumberParts | None:
        """Code, running number, and whether ว stands before it."""
        return values.parsed(number)

    def number_key(self, text: str) -> str:
        """Without ``ที่``, spaces, Thai digits and the dot behind ว."""
        return letter_keys.letter_key(text)

    def sent_keys(self, text: str, number: int) -> tuple[str, ...]:
        """The whole number, or the code with the running number behind it."""
        return letter_keys.sent_keys(text, number)

    def day(self, text: str) -> date | None:
        """The first date in either era."""
        found = values.date_in(text, None, 1)
        return found.value if found else None

    def receipt_number(self, text: str) -> str:
        """A running number in Arabic digits, put right."""
        return values.count_of(text)

    def repaired(self, text: str) -> tuple[str, str | None]:
        """Digits for the signs that scans and typists put for them."""
        return values.repaired(text)

    def window(self, text: str) -> tuple[date, date] | None:
        """``ตั้งแต่วันที่ ๑ มกราคม - ๒๘ กุมภาพันธ์ ๒๕๖๔``."""
        return window_in(text)

    def requests(self, paragraphs: Sequence[Paragraph]) -> Iterator[ReadRequest]:
        """Numbered points, else clauses that begin with ``ขอ``."""
        return requests_of(paragraphs)

    def is_asked(self, request: ReadRequest, sender: str) -> bool:
        """The doers are the office, by its name or its kind."""
        return is_asked(request, sender)

    def names_code(self, text: str) -> bool:
        """``QR Code``, ``คิวอาร์โค้ด``."""
        return bool(marks.QR_CODE.search(text))
