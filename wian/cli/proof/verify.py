"""The command ``wian verify``: checks the ledger against its own digests."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import typer

from wian.cli.terminal.console import complain, print_json, say, table
from wian.kit.counted import counted, number
from wian.kit.settings import Settings
from wian.ledger.checkpoints.checkpoint import Checkpoint
from wian.ledger.checkpoints.checkpoint_files import kept_checkpoints, public_key, read_checkpoint
from wian.ledger.checkpoints.entry_tree import identity
from wian.ledger.checkpoints.signed_note import NoKey, PublicKey
from wian.ledger.database import Ledger
from wian.ledger.errors import NothingRecorded
from wian.ledger.proof.verification import Verification, verify
from wian.propagation import runtime

_SHOWN = 50
_RECORDED = ("propagations", "imports", "register acts")
"""What an empty ledger has none of."""


def run(
    propagation: str | None, against: list[Path] | None, key: str | None, *, json: bool
) -> None:
    """Verify that numbers are gapless, digests unbroken, chains complete and delays exact."""
    ledger = runtime.ledger()
    found = verify(ledger, propagation, against=_held(ledger, against or [], key))
    if not any(found.checked[each] for each in _RECORDED if each in found.checked):
        raise NothingRecorded(ledger.url)
    if json:
        print_json(
            {
                "ok": found.ok,
                "checked": dict(found.checked),
                "faults": [asdict(fault) for fault in found.faults],
            }
        )
    else:
        _show(found, ledger.url)
    if not found.ok:
        raise typer.Exit(1)


def _held(ledger: Ledger, against: list[Path], written: str | None) -> dict[str, Checkpoint]:
    """The checkpoints to hold the ledger to, by their files."""
    home = Settings().home.expanduser().absolute()
    with ledger.reading() as connection:
        this = identity(connection)
    held = {str(path): found for path, found in kept_checkpoints(home, this)}
    if against:
        key = _key(home, written)
        held.update({str(path): read_checkpoint(path, key) for path in against})
    return held


def _key(home: Path, written: str | None) -> PublicKey:
    """The key that was given, as text or as a file; else this machine's."""
    if written is None:
        if found := public_key(home):
            return found
        raise typer.BadParameter("This machine has no key of checkpoints; give theirs with --key.")
    try:
        path = Path(written)
        return PublicKey.read(path.read_text("utf-8") if path.is_file() else written)
    except (NoKey, OSError, UnicodeDecodeError):
        raise typer.BadParameter(
            "--key takes NAME+ID+KEY, as 'wian checkpoint --key' prints it, or a file with it."
        ) from None


def _show(found: Verification, url: str) -> None:
    rows = [(kind, number(count)) for kind, count in found.checked.items()]
    table((("checked", "left"), ("count", "right")), rows, title=f"The ledger {url}")
    if found.ok:
        say("It holds: numbers gapless, digests unbroken, chains complete, delays exact.")
        return
    complain(f"It does not hold: {counted(len(found.faults), 'fault')}.")
    for fault in found.faults[:_SHOWN]:
        complain(f"  - {fault.kind}, {fault.where}: {fault.what}")
    if len(found.faults) > _SHOWN:
        complain(f"  and {number(len(found.faults) - _SHOWN)} more; --json prints all.")
