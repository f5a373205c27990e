"""Who a program is: the office of its token, what that may do, and how often."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from wian.desk.api.problems import ApiRefusal
from wian.desk.app.context import desk_of
from wian.desk.app.counters import Counters
from wian.ledger.access.permissions import Scope
from wian.ledger.access.tokens import Token, find_token

PER_TOKEN, _MINUTE = 600, 60
"""Requests of a token in a minute."""
_LONGEST = 200
_bearer = HTTPBearer(
    auto_error=False,
    scheme_name="token",
    bearerFormat="wian_<id>_<secret>",
    description="A token of one office, made by the operator: wian tokens add OFFICE.",
)
_Shown = Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)]


@dataclass(frozen=True, slots=True)
class Caller:
    """A program that has shown a token.

    Attributes:
        token: The token.
    """

    token: Token

    @property
    def office(self) -> str:
        """Id of the office that it acts for."""
        return self.token.office

    @property
    def by(self) -> str:
        """How the ledger names who acts."""
        return f"token {self.token.label}"


class Allowance:
    """Counts the requests of tokens.

    Args:
        counters: Where they are counted.
        limit: How many there may be in a minute.
    """

    def __init__(self, counters: Counters, limit: int = PER_TOKEN) -> None:
        self._counters, self._limit = counters, limit

    def take(self, token: str) -> None:
        """Count a request.

        Args:
            token: Id of the token.

        Raises:
            ApiRefusal: There were too many.
        """
        key = f"wian/token/{token}"
        if self._counters.add(key, _MINUTE) <= self._limit:
            return
        seconds = self._counters.seconds_left(key)
        detail = f"This token has asked too often; wait {seconds} seconds."
        raise ApiRefusal(429, detail, {"Retry-After": str(seconds)})


class Needs:
    """A dependency: the caller, if its token has a scope.

    Args:
        scope: The scope.
    """

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def __call__(self, request: Request, shown: _Shown) -> Caller:
        """The caller.

        Raises:
            ApiRefusal: No token that holds was shown, it asks too often, or it may not do this.
        """
        desk = desk_of(request)
        text = shown.credentials if shown else ""
        token = find_token(desk.ledger, text, desk.now()) if 0 < len(text) <= _LONGEST else None
        if token is None:
            raise ApiRefusal(401, headers={"WWW-Authenticate": "Bearer"})
        allowance: Allowance = request.app.state.allowance
        allowance.take(token.id)
        if self.scope not in token.scopes:
            detail = f"This token may not do that: it lacks the scope {self.scope.value}."
            raise ApiRefusal(403, detail, {"WWW-Authenticate": "Bearer"})
        return Caller(token)


def needing(scope: Scope) -> Callable[..., Caller]:
    """A dependency: the caller, if its token has a scope."""
    return Needs(scope)


Reader = Annotated[Caller, Depends(needing(Scope.INBOX))]
Stamper = Annotated[Caller, Depends(needing(Scope.STAMP))]
Issuer = Annotated[Caller, Depends(needing(Scope.ISSUE))]
Answerer = Annotated[Caller, Depends(needing(Scope.ANSWER))]
Overseer = Annotated[Caller, Depends(needing(Scope.STATUS))]
Administrator = Annotated[Caller, Depends(needing(Scope.OFFICES))]
