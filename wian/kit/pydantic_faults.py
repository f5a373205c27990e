"""Turns pydantic's errors into plain sentences for the person who wrote the file."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sized
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from wian.kit.errors import Fault, Unfit
from wian.kit.text_file import printable

SHOWN = 40
"""Most characters of a stranger's value that a message repeats."""

Loc = tuple[int | str, ...]
_SURROGATE = re.compile("[\ud800-\udfff]")

_SENTENCES: Mapping[str, tuple[str, str]] = {
    "missing": ("{field} is missing", "add it"),
    "missing_argument": ("{field} is missing", "add it"),
    "extra_forbidden": ("{field} is no known field", "remove it or correct its spelling"),
    "unexpected_keyword_argument": (
        "{field} is no known field",
        "remove it or correct its spelling",
    ),
    "string_type": ("{field} is {value}, not text", "write it in quotes"),
    "string_too_short": ("{field} is empty", "write at least {min_length} character(s)"),
    "string_too_long": (
        "{field} {value} is longer than {max_length} characters",
        "shorten it",
    ),
    "string_pattern_mismatch": (
        "{field} {value} has a form that is not allowed",
        "use lower-case letters, digits and dashes: {pattern}",
    ),
    "enum": ("{field} {value} is none of the known values", "use {expected}"),
    "literal_error": ("{field} {value} is none of the known values", "use {expected}"),
    "union_tag_invalid": (
        "{field} is of no known kind: {tag}",
        "use {meant}",
    ),
    "union_tag_not_found": ("{field} does not say its kind", "add {discriminator}"),
    "too_short": ("{field} has too few entries", "give at least {min_length}"),
    "too_long": ("{field} has too many entries", "give at most {max_length}"),
    "greater_than": ("{field} {value} is too small", "use more than {gt}"),
    "greater_than_equal": ("{field} {value} is too small", "use at least {ge}"),
    "less_than": ("{field} {value} is too large", "use less than {lt}"),
    "less_than_equal": ("{field} {value} is too large", "use at most {le}"),
    "finite_number": ("{field} {value} is no finite number", "write a number"),
}
_KINDS: tuple[tuple[str, str], ...] = (
    ("datetime", "a date and time such as 2021-01-19 15:30"),
    ("date", "a date such as 2021-01-19"),
    ("timezone", "a date and time such as 2021-01-19 15:30"),
    ("time_delta", "a length of time"),
    ("time", "a time of day such as 15:30"),
    ("int", "a whole number"),
    ("float", "a number"),
    ("decimal", "a number"),
    ("bool", "true or false"),
    ("list", "a list"),
    ("tuple", "a list"),
    ("set", "a list"),
    ("frozen_set", "a list"),
    ("dict", "fields with values"),
    ("model", "fields with values"),
    ("dataclass", "fields with values"),
    ("mapping", "fields with values"),
)


def faults_of(error: ValidationError, where: Callable[[Loc], str]) -> list[Fault]:
    """The faults that a pydantic error reports, one a field, each a plain clause.

    Args:
        error: What pydantic raised.
        where: From a field's location to the file and line it stands on
            (``lambda loc: f"{path.name} line {line_of(loc)}"``).
    """
    faults: dict[Loc, Fault] = {}
    for detail in error.errors(include_url=False):
        if _is_short_by_faults(detail):
            continue
        loc = _location(detail["loc"], detail["type"])
        faults.setdefault(loc, Fault(where(loc), *_sentence(loc, detail)))
    return list(faults.values())


def remedy_of(detail: Mapping[str, Any]) -> str:
    """What to write instead of the value that one of pydantic's errors is about, without it."""
    return _sentence((), detail)[1]


def faults_of_settings(error: ValidationError, prefix: str) -> list[Fault]:
    """The faults of settings that are read from the environment, each under its variable alone.

    Args:
        error: What pydantic raised.
        prefix: What each variable begins with, such as ``WIAN_DESK_``.
    """
    found = faults_of(error, lambda loc: f"{prefix}{str(loc[0]).upper()}")
    fields = [f"{each.where.removeprefix(prefix).lower()} " for each in found]
    return [
        replace(fault, what=fault.what.removeprefix(field))
        for fault, field in zip(found, fields, strict=True)
    ]


def faults_of_bytes(environment: Mapping[str, str], prefix: str) -> list[Fault]:
    """The settings whose bytes are no text in UTF-8: pydantic cannot even report on those.

    Args:
        environment: Variables by name; Python shows bytes that are no text as lone surrogates.
        prefix: What the names of the settings begin with.
    """
    return [
        Fault(name, "holds bytes that are no text in UTF-8", "set it again")
        for name, value in sorted(environment.items())
        if name.startswith(prefix) and _SURROGATE.search(value)
    ]


def shown(value: object) -> str:
    """A stranger's value for a message: quoted, without control characters, shortened."""
    if isinstance(value, str):
        cut = value if len(value) <= SHOWN else f"{value[:SHOWN]}…"
        return f"'{printable(cut)}'"
    if isinstance(value, Mapping):
        return "a set of fields"
    if isinstance(value, list | tuple | set | frozenset):
        return "a list"
    if value is None:
        return "empty"
    if isinstance(value, int) and abs(value) >= 10**SHOWN:
        return "a very large number"
    return str(value)[:SHOWN]


def _is_short_by_faults(detail: Mapping[str, Any]) -> bool:
    """Whether a list has entries enough, of which pydantic has counted no faulty one."""
    given = detail["input"]
    return (
        detail["type"] == "too_short"
        and isinstance(given, Sized)
        and len(given) >= detail["ctx"]["min_length"]
    )


def _location(loc: Loc, kind: str) -> Loc:
    """``loc`` without the branch of ``date | datetime`` that pydantic appends."""
    return loc[:-1] if kind.startswith("date") and loc[-1:] in {("date",), ("datetime",)} else loc


def _sentence(loc: Loc, detail: Mapping[str, Any]) -> tuple[str, str, str, Mapping[str, object]]:
    """What is wrong, the remedy, and the fault's kind and values."""
    kind, context = detail["type"], detail.get("ctx", {})
    field, value = _field(loc), shown(detail["input"])
    known = {"field": field, "value": value, **context}
    if kind == "value_error":
        error = known.pop("error")
        what, _, remedy = str(error).partition("; ")
        named = (error.kind, {**known, **error.values}) if isinstance(error, Unfit) else ("", known)
        return f"{field} {what}", remedy, *named
    if kind == "union_tag_invalid":
        known |= _kinds(str(context["tag"])[:SHOWN], context["expected_tags"])
    if kind in _SENTENCES:
        what, remedy = _SENTENCES[kind]
        return what.format_map(known), remedy.format_map(known), kind, known
    if "outside expected range" in str(context.get("error")):  # it is written as a date is
        return f"{field} is {value}, and there is no such date", "correct it", "date", known
    for prefix, wanted in _KINDS:
        if kind.startswith(prefix):
            what = f"{field} is {value}, which is not {wanted}"
            return what, f"write {wanted}", prefix, known
    what = f"{field} is {value}, which is not valid ({detail['msg'][:80]})"
    return what, "correct it", "", known


def _kinds(tag: str, known: str) -> Mapping[str, str]:
    """The kind that was written, and those there are, the one that was meant first."""
    near = difflib.get_close_matches(tag, re.findall(r"'([^']*)'", known), n=1)
    meant = f"'{near[0]}' (kinds are {known})" if near else known
    return {"tag": shown(tag), "meant": meant}


def _field(loc: Loc) -> str:
    return ".".join(str(part)[:SHOWN] for part in loc) or "the whole"
