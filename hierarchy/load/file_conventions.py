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


def _unsaid(_: str) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class OfficeRules:
    """What a jurisdiction asks of its offices, besides what is asked of all.

    Attributes:
        clock: IANA zone of the clock that they usually have; ``None``: any.
        numbers: What does not fit in how an office numbers; the place of a fault is the field.
        others: IANA zones that some of them have instead; ``None``: any.
        zone_of: The zone of an office by its id, where the id tells another than the usual one.
    """

    clock: str | None = None
    numbers: Callable[[Office], Iterable[Fault]] = _nothing
    others: frozenset[str] | None = frozenset()
    zone_of: Callable[[str], str | None] = _unsaid

    def zone(self, office: str, said: str) -> str | None:
        """The zone that an office's record holds: none for the usual clock.

        Args:
            office: Its id.
            said: What the file says of it; empty where nothing.
        """
        zone = said or self.zone_of(office)
        return None if zone == self.clock else zone

    def takes(self, zone: str) -> bool:
        """Whether an office may have a zone that is not the usual one."""
        return self.clock is None or self.others is None or zone in self.others


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
