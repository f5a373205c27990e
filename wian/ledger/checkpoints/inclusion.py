"""Proofs that one letter is in a ledger: for whoever has the proof and the public key alone."""

from __future__ import annotations

import base64
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, or_, select

from wian.kit.errors import WianError
from wian.ledger.checkpoints.checkpoint_files import make_checkpoint
from wian.ledger.checkpoints.entry_tree import ENTRY_COLUMNS, leaves
from wian.ledger.checkpoints.merkle import inclusion_path
from wian.ledger.contents import HOP_COLUMNS, LETTER_COLUMNS, letter_digest
from wian.ledger.database import Ledger
from wian.ledger.finished.frozen_state import is_frozen
from wian.ledger.read.offices.hop_letters import sent_hop
from wian.ledger.records import ELSEWHERE, Clock
from wian.ledger.registers.send_registers import numbers_sent
from wian.ledger.tables import EntryRow, HopRow, LeafRow, LetterRow, PropagationRow

FORM = "wian-inclusion-proof/1"
_PLACE = ENTRY_COLUMNS[:5]


class NothingToProve(WianError):
    """A letter that stands in no register.

    Args:
        propagation: Its propagation.
        office: Whose letter it is.
    """

    def __init__(self, propagation: str, office: str) -> None:
        super().__init__(
            f"{office} has no letter in {propagation} under a number of its register; what was "
            "observed on paper, or was not issued, cannot be proved so."
        )


def letter_proof(
    ledger: Ledger, home: Path, propagation: str, office: str, part: int = 0
) -> dict[str, Any]:
    """The proof that a letter is in the ledger: its content, its place, and a checkpoint.

    Args:
        ledger: The ledger; a checkpoint of it is made, so that the letter is covered.
        home: Where the key lies.
        propagation: Id of its propagation.
        office: Whose letter it is.
        part: Which of the office's letters there, from 0.

    Raises:
        NothingToProve: The office has no such numbered letter there.
        LedgerError: The ledger cannot be used.
    """
    with ledger.reading() as connection:
        frozen = is_frozen(connection, propagation)
    if frozen:
        from wian.ledger.finished.freeze import thaw  # noqa: PLC0415 - Polars is slow to load

        thaw(ledger, propagation)
    made, note = make_checkpoint(ledger, home)
    with ledger.reading() as connection:
        letter, hops = _letter(connection, (propagation, office, part))
        entry, position = _entry(connection, letter, letter_digest(letter, hops))
        covered = list(islice(leaves(connection), made.size))
        path = inclusion_path(covered, position)
    return {
        "form": FORM,
        "letter": _digested(LETTER_COLUMNS, letter),
        "hops": [_digested(HOP_COLUMNS, hop) for hop in hops],
        "entry": dict(zip(ENTRY_COLUMNS, entry, strict=True)),
        "index": position,
        "path": [base64.b64encode(each).decode() for each in path],
        "checkpoint": note,
    }


def _digested(names: tuple[str, ...], row: Any) -> dict[str, Any]:
    """A row as its digest covers it: without ``part`` where that is 0."""
    named = dict(zip(names, row, strict=True))
    return {name: value for name, value in named.items() if name != "part" or value}


def _letter(connection: Connection, which: tuple[str, str, int]) -> tuple[Any, list[Any]]:
    propagation, office, part = which
    of_letter = (
        *(LetterRow.propagation == propagation, LetterRow.office == office),
        LetterRow.part == part,
    )
    columns = (getattr(LetterRow, name) for name in LETTER_COLUMNS)
    letter = connection.execute(select(*columns).where(*of_letter)).one_or_none()
    if letter is None or letter.register_number is None:
        raise NothingToProve(propagation, office)
    hop_columns = (getattr(HopRow, name) for name in HOP_COLUMNS)
    of_hops = (sent_hop(propagation, office), HopRow.part == part)
    hops = connection.execute(select(*hop_columns).where(*of_hops)).all()
    return tuple(letter), sorted(tuple(hop) for hop in hops)


def _entry(connection: Connection, letter: Any, content: str) -> tuple[Any, int]:
    named = dict(zip(LETTER_COLUMNS, letter, strict=True))
    of = PropagationRow.id == named["propagation"]
    clock = Clock(connection.scalar(select(PropagationRow.clock).where(of)) or "")
    entry_columns = (getattr(EntryRow, name) for name in ENTRY_COLUMNS)
    of_entry = (
        EntryRow.book == clock.book,
        EntryRow.office == named["office"],
        or_(numbers_sent(EntryRow.name), EntryRow.name == ELSEWHERE),
        EntryRow.year == named["register_year"],
        or_(EntryRow.number == named["register_number"], EntryRow.name == ELSEWHERE),
        EntryRow.content_digest == content,
    )
    entry = connection.execute(select(*entry_columns).where(*of_entry)).one()
    place = zip(_PLACE, entry, strict=False)
    of_leaf = [getattr(LeafRow, name) == value for name, value in place]
    position = connection.scalar(select(LeafRow.position).where(*of_leaf))
    return tuple(entry), int(position or 0)
