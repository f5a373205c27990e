"""Who may open what: the account behind a session, and the roles that a page needs."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import SplitResult, quote, urlsplit

from fastapi import Depends
from starlette.requests import Request

from wian.desk.app.context import desk_of
from wian.desk.app.errors import SIGN_IN, Elsewhere, PageRefused
from wian.desk.app.sessions import session_of
from wian.ledger.access.accounts import Account, account_in_session
from wian.ledger.access.permissions import Role

HOME, PASSWORD = "/", "/password"
_LONGEST = 500


class Admission:
    """A dependency of a page: whoever is signed in, if the page is for them.

    Whoever that is must be looked up in the ledger, which would hold up all other requests here:
    the page does so itself (``PageRoute``).

    Args:
        roles: One of these is needed; none is where there are none.
        changing: The page is for those too whose password must be changed first.
    """

    def __init__(self, *roles: Role, changing: bool = False) -> None:
        self._roles, self._changing = frozenset(roles), changing

    async def __call__(self) -> Admission:
        """Itself: who comes is asked where the page is worked out."""
        return self

    def account(self, request: Request) -> Account:
        """The account behind the session.

        Raises:
            Elsewhere: Nobody is signed in, or no longer: to the sign-in, and back here; or the
                password must be changed first.
            PageRefused: It has none of the roles.
        """
        found = account_of(request)
        if found is None:
            raise Elsewhere(f"{SIGN_IN}?next={quote(this_page(request))}")
        request.state.account = found
        if found.must_change and not self._changing:
            raise Elsewhere(f"{PASSWORD}?next={quote(this_page(request))}")
        if self._roles and self._roles.isdisjoint(found.roles):
            raise PageRefused(403, "role")
        return found


CurrentAccount = Annotated[Account, Depends(Admission())]
SignedIn = Annotated[Account, Depends(Admission(changing=True))]
Clerk = Annotated[Account, Depends(Admission(Role.CLERK))]
Officer = Annotated[Account, Depends(Admission(Role.OFFICER))]
Administrator = Annotated[Account, Depends(Admission(Role.ADMINISTRATOR))]
Manager = Annotated[Account, Depends(Admission(Role.MANAGER))]


def account_here(request: Request) -> Account | None:
    """The account that a page was opened with; ``None`` before that is known, and without one."""
    found: Account | None = getattr(request.state, "account", None)
    return found


def account_of(request: Request) -> Account | None:
    """The account behind the session: not signed out, of the same epoch, and not disabled."""
    session, desk = session_of(request), desk_of(request)
    if session.account is None:
        return None
    found = account_in_session(desk.ledger, session.account, session.id)
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
