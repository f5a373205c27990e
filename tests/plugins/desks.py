"""Visiting the desk: the real app over a real ledger, and browsers that fill in its forms."""

from __future__ import annotations

import importlib
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from argon2 import PasswordHasher

from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.access.accounts import Account, add_accounts
from wian.ledger.access.permissions import Role
from wian.ledger.database import Ledger
from wian.ledger.outbox.events import News

if TYPE_CHECKING:  # only tests that open a desk load one
    from fastapi import FastAPI

    from wian.desk.app.settings import DeskSettings

OFFICE, POST, PASSWORD = "phitsanulok", "เจ้าพนักงานธุรการ", "ฝนตกที่ทางเหนือ"
_TOKEN = re.compile(r'name="csrf" value="([^"]+)"')


@dataclass
class Watch:
    """A clock that a test sets."""

    minute: int

    def __call__(self) -> Instant:
        return Instant(self.minute, Precision.MINUTE)


@dataclass
class Bell:
    """Hears what the desk's ledger announces."""

    heard: list[tuple[str, str, str]] = field(default_factory=list)

    def __call__(self, news: Sequence[News]) -> None:
        self.heard += [(each.event, each.propagation, who) for each in news for who in each.about]


class Browser:
    """A browser: it keeps cookies, follows no redirect by itself, and sends forms as pages do."""

    def __init__(self, app: FastAPI, address: str, client: str, loop: BlockingPortal) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Starlette's advice to use another client
            made = importlib.import_module("starlette.testclient").TestClient
        self._client = made(app, base_url=address, follow_redirects=False, client=(client, 50_000))
        self._client.portal = loop  # else each request starts and ends an event loop of its own
        self.address = address

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self._client.get(path, **options)

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        return self._client.request(method, path, **options)

    def token(self, page: str = "/sign-in") -> str:
        """The token of the forms of a page."""
        found = _TOKEN.search(self.follow(page).text)
        assert found, f"{page} has no form"
        return found[1]

    def follow(self, path: str) -> httpx.Response:
        """A page, wherever it leads."""
        return self._client.get(path, follow_redirects=True)

    def send(
        self,
        path: str,
        *,
        page: str | None = None,
        headers: Any = None,
        files: Any = None,
        **fields: object,
    ) -> httpx.Response:
        """Fill in a form of ``page`` (or of ``path`` itself) and send it to ``path``; ``files``:
        name and content of each, by its field where they are a mapping.
        """
        sent = {"csrf": self.token(page or path), **fields}
        own = {"Origin": self.address, "Sec-Fetch-Site": "same-origin"}
        named = (
            files.items() if isinstance(files, dict) else [("files", one) for one in files or ()]
        )
        parts = list(named) if files is not None else None
        return self._client.post(path, data=sent, files=parts, headers=own | (headers or {}))

    def sign_in(
        self,
        office: str = OFFICE,
        post: str = POST,
        password: str = PASSWORD,
        headers: Any = None,
        **fields: object,
    ) -> httpx.Response:
        who = {"office": office, "post": post, "password": password}
        return self.send("/sign-in", headers=headers, **(who | fields))

    @property
    def cookies(self) -> httpx.Cookies:
        return self._client.cookies


@dataclass
class TheDesk:
    """A desk, its ledger, its clock and its bell."""

    app: FastAPI
    ledger: Ledger
    watch: Watch
    bell: Bell
    hashed: str
    settings: DeskSettings
    loop: BlockingPortal

    def browser(self, address: str | None = None, client: str = "testclient") -> Browser:
        """A browser that has not been here, at some address of the network."""
        return Browser(self.app, address or self.settings.address, client, self.loop)

    def account(
        self,
        office: str = OFFICE,
        post: str = POST,
        *roles: Role,
        must_change: bool = False,
        group: str | None = None,
    ) -> Account:
        """Let a post sign in with the password that all of them have here."""
        given = roles or (Role.CLERK, Role.OFFICER)
        made = Account(office, post, given, group, self.hashed, must_change, self.watch.minute)
        add_accounts(self.ledger, [made])
        return made

    def signed_in(self, office: str = OFFICE, post: str = POST, *roles: Role) -> Browser:
        """A browser in which a new account of that post has signed in."""
        self.account(office, post, *roles)
        browser = self.browser()
        assert browser.sign_in(office, post).status_code == 303
        return browser


_QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(scope="session")
def hashed() -> str:
    """The hash of the password of all posts in the tests: a quick one."""
    return _QUICK.hash(PASSWORD)


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch, hashed: str) -> None:
    """Have a password worked out in no time: half of a visit to a desk would go into that.

    ``tests/desk/app/test_passwords.py`` has the real ones.
    """
    passwords = importlib.import_module("wian.desk.app.passwords")
    monkeypatch.setattr(passwords, "_HASHER", _QUICK)
    monkeypatch.setattr(passwords, "_nobodys", lambda: hashed)


@pytest.fixture(scope="session")
def desk_loop() -> Iterator[BlockingPortal]:
    """The event loop in which all desks answer, as a real one answers all requests in one."""
    with start_blocking_portal() as loop:
        yield loop


@pytest.fixture
def opened_desk(
    home: Path,
    hashed: str,
    quick_hashes: None,
    desk_loop: BlockingPortal,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., TheDesk]:
    """Open a desk over a ledger, with some settings and at some minute."""
    create_app = importlib.import_module("wian.desk.app.app").create_app
    settings_class = importlib.import_module("wian.desk.app.settings").DeskSettings
    for name in settings_class.model_fields:
        monkeypatch.delenv(f"WIAN_DESK_{name.upper()}", raising=False)

    def open_(ledger: Ledger, minute: int = 29_900_000, **settings: Any) -> TheDesk:
        watch, bell, made = Watch(minute), Bell(), settings_class(**settings)
        opened = copy(ledger)  # what others do in the ledger is no news of the desk
        opened.announce = bell
        app = create_app(opened, made, now=watch)
        return TheDesk(app, ledger, watch, bell, hashed, made, desk_loop)

    return open_
