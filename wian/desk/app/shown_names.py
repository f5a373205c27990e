"""What a page calls an office: its name in the reader's language."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request

from hierarchy.office import Office
from wian.desk.app.context import desk_of
from wian.desk.app.reader_language import language_of
from wian.propagation.in_force.office_in_force import office_in_force
from wian.propagation.plan import Plan


def name_now(request: Request, office: str) -> str:
    """The name that an office has now; its id while no live propagation has it."""
    found = office_in_force(desk_of(request).ledger, office)
    return office if found is None else _name(request, found)


def naming(request: Request, plan: Plan) -> Callable[[str], str]:
    """Names the offices of a propagation as that has them, each by its id."""
    return lambda office: _name(request, plan.hierarchy.office(office))


def office_naming(request: Request) -> Callable[[Office], str]:
    """Names offices, which are given as they are recorded."""
    return lambda office: _name(request, office)


def _name(request: Request, office: Office) -> str:
    """The English name to a reader of English, where an office has one; else its own."""
    return office.name if language_of(request).own else office.label
