"""The world's mail server: it listens on this machine, refuses, and keeps what it took in files."""

from __future__ import annotations

import importlib
import mailbox
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, Self

from wian.mail.bounce import NAME

REFUSED, GONE = "refused", "gone"
"""What an address begins with that the server refuses, or that it takes mail for in vain."""
_FOLDER, _PORT = "NINETY_DAYS_MAIL", "WIAN_MAIL_PORT"
_SETTINGS = {
    "WIAN_MAIL_HOST": "127.0.0.1",
    "WIAN_MAIL_TLS": "none",
    "WIAN_MAIL_SENDER": "wian@ministry.example",
    "WIAN_DESK_BASE_URL": "https://desk.ministry.example",
    "WIAN_DESK_SECRET": "3kP9vQ7mT2xR8nB5wL1cZ6yD4hF0jS-aG_eU",
}


@dataclass(frozen=True, slots=True)
class MailHost:
    """What a mail server took, in files that outlive whoever is killed.

    Attributes:
        folder: Where they are.
    """

    folder: Path

    @classmethod
    def named(cls) -> Self:
        """The one that listens for this process and its parent."""
        return cls(Path(os.environ[_FOLDER]))

    @property
    def bounces(self) -> Path:
        """The Maildir of the sender, into which bounces come."""
        return self.folder / "bounces"

    def arrived(self, known: set[str]) -> list[tuple[str, EmailMessage]]:
        """The messages besides those known, by the names that wian gave them."""
        new = sorted({path.name for path in (self.folder / "taken").iterdir()} - known)
        return [(name, self._taken(name)) for name in new if not name.startswith(".")]

    def bounce(self, name: str) -> None:
        """Give a message back to its sender, once (RFC 3464)."""
        held = self.bounces / "new" / name
        if held.exists() or any(self.bounces.glob(f"cur/{name}*")):
            return
        held.write_text(_notification(self._taken(name)), encoding="utf-8")

    def _taken(self, name: str) -> EmailMessage:
        data = (self.folder / "taken" / name).read_bytes()
        return message_from_bytes(data, policy=default)

    async def handle_RCPT(  # noqa: N802 - what aiosmtpd calls
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        """Take an address, or refuse it."""
        if address.startswith(REFUSED):
            return "550 5.1.1 No such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Keep a message; one that is sent again is the same one."""
        name = str(message_from_bytes(envelope.content)[NAME])
        unfinished = self.folder / "taken" / f".{name}"
        unfinished.write_bytes(envelope.content)
        unfinished.rename(self.folder / "taken" / name)
        return "250 taken"


@contextmanager
def mail_host(folder: Path) -> Iterator[MailHost]:
    """Listen on a free port, and have the settings of e-mail name it.

    Args:
        folder: Where what it takes is kept.
    """
    (folder / "taken").mkdir(parents=True)
    host = MailHost(folder)
    mailbox.Maildir(host.bounces)
    before = {name: os.environ.get(name) for name in (*_SETTINGS, _FOLDER, _PORT)}
    controller = _listening(host)
    os.environ.update({**_SETTINGS, _FOLDER: str(folder), _PORT: str(controller.port)})
    try:
        yield host
    finally:
        controller.stop()
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def _listening(host: MailHost) -> Any:
    threaded: Any = importlib.import_module("aiosmtpd.controller").Controller

    class OnFreePort(threaded):  # type: ignore[misc]
        def _trigger_server(self) -> None:
            self.port = self.server.sockets[0].getsockname()[1]
            super()._trigger_server()

    controller = OnFreePort(host, hostname=_SETTINGS["WIAN_MAIL_HOST"], port=0)
    controller.start()
    return controller


def _notification(sent: EmailMessage) -> str:
    """What a server makes of a message that it could not deliver: its headers come back."""
    headers = "\n".join(f"{name}: {sent[name]}" for name in ("Message-ID", NAME))
    return (
        "From: MAILER-DAEMON@mx.example\n"
        "To: wian@ministry.example\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="4B"\n\n'
        "--4B\nContent-Type: text/plain\n\nNobody has this mailbox.\n\n"
        "--4B\nContent-Type: message/delivery-status\n\n"
        "Reporting-MTA: dns; mx.example\n\n"
        f"Final-Recipient: rfc822; {_address(sent)}\nAction: failed\nStatus: 5.1.1\n"
        "Diagnostic-Code: smtp; 550 5.1.1 User unknown\n\n"
        f"--4B\nContent-Type: text/rfc822-headers\n\n{headers}\n\n--4B--\n"
    )


def _address(sent: EmailMessage) -> str:
    return str(sent["To"].addresses[0].addr_spec)
