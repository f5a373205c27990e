"""Which signs does a language write in a number: 91,600 and 3.5, or 91.600 and 3,5?"""

from __future__ import annotations

import re
from dataclasses import dataclass

SAMPLE = "1,234.5"
"""The number by which signs are declared, as English writes it."""
_DECLARED = re.compile(r"1(?P<thousands>[.,'’\u066c\u00a0\u202f ]?)234(?P<decimal>[.,\u066b])5")
_NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class NumberSigns:
    """The signs of a language; without any, those of English.

    Attributes:
        decimal: What stands before the decimals.
        thousands: What stands between groups of three digits; empty for nothing.
    """

    decimal: str = "."
    thousands: str = ","

    def written(self, figure: str) -> str:
        """A figure in these signs.

        Args:
            figure: The figure as English writes it: ``1,234.5``.
        """
        return figure.translate({ord(","): self.thousands, ord("."): self.decimal})


@dataclass(frozen=True, slots=True)
class SignedNumber:
    """A number whose every format is written in a language's signs.

    Attributes:
        value: The number.
        signs: The signs.
    """

    value: float
    signs: NumberSigns

    def __format__(self, form: str) -> str:
        """The number in a format such as ``,`` or ``.1f``."""
        return self.signs.written(format(self.value, form))

    def __str__(self) -> str:
        """The bare number, by which a catalogue tells one from many."""
        return str(self.value)


def declared_signs(sample: str) -> NumberSigns:
    """The signs in which somebody wrote the number 1,234.5.

    Args:
        sample: That number: ``1.234,5``, ``1 234,5``, ``1'234.5``, ``1234,5``.

    Raises:
        ValueError: It is another number, or one sign stands for both.
    """
    found = _DECLARED.fullmatch(sample)
    if not found or found["thousands"] == found["decimal"]:
        raise ValueError(
            f"'{sample[:20]}' is not the number 1,234.5; write that number in the signs of the "
            "language, in quotes: '1.234,5'"
        )
    thousands = _NO_BREAK if found["thousands"] == " " else found["thousands"]
    return NumberSigns(found["decimal"], thousands)
