"""How are the letters of an organisation worded? By its words, its number form and its dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from wian.jurisdictions.number_form import NumberForm, NumberValues
from wian.jurisdictions.plain.rules import DateForm, LetterRules
from wian.jurisdictions.plain_wording import PlainWording
from wian.kit.number_signs import declared_signs

_NO_VERB = (
    *("a", "an", "the", "this", "that", "these", "those", "each", "every", "all", "any", "no"),
    *("some", "both", "many", "our", "your", "its", "their", "his", "her", "my"),
    *("i", "we", "you", "he", "she", "it", "they", "there", "everybody", "everyone", "nobody"),
)
"""English words with which a clause begins that has a subject of its own."""


class LetterWording(PlainWording):
    """Wording by words and rules that are data.

    Args:
        templates: Folder of the templates.
        words: The words of ``words.yaml``, with ``language``.
        rules: Form of numbers and days, and the signs of figures.
    """

    unfit_after: Mapping[str, frozenset[str]] = MappingProxyType(
        {"in order to": frozenset(_NO_VERB), "to": frozenset(_NO_VERB)}
    )

    def __init__(self, templates: Path, words: Mapping[str, Any], rules: LetterRules) -> None:
        super().__init__(
            templates,
            salutation=words["salutation"],
            closing=words["closing"],
            lead_ins=words["lead_ins"],
            months=words["months"],
            last=words["and"],
            signs=declared_signs(rules.figures),
        )
        self.words = words
        self._dates = rules.dates
        self.form = NumberForm(rules.number)
        self.circular_form = NumberForm(rules.circular_number or rules.number)

    def long_date(self, day: date) -> str:
        """``19 January 2021``, ``January 19, 2021`` or ``2021-01-19``."""
        if self._dates is DateForm.ISO:
            return day.isoformat()
        if self._dates is DateForm.MONTH_FIRST:
            return f"{self.words['months'][day.month - 1]} {day.day}, {day.year}"
        return super().long_date(day)

    def window_phrase(self, opens: date, closes: date) -> str:
        """``from 1 January 2021 to 28 February 2021``; ``on 1 January 2021`` for a single day."""
        said: str = self.words["day" if opens == closes else "span"]
        first, last = self.long_date(opens), self.long_date(closes)
        return said.format(day=first, first=first, last=last)

    def letter_number(
        self, code: str | None, number: int, year: int, *, dated: date, circular: bool = True
    ) -> str:
        """The number in the organisation's form."""
        form = self.circular_form if circular else self.form
        return form.written(NumberValues(code, number, year, dated.month, unit=code))

    def join(self, items: Sequence[str]) -> str:
        """``a, b and c``; semicolons where an item has a comma or an "and" of its own."""
        if len(items) > 1 and any(each in item for item in items for each in self._inside):
            return "; ".join(items)
        return super().join(items)

    def addressees(self, line: str) -> tuple[str, ...]:
        """The posts between semicolons, or between commas and the word before the last."""
        return tuple(line.split("; ")) if "; " in line else super().addressees(line)

    @property
    def _inside(self) -> tuple[str, str]:
        return ", ", f" {self.words['and']} "
