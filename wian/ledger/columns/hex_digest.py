"""A digest, 64 hexadecimal digits in the program, that the database holds as its 32 bytes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator


class HexDigest(TypeDecorator[str]):
    """The type of such a column."""

    impl, cache_ok = LargeBinary, True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002 - its place
        """What the database is given."""
        return None if value is None else bytes.fromhex(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002 - the same
        """What the program is given."""
        return None if value is None else bytes(value).hex()
