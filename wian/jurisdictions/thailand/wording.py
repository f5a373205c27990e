"""How Thai letters are worded: digits, dates, numbers, lists and where templates lie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from pathlib import Path
from types import MappingProxyType
from typing import Any

from wian.jurisdictions.thailand import dates, letter_numbers, line_breaks
from wian.jurisdictions.thailand.numerals import to_thai_digits
from wian.kit.number_signs import NumberSigns
from wian.kit.text_width import NO_BREAK


class ThaiWording:
    """Wording by the Regulation of the Office of the Prime Minister on Correspondence B.E. 2526.

    Its annex 2 gives salutation and close of an external letter to an ordinary person or post.
    What a composed letter holds follows it too: of an external letter clause 11 (office and address
    11.2, addressed to a post 11.5, references that the addressee holds 11.6, signature and post
    11.10 and 11.11, drafting unit and telephone 11.12 and 11.13), of a memo clause 12 (unit and
    telephone 12.1, post 12.5, enclosures in the text 12.6), of a stamped letter clause 14 (to
    offices 14.2, enclosures in the text 14.3, name 14.4, address for want of a telephone 14.8).
    Marks of urgency are those of clause 28, reception stamps of clause 37 (form 12), marks of
    secrecy those of the Rule on Maintenance of Official Secrets B.E. 2544.
    """

    templates: Path = Path(__file__).parent / "templates"
    salutation: str = "เรียน"
    signs: NumberSigns = NumberSigns()
    closing: str = "ขอแสดงความนับถือ"
    hour_mark: str = "น."
    hour_marks: Mapping[str, str] = MappingProxyType({})
    words: Mapping[str, Any] = MappingProxyType({})
    lead_ins: Mapping[str, str] = MappingProxyType({"purpose": "เพื่อ", "text": "ขอให้"})
    unfit_after: Mapping[str, frozenset[str]] = MappingProxyType({})

    def digits(self, text: str) -> str:
        """``text`` with Arabic digits turned into Thai ones."""
        return to_thai_digits(text)

    def long_date(self, day: date) -> str:
        """``๑๙ มกราคม ๒๕๖๔``."""
        return dates.long_date(day)

    def short_date(self, day: date) -> str:
        """``๑๓ ม.ค. ๒๕๖๔``."""
        return dates.short_date(day)

    def clock(self, at: time) -> str:
        """``๑๕.๒๙``."""
        return to_thai_digits(f"{at:%H.%M}")

    def window_phrase(self, opens: date, closes: date) -> str:
        """``ตั้งแต่วันที่ ๑ มกราคม - ๒๘ กุมภาพันธ์ ๒๕๖๔``."""
        return dates.window_phrase(opens, closes)

    def register_year(self, day: date) -> int:
        """Buddhist calendar year: numbers run from 1 anew each 1 January."""
        return dates.buddhist_year(day)

    def letter_number(
        self,
        code: str | None,
        number: int,
        year: int,  # noqa: ARG002 - the date tells it
        *,
        dated: date,  # noqa: ARG002 - the same
        circular: bool = True,
    ) -> str:
        """``มท ๐๘๑๐.๗/ว ๕๑``, to one ``มท ๐๘๑๐.๗/๕๑``; without a code ``ว ๕๑``, ``๕๑``."""
        return letter_numbers.letter_number(code, number, circular=circular)

    def join(self, items: Sequence[str]) -> str:
        """A list as a sentence holds it: ``ก``, ``ก และข``, ``ก ข และค``."""
        *others, last = items or ("",)
        return f"{' '.join(others)} และ{last}" if others else last

    def paragraph(self, sentences: Sequence[str]) -> str:
        """Sentences with a blank between them, which is all that parts them in Thai."""
        return " ".join(" ".join(sentences).split())

    def addressees(self, line: str) -> tuple[str, ...]:
        """Posts, each with ``ทุก...`` or ``(ตามบัญชีแนบท้าย)`` beside it."""
        held = line.replace(" ทุก", f"{NO_BREAK}ทุก").replace(" (", f"{NO_BREAK}(")
        return tuple(each.replace(NO_BREAK, " ") for each in held.split(" "))

    @staticmethod
    def kept(text: str) -> str:
        """``text`` with spaces that do not break inside dates, amounts and telephone numbers."""
        return line_breaks.kept(text)

    def pieces(self, text: str, names: Iterable[str] = ()) -> tuple[str, ...]:
        """``text`` in pieces that end between words, as thaibreak finds them."""
        return line_breaks.pieces(text, names)

    def proper_names(self, offices: Iterable[str]) -> frozenset[str]:
        """``พิษณุโลก`` and ``จังหวัดพิษณุโลก``, of ``ศาลากลางจังหวัดพิษณุโลก``."""
        return line_breaks.proper_names(offices)
