"""What loading a file of offices must know of countries: which there are, and their headings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hierarchy.office import Office
from wian.kit.errors import Fault
from wian.kit.text_file import OldEncoding


def _nothing(_: Office) -> Iterable[Fault]:
    return ()


@dataclass(frozen=True, slots=True)
class OfficeRules:
    """What a jurisdiction asks of its offices, besides what is asked of all.

    Attributes:
        clock: IANA zone of the clock that they all have; ``None``: any.
        numbers: What does not fit in how an office numbers; the place of a fault is the field.
    """

    clock: str | None = None
    numbers: Callable[[Office], Iterable[Fault]] = _nothing


ANY = OfficeRules()
"""The rules where no jurisdiction is known."""


@dataclass(frozen=True, slots=True)
class NamedCountry:
    """What a file's ``jurisdiction:`` means, where it is more than an id.

    Attributes:
        id: Id of the jurisdiction.
        rules: What it asks of its offices.
    """

    id: str
    rules: OfficeRules


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
        rules: Id -> what it asks of its offices.
        named: Finds a jurisdiction that is no id alone: a folder, or one with settings.
    """

    ids: tuple[str, ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)
    encodings: tuple[OldEncoding, ...] = ()
    rules: Mapping[str, OfficeRules] = field(default_factory=dict)
    named: Naming | None = None

    def rules_of(self, jurisdiction: str | None) -> OfficeRules:
        """The rules of a jurisdiction; of the default one for ``None``."""
        default = next(iter(self.ids), "")
        return self.rules.get(default if jurisdiction is None else jurisdiction, ANY)
