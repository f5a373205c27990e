"""The head of an Indonesian letter: what stands behind its labels, and where the text begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from wian.jurisdictions.indonesia.dates import first_date
from wian.jurisdictions.indonesia.letter_numbers import read_number
from wian.jurisdictions.indonesia.reading import fields
from wian.jurisdictions.paper import PaperLine
from wian.kit.likeness import squeezed

MOST_HEAD = 40
"""Lines among which a letter's head is looked for."""
INDENT = re.compile(r"^\s{4,}\S")
RULE = re.compile(r"^[\s=_\-–—]{4,}$")
_COLUMNS = re.compile(r"\s{3,}")
_MOST_OF_A_DATE = 8
"""Words of a line that gives place and date, at most."""


@dataclass
class HeadWords:
    """What a letter's head says.

    Attributes:
        held: Part -> its words, and the line that it stands on.
        recipients: The lines of addressees.
        end: How many lines the head has.
    """

    held: dict[str, tuple[str, PaperLine]] = field(default_factory=dict)
    recipients: list[tuple[str, PaperLine]] = field(default_factory=list)
    end: int = 0

    def add(self, part: str, text: str, line: PaperLine) -> None:
        """More words of a part; its line stays the first one."""
        before, first = self.held.get(part, ("", line))
        self.held[part] = (squeezed(f"{before} {text}").strip(), first)


def number_in(text: str) -> str | None:
    """The number that a line labels as such, or that stands below a title."""
    found = fields.LABELS["number"].match(text) or fields.TITLE_NUMBER.match(text)
    if found is None:
        return None
    words = _COLUMNS.split(found["rest"].strip())[0]
    return words if read_number(words) or found.re is fields.LABELS["number"] else None


def read_head(lines: Sequence[PaperLine]) -> HeadWords:
    """The head of a letter, up to where its text begins.

    Args:
        lines: The first lines of the letter.
    """
    reader = _HeadReader()
    for at, line in enumerate(lines):
        if not reader.takes(line):
            if reader.is_over(line.text):
                break
            continue
        reader.head.end = at + 1
    return reader.head


class _HeadReader:
    """Takes the lines of a head one by one, knowing which part the line before belonged to."""

    def __init__(self) -> None:
        self.head = HeadWords()
        self._last = ""

    def takes(self, line: PaperLine) -> bool:
        """Enter a line; whether it belongs to the head for certain."""
        text = line.text
        if not text.strip():
            return self._blank()
        if RULE.match(text) or fields.PLACE.match(text):
            self._last = "place" if fields.OPEN_PLACE.match(text) else ""
            return True
        if self._last == "place":
            self._last = ""
            return True
        return self._labelled(line) or self._goes_on(line)

    def is_over(self, text: str) -> bool:
        """Number and addressee are known, and this is no title and no line with the date."""
        if fields.NOTE.match(text) or fields.CIRCULAR.match(text):
            return False
        dated = first_date(text) is not None and len(text.split()) <= _MOST_OF_A_DATE
        return "number" in self.head.held and bool(self.head.recipients) and not dated

    def _blank(self) -> bool:
        if self._last != "about" or "subject" in self.head.held:
            self._last = ""
        return True

    def _labelled(self, line: PaperLine) -> bool:
        """A line that begins with a label, or says that the next ones are the subject."""
        head, number = self.head, number_in(line.text)
        if number is not None and "number" not in head.held:
            head.add("number", number, line)
            self._last = "number"
            return True
        if fields.ABOUT.match(line.text):
            self._last = "about"
            return True
        for part, label in fields.LABELS.items():
            found = label.match(line.text)
            if found and part != "number" and part not in head.held:
                head.add(part, self._words(part, found["rest"]), line)
                if part == "recipients":
                    head.recipients.append((head.held[part][0], line))
                self._last = part
                return True
        return False

    @staticmethod
    def _words(part: str, rest: str) -> str:
        """What stands behind a label; what follows a gap is of the column beside."""
        beside = part in {"subject", "nature", "enclosed"}
        return _COLUMNS.split(rest.strip())[0] if beside else rest

    def _goes_on(self, line: PaperLine) -> bool:
        """A line that goes on with the part of the one before."""
        if self._last == "about" or (self._last == "subject" and INDENT.match(line.text)):
            self.head.add("subject", line.text, line)
        elif self._last == "recipients" and fields.BY_WAY_OF.match(line.text):
            whose, first = self.head.recipients[-1]
            self.head.recipients[-1] = (squeezed(f"{whose} {line.text}"), first)
        elif self._last == "recipients":
            self.head.recipients.append((squeezed(line.text), line))
        else:
            return False
        return True
