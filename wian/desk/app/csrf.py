"""The guard against forged forms: a token in every form, and where a request comes from."""

from __future__ import annotations

import hmac

from markupsafe import Markup
from starlette.requests import Request

from wian.desk.app.context import desk_of
from wian.desk.app.errors import SIGN_IN, Elsewhere, PageRefused
from wian.desk.app.kept_form import is_kept
from wian.desk.app.sessions import keep_session, session_of

FIELD = "csrf"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_SITES = frozenset({"same-origin", "none"})
"""``none``: the person asked for it, no page did."""


async def guard(request: Request) -> None:
    """Refuse what would change something, unless a form of this browser's session sent it.

    Programs (paths under ``/api``) have no session; they show a token instead.

    Raises:
        PageRefused: It comes from another site, or its form is of another session.
        Elsewhere: Its session has ended, and what it says is worth keeping.
    """
    if request.method in _SAFE or request.scope["path"].startswith("/api/"):
        return
    if not _is_own(request):
        raise PageRefused(403, "foreign")
    sent = (await request.form()).get(FIELD)
    expected = session_of(request).csrf
    if not isinstance(sent, str) or not hmac.compare_digest(sent.encode(), expected.encode()):
        if session_of(request).account is None and is_kept(request):
            raise Elsewhere(SIGN_IN)  # which keeps what was typed
        raise PageRefused(403, "stale")


def csrf_field(request: Request) -> Markup:
    """The hidden field that every form must have; the browser keeps the session that it is of."""
    session = session_of(request)
    keep_session(request, session)
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, session.csrf)


def _is_own(request: Request) -> bool:
    """Whether a page of this desk sent the request, as far as the browser says."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in _OWN_SITES:
        return False
    origin = request.headers.get("origin")
    if origin is None:
        return True
    own = desk_of(request).settings.address
    scheme = own.partition(":")[0]
    return origin in {own, f"{scheme}://{request.headers.get('host')}"}
