"""Checkpoints: the signed size and root of a ledger's tree (C2SP tlog-checkpoint).

The text has three lines: the origin, which names the key and the ledger, the size of the tree, and
its root in base64.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Self

from wian.ledger.checkpoints.entry_tree import TreeHead
from wian.ledger.checkpoints.signed_note import NotSigned, PrivateKey, PublicKey

_LINES = 3
_ROOT_BYTES = 32


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a ledger's tree was when somebody signed it.

    Attributes:
        origin: Name of the key, a slash, and what tells the ledger from any other.
        size: How many entries the tree covered.
        root: Its root.
    """

    origin: str
    size: int
    root: bytes

    @classmethod
    def of(cls, head: TreeHead, name: str) -> Self:
        """The checkpoint of a tree, to be signed by the key of a name."""
        return cls(f"{name}/{head.identity}", head.size, head.root)

    @classmethod
    def opened(cls, note: str, key: PublicKey) -> Self:
        """The checkpoint that a note holds.

        Raises:
            NotSigned: The key did not sign it, or it is no checkpoint.
        """
        lines = key.text_of(note).split("\n")
        if len(lines) <= _LINES:
            raise NotSigned("is no checkpoint: it has fewer than three lines")
        origin, size, root = lines[:_LINES]
        if not size.isascii() or not size.isdecimal() or str(int(size)) != size:
            raise NotSigned("is no checkpoint: its second line is no size")
        try:
            raw = base64.b64decode(root, validate=True)
        except (binascii.Error, ValueError):
            raw = b""
        if len(raw) != _ROOT_BYTES:
            raise NotSigned("is no checkpoint: its third line is no root")
        return cls(origin, int(size), raw)

    @property
    def identity(self) -> str:
        """What tells its ledger from any other."""
        return self.origin.rpartition("/")[2]

    def signed(self, key: PrivateKey) -> str:
        """The note that hands it to others."""
        root = base64.b64encode(self.root).decode()
        return key.sign(f"{self.origin}\n{self.size}\n{root}\n")
