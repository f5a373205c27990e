"""The words of the table that a report encloses, in the country's sentences and digits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from wian.jurisdictions.jurisdiction import Wording
from wian.letters.letter_table import printed_figure
from wian.letters.sandbox import told

FILE = "report.j2"


@dataclass(frozen=True, slots=True)
class NotedCorrection:
    """A correction, as a note below the table says it.

    Attributes:
        office: Name of the office whose figure it is.
        label: What was asked.
        given: The number as it was given, as printed.
        meant: The number that is meant, as printed.
        by: Who corrected it.
        corrector: Name of that one's office.
        reason: Why.
    """

    office: str
    label: str
    given: str
    meant: str
    by: str
    corrector: str
    reason: str


class TableWords:
    """What stands in a table besides what offices answered.

    Args:
        sentences: The macros of the country's template.
        wording: Its signs and digits.
        worded: Writes a text with its digits.
    """

    def __init__(self, sentences: Any, wording: Wording, worded: Callable[[str], str]) -> None:
        self._sentences, self._wording, self.worded = sentences, wording, worded

    def say(self, macro: str, *values: object) -> str:
        """What a macro says, on one line; numbers as text."""
        with told(FILE):
            said = str(getattr(self._sentences, macro)(*values))
        return self.worded(" ".join(said.split()))

    def count(self, macro: str, *counts: int) -> str:
        """The same of counts."""
        return self.say(macro, *map(str, counts))

    def correction(self, noted: NotedCorrection) -> str:
        """The note of a correction."""
        return self.say("correction", asdict(noted))

    def figure(self, number: Decimal | int | str) -> str:
        """A number as pages print it."""
        return printed_figure(str(number), self._wording.signs, self._wording.digits)

    def day(self, day: Any) -> str:
        """A day as pages print it."""
        return self._wording.short_date(day)
