"""Where does one entry of a letter's references or enclosures end and the next begin?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from wian.jurisdictions.paper import PaperLine
from wian.jurisdictions.thailand.numerals import to_arabic_digits
from wian.jurisdictions.thailand.reading import letter_marks as marks
from wian.jurisdictions.thailand.reading.thai_text import joined

_POINT = re.compile(
    rf"(?:^\s*|(?<=\s))\(?(?P<number>[{marks.DIGIT}]{{1,2}})"
    rf"(?:[.)]\s*(?![{marks.DIGIT}])|(?P<plain>\s+))(?=[^\s])"
)
"""What numbers an entry: ``๑.``, ``๑)``, ``(๑)``, with or without a blank; ``๑`` heads a line."""
_BULLET = re.compile(r"^\s*[-–—•*·]\s*(?=[^\s\d๐-๙-])")
"""What marks an entry of a list without numbers."""
_COUNTED = (
    rf"(?<![{marks.DIGIT}])[{marks.DIGIT}]+\s*"
    r"(?:ชุด|ฉบับ|เล่ม|แผ่น|หน้า|รายการ|ไฟล์|ชิ้น|ราย|(?i:cop(?:y|ies)|sets?|pages?))"
)
_COMPLETE = re.compile(
    rf"(?:{_COUNTED}|(?:ลง\s*วันที่|ลว\.?|ลง|dated)\s*{marks.ANY_DATE})\s*(?:\([^()]{{1,40}}\))?\s*$",
    re.IGNORECASE,
)
"""The end of an entry: how many sheets, or the date of the letter that it is."""
_COUNT_ENDS = re.compile(rf"{_COUNTED}\s*(?:\([^()]{{1,40}}\))?\s*$")


_DOTS = re.compile(r"\s*(?<!ศ\.)(?<!\.)(?:\.{4,}|…{2,})\s*(?=[^)\s])")
"""The dots of a list that lead from an entry to its count."""


def is_complete(text: str) -> bool:
    """The entry has its count or its date, so that the next line begins something else."""
    return bool(_COMPLETE.search(text))


def begins_entry(held: Sequence[PaperLine], text: str) -> bool:
    """The line begins the next entry of a numbered list, or one with a count below another."""
    if _BULLET.match(text) and _BULLET.match(held[0].text):
        return True
    following = _Parted(held)
    if following.expected == 1:
        below = is_counted(held[-1].text) and is_counted(text)
        return below and text.startswith(" ")
    found = _POINT.match(text)
    return found is not None and following.takes(found)


@lru_cache(maxsize=4096)  # the lines above are looked at again for each line
def is_counted(text: str) -> bool:
    """The line ends with how many there are."""
    return bool(_COUNT_ENDS.search(text))


def entries(lines: Sequence[PaperLine]) -> Iterator[tuple[str, int]]:
    """The entries of a field, each with its first line: numbered ones apart, else by their counts.

    A number counts only where it is the next one: ``ตารางที่ ๒`` numbers no entry.
    """
    for each in _Parted(lines).held:
        if text := joined(line.text for line in each).strip():
            yield _DOTS.sub(" ", text), each[0].number


class _Parted:
    """The lines of a field, parted into entries."""

    def __init__(self, lines: Sequence[PaperLine]) -> None:
        self.held: list[list[PaperLine]] = []
        self.expected = 1
        self._plain = False
        self._bulleted = False
        for line in lines:
            if line.text.strip():
                self._part(line)

    def takes(self, found: re.Match[str]) -> bool:
        """The number is the one that must come next, written as those before it."""
        plain = found["plain"] is not None
        if int(to_arabic_digits(found["number"])) != self.expected:
            return False
        heads = not found.string[: found.start()].strip()
        if self.expected == 1:
            return heads and not self.held
        return plain == self._plain and (heads or not plain)

    def _part(self, line: PaperLine) -> None:
        if found := self._bullet(line.text):
            self.held.append([replace(line, text=line.text[found.end() :])])
            return
        start = 0
        for found in _POINT.finditer(line.text):
            if not self.takes(found):
                continue
            self._append(replace(line, text=line.text[start : found.start()]))
            self._plain = found["plain"] is not None
            self.expected += 1
            self.held.append([])
            start = found.end()
        self._append(replace(line, text=line.text[start:]))

    def _bullet(self, text: str) -> re.Match[str] | None:
        """What marks an entry at the head of the line, in a list that began with one."""
        found = _BULLET.match(text)
        self._bulleted = self._bulleted or bool(found and not self.held)
        return found if self._bulleted else None

    def _append(self, line: PaperLine) -> None:
        if not line.text.strip():
            return
        if not self.held or self._is_new(line.text):
            self.held.append([])
        self.held[-1].append(line)

    def _is_new(self, text: str) -> bool:
        """Without numbers each entry ends with its count; the next one has a count as well."""
        above = self.held[-1][-1:]
        counted = bool(above) and is_counted(above[0].text)
        return self.expected == 1 and counted and is_counted(text)
