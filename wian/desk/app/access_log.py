"""The log of requests: which page, how it ended, how long it took; nobody's name or words."""

from __future__ import annotations

import logging
import time

from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wian.desk.api.description import PREFIX, VERSION

_log = logging.getLogger("wian.desk.access")
_DESCRIPTION = f"{PREFIX}/openapi.json"


class AccessLogMiddleware:
    """Logs each request by the pattern of its path, so that no id and no query shows."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        method, begun, status = scope["method"], time.perf_counter(), 0

        async def sending(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self._app(scope, receive, sending)
        finally:
            took = 1000 * (time.perf_counter() - begun)
            _log.info("%s %s %d %.0f ms", _plain(method), _pattern(scope), status, took)


def _pattern(scope: Scope) -> str:
    root, path = scope.get("root_path", ""), scope["path"]
    if isinstance(scope.get("endpoint"), StaticFiles):
        return f"{root}/{{file}}"
    if path == _DESCRIPTION:
        return _DESCRIPTION
    found = getattr(scope.get("route"), "path", None)
    versioned = path.startswith(f"{PREFIX}{VERSION}/")
    return f"{root}{VERSION if versioned else ''}{found}" if found else "(no page)"


def _plain(method: str) -> str:
    return method if method.isascii() and method.isalpha() else "?"
