"""The command ``wian checkpoint``: signs the size and root of the ledger, for others to keep."""

from __future__ import annotations

from pathlib import Path

from wian.cli.terminal.console import print_json, say, say_raw
from wian.kit.counted import counted
from wian.kit.settings import Settings
from wian.kit.whole_file import replacing
from wian.ledger.checkpoints.checkpoint_files import KEY_FILE, make_checkpoint, signing_key
from wian.ledger.errors import NothingRecorded
from wian.propagation import runtime


def run(out: Path | None, *, key: bool, json: bool) -> None:
    """Sign the size and root of the ledger. Hand the checkpoint to somebody else to keep."""
    home = Settings().home.expanduser().absolute()
    if key:
        found = signing_key(home).public
        print_json({"key": str(found)}) if json else say_raw(str(found))
        return
    ledger = runtime.ledger()
    made, note = make_checkpoint(ledger, home)
    if made.size <= 1:
        raise NothingRecorded(ledger.url)
    if out is not None:
        with replacing(out) as path:
            path.write_text(note, encoding="utf-8")
    if json:
        print_json(
            {"origin": made.origin, "size": made.size, "root": made.root.hex(), "checkpoint": note}
        )
        return
    say_raw(note)
    say()
    say(f"It covers {counted(made.size, 'entry', 'entries')} of {ledger.url}.")
    say(f"Keep it outside this machine, and {home / KEY_FILE} secret; see wian checkpoint --key.")
