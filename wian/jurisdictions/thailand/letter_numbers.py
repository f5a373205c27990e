"""The numbers of Thai letters: letter code, the circular's mark ว, and a running number.

Regulation of the Office of the Prime Minister on Correspondence B.E. 2526, clause 11.1 and
annex 1 (letter codes). A circular, which is a letter of the same words to more than one recipient,
carries ว before its number. Clause 32 has that number run in a series for circulars alone, from 1
to the end of the calendar year, or be that of letters in general, one or the other: offices that
say nothing here have the first, and a hierarchy file says ``circulars: together`` for the second.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from wian.jurisdictions.office_numbers import NumberRule
from wian.jurisdictions.thailand.numerals import to_arabic_digits, to_thai_digits
from wian.kit.errors import WianError

CIRCULAR = "ว"
_NUMBER = re.compile(
    r"(?:ที่\s*)?"
    r"(?:(?P<code>[\u0e01-\u0e2e]{2}[\u0e01-\u0e4e0-9.() -]*?)\s*/\s*)?"
    r"(?P<circular>ว\.?\s*)?"
    r"(?P<number>[0-9]{1,9})"
)
NUMBER_RULE = NumberRule(
    re.compile(r"\[?\{code\}[^{}\[\]/]*/\]?\{number(?::[2-9])?\}"),
    "is not the letter code, a slash and the running number, as clause 11.1 has it; write "
    "{code}/{number}, with a subdivision behind the code if you have one",
    mark=f"{CIRCULAR} ",
)
"""What an office may have of its own: a subdivision behind its code, and a width of the number."""
_SHOWN = 60
_LONGEST = 100


class UnreadableLetterNumber(WianError):
    """A text that is no letter's number.

    Args:
        text: What was to be read.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
        super().__init__(
            f"The letter number '{shown}' cannot be read. Write the office's code, a slash, "
            f"{CIRCULAR} if it is a circular, and the number: 'มท ๐๘๑๐.๗/ว ๕๑'."
        )


@dataclass(frozen=True, slots=True)
class LetterNumber:
    """A letter's number, in its parts.

    Attributes:
        code: Letter code of the office, in Thai digits (``มท ๐๘๑๐.๗``); ``None`` if it has none.
        number: Running number in the register, from 1.
        circular: Whether it carries ว: the same letter to several recipients.
    """

    code: str | None
    number: int
    circular: bool = True

    def __str__(self) -> str:
        """As letters print it: ``มท ๐๘๑๐.๗/ว ๕๑``, ``มท ๐๘๑๐.๗/๕๑``, ``ว ๕๑``."""
        mark = f"{CIRCULAR} " if self.circular else ""
        code = f"{self.code}/" if self.code else ""
        return to_thai_digits(f"{code}{mark}{self.number}")


def letter_number(code: str | None, number: int, *, circular: bool = True) -> str:
    """A number as letters print it: ``มท ๐๘๑๐.๗/ว ๕๑``; without a code ``ว ๕๑``.

    Args:
        code: Letter code of the office.
        number: Its number in the register.
        circular: The letter goes to several recipients; one to a single recipient has no ว.
    """
    return str(LetterNumber(code, number, circular))


def parse_letter_number(text: str) -> LetterNumber:
    """Read a letter's number, in Thai or Arabic digits, with or without spaces, ``ที่`` and ว.

    Raises:
        UnreadableLetterNumber: It has another form, or its number is zero.
    """
    found = _NUMBER.fullmatch(" ".join(to_arabic_digits(text[:_LONGEST]).split()))
    if found is None or len(text) > _LONGEST or int(found["number"]) == 0:
        raise UnreadableLetterNumber(text)
    code = found["code"]
    return LetterNumber(
        code=to_thai_digits(code) if code else None,
        number=int(found["number"]),
        circular=found["circular"] is not None,
    )
