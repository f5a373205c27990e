"""Which jurisdictions does wian know, and what does it know of all of them together?

This is the only module outside a country's folder that imports the folder, and only when somebody
asks for the country.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from wian.kit.errors import WianError

if TYPE_CHECKING:
    from hierarchy.graph import Hierarchy
    from hierarchy.load.file_conventions import Countries
    from wian.jurisdictions.jurisdiction import Era, Jurisdiction
    from wian.kit.text_file import OldEncoding

DEFAULT_JURISDICTION = "thailand"
"""The jurisdiction of offices and directives that name none."""


class UnknownJurisdiction(WianError):
    """A jurisdiction that wian does not know.

    Args:
        id: What was asked for.
    """

    def __init__(self, id: str) -> None:  # noqa: A002 - the word of the command line
        self.id = id
        known = ", ".join(jurisdiction_ids())
        super().__init__(f"There is no jurisdiction '{id[:60]}'. Use one of: {known}.")


def jurisdiction(id: str) -> Jurisdiction:  # noqa: A002 - the word of the command line
    """The jurisdiction of an id.

    Raises:
        UnknownJurisdiction: No jurisdiction has this id; it names those that exist.
    """
    if id not in _ASSEMBLIES:
        raise UnknownJurisdiction(id)
    return _assembled(id)


def jurisdiction_ids() -> tuple[str, ...]:
    """The ids of all jurisdictions, the default first."""
    return tuple(_ASSEMBLIES)


def jurisdiction_of(hierarchy: Hierarchy) -> Jurisdiction:
    """The jurisdiction of a hierarchy's offices; the default one where it names none.

    Raises:
        UnknownJurisdiction: It names one that wian does not know.
    """
    return jurisdiction(hierarchy.jurisdiction or DEFAULT_JURISDICTION)


def written_in(text: str) -> Jurisdiction | None:
    """The jurisdiction whose letters stand in a text, as far as letters tell it from English."""
    for each in map(jurisdiction, jurisdiction_ids()):
        if each.script is not None and each.script.search(text):
            return each
    return None


def register(id: str, assemble: Callable[[], Jurisdiction]) -> None:  # noqa: A002 - the same
    """Make a jurisdiction known to this process.

    Args:
        id: Its id; a jurisdiction that has it already is replaced.
        assemble: Makes it, once, when it is first asked for.
    """
    _ASSEMBLIES[id] = assemble
    _assembled.cache_clear()


def forget(id: str) -> None:  # noqa: A002 - the same
    """Make a jurisdiction unknown again; nothing happens where none has the id."""
    _ASSEMBLIES.pop(id, None)
    _assembled.cache_clear()


def countries() -> Countries:
    """What loading a file of offices must know of all jurisdictions."""
    from hierarchy.load.file_conventions import Countries  # noqa: PLC0415 - few read such a file

    known = [jurisdiction(each) for each in jurisdiction_ids()]
    return Countries(
        ids=jurisdiction_ids(),
        headings={
            heading: name for each in known for heading, name in each.headings.offices.items()
        },
        encodings=encodings(),
        clocks={each.id: each.calendar.zone.key for each in known},
    )


def encodings() -> tuple[OldEncoding, ...]:
    """The encodings that files had before UTF-8, of all jurisdictions."""
    known = (jurisdiction(each) for each in jurisdiction_ids())
    return tuple(encoding for each in known for encoding in each.encodings)


def eras() -> tuple[Era, ...]:
    """The eras of all jurisdictions, besides the Common era."""
    known = (jurisdiction(each).era for each in jurisdiction_ids())
    return tuple(dict.fromkeys(era for era in known if era is not None))


@lru_cache(maxsize=32)
def _assembled(id: str) -> Jurisdiction:  # noqa: A002 - the same
    return _ASSEMBLIES[id]()


def _thailand() -> Jurisdiction:
    from wian.jurisdictions.thailand.country import thailand  # noqa: PLC0415 - see above

    return thailand()


_ASSEMBLIES: dict[str, Callable[[], Jurisdiction]] = {DEFAULT_JURISDICTION: _thailand}
