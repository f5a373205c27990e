"""What a backup and a restored ledger prove, in a sentence or as JSON."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import typer

from wian.cli.terminal.console import complain, print_json, say
from wian.kit.counted import counted
from wian.ledger.proof.proof_faults import Verification


def show_proof(found: Verification, file: Path, done: str, *, json: bool) -> None:
    """Say that it is done and holds; end with status 1 where it does not hold.

    Args:
        found: What verifying it found.
        file: The backup.
        done: What was done, as a sentence without its stop.
        json: As one JSON object.
    """
    letters = found.checked.get("letters", 0)
    if json:
        faults = [asdict(each) for each in found.faults]
        print_json({"file": str(file), "ok": found.ok, "letters": letters, "faults": faults})
    elif found.ok:
        of = counted(found.checked.get("propagations", 0), "propagation")
        say(f"{done}, and holds: {counted(letters, 'letter')} of {of}.")
    else:
        complain(
            f"{done}, but it does not hold: {counted(len(found.faults), 'fault')}. "
            "wian verify names them; keep your older backups."
        )
    if not found.ok:
        raise typer.Exit(1)
