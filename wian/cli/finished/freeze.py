"""The command ``wian freeze``: finished rehearsals in a sixteenth of the space."""

from __future__ import annotations

from collections.abc import Sequence

from wian.cli.terminal.console import print_json, say
from wian.kit.counted import agreeing, counted
from wian.kit.errors import WianError
from wian.ledger.database import Ledger
from wian.ledger.finished.freeze import freezable, freeze, hindrance
from wian.ledger.finished.frozen_state import all_frozen
from wian.propagation import runtime

_KB, _MB = 1_000, 1_000_000


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
        say(_nothing_to_do(ledger, wanted))
        return
    are, take = agreeing(len(done), "is", "are"), agreeing(len(done), "It takes", "They take")
    size = _size(sum(done.values()))
    say(f"{counted(len(done), 'rehearsal')} {are} frozen. {take} {size} in the ledger.")
    if not compacted and ledger.path:
        say("Another process uses the ledger, so its file keeps its size; what is free is reused.")


def _nothing_to_do(ledger: Ledger, wanted: Sequence[str]) -> str:
    """Why nothing was frozen: what is named is frozen, all are, or there is none yet."""
    if wanted:
        return f"{_those(len(wanted))} frozen already."
    with ledger.reading() as connection:
        frozen = len(all_frozen(connection))
    if frozen:
        return f"Nothing is left to freeze: {_those(frozen)} frozen already."
    without = "without observed letters and answers"
    return f"There is no finished rehearsal {without}, so nothing was frozen."


def _those(count: int) -> str:
    return f"{counted(count, 'rehearsal')} {agreeing(count, 'is', 'are')}"


def _size(count: int) -> str:
    """Bytes as whole kB below one MB, and never as none."""
    if count < _MB:
        return f"{max(round(count / _KB), 1)} kB"
    return f"{count / _MB:.1f} MB"


def _refuse(ledger: Ledger, wanted: Sequence[str]) -> None:
    """Name all that may not be frozen, before one is.

    Raises:
        WianError: There are such.
    """
    faults = [str(fault) for each in wanted if (fault := hindrance(ledger, each))]
    if faults:
        raise WianError("\n".join(faults))
