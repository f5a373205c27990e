"""A mail server on this machine: a real one, which says of each message what a test wants."""

from __future__ import annotations

import email
import importlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest


@dataclass
class Postbox:
    """What a mail server took, and what it is to answer.

    Attributes:
        port: Where it listens.
        got: What it took: the envelope's sender and recipients, and the message.
        answers: What it says to RCPT, by address, one after the other; else it takes everything.
        key: What signs the links in the messages.
        data_answers: What it says once it has a whole message, one after the other.
    """

    port: int = 0
    got: list[tuple[str, list[str], bytes]] = field(default_factory=list)
    answers: dict[str, list[str]] = field(default_factory=dict)
    data_answers: list[str] = field(default_factory=list)
    key: str = "3kP9vQ7mT2xR8nB5wL1cZ6yD4hF0jS-aG_eU"

    async def handle_RCPT(  # noqa: N802 - what aiosmtpd calls
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        if waiting := self.answers.get(address):
            return waiting.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.data_answers:
            return self.data_answers.pop(0)
        self.got.append((envelope.mail_from, list(envelope.rcpt_tos), envelope.content))
        return "250 taken"

    @property
    def messages(self) -> list[EmailMessage]:
        """The messages that it took."""
        return [email.message_from_bytes(content, policy=default) for *_, content in self.got]


@pytest.fixture(scope="session")
def mail_server() -> Iterator[Postbox]:
    """One server for all tests; `postbox` has it empty."""
    threaded: Any = importlib.import_module("aiosmtpd.controller").Controller

    class OnFreePort(threaded):
        def _trigger_server(self) -> None:
            self.port = self.server.sockets[0].getsockname()[1]
            super()._trigger_server()

    box = Postbox()
    controller: Any = OnFreePort(box, hostname="127.0.0.1", port=0)
    controller.start()
    box.port = controller.port
    yield box
    controller.stop()


@pytest.fixture
def postbox(mail_server: Postbox, monkeypatch: pytest.MonkeyPatch) -> Postbox:
    """An empty mail server that the settings name."""
    mail_server.got.clear()
    mail_server.answers.clear()
    mail_server.data_answers.clear()
    settings = {
        "HOST": "127.0.0.1",
        "PORT": str(mail_server.port),
        "TLS": "none",
        "SENDER": "wian@ministry.example",
    }
    for name, value in settings.items():
        monkeypatch.setenv(f"WIAN_MAIL_{name}", value)
    monkeypatch.setenv("WIAN_DESK_BASE_URL", "https://desk.ministry.example")
    monkeypatch.setenv("WIAN_DESK_SECRET", mail_server.key)
    return mail_server
