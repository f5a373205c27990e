"""The command ``wian backup``: one file from which the ledger can be made again."""

from __future__ import annotations

from pathlib import Path

from wian.cli.backup.proof_result import show_proof
from wian.kit.settings import Settings
from wian.ledger.backup.ledger_backup import back_up


def run(file: Path, *, replace: bool, json: bool) -> None:
    """Back the ledger up into one file, while others go on working, and verify it."""
    found = back_up(Settings().ledger_url, file, replace=replace)
    show_proof(found, file, f"The ledger is backed up in {file}", json=json)
