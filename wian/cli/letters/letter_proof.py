"""Writes the proof that the ledger holds a letter: ``wian letters --proof``."""

from __future__ import annotations

import json
from pathlib import Path

import typer

from wian.cli.terminal.console import say, say_raw
from wian.kit.settings import Settings
from wian.kit.whole_file import replacing
from wian.ledger.checkpoints.inclusion import letter_proof
from wian.propagation import runtime
from wian.propagation.plan import Plan


def write_proof(plan: Plan, office: str | None, part: int, out: Path | None) -> None:
    """Print the proof of an office's letter as JSON, or write it into a folder.

    Args:
        plan: The propagation.
        office: Whose letter.
        part: Which of them, from 0.
        out: The folder.
    """
    if office is None:
        raise typer.BadParameter("A proof is of one letter: add --office OFFICE.")
    home = Settings().home.expanduser().absolute()
    proof = letter_proof(runtime.ledger(), home, plan.id, office, part)
    text = json.dumps(proof, ensure_ascii=False, indent=2) + "\n"
    if out is None:
        say_raw(text)
        return
    which = f"+{part}" if part else ""
    with replacing(out / f"{office}{which}.proof.json") as path:
        path.write_text(text, encoding="utf-8")
    say(f"The proof of the letter of {plan.namer.one(office)} is in {out}.")
