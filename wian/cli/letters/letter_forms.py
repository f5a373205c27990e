"""Which forms and copies of a letter the commands offer."""

from __future__ import annotations

from enum import StrEnum


class LetterFormat(StrEnum):
    """How a letter is laid out."""

    TEXT = "text"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    JSON = "json"
    SITE = "site"
    ORIGINAL = "original"

    @property
    def ending(self) -> str:
        """Ending of its files."""
        return ".txt" if self is LetterFormat.TEXT else f".{self.value}"
