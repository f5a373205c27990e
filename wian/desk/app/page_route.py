"""How a page of the desk is worked out: who opens it and what it shows, in one turn of a thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from fastapi.routing import APIRoute
from starlette.requests import Request

from wian.desk.app.access import Admission
from wian.desk.app.context import desk_of

_WHOLE = "wian_in_one_turn"


class PageRoute(APIRoute):
    """A page whose account is looked up where its answer is worked out.

    Each dependency that is a plain function would wait for a thread of its own. What a page reads
    is of one moment, its account included; an act looks its account up and then writes.
    """

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        super().__init__(path, _in_one_turn(endpoint), **options)


def _in_one_turn(endpoint: Callable[..., Any]) -> Callable[..., Any]:
    if getattr(endpoint, _WHOLE, False):
        return endpoint

    @wraps(endpoint)
    def whole(**values: Any) -> Any:
        request: Request = values["request"]
        if request.method != "GET":
            return endpoint(**_admitted(request, values))
        with desk_of(request).ledger.at_one_moment():
            return endpoint(**_admitted(request, values))

    setattr(whole, _WHOLE, True)
    return whole


def _admitted(request: Request, values: dict[str, Any]) -> dict[str, Any]:
    """The values of an endpoint, with the account instead of what admits it.

    Raises:
        Elsewhere: Nobody is signed in, or the password must be changed first.
        PageRefused: The account has none of the roles that the page needs.
    """
    return {
        name: value.account(request) if isinstance(value, Admission) else value
        for name, value in values.items()
    }
