"""A text that the database holds compressed: a letter's content takes a third of its size."""

from __future__ import annotations

import zlib
from contextlib import suppress
from typing import Any

from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

_LEVEL, _WINDOW = 6, 13
"""A window of 8 KB holds a letter, and is made in half the time of the largest."""
_COMMON = (
    b'"urgency":null,"secrecy":null,"copies":[],"distribution":[],"cites":[]}],"closing":"",'
    b'"signatory":["(..................................................)","","],"drafted_by":["","",'
    b'"enclosures":[],"paragraphs":["","salutation":"","addressed_to":"","references":[{"office":"",'
    b'"number":"","dated":"2026-01-01"}],"letterhead":["","],"subject":"{"sender":"","issuer":"",'
    b'"form":"external","number":"","dated":"2026-'
)
"""What every letter's JSON has: it is not written again. What was packed needs it as it stands."""


def packed(text: str) -> bytes:
    """A text as the column holds it: the same bytes for the same text."""
    packer = zlib.compressobj(_LEVEL, wbits=_WINDOW, zdict=_COMMON)
    return packer.compress(text.encode()) + packer.flush()


def unpacked(content: bytes) -> str:
    """The text that a column holds.

    What is not compressed is read as it is: so PostgreSQL holds what an upgrade brought, which
    compresses it by itself; and so the proof is shown what somebody else wrote there.
    """
    unpacker = zlib.decompressobj(zdict=_COMMON)
    with suppress(zlib.error, UnicodeDecodeError):
        text = unpacker.decompress(content).decode()
        if unpacker.eof:
            return text
    return content.decode(errors="replace")


class PackedText(TypeDecorator[str]):
    """The type of such a column."""

    impl, cache_ok = LargeBinary, True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002 - its place
        """What the database is given."""
        return None if value is None else packed(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002 - the same
        """What the program is given."""
        return None if value is None else unpacked(bytes(value))
