"""Verifies the whole ledger, from registers to delays."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from wian.kit.gc_pause import uncollected
from wian.ledger.checkpoints.checkpoint import Checkpoint
from wian.ledger.database import Ledger
from wian.ledger.proof.checkpoints import prove_checkpoints
from wian.ledger.proof.column_types import prove_types
from wian.ledger.proof.imports import prove_imports
from wian.ledger.proof.letter_numbers import prove_no_number_twice
from wian.ledger.proof.orphans import prove_orphans
from wian.ledger.proof.proof_faults import ProofFaults, Verification, VerificationFault
from wian.ledger.proof.ranges import in_ranges
from wian.ledger.proof.record_book import prove_records
from wian.ledger.proof.registers import prove_registers
from wian.ledger.read import facts

__all__ = ["Verification", "VerificationFault", "verify"]


def verify(
    ledger: Ledger,
    propagation: str | None = None,
    *,
    against: Mapping[str, Checkpoint] | None = None,
) -> Verification:
    """Prove the ledger, as it stands at one moment.

    Numbers run without gap from 1 in every register and each running digest follows from the one
    before; every imported entry is what was imported; every letter, reception and act is what
    its register entered; every chain of letters goes back to its origin along the recorded route;
    stamps come in the order of desks; every delay identity is exact.

    Many propagations are proved by several processes, a range of them in each, and held against
    what this process sees; what they find comes in the order of propagations all the same.

    Args:
        ledger: What to prove.
        propagation: Prove the rows of this propagation only (and all registers, drawn and
            imported); all where ``None``.
        against: Checkpoints that somebody holds of this ledger, by a name for each.

    Raises:
        UnknownPropagation: It is not recorded.
        LedgerError: The ledger cannot be read.
    """
    findings = ProofFaults()
    with ledger.reading() as connection:
        known = facts.known(connection)
        if propagation is not None and propagation not in known:
            raise facts.unknown(connection, propagation)
        if not prove_types(connection, findings):
            return findings.verification()
        names = known if propagation is None else [propagation]
        with in_ranges(ledger, connection, names) as parts:
            with uncollected():
                _prove_whole(connection, against or {}, findings)
            for part in parts:
                findings.add(part.proved(connection))
    return findings.verification()


def _prove_whole(
    connection: Connection, against: Mapping[str, Checkpoint], findings: ProofFaults
) -> None:
    """What is of the ledger as a whole, or of several propagations together."""
    prove_registers(connection, findings)
    prove_imports(connection, findings)
    prove_records(connection, findings)
    prove_orphans(connection, findings)
    prove_no_number_twice(connection, findings)
    prove_checkpoints(connection, against, findings)
