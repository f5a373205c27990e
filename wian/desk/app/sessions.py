"""The sessions: signed cookies that say who a browser is, and when they end."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from typing import Any

from itsdangerous import BadData, URLSafeSerializer
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wian.jurisdictions.instant import Instant
from wian.ledger.access.accounts import Account
from wian.ledger.access.ended_sessions import end_session
from wian.ledger.database import Ledger

_HELD = "wian.session"
_WITHOUT_COOKIES = ("/static/", "/api/")
_LONGEST = 3500
"""Characters of a cookie that every browser keeps (RFC 6265: 4096 with its name and attributes)."""


def _random() -> str:
    return secrets.token_urlsafe(18)


class Flash(BaseModel):
    """A message for the next page: a key of the words, and its values."""

    model_config = ConfigDict(frozen=True)

    key: str
    values: dict[str, str] = {}


class Session(BaseModel):
    """What a browser's cookie says.

    Attributes:
        id: Tells it from others.
        csrf: What every form of it carries.
        started: Minute at which it began.
        seen: Minute of its latest page.
        language: Tag of the language that it chose; empty where it chose none.
        account: Id of the account; ``None`` before signing in.
        epoch: The account's epoch at signing in.
        flashes: What the next page tells.
    """

    model_config = ConfigDict(frozen=True)

    started: int
    seen: int
    id: str = Field(default_factory=_random)
    csrf: str = Field(default_factory=_random)
    language: str = ""
    account: str | None = None
    epoch: int = 0
    flashes: tuple[Flash, ...] = ()

    def changed(self, **values: Any) -> Session:
        """The same with other values."""
        return self.model_copy(update=values)


class RequestSession:
    """The session of one request: as it came, and as it shall go.

    Attributes:
        session: As it is now.
        wanted: Whether the browser is to keep it.
    """

    def __init__(self, session: Session, *, wanted: bool) -> None:
        self.session, self.wanted = session, wanted


class Keeper:
    """Reads and writes the cookies of sessions.

    Args:
        key: What they are signed with.
        secure: Whether browsers send them by https only.
        longest: Minutes after which a session ends.
        idle: Minutes without a page after which one that is signed in ends.
        ledger: Where sessions that were signed out are noted until they would have ended.
        now: The clock.
    """

    def __init__(  # noqa: PLR0913 - all of them by name
        self,
        *,
        key: str,
        secure: bool,
        longest: int,
        idle: int,
        ledger: Ledger,
        now: Callable[[], Instant],
    ) -> None:
        options = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
        self._signer = URLSafeSerializer(key, salt="wian desk session", signer_kwargs=options)
        self._forms = URLSafeSerializer(key, salt="wian desk form", signer_kwargs=options)
        self._longest, self._idle = longest, idle
        self._ledger, self._now = ledger, now
        self.cookie = "__Host-wian" if secure else "wian"
        self._attributes = f"Path=/; HttpOnly; SameSite=Lax{'; Secure' if secure else ''}"

    def fresh(self, *, language: str = "", account: Account | None = None) -> Session:
        """A new session; signing in always begins one, so that nobody can prepare it."""
        minute = self._now().minute
        begun = Session(started=minute, seen=minute, language=language)
        return begun.changed(account=account.id, epoch=account.epoch) if account else begun

    def read(self, connection: HTTPConnection) -> RequestSession:
        """The session that a request brings; a fresh one where it brings none that holds."""
        presented = connection.cookies.get(self.cookie, "")
        known = self._valid(presented)
        minute = self._now().minute
        if known is None:
            return RequestSession(self.fresh(), wanted=False)
        return RequestSession(known.changed(seen=minute), wanted=known.seen < minute)

    def account_before(self, connection: HTTPConnection) -> str | None:
        """Whose session a request brings, even where it holds no more."""
        known = self._signed(connection.cookies.get(self.cookie, ""))
        return known.account if known else None

    def sign_form(self, form: dict[str, Any]) -> str:
        """A form as a text that nobody else can make."""
        made = self._forms.dumps(form)
        return made if isinstance(made, str) else made.decode()

    def read_form(self, text: str) -> Any:
        """The form that :meth:`sign_form` made a text of.

        Raises:
            BadData: The text was made by somebody else.
        """
        return self._forms.loads(text)

    def end(self, session: Session) -> None:
        """Let a session open nothing any more, even for who kept a copy of its cookie.

        One in which nobody has signed in opens nothing anyway, so it is not noted.
        """
        if session.account is not None:
            until = session.started + self._longest
            end_session(self._ledger, session.id, until, self._now().minute)

    def header(self, session: Session) -> str:
        """The ``Set-Cookie`` of a session."""
        value = self._signer.dumps(session.model_dump(mode="json"))
        text = value if isinstance(value, str) else value.decode()
        if len(text) > _LONGEST:
            return self.header(session.changed(flashes=()))
        return f"{self.cookie}={text}; {self._attributes}"

    def _valid(self, presented: str) -> Session | None:
        known = self._signed(presented)
        if known is None:
            return None
        minute = self._now().minute
        idle = known.account is not None and minute - known.seen >= self._idle
        over = minute - known.started >= self._longest
        return None if idle or over else known

    def _signed(self, presented: str) -> Session | None:
        try:
            return Session.model_validate(self._signer.loads(presented))
        except (BadData, ValidationError):
            return None


class SessionMiddleware:
    """Gives each request its session, and the browser its cookie."""

    def __init__(self, app: ASGIApp, keeper: Keeper) -> None:
        self._app, self._keeper = app, keeper

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        held = scope[_HELD] = self._keeper.read(HTTPConnection(scope))
        silent = scope["path"].startswith(_WITHOUT_COOKIES)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start" and held.wanted and not silent:
                header = self._keeper.header(held.session)
                MutableHeaders(scope=message).append("Set-Cookie", header)
            await send(message)

        await self._app(scope, receive, sending)


def session_of(request: HTTPConnection) -> Session:
    """The session of a request."""
    held: RequestSession = request.scope[_HELD]
    return held.session


def keep_session(request: HTTPConnection, session: Session) -> None:
    """Let the browser have this session from now on."""
    held: RequestSession = request.scope[_HELD]
    held.session, held.wanted = session, True


def flash(request: HTTPConnection, key: str, **values: object) -> None:
    """Tell something on the next page.

    Args:
        request: The request.
        key: Of the desk's words.
        values: What stands in the words' placeholders.
    """
    session = session_of(request)
    told = Flash(key=key, values={name: str(value) for name, value in values.items()})
    keep_session(request, session.changed(flashes=(*session.flashes, told)))


def take_flashes(request: HTTPConnection) -> tuple[Flash, ...]:
    """What this page tells; the next one does not again."""
    session = session_of(request)
    if session.flashes:
        keep_session(request, session.changed(flashes=()))
    return session.flashes


def has_session(request: HTTPConnection) -> bool:
    """Whether the request came as far as its session."""
    return _HELD in request.scope
