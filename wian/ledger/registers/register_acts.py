"""What an office says about one of its registers: where it opens, and numbers given elsewhere.

Each is a row of one table and an entry of the office's register of such acts, so that it has a
gapless number and stands in a running digest. It belongs to no propagation.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from wian.ledger.contents import digest
from wian.ledger.dialects import Row
from wian.ledger.records import RegisterEntry

REGISTER_ACTS = "registers"
"""Name of the register that numbers what an office says about its registers."""
REGISTER_ACT_COLUMNS = (
    "office",
    "register_year",
    "register_number",
    "kind",
    "name",
    "year",
    "first",
    "last",
    "reason",
    "by",
    "at_minute",
)


class RegisterActKind(StrEnum):
    """What is said about a register."""

    OPENED = "opened"
    """It goes on behind ``last``: the numbers before were given elsewhere."""
    RESERVED = "reserved"
    """Numbers in it were, or will be, given elsewhere."""
    RELEASED = "released"
    """A reservation is taken back: wian draws its numbers again."""


@dataclass(frozen=True, slots=True)
class RegisterAct:
    """An act about a register of an office.

    Attributes:
        office: Whose register it is.
        entry: Place of the act in the office's register of such acts.
        kind: What is said.
        name: Name of the register that it is about.
        year: Register year of that register.
        first: The first number given elsewhere, or no more. Of an opening: the number that would
            have been next.
        last: The last one. Of an opening: the number before the one that it opens at, so that
            the span is empty where no number is skipped.
        reason: Why.
        by: The post that did it; ``wian`` where an import did.
        at_minute: When it was recorded, in minutes since 1970-01-01T00:00Z.
    """

    office: str
    entry: RegisterEntry
    kind: RegisterActKind
    name: str
    year: int
    first: int
    last: int
    reason: str
    by: str
    at_minute: int

    @property
    def opens_at(self) -> int | None:
        """The number that the register opens at; ``None`` where it does not open it."""
        return self.last + 1 if self.kind is RegisterActKind.OPENED else None


def register_act_row(act: RegisterAct) -> Row:
    """The values of ``REGISTER_ACT_COLUMNS``."""
    return (
        act.office,
        *act.entry,
        act.kind.value,
        act.name,
        act.year,
        act.first,
        act.last,
        act.reason,
        act.by,
        act.at_minute,
    )


def register_act_of(row: Row) -> RegisterAct:
    """The act that a row of ``REGISTER_ACT_COLUMNS`` holds."""
    office, entered_year, entered_number, kind, *rest = row
    entry = RegisterEntry(entered_year, entered_number)
    return RegisterAct(office, entry, RegisterActKind(kind), *rest)


def register_act_digest(row: Row) -> str:
    """Digest of a row of ``REGISTER_ACT_COLUMNS``."""
    return digest(("register_act", *row))
