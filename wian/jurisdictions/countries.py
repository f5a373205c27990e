"""Which jurisdictions does wian know, and what does it know of all of them together?

This is the only module outside a country's folder that imports the folder, and only when somebody
asks for the country.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wian.kit.errors import Fault, InputFaults, WianError

if TYPE_CHECKING:
    from hierarchy.graph import Hierarchy
    from hierarchy.load.file_conventions import Countries, NamedCountry, OfficeRules
    from wian.jurisdictions.jurisdiction import Era, Jurisdiction
    from wian.kit.text_file import OldEncoding

DEFAULT_JURISDICTION = "thailand"
"""The jurisdiction of offices and directives that name none."""
PLAIN = "plain"
"""The jurisdiction of whoever has no country's: it takes settings."""


class UnknownJurisdiction(WianError):
    """A jurisdiction that wian does not know.

    Args:
        id: What was asked for.
    """

    def __init__(self, id: str) -> None:  # noqa: A002 - the word of the command line
        self.id = id
        known = ", ".join(jurisdiction_ids())
        super().__init__(
            f"There is no jurisdiction '{id[:60]}'. Use one of: {known}; or the path of a folder "
            "that wian jurisdiction new made."
        )


def jurisdiction(id: str) -> Jurisdiction:  # noqa: A002 - the word of the command line
    """The jurisdiction of an id.

    Raises:
        UnknownJurisdiction: No jurisdiction has this id; it names those that exist.
    """
    if id in _ASSEMBLIES:
        return _assembled(id)
    if found := _defined(id):
        return found
    raise UnknownJurisdiction(id)


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
        rules={each.id: _rules(each) for each in known},
        named=_named,
    )


def encodings() -> tuple[OldEncoding, ...]:
    """The encodings that files had before UTF-8, of all jurisdictions."""
    known = (jurisdiction(each) for each in jurisdiction_ids())
    return tuple(encoding for each in known for encoding in each.encodings)


def eras() -> tuple[Era, ...]:
    """The eras of all jurisdictions, besides the Common era."""
    known = (jurisdiction(each).era for each in jurisdiction_ids())
    return tuple(dict.fromkeys(era for era in known if era is not None))


def jurisdiction_at(name: str, beside: Path = Path()) -> Jurisdiction:
    """The jurisdiction of an id, or of a folder that ``wian jurisdiction new`` made.

    Args:
        name: An id, or the folder's path.
        beside: Folder that a relative path starts from.

    Raises:
        InputFaults: All that is wrong with the folder's files.
        UnknownJurisdiction: It is neither.
    """
    if is_jurisdiction_folder(name, beside):
        return jurisdiction_in(beside / name)
    return jurisdiction(name)


def is_jurisdiction_folder(name: str, beside: Path = Path()) -> bool:
    """Whether a name is that of a jurisdiction's folder, and no id."""
    from wian.jurisdictions.plain.files.folder import is_folder  # noqa: PLC0415 - few are made so

    return name not in _ASSEMBLIES and is_folder(beside / name)


def jurisdiction_in(folder: Path) -> Jurisdiction:
    """The jurisdiction that a folder defines.

    Raises:
        InputFaults: All that is wrong with its files.
    """
    from wian.jurisdictions.plain.files.folder import read_folder  # noqa: PLC0415 - the same
    from wian.jurisdictions.plain.shelf import shelved  # noqa: PLC0415 - the same

    return shelved(read_folder(folder))


def offices_in(folder: Path) -> Hierarchy:
    """The offices of a jurisdiction's folder: its ``offices.yaml`` or ``offices.csv``.

    Raises:
        InputFaults: All that is wrong with its files, or it has no offices.
    """
    from wian.jurisdictions.plain.files.folder import OFFICES, offices_file  # noqa: PLC0415 - the same

    found, path = jurisdiction_in(folder), offices_file(folder)
    if path is None:
        remedy = f"write {' or '.join(OFFICES)} into it, or name a hierarchy file"
        raise InputFaults(str(folder), [Fault(str(folder), "has no offices", remedy)])
    return _loaded(path, found).of(found.id)


def offices_at(path: Path) -> Hierarchy:
    """The offices of a file; those of a file that names no jurisdiction are its folder's.

    Args:
        path: A hierarchy file. Beside it there may be a ``jurisdiction.yaml``.

    Raises:
        InputFaults: All that is wrong with it, or with the jurisdiction beside it.
    """
    from hierarchy.load.hierarchy_file import load_hierarchy  # noqa: PLC0415 - the same
    from wian.jurisdictions.plain.files.folder import is_folder  # noqa: PLC0415 - the same

    if not is_folder(path.parent):
        return load_hierarchy(path, countries())
    beside = jurisdiction_in(path.parent)
    found = _loaded(path, beside)
    return found if found.jurisdiction else found.of(beside.id)


def _loaded(path: Path, usual: Jurisdiction) -> Hierarchy:
    """The offices of a file, which are of that jurisdiction where it names none."""
    from hierarchy.load.hierarchy_file import load_hierarchy  # noqa: PLC0415 - the same

    known = countries()
    ids, rules = (usual.id, *known.ids), {**known.rules, usual.id: _rules(usual)}
    return load_hierarchy(path, replace(known, ids=ids, rules=rules))


def definition(id: str) -> bytes | None:  # noqa: A002 - the same
    """What defines a jurisdiction that is made of settings or a folder; ``None`` of any other.

    Whoever records something under its id keeps this with it, as the files may change.
    """
    from wian.jurisdictions.plain import definition as text  # noqa: PLC0415 - few are made so
    from wian.jurisdictions.plain import shelf  # noqa: PLC0415 - the same

    found = shelf.definition_of(id) if text.is_id(id) and id not in _ASSEMBLIES else None
    return found.text if found else None


def remember_definitions(find: Callable[[str], bytes | None]) -> None:
    """Ask for definitions there too that this machine does not have.

    Args:
        find: From an id to what ``definition`` gave for it, or ``None``.
    """
    _FINDERS.append(find)


def forget_definitions(find: Callable[[str], bytes | None]) -> None:
    """Ask there no more; nothing happens where it was not asked."""
    with suppress(ValueError):
        _FINDERS.remove(find)


def _defined(id: str) -> Jurisdiction | None:  # noqa: A002 - the same
    """The jurisdiction of settings or a folder that has this id, wherever its definition lies."""
    from wian.jurisdictions.plain import definition as text  # noqa: PLC0415 - few are made so
    from wian.jurisdictions.plain import shelf  # noqa: PLC0415 - the same

    if not text.is_id(id):
        return None
    if found := shelf.from_shelf(id):
        return found
    for find in reversed(_FINDERS):
        if kept := find(id):
            return shelf.shelved(text.read_definition(kept, id))
    return None


def _named(
    name: str,
    settings: Mapping[str, Any] | None,
    folder: Path,
    where: Callable[[tuple[str | int, ...]], str],
) -> NamedCountry | None:
    """What ``jurisdiction:`` and ``settings:`` of a file of offices mean."""
    from hierarchy.load.file_conventions import NamedCountry  # noqa: PLC0415 - few read such a file
    from wian.jurisdictions.plain.files.folder import is_folder  # noqa: PLC0415 - the same
    from wian.jurisdictions.plain.settings_block import settled  # noqa: PLC0415 - the same
    from wian.jurisdictions.plain.shelf import shelved  # noqa: PLC0415 - the same

    if settings is None:
        if not is_folder(folder / name):
            return None
        found = jurisdiction_in(folder / name)
    elif name != PLAIN:
        return None
    else:
        found = shelved(settled(settings, lambda loc: where(("settings", *loc))))
    return NamedCountry(found.id, _rules(found))


def _rules(country: Jurisdiction) -> OfficeRules:
    from hierarchy.load.file_conventions import OfficeRules  # noqa: PLC0415 - few read such a file

    return OfficeRules(
        country.calendar.zone.key, country.number_faults, country.zones, country.zone_of
    )


@lru_cache(maxsize=32)
def _assembled(id: str) -> Jurisdiction:  # noqa: A002 - the same
    return _ASSEMBLIES[id]()


def _thailand() -> Jurisdiction:
    from wian.jurisdictions.thailand.country import thailand  # noqa: PLC0415 - see above

    return thailand()


def _plain() -> Jurisdiction:
    from wian.jurisdictions.plain.country import plain  # noqa: PLC0415 - the same

    return plain()


def _indonesia() -> Jurisdiction:
    from wian.jurisdictions.indonesia.country import indonesia  # noqa: PLC0415 - see above

    return indonesia()


_ASSEMBLIES: dict[str, Callable[[], Jurisdiction]] = {
    DEFAULT_JURISDICTION: _thailand,
    "indonesia": _indonesia,
    PLAIN: _plain,
}
_FINDERS: list[Callable[[str], bytes | None]] = []
