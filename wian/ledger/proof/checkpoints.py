"""The proof against checkpoints: the ledger still begins with what was signed before."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from wian.ledger.checkpoints.checkpoint import Checkpoint
from wian.ledger.checkpoints.entry_tree import identity, prove_tree, roots_at
from wian.ledger.proof.proof_faults import ProofFaults


def prove_checkpoints(
    connection: Connection, against: Mapping[str, Checkpoint], findings: ProofFaults
) -> None:
    """The tree is what its entries make it, and it had each root that was signed.

    Args:
        connection: The ledger.
        against: Checkpoints that somebody holds, by the name under which a fault names them.
        findings: Where faults go.
    """
    prove_tree(connection, findings)
    roots = roots_at(connection, {each.size for each in against.values()})
    this = identity(connection)
    for name, held in against.items():
        findings.checked["checkpoints"] += 1
        where, root = f"checkpoint {name}", roots.get(held.size)
        if held.identity != this:
            what = f"is of the ledger {held.identity[:12]}, and this one is {this[:12]}"
            findings.fault("checkpoint", where, what)
        elif root is None:
            what = f"covers {held.size} entries, and the tree has fewer: its end was cut off"
            findings.fault("checkpoint", where, what)
        elif root != held.root:
            what = f"says otherwise of the first {held.size} entries: rewritten, or a fork"
            findings.fault("checkpoint", where, what)
