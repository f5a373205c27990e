"""Merkle trees as RFC 6962 (section 2.1) and RFC 9162 (section 2.1) define them, with SHA-256."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

EMPTY = sha256(b"").digest()
"""Root of a tree without leaves."""


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf; the byte in front tells it from a node's."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node over its two children."""
    return sha256(b"\x01" + left + right).digest()


class GrowingTree:
    """The root of a tree while leaves are appended: it keeps one hash for each level."""

    def __init__(self) -> None:
        self.size = 0
        self._whole: list[tuple[int, bytes]] = []

    def append(self, leaf: bytes) -> None:
        """Append the hash of a leaf."""
        level, found = 0, leaf
        while self._whole and self._whole[-1][0] == level:
            found = node_hash(self._whole.pop()[1], found)
            level += 1
        self._whole.append((level, found))
        self.size += 1

    def root(self) -> bytes:
        """The root over all leaves so far."""
        if not self._whole:
            return EMPTY
        found = self._whole[-1][1]
        for _, left in reversed(self._whole[:-1]):
            found = node_hash(left, found)
        return found


def inclusion_path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The hashes by which the root follows from one leaf, from the leaf upwards.

    Args:
        leaves: The hashes of all leaves.
        index: Which leaf, from 0.

    Raises:
        IndexError: There is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    path: list[bytes] = []
    first, last = 0, len(leaves)
    while last - first > 1:
        middle = first + _left_size(last - first)
        if index < middle:
            path.append(_root(leaves, middle, last))
            last = middle
        else:
            path.append(_root(leaves, first, middle))
            first = middle
    return path[::-1]


def root_from(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root that a path leads to; ``None`` where it has not the length that it must have."""
    if not 0 <= index < size:
        return None
    position, last, found = index, size - 1, leaf
    for each in path:
        if last == 0:
            return None
        if position % 2 or position == last:
            found = node_hash(each, found)
            while position % 2 == 0 and position:
                position, last = position // 2, last // 2
        else:
            found = node_hash(found, each)
        position, last = position // 2, last // 2
    return found if last == 0 else None


def _left_size(size: int) -> int:
    """The largest power of two below ``size``."""
    return 1 << (size - 1).bit_length() - 1


def _root(leaves: Sequence[bytes], first: int, last: int) -> bytes:
    tree = GrowingTree()
    for index in range(first, last):
        tree.append(leaves[index])
    return tree.root()
