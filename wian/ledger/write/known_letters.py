"""Finds the letter in the ledger that a register's row is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, select

from wian.delays.hop_record import Source
from wian.history.registers.recogniser import Register
from wian.history.registers.rows import RegisterRow
from wian.jurisdictions.column_words import RegisterKind
from wian.jurisdictions.instant import Instant, Precision
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.ledger.read.kept_hierarchies import Snapshots
from wian.ledger.read.offices.hop_letters import letter_on_hop
from wian.ledger.tables import HopRow, LetterRow, PropagationRow


@dataclass(frozen=True, slots=True)
class KnownLetter:
    """A letter of the ledger that a register may show.

    Attributes:
        propagation: Its propagation.
        sender: The office that issued it.
        number: Its number, as printed.
        issued: When it was issued.
    """

    propagation: str
    sender: str
    number: str
    issued: Instant


@dataclass(frozen=True, slots=True)
class RowLetters:
    """The letters that a row is about, one a propagation; or why it is about none after all."""

    letters: tuple[KnownLetter, ...] = ()
    doubt: str = ""


NOTHING = RowLetters()


class KnownLetters:
    """The letters that a register's office was sent (receive register) or issued (send register),
    except those that were only simulated.

    Args:
        snapshots: The offices of the ledger's propagations, and the connection to them.
        register: The register.
        country: Their jurisdiction: its clock, and how it compares letter numbers.
    """

    def __init__(self, snapshots: Snapshots, register: Register, country: Jurisdiction) -> None:
        self._snapshots, self._kind = snapshots, register.kind
        self._country, self._paper = country, country.paper
        self._letters: dict[str, list[KnownLetter]] = defaultdict(list)
        receives = register.kind is RegisterKind.RECEIVE
        statement = _sent_to(register.office) if receives else _issued_by(register.office)
        for propagation, sender, number, minute, precision in snapshots.connection.execute(
            statement
        ):
            issued = Instant(minute, Precision(precision))
            held = KnownLetter(propagation, sender, number, issued)
            self._letters[self._paper.number_key(number)].append(held)

    def find(self, row: RegisterRow) -> RowLetters:
        """The letters of a row."""
        if not self._letters or not row.letter_number:
            return NOTHING
        named = [held for key in self._keys(row) for held in self._letters.get(key, ())]
        named = [held for held in named if self._may_be_from(row, held)]
        if not named:
            return NOTHING
        found = tuple(held for held in named if self._dated(held) == row.letter_dated)
        return RowLetters(found) if found else RowLetters((), self._doubt(row, named))

    def _keys(self, row: RegisterRow) -> Sequence[str]:
        if self._kind is RegisterKind.SEND:
            return self._paper.sent_keys(row.letter_number, row.number)
        return (self._paper.number_key(row.letter_number),)

    def _may_be_from(self, row: RegisterRow, held: KnownLetter) -> bool:
        """A number without a code is every office's: then the sender's name must be there."""
        numbered = self._paper.number_key(held.number)
        if self._kind is RegisterKind.SEND or _has_code(numbered):
            return True
        name = self._snapshots.office(held.propagation, held.sender).name
        written, name = ("".join(text.split()) for text in (row.sender, name))
        return bool(written) and (written in name or name in written)

    def _doubt(self, row: RegisterRow, named: Iterable[KnownLetter]) -> str:
        """Why none of the letters with the row's number is the row's: another date in the same
        year; a number of another year is another letter.
        """
        for held in named:
            there, here = self._dated(held), row.letter_dated
            if here is None:
                return f"{held.number} is known, but the row does not say the letter's date"
            if here.year == there.year:
                return f"{held.number} is dated {there} in the ledger, and {here} in the register"
        return ""

    def _dated(self, held: KnownLetter) -> date:
        sender = self._snapshots.office(held.propagation, held.sender)
        return self._country.clock_of(sender).date(held.issued)


def _has_code(key: str) -> bool:
    """Whether a key names the office that issued the letter: it has a code before the number."""
    return key.find("/") > 0


_LETTER = (
    LetterRow.propagation,
    LetterRow.office,
    LetterRow.number,
    LetterRow.issued_minute,
    LetterRow.issued_precision,
)


def _sent_to(office: str) -> Select[Any]:
    """Letters by the hops that brought them; propagations first, so that keys are used."""
    hop = and_(HopRow.propagation == PropagationRow.id, HopRow.recipient == office)
    letter = letter_on_hop(LetterRow)
    joined = select(*_LETTER).select_from(PropagationRow).join(HopRow, hop).join(LetterRow, letter)
    return joined.where(LetterRow.source != Source.SIMULATED.value).order_by(PropagationRow.id)


def _issued_by(office: str) -> Select[Any]:
    letter = and_(LetterRow.propagation == PropagationRow.id, LetterRow.office == office)
    joined = select(*_LETTER).select_from(PropagationRow).join(LetterRow, letter)
    return joined.where(LetterRow.source != Source.SIMULATED.value).order_by(PropagationRow.id)
