"""What loading a file of offices must know of countries: which there are, and their headings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wian.kit.text_file import OldEncoding


@dataclass(frozen=True)
class Countries:
    """The jurisdictions whose files of offices may come in.

    Attributes:
        ids: Their ids, the default one first; where empty, any ``jurisdiction:`` is taken.
        headings: Heading of a CSV column -> the column, besides the English ones.
        encodings: Encodings that their files had before UTF-8.
        clocks: Id -> IANA zone of its clock.
    """

    ids: tuple[str, ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)
    encodings: tuple[OldEncoding, ...] = ()
    clocks: Mapping[str, str] = field(default_factory=dict)

    def clock(self, jurisdiction: str | None) -> str | None:
        """The zone of a jurisdiction, of the default one for ``None``; ``None`` if unknown."""
        default = next(iter(self.ids), "")
        return self.clocks.get(default if jurisdiction is None else jurisdiction)
