"""Verifies propagations in several processes, a range of them in each.

Each process reads the ledger for itself. Rows of propagations are only ever added, or frozen and
thawed as a whole. So where it counts as many of them as its parent does, both see the same ones.
What a process could not do, as somebody wrote meanwhile or it was ended, its parent does itself.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from sqlalchemy import Connection, func, select

from wian.jurisdictions.countries import jurisdiction_ids
from wian.kit.gc_pause import uncollected
from wian.ledger.database import Ledger, read_ledger
from wian.ledger.finished.frozen_state import frozen_hops, is_frozen
from wian.ledger.finished.frozen_table import FrozenRow
from wian.ledger.proof.frozen import prove_frozen
from wian.ledger.proof.proof_faults import ProofFaults, VerificationFault
from wian.ledger.proof.propagation.proof import prove_propagation
from wian.ledger.tables import ActRow, EntryRow, HopRow, LetterRow, PropagationRow, ReceptionRow

LEAST_HOPS = 200_000
"""With fewer, starting processes takes longer than they save."""
_GROWING = (PropagationRow, LetterRow, HopRow, ReceptionRow, ActRow, EntryRow, FrozenRow)


class PropagationRange:
    """Propagations that are proved one after the other.

    Args:
        names: Their ids.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names

    def proved(self, connection: Connection) -> ProofFaults:
        """What proving them finds.

        Args:
            connection: The ledger, as its reader sees it.
        """
        findings = ProofFaults()
        for name in self.names:
            with uncollected():
                if is_frozen(connection, name):
                    prove_frozen(connection, name, findings)
                else:
                    prove_propagation(connection, name, findings)
        return findings


class ApartRange(PropagationRange):
    """The same in a process that begins at once.

    Args:
        names: Ids of the propagations.
        ledger: The ledger, which the process opens for itself.
        counts: How many rows it is to see.
    """

    def __init__(self, names: Sequence[str], ledger: Ledger, counts: Sequence[int]) -> None:
        super().__init__(names)
        program = [sys.executable, "-m", "wian.ledger.proof.ranges"]
        self._process = subprocess.Popen(  # noqa: S603 - this program, and nothing of a stranger's
            program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        asked = {"url": ledger.full_url, "names": list(names), "counts": list(counts)}
        asked["countries"] = list(jurisdiction_ids())
        assert self._process.stdin is not None  # noqa: S101 - it is a pipe
        with suppress(BrokenPipeError), self._process.stdin as question:  # its status says it
            question.write(json.dumps(asked).encode())

    def proved(self, connection: Connection) -> ProofFaults:
        """What the process found; what it left is done here."""
        assert self._process.stdout is not None  # noqa: S101 - it is a pipe
        with self._process.stdout as answer:
            said = answer.read()
        if self._process.wait() != 0:
            return super().proved(connection)
        checked, faults = json.loads(said)
        return ProofFaults(Counter(checked), [VerificationFault(*fault) for fault in faults])

    def end(self) -> None:
        """End the process where nobody waits for it any more."""
        self._process.kill()
        self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()


@contextmanager
def in_ranges(
    ledger: Ledger, connection: Connection, names: Sequence[str]
) -> Iterator[Sequence[PropagationRange]]:
    """Propagations in ranges: all in this process, or one range a core, begun at once.

    Args:
        ledger: The ledger.
        connection: The same, as this process sees it.
        names: Ids of the propagations.
    """
    cores = _cores()
    if cores < 2 or len(names) < 2 or _hops(connection) < LEAST_HOPS:  # one is no several
        yield [PropagationRange(names)]
        return
    counts, apart = row_counts(connection), list[ApartRange]()
    try:
        for part in _parts(connection, names, cores):
            apart.append(ApartRange(part, ledger, counts))
        yield apart
    finally:
        for each in apart:
            each.end()


def row_counts(connection: Connection) -> list[int]:
    """How many rows there are of what propagations consist of."""
    return [connection.scalar(select(func.count()).select_from(table)) or 0 for table in _GROWING]


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _hops(connection: Connection) -> int:
    counted = connection.scalar(select(func.count()).select_from(HopRow)) or 0
    return counted + sum(frozen_hops(connection).values())


def _parts(connection: Connection, names: Sequence[str], count: int) -> list[Sequence[str]]:
    """Names in their order, in at most so many parts of about as many hops."""
    statement = select(HopRow.propagation, func.count()).group_by(HopRow.propagation)
    hops = dict(connection.execute(statement).tuples().all()) | frozen_hops(connection)
    sizes = [hops.get(name, 0) + 1 for name in names]
    parts: list[list[str]] = [[] for _ in range(count)]
    before, whole = 0, sum(sizes)
    for name, size in zip(names, sizes, strict=True):
        parts[before * count // whole].append(name)
        before += size
    return [part for part in parts if part]


def _answer() -> int:
    """Be such a process: prove what standard input asks, and print it. Its status is 0, or 1."""
    asked = json.load(sys.stdin)
    if asked["countries"] != list(jurisdiction_ids()):  # some are known to the parent alone
        return 1
    with read_ledger(asked["url"]) as ledger, ledger.reading() as connection:
        if row_counts(connection) != asked["counts"]:
            return 1
        found = PropagationRange(asked["names"]).proved(connection)
    faults = [(each.kind, each.where, each.what) for each in found.faults]
    json.dump((found.checked, faults), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(_answer())
