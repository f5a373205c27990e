"""How requests are refused: a page in words, or JSON for programs, and never a traceback."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Mapping, Sequence

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wian.desk.api.problems import problem
from wian.desk.app.access import HOME, account_here, page_before
from wian.desk.app.errors import SIGN_IN, Elsewhere, PageRefused
from wian.desk.app.kept_form import keep_form
from wian.desk.app.page_templates import page, shown_to
from wian.desk.app.reader_language import language_of
from wian.desk.app.sessions import has_session
from wian.desk.app.shown_names import name_now
from wian.desk.app.uploads import brings_files
from wian.desk.app.words import say_error
from wian.desk.office_letters import NoSuchLetter, SecretLetter
from wian.desk.views.faults import in_words
from wian.kit.errors import Fault, InputFaults, WianError
from wian.ledger.errors import LedgerError

_log = logging.getLogger("wian.desk")
_API = "/api/"
_CONFLICT, _TOO_LARGE, _UNPROCESSABLE, _DEFECT, _UNAVAILABLE = 409, 413, 422, 500, 503


def refused(  # noqa: PLR0913 - most of them by name
    request: Request,
    status: int,
    key: str,
    *,
    text: str | None = None,
    faults: Sequence[Fault] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer to a request that cannot be carried out.

    Args:
        request: The request.
        status: HTTP status.
        key: Which words say why; those of 400 where there are none.
        text: A sentence instead of the words.
        faults: What is wrong, one by one.
        headers: Further headers.
    """
    words = language_of(request).words
    known = key if f"refusal.{key}.title" in words else "400"
    said = text or words.say(f"refusal.{known}.text")
    if request.scope["path"].startswith(_API):
        return problem(status, headers=headers)
    if not has_session(request):
        return PlainTextResponse(said, status, headers)
    title = words.say(f"refusal.{known}.title")
    shown = in_words(language_of(request), faults, shown_to(request))
    values = {"title": title, "text": said, "faults": shown, "before": page_before(request)}
    account = account_here(request)
    if account is not None and status < _DEFECT:  # else it may be the ledger that has failed
        values["office_name"] = name_now(request, account.office)
    answer = page(request, "refusal.html.j2", status=status, **values)
    answer.headers.update(headers or {})
    return answer


def install_refusals(app: FastAPI) -> None:
    """Have an app answer every exception in words."""
    app.exception_handler(Elsewhere)(_elsewhere)
    app.exception_handler(PageRefused)(_page_refused)
    app.exception_handler(NoSuchLetter)(_no_such_letter)
    app.exception_handler(SecretLetter)(_secret_letter)
    app.exception_handler(HTTPException)(_http)
    app.exception_handler(RequestValidationError)(_invalid)
    app.exception_handler(InputFaults)(_faulty)
    app.exception_handler(LedgerError)(_unavailable)
    app.exception_handler(WianError)(_impossible)


async def _elsewhere(request: Request, error: Elsewhere) -> Response:
    """What was typed before the session ended comes along to the sign-in."""
    if error.path.startswith(SIGN_IN) and (kept := await keep_form(request)):
        given = {"office": "", "post": "", "next": HOME, "kept": kept}
        return page(request, "sign-in.html.j2", status=403, **given, error="sign_in.ended", wait=0)
    return RedirectResponse(error.path, 303)


async def _page_refused(request: Request, error: PageRefused) -> Response:
    return refused(request, error.status, error.key)


async def _no_such_letter(request: Request, _: NoSuchLetter) -> Response:
    return refused(request, 404, "404")


async def _secret_letter(request: Request, _: SecretLetter) -> Response:
    return refused(request, 403, "secret")


async def _http(request: Request, error: HTTPException) -> Response:
    key = str(error.status_code)
    if error.status_code == _TOO_LARGE:
        key = too_large_key(request)
    return refused(request, error.status_code, key, headers=error.headers)


def too_large_key(request: Request) -> str:
    """Which words say that a request is too large: how much it may be depends on what it is."""
    return "413.files" if brings_files(request) else str(_TOO_LARGE)


async def _invalid(request: Request, _: RequestValidationError) -> Response:
    """What a form sent is not understood; nothing of it is repeated."""
    return refused(request, _UNPROCESSABLE, "422")


async def _faulty(request: Request, error: InputFaults) -> Response:
    text = language_of(request).words.say("refusal.faults.text", subject=error.subject)
    return refused(request, _UNPROCESSABLE, "faults", text=text, faults=error.faults)


async def _unavailable(request: Request, error: LedgerError) -> Response:
    """The ledger's own sentence names paths and hosts: it is for the operator."""
    _log.error("%s", error)
    headers = {"Retry-After": "5"}
    return refused(request, _UNAVAILABLE, str(_UNAVAILABLE), headers=headers)


async def _impossible(request: Request, error: WianError) -> Response:
    text = say_error(language_of(request), error, shown_to(request))
    return refused(request, _CONFLICT, str(_CONFLICT), text=text)


class DefectMiddleware:
    """Answers what nobody foresaw; notes where it happened, and nothing of what was handled."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except LedgerError as error:  # of the session, which is read outside the pages
            answer = await _unavailable(Request(scope), error)
            await answer(scope, receive, send)
        except ClientDisconnect:
            return  # who asked has gone, or was too slow: nobody is there to be answered
        except Exception as defect:  # noqa: BLE001 - the outermost edge: a person gets a sentence
            _note(defect)
            if begun:
                raise ConnectionAbortedError from None
            answer = refused(Request(scope), _DEFECT, str(_DEFECT))
            await answer(scope, receive, send)


def _note(defect: Exception) -> None:
    """Log the places, not the message: that may hold what a letter says."""
    frames = traceback.extract_tb(defect.__traceback__)
    places = " < ".join(f"{each.filename}:{each.lineno}" for each in reversed(frames))
    _log.error("A defect of the desk, %s: %s", type(defect).__name__, places)
