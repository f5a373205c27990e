"""How Thai letters are worded: digits, dates, numbers, lists and where templates lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType

from wian.jurisdictions.thailand import dates, letter_numbers
from wian.jurisdictions.thailand.numerals import to_thai_digits


class ThaiWording:
    """Wording by the Regulation of the Office of the Prime Minister on Correspondence B.E. 2526.

    Its annex 2 gives salutation and close of an external letter to an ordinary person or post.
    """

    templates: Path = Path(__file__).parent / "templates"
    salutation: str = "เรียน"
    closing: str = "ขอแสดงความนับถือ"
    lead_ins: Mapping[str, str] = MappingProxyType({"purpose": "เพื่อ", "text": "ขอให้"})

    def digits(self, text: str) -> str:
        """``text`` with Arabic digits turned into Thai ones."""
        return to_thai_digits(text)

    def long_date(self, day: date) -> str:
        """``๑๙ มกราคม ๒๕๖๔``."""
        return dates.long_date(day)

    def short_date(self, day: date) -> str:
        """``๑๓ ม.ค. ๒๕๖๔``."""
        return dates.short_date(day)

    def window_phrase(self, opens: date, closes: date) -> str:
        """``ตั้งแต่วันที่ ๑ มกราคม - ๒๘ กุมภาพันธ์ ๒๕๖๔``."""
        return dates.window_phrase(opens, closes)

    def register_year(self, day: date) -> int:
        """Buddhist calendar year: numbers run from 1 anew each 1 January."""
        return dates.buddhist_year(day)

    def letter_number(self, code: str | None, number: int) -> str:
        """``มท ๐๘๑๐.๗/ว ๕๑``; ``ว ๕๑`` where the office has no code."""
        return letter_numbers.letter_number(code, number)

    def join(self, items: Sequence[str]) -> str:
        """A list as a sentence holds it: ``ก``, ``ก และข``, ``ก ข และค``."""
        *others, last = items or ("",)
        return f"{' '.join(others)} และ{last}" if others else last
