"""Which files have a JSON Schema?"""

from __future__ import annotations

from enum import StrEnum


class SchemaName(StrEnum):
    """The files that have a JSON Schema."""

    DIRECTIVE = "directive"
    HIERARCHY = "hierarchy"
