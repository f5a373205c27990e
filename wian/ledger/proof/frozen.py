"""Verifies a frozen rehearsal: its files are what was frozen, and its rows prove themselves."""

from __future__ import annotations

from sqlalchemy import Connection, select

from wian.ledger.finished.frozen_table import FrozenRow
from wian.ledger.proof.proof_faults import ProofFaults
from wian.ledger.proof.propagation.proof import prove_propagation


def prove_frozen(connection: Connection, name: str, findings: ProofFaults) -> None:
    """Hold its files against their digest, then its rows against each other, as of any other.

    Its register entries are proved with the registers that they stand in.

    Args:
        connection: The ledger.
        name: Id of the rehearsal.
        findings: Where faults go.
    """
    from wian.ledger.finished.frozen_rows import UNREADABLE, frozen_files  # noqa: PLC0415 - Polars
    from wian.ledger.finished.thawed_copy import thawed_copy  # noqa: PLC0415 - is slow to load

    files = frozen_files(connection, name)
    row = select(FrozenRow.digest, FrozenRow.letters, FrozenRow.hops)
    digest, *said = connection.execute(row.where(FrozenRow.propagation == name)).one()
    if files is None or files.digest != digest:
        findings.checked["propagations"] += 1
        findings.fault("propagation", name, "has files that are not what was frozen: edited")
        return
    before = _counted(findings)
    try:
        with thawed_copy(connection, name) as copy:
            prove_propagation(copy, name, findings)
    except UNREADABLE as error:
        why = " ".join(str(error).split())
        findings.fault("propagation", name, f"has frozen files that cannot be read: {why}")
        return
    if [now - then for now, then in zip(_counted(findings), before, strict=True)] != said:
        what = f"has not the {said[0]} letters and {said[1]} hops that its row counts: edited"
        findings.fault("propagation", name, what)


def _counted(findings: ProofFaults) -> tuple[int, int]:
    return findings.checked["letters"], findings.checked["hops"]
