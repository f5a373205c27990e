"""The bodies of requests and answers: bounded and in UTF-8 coming in, none for ``HEAD``."""

from __future__ import annotations

from python_multipart.multipart import parse_options_header
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wian.desk.app.refusals import refused, too_large_key
from wian.desk.app.uploads import most_bytes

_TOO_LARGE, _UNREADABLE = 413, 400
_DIGITS = 18


class BodyLimit:
    """Refuses requests that are too long: at once where they say so, else while they come in."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        most = most_bytes(request)
        if not _fits(request.headers.get("content-length", "0"), most):
            answer = refused(request, _TOO_LARGE, too_large_key(request))
            await answer(scope, receive, send)
            return
        await self._app(scope, _counting(receive, most), send)


def _counting(receive: Receive, most: int) -> Receive:
    """``receive`` that stops where the bytes that came are too many."""
    came = 0

    async def receiving() -> Message:
        nonlocal came
        message = await receive()
        came += len(message.get("body", b""))
        if came > most:
            raise HTTPException(_TOO_LARGE)
        return message

    return receiving


def _fits(declared: str, most: int) -> bool:
    number = declared.isascii() and declared.isdigit() and len(declared) <= _DIGITS
    return number and int(declared) <= most


class FormEncoding:
    """Refuses forms that name an encoding of their own: who reads them would follow any.

    Browsers name none (RFC 7578, 5.1.2). Some that Python knows take a minute for a megabyte,
    others fail where nobody expects it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] == "http" and not _in_utf8(Request(scope).headers.get("content-type")):
            answer = refused(Request(scope), _UNREADABLE, str(_UNREADABLE))
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _in_utf8(content_type: str | None) -> bool:
    kind, options = parse_options_header(content_type)
    named = options.get(b"charset", b"utf-8")
    return not kind.startswith(b"multipart/") or named.lower() == b"utf-8"


class HeadAsGet:
    """Answers ``HEAD`` as ``GET``, without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        scope["method"] = "GET"
        await self._app(scope, receive, sending)
