"""The settings of the desk: where it listens, what its address is, and how it signs."""

from __future__ import annotations

import ipaddress
import os
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from wian.desk.app.client_address import Network
from wian.jurisdictions.countries import DEFAULT_JURISDICTION, UnknownJurisdiction, jurisdiction_at
from wian.kit.desk_key import desk_key
from wian.kit.errors import InputFaults
from wian.kit.pydantic_faults import faults_of_bytes, faults_of_settings
from wian.kit.secret_strength import MAKE_ONE, weakness_of

_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def _web_address(text: str) -> str:
    if not text:
        return text
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("is no web address; write https://desk.example.org")
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise ValueError("has more than a host; write https://desk.example.org")
    _ = parts.port  # raises where it is no number
    return text.rstrip("/")


def _host(text: str) -> str:
    try:
        named = urlsplit(f"http://[{text}]" if ":" in text else f"http://{text}").hostname
    except ValueError:
        named = None
    if not named or named != text.lower() or not named.isprintable() or " " in named:
        raise ValueError("is no name or address of a machine; write one such as 127.0.0.1")
    return text


def _known_storage(uri: str) -> str:
    if urlsplit(uri).scheme not in {"memory", "redis", "rediss"}:
        raise ValueError("is no storage; write memory:// or redis://host:6379")
    return uri


def _networks(text: object) -> object:
    """Addresses and networks, parted by commas or blanks."""
    return (
        [_network(each) for each in text.replace(",", " ").split()]
        if isinstance(text, str)
        else text
    )


def _network(text: str) -> Network:
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        raise ValueError(
            f"has {text!r}, which is no address; write addresses or networks with commas between "
            "them: 127.0.0.1, 10.1.0.0/16"
        ) from None


def _known_jurisdiction(text: str) -> str:
    try:
        return jurisdiction_at(text).id
    except (UnknownJurisdiction, InputFaults) as error:
        raise ValueError(f"is no jurisdiction; {error}") from None


def _strong(secret: SecretStr) -> SecretStr:
    given = secret.get_secret_value()
    if given and (weakness := weakness_of(given)):
        raise ValueError(f"{weakness}; make one with {MAKE_ONE}")
    return secret


class DeskSettings(BaseSettings):
    """Read from the environment: each field in capitals after ``WIAN_DESK_``.

    Attributes:
        host: Address that the desk listens on.
        port: Port that it listens on.
        base_url: Its address for browsers, to which codes on letters lead; on this machine where
            none is given. With ``https`` its cookies travel encrypted only.
        secret: Key that signs sessions; kept in the installation's home where none is given.
        session_hours: Hours after which a session ends.
        idle_minutes: Minutes without a page after which it ends.
        limit_storage: Where attempts to sign in are counted: ``memory://``, or a Redis that
            several desks share (``redis://host:6379``).
        trusted_proxies: Addresses and networks of the proxies before it, whose ``X-Forwarded-For``
            says who asks; with none given it is not read.
        jurisdiction: Whose language, dates and digits its pages show.
    """

    model_config = SettingsConfigDict(env_prefix="WIAN_DESK_", frozen=True, env_ignore_empty=True)

    host: Annotated[str, AfterValidator(_host)] = "127.0.0.1"
    port: Annotated[int, Field(ge=0, lt=2**16)] = 8080
    base_url: Annotated[str, AfterValidator(_web_address)] = ""
    secret: Annotated[SecretStr, AfterValidator(_strong)] = SecretStr("")
    session_hours: Annotated[int, Field(ge=1, le=72)] = 10
    idle_minutes: Annotated[int, Field(ge=5, le=24 * 60)] = 60
    limit_storage: Annotated[str, AfterValidator(_known_storage)] = "memory://"
    trusted_proxies: Annotated[tuple[Network, ...], NoDecode, BeforeValidator(_networks)] = ()
    jurisdiction: Annotated[str, AfterValidator(_known_jurisdiction)] = DEFAULT_JURISDICTION

    @property
    def address(self) -> str:
        """The desk's address for browsers, without a slash at its end."""
        return self.base_url or f"http://{_in_url(self.host)}:{self.port}"

    @property
    def secure(self) -> bool:
        """Whether browsers reach it by https only."""
        return self.address.startswith("https://")

    @property
    def warning(self) -> str:
        """A sentence where others than this machine reach it by plain HTTP; else empty."""
        reached = (urlsplit(self.address).hostname or "", self.host)
        if self.secure or all(map(_is_loopback, reached)):
            return ""
        return (
            f"Warning: the desk at {self.address}, listening on {self.host}, speaks plain HTTP: "
            "everyone on the network between can read what is sent, passwords too; put a proxy "
            "that speaks TLS before it, and name its https address with WIAN_DESK_BASE_URL."
        )

    @property
    def hosts(self) -> tuple[str, ...]:
        """Names under which it answers."""
        own = _in_url(urlsplit(self.address).hostname or "")
        return tuple(dict.fromkeys((own, *_LOOPBACK)))


def read_settings() -> DeskSettings:
    """The settings of the environment.

    Raises:
        InputFaults: Some make no sense: all of them, each under its variable.
    """
    try:
        return DeskSettings()
    except ValidationError as error:
        faults = faults_of_settings(error, "WIAN_DESK_")
        raise InputFaults("The configuration of the desk", faults) from None
    except UnicodeEncodeError:
        faults = faults_of_bytes(os.environ, "WIAN_DESK_")
        raise InputFaults("The configuration of the desk", faults) from None


def signing_key(settings: DeskSettings, home: Path) -> str:
    """The key that signs sessions: as set, else from ``desk.key`` in ``home``, made where missing.

    Raises:
        UnusableKey: The file cannot be made or read, others may read it, or it is too short.
    """
    return desk_key(settings.secret.get_secret_value(), home)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _in_url(host: str) -> str:
    if host in {"0.0.0.0", "::", ""}:  # noqa: S104 - no address that a browser could open
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
