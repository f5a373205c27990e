"""Which letters a program sees: those of the office of its token, as its scopes allow."""

from __future__ import annotations

from fastapi import Request

from wian.desk.api.authentication import Caller
from wian.desk.app.context import desk_of
from wian.desk.office_letters import OfficeLetters
from wian.ledger.access.permissions import Scope

_WORKING = frozenset({Scope.STAMP, Scope.ISSUE, Scope.ANSWER})
"""Scopes of a program that works on letters; one that has none of them only looks."""


def letters_of(request: Request, caller: Caller) -> OfficeLetters:
    """The letters of a program's office."""
    works = not _WORKING.isdisjoint(caller.token.scopes)
    return OfficeLetters(desk_of(request), caller.office, caller.by, sees_secrets=works)
