"""A directive that a program holds: loaded from its file, perhaps changed, and planned."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from hierarchy.graph import Hierarchy
from wian.jurisdictions.countries import jurisdiction_ids
from wian.kit.errors import InputFaults
from wian.kit.gc_pause import uncollected
from wian.kit.pydantic_faults import faults_of
from wian.letters.directive import Directive
from wian.letters.directive_file import read_directive, unfiled
from wian.propagation.plan import Plan
from wian.propagation.prepare import hierarchy_of, planned
from wian.propagation.request import PropagationRequest


@uncollected()
def load_fitting(path: Path, hierarchy: Hierarchy | None = None) -> Directive:
    """The directive in a file, once it fits its offices.

    Args:
        path: The file.
        hierarchy: The offices; those that the directive names where ``None``.

    Returns:
        The directive. The files that it names lead there from every folder.

    Raises:
        InputFaults: All faults of the file, each with its line.
        WianError: The offices cannot be read, or no letter reaches an addressee.
    """
    found = read_directive(path)
    if hierarchy is None:
        hierarchy = hierarchy_of(found, PropagationRequest(directive=str(path)))
    directive, _ = found.fitting(hierarchy, dated=False)
    folder = path.absolute().parent
    files = {
        "hierarchy": directive.hierarchy not in jurisdiction_ids() and directive.hierarchy,
        "profile": directive.profile,
    }
    leading: dict[str, object] = {
        field: str(folder / name) for field, name in files.items() if name
    }
    leading["enclosures"] = tuple(
        each.model_copy(update={"file": str(folder / each.file)}) if each.file else each
        for each in directive.enclosures
    )
    return directive.model_copy(update=leading)


@uncollected()
def plan_loaded(
    directive: Directive,
    hierarchy: Hierarchy | None = None,
    *,
    seed: int,
    limit_to: tuple[str, ...] = (),
) -> Plan:
    """Check a directive and plan its rehearsal; writes nothing.

    Args:
        directive: As loaded, or changed since.
        hierarchy: The offices; those that the directive names where ``None``.
        seed: Seed of the simulated delays.
        limit_to: Only addressees at or under these offices.

    Raises:
        InputFaults: The directive has faults, does not fit the offices, or an argument is faulty.
        WianError: No letter reaches an addressee, or an office is unknown.
    """
    found = unfiled(directive)
    given = {"directive": directive.id, "seed": seed, "limit_to": limit_to}
    try:
        request = PropagationRequest.model_validate(given)
    except ValidationError as error:
        raise InputFaults("The plan", faults_of(error, lambda loc: str(loc[0]))) from error
    return planned(found, hierarchy or hierarchy_of(found, request), request)
