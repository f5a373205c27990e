"""Signing in and out, changing the password, and choosing the language."""

from __future__ import annotations

import asyncio
import logging
import unicodedata
from collections.abc import Mapping
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Form, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from wian.desk.app.access import HOME, PASSWORD, SignedIn, account_of, safe_next
from wian.desk.app.client_address import client_of
from wian.desk.app.context import Desk, desk_of
from wian.desk.app.errors import SIGN_IN, PageRefused
from wian.desk.app.kept_form import LONGEST_TOKEN, kept_form
from wian.desk.app.page_route import PageRoute
from wian.desk.app.page_templates import page
from wian.desk.app.passwords import LONGEST, SHORTEST, fault_of, hash_password, is_password
from wian.desk.app.sessions import flash, keep_session, session_of
from wian.desk.app.shown_names import name_now
from wian.desk.app.words import languages
from wian.ledger.access.accounts import Account, account_id, change_password, load_account
from wian.ledger.access.permissions import Role

router = APIRouter(route_class=PageRoute)
_log = logging.getLogger("wian.desk")
_Field = Annotated[str, Form(max_length=500)]
_Secret = Annotated[str, Form(max_length=5000)]
_Kept = Annotated[str, Form(max_length=LONGEST_TOKEN)]
_UNPROCESSABLE = 422
_FOLLOW_UP = "/follow-up"
_ENTRANCES = frozenset({SIGN_IN, "/sign-out", "/language"})


@router.get(SIGN_IN)
def show_sign_in(request: Request, office: str = "", next: str = HOME) -> Response:  # noqa: A002 - of the address
    """The form to sign in; the code on a letter may name the office already."""
    if account_of(request) is not None:
        return RedirectResponse(_after(next), 303)
    return _form(request, {"office": office, "post": "", "next": _after(next), "kept": ""})


async def _unhurried(request: Request, office: _Field = "", post: _Field = "") -> None:
    """Take longer over an account at which many have failed; other requests do not wait."""
    wanted = account_id(_office(office), _typed(post))
    seconds = await run_in_threadpool(desk_of(request).attempts.slow_down, wanted)
    await asyncio.sleep(seconds)


@router.post(SIGN_IN, dependencies=[Depends(_unhurried)])
def sign_in(  # noqa: PLR0913, PLR0917 - the fields of the form
    request: Request,
    office: _Field = "",
    post: _Field = "",
    password: _Secret = "",
    next: _Field = HOME,  # noqa: A002 - of the form
    kept: _Kept = "",
) -> Response:
    """Sign in. Whatever is wrong, the answer is the same."""
    office, post = _office(office), _typed(post)
    given = {"office": office, "post": post, "next": _after(next), "kept": kept}
    desk, wanted = desk_of(request), account_id(office, post)
    if seconds := desk.attempts.begin(wanted, _address(request)):
        return _wait(_form(request, given, wait=seconds), seconds)
    account = _known(desk, wanted, password)
    if account is None:
        desk.attempts.failed(wanted, _address(request))
        _log.info("A sign-in was refused.")
        return _form(request, given, error="sign_in.wrong")
    desk.attempts.succeeded(wanted, _address(request))
    _begin(request, account)
    if not account.must_change and (form := kept_form(request, kept, account.id)):
        request.state.account = account
        name = name_now(request, account.office)
        return page(request, "kept.html.j2", form=form, office_name=name)
    return RedirectResponse(_first_page(account, next), 303)


@router.post("/sign-out")
def sign_out(request: Request) -> Response:
    """End the session."""
    keeper, session = desk_of(request).keeper, session_of(request)
    keeper.end(session)
    keep_session(request, keeper.fresh(language=session.language))
    flash(request, "sign_in.signed_out")
    return RedirectResponse(SIGN_IN, 303)


@router.get(PASSWORD)
def show_password(request: Request, account: SignedIn, next: str = HOME) -> Response:  # noqa: A002 - of the address
    """The form to change the password."""
    return _password_form(request, account, next)


@router.post(PASSWORD)
def set_password(  # noqa: PLR0913, PLR0917 - the fields of the form
    request: Request,
    account: SignedIn,
    old: _Secret = "",
    new: _Secret = "",
    again: _Secret = "",
    next: _Field = HOME,  # noqa: A002 - of the form
) -> Response:
    """Change the password; every other session of the account ends."""
    desk = desk_of(request)
    if seconds := desk.attempts.begin(account.id, _address(request)):
        return _wait(_password_form(request, account, next, wait=seconds), seconds)
    if not is_password(account.password_hash, old):
        desk.attempts.failed(account.id, _address(request))
        return _password_form(request, account, next, error="password.wrong")
    desk.attempts.succeeded(account.id, _address(request))
    names = (account.office, account.post)
    error = fault_of(new, old, *names) or ("password.differ" if new != again else None)
    if error:
        return _password_form(request, account, next, error=error)
    change_password(desk.ledger, account, hash_password(new))
    changed = load_account(desk.ledger, account.id)
    _begin(request, changed or account)
    flash(request, "password.changed")
    return RedirectResponse(_first_page(account, next), 303)


@router.post("/language")
def choose_language(
    request: Request,
    language: Annotated[str, Form(max_length=35)],
    next: _Field = HOME,  # noqa: A002 - of the form
) -> Response:
    """Read on in another language that the desk speaks."""
    if language not in {each.tag for each in languages(desk_of(request).country)}:
        raise PageRefused(_UNPROCESSABLE, str(_UNPROCESSABLE))
    keep_session(request, session_of(request).changed(language=language))
    return RedirectResponse(safe_next(next), 303)


def _first_page(account: Account, path: str) -> str:
    """Where to go; who only follows directives begins there, and not with the letters."""
    after, roles = _after(path), set(account.roles)
    follows = Role.MANAGER in roles and roles.isdisjoint({Role.CLERK, Role.OFFICER})
    return _FOLLOW_UP if after == HOME and follows else after


def _known(desk: Desk, wanted: str, password: str) -> Account | None:
    """The account, if the password is its own; takes as long where there is none."""
    account = load_account(desk.ledger, wanted)
    right = is_password(account.password_hash if account else None, password)
    return account if account and right and not account.disabled else None


def _begin(request: Request, account: Account) -> None:
    """A new session, with a new token for its forms; the one before holds no more."""
    keeper, before = desk_of(request).keeper, session_of(request)
    keeper.end(before)
    keep_session(request, keeper.fresh(language=before.language, account=account))


def _form(
    request: Request, given: Mapping[str, str], *, error: str | None = None, wait: int = 0
) -> Response:
    """The form as it was filled in, without the password."""
    status = 403 if error else 200
    return page(request, "sign-in.html.j2", status=status, **given, error=error, wait=wait)


def _password_form(
    request: Request, account: Account, wanted: str, *, error: str | None = None, wait: int = 0
) -> Response:
    values = {"next": _after(wanted), "shortest": SHORTEST, "longest": LONGEST, "wait": wait}
    values |= {"forced": account.must_change, "error": error}
    name, status = name_now(request, account.office), 422 if error else 200
    return page(request, "password.html.j2", status=status, office_name=name, **values)


def _wait(answer: Response, seconds: int) -> Response:
    """A form that may be sent again only in a while."""
    answer.status_code = 429
    answer.headers["Retry-After"] = str(seconds)
    return answer


def _typed(text: str) -> str:
    """A name as accounts hold it, however a keyboard composed it."""
    return unicodedata.normalize("NFC", text.strip())


def _office(text: str) -> str:
    return _typed(text).lower()


def _after(wanted: str) -> str:
    """Where to go after signing in: not back to the door."""
    path = safe_next(wanted)
    return HOME if urlsplit(path).path in _ENTRANCES else path


def _address(request: Request) -> str:
    return client_of(request, desk_of(request).settings.trusted_proxies)
