"""Owns reading a directive from its file, and checking it against the hierarchy it is for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from hierarchy.errors import Fault, InputFaults
from hierarchy.graph import Hierarchy
from hierarchy.route import Route
from hierarchy.selecting import select, selection_faults
from hierarchy.soundness import close_to
from hierarchy.text_file import shown_path
from hierarchy.validation import faults_of, shown
from hierarchy.yaml_nodes import read_yaml
from letters.directive import Directive
from letters.history import history_faults


def load_directive(path: Path) -> Directive:
    """Read the directive in the YAML file at ``path``.

    Offices are only names here; whether they exist is for :func:`check_directive`.

    Raises:
        InputFaults: The file cannot be read, is no YAML, or is no directive: all faults, each
            with its line.
    """
    data, line_of = read_yaml(path)
    if not isinstance(data, dict):
        fault = Fault(f"{path.name} line 1", "is no set of fields", "write 'id: ...' and the rest")
        raise InputFaults(shown_path(path), [fault])
    try:
        return Directive.model_validate(data)
    except ValidationError as error:
        faults = faults_of(error, lambda loc: f"{path.name} line {line_of(loc)}")
        raise InputFaults(shown_path(path), faults) from None


def directive_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a directive's file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Directive.model_json_schema(by_alias=True),
        "title": "wian directive",
    }


def check_directive(
    directive: Directive, hierarchy: Hierarchy, route: Route, subject: str, *, dated: bool = True
) -> None:
    """Check that a directive and its route fit the hierarchy.

    Args:
        directive: What was loaded.
        hierarchy: The offices that it is for.
        route: Its whole route, not one that was limited to some offices.
        subject: What the directive is called in the report: the name of its file.
        dated: It must say when it is issued; a live one is issued when it is sent.

    Raises:
        InputFaults: It names unknown offices, asks nobody on the route, or its history
            contradicts the hierarchy, the route or itself: all faults, each with its field.
    """
    faults = [
        *_office_faults(directive, hierarchy),
        *_ask_faults(directive, hierarchy, route),
        *_issue_faults(directive, dated=dated),
        *history_faults(directive, hierarchy, route),
    ]
    if faults:
        raise InputFaults(subject, faults)


def _office_faults(directive: Directive, hierarchy: Hierarchy) -> Iterator[Fault]:
    if directive.origin not in hierarchy.graph:
        what = f"there is no office {shown(directive.origin)}"
        yield Fault("origin", what, close_to(directive.origin, hierarchy.graph))
    for number, selection in enumerate(directive.addressees):
        yield from selection_faults(hierarchy, selection, f"addressees.{number}")


def _ask_faults(directive: Directive, hierarchy: Hierarchy, route: Route) -> Iterator[Fault]:
    reached = set(route.offices[1:])
    for number, ask in enumerate(directive.asks):
        where = f"asks.{number}.to"
        if faults := selection_faults(hierarchy, ask.to, where):
            yield from faults
        elif reached.isdisjoint(select(hierarchy, [ask.to])):
            what = "takes only offices that no letter of this directive reaches"
            yield Fault(where, what, "widen it, or make them addressees")


def _issue_faults(directive: Directive, *, dated: bool) -> Iterator[Fault]:
    observed = directive.observed.letters if directive.observed else ()
    if dated and directive.issued is None and not observed:
        what = "is missing, and no observed letter dates the directive"
        yield Fault("issued", what, "write the date on which the origin issues it")
    for number, letter in enumerate(observed):
        if letter.office == directive.origin and directive.issued not in (None, letter.issued):
            what = f"is {directive.issued}, but the origin's letter was observed on {letter.issued}"
            yield Fault("issued", what, f"leave it out, or correct observed.letters.{number}")
