"""Writes an object-centric event log (OCEL 2.0) as JSON or XML, as a stream."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TextIO
from zoneinfo import ZoneInfo

from wian.kit.whole_file import text_file
from wian.reports.exports.event_stream import Advance, Tale, told
from wian.reports.exports.ocel import (
    EVENT_TYPES,
    OBJECT_TYPES,
    Link,
    OcelEvent,
    OcelObject,
    happenings,
    objects,
)
from wian.reports.exports.xml_text import escaped

_ALWAYS = "1970-01-01T00:00:00.000+00:00"
"""Time of an attribute that an object has had from the beginning, as the standard writes it."""


class _Form(Protocol):
    """How a log is written in one of the two formats."""

    head: str
    between: str
    tail: str
    separator: str

    def object(self, each: OcelObject) -> str:
        """An object."""

    def event(self, each: OcelEvent, zone: ZoneInfo) -> str:
        """An event."""


def write_ocel(path: Path, told_of: Iterable[Tale], advance: Advance) -> None:
    """Write propagations as one log: XML where the name ends in ``.xml`` (``.xml.gz``), else JSON.

    Args:
        path: The file; gzipped where its name ends in ``.gz``.
        told_of: The propagations.
        advance: Is told of every hop written.

    Raises:
        UnwritableFile: The file cannot be written; what was there stays.
    """
    plain = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    form: _Form = _Xml() if plain.suffix.lower() in (".xml", ".xmlocel") else _Json()
    with text_file(path) as file, tempfile.TemporaryFile("w+", encoding="utf-8") as later:
        file.write(form.head)
        seen: set[str] = set()
        for tale in told_of:
            known, happened = bool(seen), later.tell() > 0
            _write(file, map(form.object, objects(tale, seen)), form.separator, known)
            written = (form.event(each, tale.zone) for each in happenings(tale))
            _write(later, written, form.separator, happened)
            advance(len(tale.rows))
        file.write(form.between)
        later.seek(0)
        shutil.copyfileobj(later, file)
        file.write(form.tail)


def _write(file: TextIO, pieces: Iterable[str], separator: str, some: bool) -> None:  # noqa: FBT001 - whether any stands before
    for piece in pieces:
        file.write(f"{separator if some else ''}{piece}")
        some = True


def _present(attributes: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The attributes that have a value; a day as its midnight."""
    for name, value in attributes.items():
        if isinstance(value, date):
            yield name, f"{value.isoformat()}T00:00:00.000+00:00"
        elif value is not None:
            yield name, value


class _Json:
    """OCEL 2.0 as JSON: types, objects, events."""

    separator = ",\n"
    between = '\n],\n"events": [\n'
    tail = "\n]\n}\n"

    def __init__(self) -> None:
        kinds = (("objectTypes", OBJECT_TYPES), ("eventTypes", EVENT_TYPES))
        declared = "".join(f'"{key}": {_dumped(_types(types))},\n' for key, types in kinds)
        self.head = f'{{\n{declared}"objects": [\n'

    def object(self, each: OcelObject) -> str:
        values = [
            {"name": name, "time": _ALWAYS, "value": value}
            for name, value in _present(each.attributes)
        ]
        return _dumped(
            {
                "id": each.id,
                "type": each.type,
                "attributes": values,
                "relationships": _relationships(each.links),
            }
        )

    def event(self, each: OcelEvent, zone: ZoneInfo) -> str:
        values = [{"name": name, "value": value} for name, value in _present(each.attributes)]
        return _dumped(
            {
                "id": each.id,
                "type": each.type,
                "time": told(each.at, zone, each.second),
                "attributes": values,
                "relationships": _relationships(each.links),
            }
        )


def _types(types: Mapping[str, Mapping[str, str]]) -> list[dict[str, Any]]:
    return [
        {"name": name, "attributes": [{"name": n, "type": t} for n, t in attributes.items()]}
        for name, attributes in types.items()
    ]


def _relationships(links: Iterable[Link]) -> list[dict[str, str]]:
    return [{"objectId": target, "qualifier": qualifier} for target, qualifier in links]


def _dumped(value: Any) -> str:
    """JSON on one line; a lone surrogate, which no file can hold, becomes U+FFFD."""
    text = json.dumps(value, ensure_ascii=False)
    return text.encode("utf-8", "replace").decode() if not text.isprintable() else text


class _Xml:
    """OCEL 2.0 as XML: the same in elements."""

    separator = ""
    between = "  </objects>\n  <events>\n"
    tail = "  </events>\n</log>\n"

    def __init__(self) -> None:
        self.head = (
            '<?xml version="1.0" encoding="UTF-8"?>\n<log>\n'
            f"{_declared('object', OBJECT_TYPES)}{_declared('event', EVENT_TYPES)}  <objects>\n"
        )

    def object(self, each: OcelObject) -> str:
        values = "".join(
            f'        <attribute name="{name}" time="{_ALWAYS}">{_value(value)}</attribute>\n'
            for name, value in _present(each.attributes)
        )
        return (
            f'    <object id="{escaped(each.id)}" type="{each.type}">\n'
            f"      <attributes>\n{values}      </attributes>\n{_linked(each.links)}"
            "    </object>\n"
        )

    def event(self, each: OcelEvent, zone: ZoneInfo) -> str:
        values = "".join(
            f'        <attribute name="{name}">{_value(value)}</attribute>\n'
            for name, value in _present(each.attributes)
        )
        head = (
            f'id="{escaped(each.id)}" type="{each.type}" time="{told(each.at, zone, each.second)}"'
        )
        return (
            f"    <event {head}>\n      <attributes>\n{values}      </attributes>\n"
            f"{_linked(each.links)}    </event>\n"
        )


def _declared(kind: str, types: Mapping[str, Mapping[str, str]]) -> str:
    lines = [f"  <{kind}-types>\n"]
    for name, attributes in types.items():
        lines.append(f'    <{kind}-type name="{name}">\n      <attributes>\n')
        lines += [
            f'        <attribute name="{each}" type="{form}"/>\n'
            for each, form in attributes.items()
        ]
        lines.append(f"      </attributes>\n    </{kind}-type>\n")
    lines.append(f"  </{kind}-types>\n")
    return "".join(lines)


def _linked(links: Iterable[Link]) -> str:
    lines = "".join(
        f'        <relationship object-id="{escaped(target)}" qualifier="{escaped(qualifier)}"/>\n'
        for target, qualifier in links
    )
    return f"      <objects>\n{lines}      </objects>\n"


def _value(value: Any) -> str:
    return escaped(str(value).lower() if isinstance(value, bool) else str(value))
