"""The command ``wian freeze``: finished rehearsals in a twentieth of the space."""

from __future__ import annotations

from collections.abc import Sequence

from wian.cli.terminal.console import print_json, say
from wian.kit.counted import agreeing, counted
from wian.kit.errors import WianError
from wian.ledger.database import Ledger
from wian.ledger.finished.freeze import freezable, freeze, hindrance
from wian.propagation import runtime

_MB = 1_000_000


def run(propagations: list[str] | None, *, json: bool) -> None:
    """Store finished rehearsals as Parquet inside the ledger."""
    ledger = runtime.ledger()
    wanted = list(dict.fromkeys(propagations)) if propagations else freezable(ledger)
    _refuse(ledger, wanted)
    sizes = {each: freeze(ledger, each) for each in wanted}
    done = {each: size for each, size in sizes.items() if size is not None}
    compacted = ledger.compact() if done else False
    if json:
        print_json({"frozen": list(done), "bytes": sum(done.values()), "compacted": compacted})
        return
    if not done:
        say("Every finished rehearsal without observed letters is frozen already.")
        return
    are, take = agreeing(len(done), "is", "are"), agreeing(len(done), "It takes", "They take")
    size = f"{sum(done.values()) / _MB:.1f} MB"
    say(f"{counted(len(done), 'rehearsal')} {are} frozen. {take} {size} in the ledger.")
    if not compacted and ledger.path:
        say("Another process uses the ledger, so its file keeps its size; what is free is reused.")


def _refuse(ledger: Ledger, wanted: Sequence[str]) -> None:
    """Name all that may not be frozen, before one is.

    Raises:
        WianError: There are such.
    """
    faults = [str(fault) for each in wanted if (fault := hindrance(ledger, each))]
    if faults:
        raise WianError("\n".join(faults))
