"""What loading a file of offices must know of countries: which there are, and their headings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wian.kit.text_file import OldEncoding


@dataclass(frozen=True, slots=True)
class NamedCountry:
    """What a file's ``jurisdiction:`` means, where it is more than an id.

    Attributes:
        id: Id of the jurisdiction.
        clock: IANA zone of its clock.
    """

    id: str
    clock: str


Naming = Callable[
    [str, Mapping[str, Any] | None, Path, Callable[[tuple[str | int, ...]], str]],
    NamedCountry | None,
]
"""From ``jurisdiction:``, ``settings:`` and the file's folder to what they mean, and ``None`` where
that is not known. Faults of the settings are placed by the function given last: from a field of the
file to its line.
"""


@dataclass(frozen=True)
class Countries:
    """The jurisdictions whose files of offices may come in.

    Attributes:
        ids: Their ids, the default one first; where empty, any ``jurisdiction:`` is taken.
        headings: Heading of a CSV column -> the column, besides the English ones.
        encodings: Encodings that their files had before UTF-8.
        clocks: Id -> IANA zone of its clock.
        named: Finds a jurisdiction that is no id alone: a folder, or one with settings.
    """

    ids: tuple[str, ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)
    encodings: tuple[OldEncoding, ...] = ()
    clocks: Mapping[str, str] = field(default_factory=dict)
    named: Naming | None = None

    def clock(self, jurisdiction: str | None) -> str | None:
        """The zone of a jurisdiction, of the default one for ``None``; ``None`` if unknown."""
        default = next(iter(self.ids), "")
        return self.clocks.get(default if jurisdiction is None else jurisdiction)
