"""The settings of e-mail: which server takes it, who sends it, and how large it may be."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from hierarchy.office import MailAddress
from wian.kit.desk_key import SECRET
from wian.kit.errors import Fault, InputFaults
from wian.kit.pydantic_faults import faults_of_settings
from wian.kit.secret_strength import MAKE_ONE, weakness_of
from wian.notices.prefect_address import DESK, desk_address

PREFIX = "WIAN_MAIL_"
_SUBJECT = "The settings of e-mail"


class Encryption(StrEnum):
    """How the connection to the mail server is encrypted."""

    STARTTLS = "starttls"
    """From the first command on, or nothing is sent."""
    TLS = "tls"
    """From the first byte on."""
    NONE = "none"
    """Not at all: for a server on this machine."""


_PORTS = {Encryption.STARTTLS: 587, Encryption.TLS: 465, Encryption.NONE: 25}


def _plain_host(text: str) -> str:
    if not text.isascii() or not text.isprintable() or any(each in text for each in " /:@"):
        raise ValueError("is no name of a mail server; write one such as smtp.example.org")
    return text


class MailSettings(BaseSettings):
    """Read from the environment: each field in capitals after ``WIAN_MAIL_``.

    Attributes:
        host: Mail server that takes what is sent; nothing is sent where none is given.
        port: Its port; by its encryption where none is given.
        tls: How the connection is encrypted.
        user: Name to sign in with; nobody signs in where none is given.
        password: The password.
        sender: Address that mail comes from, and that bounces go to.
        most_mb: Megabytes that a message may have; enclosures that do not fit are links.
        digest_hour: Hour, on the offices' clock, from which on desks get their daily digest.
        bounces: Maildir into which bounces come, which the dispatcher reads; none where ``None``.
        link_days: Days after which the link in a message opens nothing any more.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, env_ignore_empty=True)

    host: Annotated[str, AfterValidator(_plain_host)] = ""
    port: Annotated[int, Field(ge=1, lt=2**16)] | None = None
    tls: Encryption = Encryption.STARTTLS
    user: str = ""
    password: SecretStr = SecretStr("")
    sender: MailAddress | None = None
    most_mb: Annotated[int, Field(ge=1, le=100)] = 10
    digest_hour: Annotated[int, Field(ge=0, le=23)] = 8
    bounces: Path | None = None
    link_days: Annotated[int, Field(ge=1, le=3660)] = 90

    @property
    def server_port(self) -> int:
        """The port of the server."""
        return self.port or _PORTS[self.tls]


def mail_settings() -> MailSettings | None:
    """The settings of e-mail; ``None`` where no server is named, so that nothing is sent.

    Raises:
        InputFaults: Some make no sense: all of them, each under its variable.
    """
    try:
        found = MailSettings()
    except ValidationError as error:
        raise InputFaults(_SUBJECT, faults_of_settings(error, PREFIX)) from None
    if not found.host:
        return None
    if faults := list(_missing(found)):
        raise InputFaults(_SUBJECT, faults)
    return found


def _missing(found: MailSettings) -> list[Fault]:
    """What a server that is named needs besides."""
    faults = []
    if found.sender is None:
        remedy = "set the address that letters come from, such as wian@ministry.example"
        faults.append(Fault(f"{PREFIX}SENDER", "is not set", remedy))
    if found.user and not found.password.get_secret_value():
        remedy = f"set the password of {PREFIX}USER, or leave that out"
        faults.append(Fault(f"{PREFIX}PASSWORD", "is not set", remedy))
    if found.user and found.tls is Encryption.NONE and found.host not in _THIS_MACHINE:
        what = "is none, and the password would travel readable"
        faults.append(Fault(f"{PREFIX}TLS", what, "write starttls or tls"))
    if desk_address() is None:
        remedy = "set the desk's address for browsers, to which links in e-mails lead"
        faults.append(Fault(DESK, "is not set", remedy))
    if weakness := weakness_of(secret) if (secret := os.environ.get(SECRET)) else None:
        faults.append(Fault(SECRET, weakness, f"make one with {MAKE_ONE}"))
    return faults


_THIS_MACHINE = ("localhost", "127.0.0.1")
