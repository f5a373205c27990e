"""An office as the JSON that the ledger keeps of it, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import SchemaValidator

from hierarchy.office import Office

BEGIN, END = b'{"id":"', b"}"
BETWEEN = END + b"," + BEGIN
"""What stands between two offices and nowhere else: within a text each quotation mark has a
backslash in front, and no other object begins with an id."""
EMBLEM = re.compile(rb',"emblem":"([0-9a-f]{64})"')
"""The digest of an office's emblem; in no text, for the same reason."""
_OFFICES = TypeAdapter(tuple[Office, ...])
_AT_ONCE = 1024


def records_of(offices: Sequence[Office]) -> Iterator[bytes]:
    """The JSON of each office, without what is between two of them (``BETWEEN``)."""
    for first in range(0, len(offices), _AT_ONCE):
        part = tuple(offices[first : first + _AT_ONCE])
        text = _OFFICES.dump_json(part, exclude_defaults=True, by_alias=True)
        yield from text[1 + len(BEGIN) : -1 - len(END)].split(BETWEEN)


def kept_office(record: bytes) -> Office:
    """The office of a record that ``records_of`` or a checked file gave."""
    office: Office = _trusting().validate_json(BEGIN + record + END)
    return office


def trusted_office(fields: Mapping[str, Any]) -> Office:
    """The office of fields whose texts were found to be plain before: in a tenth of the time.

    Args:
        fields: Those of ``Office``; a signatory as the mapping of its own fields.

    Raises:
        ValidationError: A field is missing, or is of the wrong type or form.
    """
    office: Office = _trusting().validate_python(fields)
    return office


@cache
def _trusting() -> SchemaValidator:
    """What makes an office without searching its texts again: they were accepted before."""
    schema: Any = Office.__pydantic_core_schema__  # type: ignore[attr-defined]
    # A prebuilt validator is the class's own, which searches texts.
    return SchemaValidator(_without_searches(schema), _use_prebuilt=False)


def _without_searches(schema: Any) -> Any:
    if isinstance(schema, dict):
        if schema.get("type") in {"function-after", "function-before"}:
            inner = _without_searches(schema["schema"])
            return {**inner, "ref": schema["ref"]} if "ref" in schema else inner
        return {key: _without_searches(value) for key, value in schema.items()}
    if isinstance(schema, list):
        return [_without_searches(each) for each in schema]
    return schema
