"""The tree over all register entries of a ledger: how it grows, and that it is what it was.

A propagation, a letter, a stamp, an act and an import are each an entry of some register, so one
tree over the entries covers them all. An entry gets its place when a checkpoint is made, not when
it is written: writers of different registers need not wait for each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, func, select, text

from wian.ledger.checkpoints.merkle import GrowingTree, leaf_hash
from wian.ledger.contents import canonical
from wian.ledger.database import Ledger
from wian.ledger.dialects import insert_rows
from wian.ledger.finished.frozen_entries import FrozenEntries
from wian.ledger.finished.frozen_state import all_frozen
from wian.ledger.proof.proof_faults import ProofFaults
from wian.ledger.tables import EntryRow, IdentityRow, LeafRow

ENTRY_COLUMNS = ("book", "office", "name", "year", "number", "key", "content_digest")
"""What a leaf covers of a register's entry."""
_PLACE = ENTRY_COLUMNS[:5]
_LEAF_COLUMNS = ("position", *_PLACE, "leaf")
_BATCH = 5000


class TreeHead(NamedTuple):
    """The tree as it stands.

    Attributes:
        identity: What tells this ledger from any other.
        size: How many entries it covers.
        root: Its root.
    """

    identity: str
    size: int
    root: bytes


def leaf_data(entry: Sequence[Any]) -> bytes:
    """What the leaf of an entry is the hash of: the values of ``ENTRY_COLUMNS`` as JSON."""
    return canonical(list(entry)).encode()


def grow(ledger: Ledger) -> TreeHead:
    """Give every entry that has no place in the tree yet its place; a second time adds none.

    Args:
        ledger: The ledger.

    Raises:
        LedgerError: The ledger cannot be used; nothing was added.
    """
    with ledger.writing() as connection:
        place_entries(connection)
        return head(connection)


def place_entries(connection: Connection) -> None:
    """The same inside a write transaction.

    What is frozen once the tree has begun has its places. Before, the first checkpoint gives them.
    """
    if connection.dialect.name == "postgresql":  # two at once add each entry once
        connection.execute(text("LOCK TABLE tree_leaf IN SHARE ROW EXCLUSIVE MODE"))
    size = tree_size(connection)
    entries = chain(_unplaced(connection), () if size else _frozen(connection))
    rows = [
        (size + index, *entry[: len(_PLACE)], leaf_hash(leaf_data(entry)).hex())
        for index, entry in enumerate(entries)
    ]
    insert_rows(connection, LeafRow, _LEAF_COLUMNS, rows)


def tree_size(connection: Connection) -> int:
    """How many entries have their place."""
    return connection.scalar(select(func.count()).select_from(LeafRow)) or 0


def head(connection: Connection) -> TreeHead:
    """The tree as it stands, by the leaves that are kept."""
    tree = GrowingTree()
    for leaf in leaves(connection):
        tree.append(leaf)
    return TreeHead(identity(connection), tree.size, tree.root())


def roots_at(connection: Connection, sizes: Iterable[int]) -> dict[int, bytes]:
    """The roots that the tree had at some sizes, as far as it has grown."""
    wanted, found = set(sizes), dict[int, bytes]()
    tree = GrowingTree()
    if 0 in wanted:
        found[0] = tree.root()
    for leaf in leaves(connection):
        tree.append(leaf)
        if tree.size in wanted:
            found[tree.size] = tree.root()
    return found


def leaves(connection: Connection) -> Iterator[bytes]:
    """The hashes of all leaves, in their order."""
    statement = select(LeafRow.leaf).order_by(LeafRow.position)
    rows = connection.scalars(statement, execution_options={"yield_per": _BATCH})
    for leaf in rows:
        try:
            yield bytes.fromhex(leaf)
        except ValueError:  # an edit, which the proof of the tree names
            yield b""


def identity(connection: Connection) -> str:
    """What tells this ledger from any other."""
    return connection.scalar(select(IdentityRow.id)) or ""


def prove_tree(connection: Connection, findings: ProofFaults) -> None:
    """Every leaf stands in its place and is the hash of an entry that is still the same."""
    if not (tree_size(connection) and all_frozen(connection)):
        _prove_leaves(_placed(connection), findings)
        return
    with FrozenEntries.of(connection) as frozen:
        _prove_leaves(_with_frozen(_placed(connection), frozen), findings)


def _with_frozen(
    placed: Iterable[tuple[Any, ...]], frozen: FrozenEntries
) -> Iterator[tuple[Any, ...]]:
    """Leaves with the entries of frozen rehearsals, which the tables do not have."""
    for leaf in placed:
        if leaf[-1] is None and (entry := frozen.find(leaf[2:-2])):
            yield (*leaf[:-2], *entry[-3:-1])
        else:
            yield leaf


def _prove_leaves(placed: Iterable[tuple[Any, ...]], findings: ProofFaults) -> None:
    for expected, (position, leaf, *entry) in enumerate(placed):
        findings.checked["leaves"] += 1
        where = f"leaf {position}"
        if position != expected:
            findings.fault("checkpoint", f"leaf {expected}", "is missing: deleted")
            return
        if entry[-1] is None:
            place = f"{entry[0]} register {entry[2]} {entry[3]} of {entry[1]} number {entry[4]}"
            findings.fault("checkpoint", where, f"covers {place}, which is missing: deleted")
        elif leaf_hash(leaf_data(entry)).hex() != leaf:
            findings.fault("checkpoint", where, "is not the hash of its entry: edited")


def _placed(connection: Connection) -> Iterator[tuple[Any, ...]]:
    entry = and_(*(getattr(LeafRow, name) == getattr(EntryRow, name) for name in _PLACE))
    statement = (
        select(
            LeafRow.position,
            LeafRow.leaf,
            *(getattr(LeafRow, name) for name in _PLACE),
            EntryRow.key,
            EntryRow.content_digest,
        )
        .outerjoin(EntryRow, entry)
        .order_by(LeafRow.position)
    )
    for row in connection.execute(statement, execution_options={"yield_per": _BATCH}):
        yield tuple(row)


def _unplaced(connection: Connection) -> Iterator[tuple[Any, ...]]:
    """The entries that have no leaf, register by register, so that the order is theirs."""
    leaf = and_(*(getattr(LeafRow, name) == getattr(EntryRow, name) for name in _PLACE))
    statement = (
        select(*(getattr(EntryRow, name) for name in ENTRY_COLUMNS))
        .outerjoin(LeafRow, leaf)
        .where(LeafRow.position.is_(None))
        .order_by(*(getattr(EntryRow, name) for name in _PLACE))
    )
    for row in connection.execute(statement):
        yield tuple(row)


def _frozen(connection: Connection) -> Iterator[tuple[Any, ...]]:
    """The entries of frozen rehearsals, register by register."""
    with FrozenEntries.of(connection) as frozen:
        for *entry, _ in frozen:
            yield tuple(entry)
