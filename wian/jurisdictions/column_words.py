"""Which words head the columns of registers, lists of answers and lists of offices in a country?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class RegisterKind(StrEnum):
    """What a register numbers: letters received, or letters sent."""

    RECEIVE = "receive"
    SEND = "send"


class Column(StrEnum):
    """What a column of a register holds."""

    NUMBER = "running number"
    LETTER_NUMBER = "letter number"
    LETTER_DATED = "date of the letter"
    ENTERED = "date of registration"
    CLOCK = "time of registration"
    SENDER = "sender"
    RECIPIENT = "recipient"
    SUBJECT = "subject"
    ACTION = "action"
    REMARK = "remark"
    URGENCY = "mark of urgency"
    SECRECY = "mark of secrecy"


ColumnNames = Mapping[tuple[Column | None, RegisterKind | None], str]
"""Headings by what they head, several divided by ``|`` or a line break, the usual one first.

A heading of no column is known and left out.
"""


@dataclass(frozen=True, eq=False)
class RegisterWords:
    """The words of a country's registers, besides the English ones.

    Attributes:
        columns: Headings of columns.
        titles: Kind of register -> a pattern of what its titles say.
        title: A pattern of a register's title, as each printed page repeats it.
        before: Patterns of what may stand before an office's name in a title, beside white space.
        after: Patterns of what may stand behind it.
        day_mark: What leads a line that names the day of the rows below it.
        day_line: How such a line is written, for remedies.
        total: A pattern of how a line begins that counts or sums up the rows above it.
        circular: A pattern of the mark before a circular's running number.
    """

    columns: ColumnNames = field(default_factory=dict)
    titles: Mapping[RegisterKind, str] = field(default_factory=dict)
    title: str | None = None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    day_mark: str = ""
    day_line: str = "a date"
    total: str | None = None
    circular: str = ""


@dataclass(frozen=True, eq=False)
class Headings:
    """How files of a country head their columns, and what stands in some, besides in English.

    Attributes:
        offices: Heading -> column of a file of offices.
        answers: Heading -> column of a list of answers.
        registers: The words of registers.
        yes, no: Words for the two in a list of answers.
    """

    offices: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    registers: RegisterWords = field(default_factory=RegisterWords)
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
