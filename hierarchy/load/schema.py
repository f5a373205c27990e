"""The JSON Schema of the hierarchy file, for editors that check as you type."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from hierarchy.load.yaml_file import HierarchyFile
from hierarchy.office import Line, Office

_EMBLEM = {
    "title": "Emblem",
    "description": "Path of a picture (PNG, JPEG, SVG) from the file's folder; or parent.",
    "type": "string",
    "minLength": 1,
}


def hierarchy_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a YAML hierarchy file.

    It knows every field; what spans fields (unknown parents, cycles, templates in a text) only
    ``load_hierarchy`` finds.
    """
    office = TypeAdapter(Office).json_schema()
    line = TypeAdapter(Line).json_schema()
    top = HierarchyFile.model_json_schema()
    definitions = {**office.pop("$defs"), **line.pop("$defs"), "Parent": _parent(line)}
    office["properties"] |= {"emblem": _EMBLEM, "channel": line["properties"]["channel"]}
    usual = {**office, "title": "Defaults", "properties": dict(office["properties"])}
    del usual["properties"]["id"], usual["required"]
    definitions |= {"Office": _office(office), "Defaults": usual}
    kinds = top["properties"]["defaults"]["patternProperties"]
    kinds.update({key: {"$ref": "#/$defs/Defaults"} for key in kinds})
    top["properties"]["offices"]["items"] = {"$ref": "#/$defs/Office"}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **top, "$defs": definitions}


def _office(office: dict[str, Any]) -> dict[str, Any]:
    one = {"anyOf": [office["properties"]["id"], {"$ref": "#/$defs/Parent"}]}
    parent = {
        "title": "Parent",
        "description": "The office that writes to it, or a list of them; none for the root.",
        "anyOf": [*one["anyOf"], {"type": "array", "items": one}],
    }
    properties = {**office["properties"], "parent": parent}
    return {**office, "properties": properties, "required": ["id", "name", "kind"]}


def _parent(line: dict[str, Any]) -> dict[str, Any]:
    properties = {key: value for key, value in line["properties"].items() if key != "child"}
    return {**line, "title": "Parent", "properties": properties, "required": ["parent"]}
