"""Verifies the lists of offices: each lists what the records say, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, and_, or_, select

from hierarchy.graph import Hierarchy
from wian.ledger.dialects import Row
from wian.ledger.life.upward.report_address import MARK
from wian.ledger.lists.list_facts import LISTED_COLUMNS
from wian.ledger.lists.list_rebuild import recorded_rows
from wian.ledger.lists.listed_row import ListedRow
from wian.ledger.proof.proof_faults import ProofFaults

_WORDS, _END = LISTED_COLUMNS.index("words_at"), LISTED_COLUMNS.index("bare_words") + 1
_NOWHERE: Row = (None,) * len(LISTED_COLUMNS)


def prove_lists(
    connection: Connection, propagation: str, hierarchy: Hierarchy, findings: ProofFaults
) -> None:
    """Hold what inboxes list of a live propagation against its records.

    Args:
        connection: The ledger.
        propagation: Its id.
        hierarchy: The offices that it went down.
        findings: Where faults go.
    """
    columns = (getattr(ListedRow, name) for name in LISTED_COLUMNS)
    own, beyond = ListedRow.propagation, propagation + chr(ord(MARK) + 1)
    of = or_(own == propagation, and_(own > propagation + MARK, own < beyond))
    listed = _worded(map(tuple, connection.execute(select(*columns).where(of))))
    meant = _worded(recorded_rows(connection, propagation, hierarchy))
    for place in sorted(listed.keys() | meant.keys()):
        name, office = place
        where = f"{name} in the inbox of {office}"
        if place not in listed:
            findings.fault("list", where, "is not listed, and was sent to it")
        elif place not in meant:
            findings.fault("list", where, "is listed, and was never sent to it")
        elif listed[place] != meant[place]:
            pairs = zip(LISTED_COLUMNS, listed[place], meant[place], strict=True)
            wrong = [name for name, held, recorded in pairs if held != recorded]
            findings.fault("list", where, f"is listed otherwise than recorded: {', '.join(wrong)}")


def _worded(rows: Iterable[Row]) -> dict[tuple[str, str], Row]:
    """Rows by letter and office, each with the words that it is found by, wherever these stand."""
    held = {(row[1], row[0]): row for row in rows}
    worded = {}
    for place, row in held.items():
        with_words = held.get((row[1], row[_WORDS]), _NOWHERE)
        worded[place] = (*row[:_WORDS], None, *with_words[_WORDS + 1 : _END], *row[_END:])
    return worded
