"""Verifies what offices said about their registers: each act is as it was entered."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, Select, and_, select

from wian.ledger.proof.proof_faults import ProofFaults
from wian.ledger.records import Clock
from wian.ledger.registers.numbers_elsewhere import Register
from wian.ledger.registers.register_acts import (
    REGISTER_ACT_COLUMNS,
    REGISTER_ACTS,
    RegisterAct,
    register_act_digest,
    register_act_of,
)
from wian.ledger.tables import EntryRow, RegisterActRow


def prove_register_acts(
    connection: Connection, findings: ProofFaults
) -> dict[Register, list[RegisterAct]]:
    """Hold each act about a register against its digest and its entry.

    Returns:
        The acts by the register that they are about, in their order.
    """
    found: dict[Register, list[RegisterAct]] = defaultdict(list)
    count = 0
    for *values, stored, entered in connection.execute(_acts()):
        row, count = tuple(values), count + 1
        where = f"act {row[2]} of {row[1]} about registers of {row[0]}"
        findings.hold_entered(where, register_act_digest(row), stored, entered)
        try:
            act = register_act_of(row)
        except ValueError:
            findings.fault("act", where, "holds what no program wrote")
        else:
            found[act.office, act.name, act.year].append(act)
    if count:
        findings.checked["register acts"] += count
    return found


def _acts() -> Select[Any]:
    """Acts, each with the digest stored beside it and the one in its register."""
    act = RegisterActRow
    entry = and_(
        EntryRow.book == Clock.LIVE.book,
        EntryRow.office == act.office,
        EntryRow.name == REGISTER_ACTS,
        EntryRow.year == act.register_year,
        EntryRow.number == act.register_number,
    )
    columns = (getattr(act, name) for name in REGISTER_ACT_COLUMNS)
    return (
        select(*columns, act.content_digest, EntryRow.content_digest)
        .outerjoin(EntryRow, entry)
        .order_by(act.office, act.register_year, act.register_number)
    )
