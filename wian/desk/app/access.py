"""Who may open what: the account behind a session, and the roles that a page needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated
from urllib.parse import SplitResult, quote, urlsplit

from fastapi import Depends
from starlette.requests import Request

from wian.desk.app.context import desk_of
from wian.desk.app.errors import SIGN_IN, Elsewhere, PageRefused
from wian.desk.app.sessions import session_of
from wian.ledger.access.accounts import Account, load_account
from wian.ledger.access.permissions import Role

HOME, PASSWORD = "/", "/password"
_LONGEST = 500


def signed_in(request: Request) -> Account:
    """The account behind the session, even one whose password must be changed first.

    Raises:
        Elsewhere: Nobody is signed in, or no longer: to the sign-in, and back here.
    """
    found = account_of(request)
    if found is None:
        raise Elsewhere(f"{SIGN_IN}?next={quote(this_page(request))}")
    request.state.account = found
    return found


def current_account(request: Request, account: Annotated[Account, Depends(signed_in)]) -> Account:
    """The account behind the session.

    Raises:
        Elsewhere: Nobody is signed in, or the password must be changed first.
    """
    if account.must_change:
        raise Elsewhere(f"{PASSWORD}?next={quote(this_page(request))}")
    return account


def require(*roles: Role) -> Callable[..., Account]:
    """A dependency: the account, if it has one of these roles.

    Raises:
        PageRefused: It has none of them.
    """

    def having(account: Annotated[Account, Depends(current_account)]) -> Account:
        if not set(roles) & set(account.roles):
            raise PageRefused(403, "role")
        return account

    return having


CurrentAccount = Annotated[Account, Depends(current_account)]
SignedIn = Annotated[Account, Depends(signed_in)]
Clerk = Annotated[Account, Depends(require(Role.CLERK))]
Officer = Annotated[Account, Depends(require(Role.OFFICER))]


def account_here(request: Request) -> Account | None:
    """The account that a page was opened with; ``None`` before that is known, and without one."""
    found: Account | None = getattr(request.state, "account", None)
    return found


def account_of(request: Request) -> Account | None:
    """The account behind the session: not signed out, of the same epoch, and not disabled."""
    session, desk = session_of(request), desk_of(request)
    if session.account is None or desk.keeper.is_ended(session):
        return None
    found = load_account(desk.ledger, session.account)
    lives = found is not None and not found.disabled and found.epoch == session.epoch
    return found if lives else None


def safe_next(wanted: str) -> str:
    """Where to go afterwards: a path of this desk, whatever was asked for."""
    parts = _parts(wanted) if wanted.isprintable() and len(wanted) <= _LONGEST else None
    if parts is None or parts.scheme or parts.netloc or "\\" in wanted:
        return HOME
    return wanted if wanted.startswith("/") and not wanted.startswith("//") else HOME


def this_page(request: Request) -> str:
    """This page, if it can be opened again by its address."""
    query = f"?{request.url.query}" if request.url.query else ""
    return safe_next(f"{request.url.path}{query}") if request.method == "GET" else HOME


def page_before(request: Request) -> str | None:
    """The page of this desk from which a request came, as far as the browser says."""
    came = _parts(request.headers.get("referer", ""))
    own = _parts(desk_of(request).settings.address)
    hosts = {request.headers.get("host"), own.netloc if own else None}
    if came is None or came.netloc not in hosts:
        return None
    path = safe_next(came.path + (f"?{came.query}" if came.query else ""))
    return path if path not in {HOME, this_page(request)} else None


def _parts(address: str) -> SplitResult | None:
    try:
        return urlsplit(address)
    except ValueError:
        return None
