"""The command ``wian restore``: makes the ledger again from a backup."""

from __future__ import annotations

from pathlib import Path

from wian.cli.backup.proof_result import show_proof
from wian.kit.settings import Settings
from wian.ledger.backup.ledger_backup import restore


def run(file: Path, *, replace: bool, json: bool) -> None:
    """Restore the ledger from a backup, and verify it. Stop wian's services first."""
    found = restore(Settings().ledger_url, file, replace=replace)
    show_proof(found, file, f"The ledger is restored from {file}", json=json)
