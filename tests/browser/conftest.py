"""A desk that listens on this machine, and windows in which its offices work."""

from __future__ import annotations

import importlib
import socket
import threading
import time

import pytest
import uvicorn

from wian.desk.app.app import create_app
from wian.desk.app.settings import DeskSettings
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.access.accounts import Account, add_accounts
from wian.ledger.access.permissions import Role

PATIENCE = 180_000
"""Milliseconds that a page may take: a loaded machine is slow, not wrong."""
POST = "นักจัดการงานทั่วไป"
_UNFOLD = "() => document.querySelectorAll('details').forEach(each => { each.open = true })"
_FAULTS = """only => axe.run(document, {resultTypes: ['violations'], ...only}).then(found =>
    found.violations.flatMap(each => each.nodes.map(node => `${each.id}: ${node.html}`)))"""
_OF_SIZE = {"runOnly": ["color-contrast", "link-in-text-block", "scrollable-region-focusable"]}
"""The rules whose finding may be another one on the same page in a window of another size."""


class Listening:
    """A desk on a free port, whose clock goes on by a minute with every look at it."""

    def __init__(self, ledger, hashed, minute):
        self.ledger, self.hashed, self._minute = ledger, hashed, minute
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self.port = listener.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.heard = []
        settings = DeskSettings(port=self.port, base_url=self.address)
        ledger.announce = self._hear
        app = create_app(ledger, settings, now=self.now)
        config = uvicorn.Config(app, host="127.0.0.1", port=self.port, log_level="error")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run)

    def now(self):
        self._minute += 1
        return Instant(self._minute // 20, Precision.MINUTE)

    def _hear(self, news):
        self.heard += [(each.event, office) for each in news for office in each.about]

    def account(self, office):
        """All in one, as in a small office."""
        given = (Role.CLERK, Role.OFFICER, Role.ADMINISTRATOR, Role.MANAGER)
        minute = self.now().minute
        add_accounts(self.ledger, [Account(office, POST, given, None, self.hashed, False, minute)])

    def __enter__(self):
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        return self

    def __exit__(self, *_):
        self._server.should_exit = True
        self._thread.join()


@pytest.fixture
def listening(  # noqa: PLR0913, PLR0917 - fixtures
    home, live_ledger, living, hashed, quick_hashes, monkeypatch
):
    """A desk over the ledger of a drill whose origin has issued."""
    for name in DeskSettings.model_fields:
        monkeypatch.delenv(f"WIAN_DESK_{name.upper()}", raising=False)
    with Listening(live_ledger, hashed, 20 * (living.start.minute + 30)) as desk:
        yield desk


@pytest.fixture
def window(browser, listening):
    """Open a window of some size; whatever the console says against a page fails the test."""
    contexts, complaints = [], []

    def open_(width, height, **options):
        size = {"width": width, "height": height}
        context = browser.new_context(viewport=size, accept_downloads=True, **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: _hear(complaints, message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("response", lambda answer: _note(complaints, answer))
        page.on(
            "request",
            lambda request: (
                request.url.startswith((listening.address, "data:"))
                or complaints.append(request.url)
            ),
        )
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


_EXPECTED = (
    "ERR_INTERNET_DISCONNECTED",  # only a test can take the connection away
    "status of 422",  # what was typed is refused: the page says so at its field
)


def _hear(complaints, text):
    if not any(each in text for each in _EXPECTED):
        complaints.append(text)


def _note(complaints, answer):
    if answer.status >= 400 and answer.status != 422:
        complaints.append(f"{answer.status} {answer.url}")


@pytest.fixture(scope="session")
def axe_faults():
    """What axe-core has against a page with every form unfolded; skips where there is no axe.

    Of a page that it has seen it tells only what the size of the window changes.
    """
    pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    script = importlib.import_module("axe_playwright_python.base").AXE_SCRIPT

    def faults(page):
        if page.evaluate("'axe' in window"):
            return page.evaluate(_FAULTS, _OF_SIZE)
        page.evaluate(_UNFOLD)
        page.evaluate(script)
        return page.evaluate(_FAULTS, {})

    return faults
