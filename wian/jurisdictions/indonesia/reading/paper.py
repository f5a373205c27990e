"""How Indonesian letters are read: the parts of ``reading`` behind every country's protocol."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from hierarchy.office import Signatory
from wian.jurisdictions.handling import Secrecy, Urgency
from wian.jurisdictions.indonesia.dates import first_date
from wian.jurisdictions.indonesia.letter_numbers import read_number
from wian.jurisdictions.indonesia.reading import fields
from wian.jurisdictions.indonesia.reading.citations import chain_of
from wian.jurisdictions.indonesia.reading.letters import (
    found_letters,
    number_reading,
    recipients_of,
)
from wian.jurisdictions.indonesia.reading.requests import requests_of, window_in
from wian.jurisdictions.indonesia.reading.signature import signed
from wian.jurisdictions.indonesia.reading.stamps import (
    before_sheet,
    number_of,
    sheet_pages,
    stamp_blocks,
)
from wian.jurisdictions.indonesia.wording import POSTS
from wian.jurisdictions.known_names import KnownNames
from wian.jurisdictions.paper import Medium, PaperLine, Paragraph, Reading
from wian.jurisdictions.paper_reader import (
    FoundLetters,
    NumberParts,
    ReadRequest,
    Recognition,
    StampBlock,
)
from wian.jurisdictions.plain_paper import PlainPaper
from wian.kit.likeness import squeezed

_LISTED = re.compile(
    r"\s*\(?\s*(?:sebagaimana\s+)?daftar\s+(?:penerima\s+)?terlampir\s*\)?", re.IGNORECASE
)
_ALL = re.compile(r"^(?:Para|Seluruh|Semua)\s+", re.IGNORECASE)
_WITHIN = re.compile(r"\s+(?:se-|di seluruh |seluruh ).*$", re.IGNORECASE)
_PAGED = frozenset({Medium.PDF, Medium.OCR})
"""Media whose pages are those of the paper."""
_YEAR = re.compile(r"(?:/(?:[IVX]{1,4}))?/(?:19|20)\d\d$", re.IGNORECASE)


class IndonesianPaper(PlainPaper):
    """Reads letters (surat dinas), notes (nota dinas) and circulars (surat edaran).

    The head is read by its labels (Nomor, Sifat, Lampiran, Hal or Perihal, Tanggal, Dari, Yth.),
    the rest by where it stands.
    """

    recognition = Recognition("ind+eng", "its Indonesian model", "tesseract-ocr-ind", earliest=1945)
    titles: Sequence[str] = POSTS

    def letters(self, lines: Sequence[PaperLine], source: str, medium: Medium) -> FoundLetters:
        """A letter from each number in a head; a disposition sheet is none."""
        if medium in _PAGED:
            sheets = sheet_pages(lines)
            paged = [line for line in lines if line.page not in sheets]
            return found_letters(paged, source, medium)
        found = found_letters(before_sheet(lines), source, medium)
        return found if found.letters else found_letters(lines, source, medium)

    def mark(self, text: str) -> Urgency | Secrecy | None:
        """``Segera``, ``Rahasia`` and the like."""
        return fields.MARKS.get(squeezed(self.encoded(text)).strip(" .*-").casefold())

    def stamps(
        self, lines: Sequence[PaperLine], source: str, trust: float
    ) -> tuple[StampBlock, ...]:
        """Stamps with a *nomor agenda*; a disposition sheet repeats that of the letter's stamp."""
        found, sheets = tuple(stamp_blocks(lines, source, trust)), sheet_pages(lines)
        before = len(before_sheet(lines)) if len({line.page for line in lines}) == 1 else 0
        sure = [each for each in found if each.page not in sheets or each.lines[-1] < before]
        stamped = {number_of(each) for each in sure}
        return tuple(each for each in found if each in sure or number_of(each) not in stamped)

    def chain(
        self, opening: Paragraph | None, sender: str | None, known: KnownNames, trust: float
    ) -> tuple[Reading[str], ...]:
        """Whose letter passes on whose, of any depth."""
        del sender, known
        return chain_of(opening.text, opening.line, trust) if opening else ()

    def recipients(self, line: str, *, offices: bool) -> tuple[Reading[str], ...]:
        """The addressees of a line."""
        del offices
        return tuple(recipients_of(line, None, 1.0))

    def on_attached_list(self, recipient: Reading[str]) -> bool:
        """``daftar terlampir`` stands behind them."""
        return bool(_LISTED.search(recipient.read))

    def without_list(self, recipient: Reading[str]) -> str:
        """What they are called without that."""
        return _LISTED.sub("", recipient.read).strip()

    def post(self, addressee: str) -> str:
        """A post without ``Para`` and ``se-Kabupaten ...``."""
        return _WITHIN.sub("", _ALL.sub("", addressee))

    def signatory(self, lines: Sequence[str]) -> Reading[Signatory] | None:
        """The post that signed, and the posts acted for."""
        return signed(lines)

    def number(self, text: str) -> Reading[str]:
        """A number without blanks around its slashes."""
        return number_reading(text, None, 1.0)

    def number_parts(self, number: str | None) -> NumberParts | None:
        """Classification and unit as the code, and the running number."""
        return read_number(number) if number else None

    def number_key(self, text: str) -> str:
        """Without blanks, capitals, and the label before it."""
        return self.compact(re.sub(r"^\s*(?:Nomor|No\.?)\s*:?\s*", "", text, flags=re.IGNORECASE))

    def sent_keys(self, text: str, number: int) -> tuple[str, ...]:
        """The number itself, without its month and year, and its code with the running number
        behind it, or behind its classification.
        """
        key = self.number_key(text)
        if not key:
            return ()
        bare = _YEAR.sub("", key)
        first, _, rest = key.partition("/")
        inside = (f"{first}/{number:03}/{rest}", f"{first}/{number}/{rest}") if rest else ()
        behind = (f"{key}/{number:03}", f"{key}/{number}")
        return tuple(dict.fromkeys((key, bare, *behind, *inside)))

    def day(self, text: str) -> date | None:
        """The first date, in words or in numbers."""
        return first_date(text) or super().day(text)

    def window(self, text: str) -> tuple[date, date] | None:
        """``1 Januari sampai dengan 28 Februari 2026``."""
        return window_in(text) or super().window(text)

    def requests(self, paragraphs: Sequence[Paragraph]) -> Iterator[ReadRequest]:
        """What is asked with *diminta*, *agar* and numbered points."""
        return requests_of(paragraphs)

    def is_asked(self, request: ReadRequest, sender: str) -> bool:
        """The sender is among those who are asked."""
        return bool(request.doers) and self.compact(sender) in self.compact(request.doers)

    def names_code(self, text: str) -> bool:
        """It says so in words."""
        return "kode qr" in text.casefold() or super().names_code(text)
