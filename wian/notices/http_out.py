"""Posts to a stranger's web address, once, and says which addresses may be asked.

An office names the address, so it may be anybody's: the name is resolved here, every address that
it stands for must be a public one, and the connection goes to the address that was looked at.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from pydantic import ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from wian.kit.errors import Fault, InputFaults, WianError
from wian.kit.pydantic_faults import faults_of_settings, shown

INSIDE = "set WIAN_WEBHOOK_ALLOW_PRIVATE=true if it is in your own network"
"""The remedy that is the operator's; strangers are not told of it."""
PRIVATE = "private"
"""Kind of the fault of an address that :data:`INSIDE` would help."""
LONGEST = 2000
"""Characters of an address."""
_STEP_SECONDS = 5.0
"""How long each step may take: connecting, writing, one read."""
_WHOLE_SECONDS = 10.0
"""How long all steps together may take."""
_READ_BYTES = 4096
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""IPv4 addresses as a network without IPv4 writes them (RFC 6052)."""

_Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


class NotReached(WianError):
    """An address did not take what was sent to it; the sentence says nothing of its answer.

    Args:
        what: A whole sentence.
        gone: It says that it wants no more (410).
    """

    def __init__(self, what: str, *, gone: bool = False) -> None:
        self.gone = gone
        super().__init__(what)


class OutsideSettings(BaseSettings):
    """Read from the environment: ``WIAN_WEBHOOK_ALLOW_PRIVATE``.

    Attributes:
        allow_private: Addresses inside the installation's own network may be asked too, and this
            machine without encryption. Never a link-local one: cloud machines keep their secrets
            there.
    """

    model_config = SettingsConfigDict(
        env_prefix="WIAN_WEBHOOK_", frozen=True, env_ignore_empty=True
    )

    allow_private: bool = False


def private_allowed() -> bool:
    """Whether the installation lets addresses inside its own network be asked.

    Raises:
        InputFaults: The setting makes no sense.
    """
    try:
        return OutsideSettings().allow_private
    except ValidationError as error:
        faults = faults_of_settings(error, "WIAN_WEBHOOK_")
        raise InputFaults("The configuration of webhooks", faults) from None


def checked_address(url: str, *, allow_private: bool = False) -> str:
    """An address that may be asked, as far as can be told before its name is resolved.

    Raises:
        InputFaults: It may not.
    """
    if what := _wrong_with(url, allow_private=allow_private):
        kind = PRIVATE if what != _wrong_with(url, allow_private=True) else ""
        fault = Fault("url", what, "write one such as https://registry.example.org/wian", kind)
        raise InputFaults("The webhook", [fault])
    return url


def post(url: str, body: bytes, headers: Mapping[str, str], *, allow_private: bool = False) -> None:
    """Post something to an address, once: no redirect is followed, and no answer is kept.

    Args:
        url: The address.
        body: What is sent.
        headers: Sent with it.
        allow_private: Addresses inside the installation's own network may be asked too.

    Raises:
        NotReached: It was not taken, for whatever reason.
    """
    if what := _wrong_with(url, allow_private=allow_private):
        inside = what != _wrong_with(url, allow_private=True)
        raise NotReached(f"The address {what}{_remedy(inside=inside)}.")
    parts = urlsplit(url)
    place = _Place(parts, parts.hostname or "", parts.port or _port(parts))
    found = _resolved(place, allow_private=allow_private)
    status = _asked(place, found, body, headers)
    if not 200 <= status < 300:  # what HTTP calls a success
        redirected = " (a redirect is not followed)" if 300 <= status < 400 else ""
        gone = status == http.client.GONE
        raise NotReached(f"The address answered with status {status}{redirected}.", gone=gone)


@dataclass(frozen=True, slots=True)
class _Place:
    parts: SplitResult
    host: str
    port: int

    @property
    def path(self) -> str:
        query = f"?{self.parts.query}" if self.parts.query else ""
        return f"{self.parts.path or '/'}{query}"

    @property
    def encrypted(self) -> bool:
        return self.parts.scheme == "https"


def _port(parts: SplitResult) -> int:
    return http.client.HTTPS_PORT if parts.scheme == "https" else http.client.HTTP_PORT


def _wrong_with(url: str, *, allow_private: bool) -> str | None:  # noqa: PLR0911 - a sentence each
    if len(url) > LONGEST:
        return f"is longer than {LONGEST} characters"
    if not url.isascii() or not url.isprintable() or " " in url or "\\" in url:
        return f"{shown(url)} has characters that no web address has"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return f"{shown(url)} is no web address"
    if not host or parts.scheme not in {"https", "http"} or port == 0:
        return f"{shown(url)} is no web address"
    if parts.username is not None or parts.password is not None or parts.fragment:
        return "has a password or a fragment, which is not sent"
    ip = _literal(host)
    if ip is not None and not _may_be_asked(ip, allow_private=allow_private):
        return "is not on the public internet"
    if parts.scheme == "http" and not (allow_private and _is_this_machine(host, ip)):
        return "is not encrypted (https)"
    return None


def _remedy(*, inside: bool) -> str:
    """Of a message that was not taken: only the operator reads why."""
    return f"; {INSIDE}" if inside else ""


def _is_this_machine(host: str, ip: _Ip | None) -> bool:
    return host == "localhost" or (ip is not None and ip.is_loopback)


def _literal(host: str) -> _Ip | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _resolved(place: _Place, *, allow_private: bool) -> tuple[Any, ...]:
    """Where to connect to: the first of the addresses, all of which may be asked.

    Raises:
        NotReached: The name stands for none, or for one that may not be asked.
    """
    try:
        found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotReached("The name of the address cannot be resolved.") from None
    ips = [ipaddress.ip_address(str(each[4][0]).partition("%")[0]) for each in found]
    if not ips or not all(_may_be_asked(ip, allow_private=allow_private) for ip in ips):
        inside = bool(ips) and all(_may_be_asked(ip, allow_private=True) for ip in ips)
        raise NotReached(f"The address is not on the public internet{_remedy(inside=inside)}.")
    if not place.encrypted and not all(ip.is_loopback for ip in ips):
        raise NotReached("The address is not encrypted (https).")
    return found[0]


def _may_be_asked(ip: _Ip, *, allow_private: bool) -> bool:
    inner = _inside(ip)
    if inner is not None:
        return _may_be_asked(inner, allow_private=allow_private)
    if ip.is_link_local or ip.is_multicast or ip.is_unspecified or _is_site_local(ip):
        return False
    if ip.is_global and not ip.is_reserved:
        return True
    return allow_private and (ip.is_loopback or (ip.is_private and not ip.is_reserved))


def _is_site_local(ip: _Ip) -> bool:
    """Whether it is one inside a site, as IPv6 had them once (RFC 3879); Python calls it global."""
    return isinstance(ip, ipaddress.IPv6Address) and ip.is_site_local


def _inside(ip: _Ip) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for, if it does."""
    if isinstance(ip, ipaddress.IPv4Address):
        return None
    if ip in _TRANSLATED:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)


def _asked(place: _Place, found: tuple[Any, ...], body: bytes, headers: Mapping[str, str]) -> int:
    """The status that an address answers with.

    Raises:
        NotReached: It gives none, or takes too long.
    """
    family, kind, protocol, _, address = found
    with socket.socket(family, kind, protocol) as plain:
        plain.settimeout(_STEP_SECONDS)
        watch = threading.Timer(_WHOLE_SECONDS, _hang_up, [plain])
        watch.daemon = True
        watch.start()
        try:
            plain.connect(address)
            return _exchanged(place, plain, body, headers)
        except TimeoutError:
            raise NotReached("The address did not answer in time.") from None
        except ssl.SSLCertVerificationError:
            raise NotReached("The certificate of the address is not valid.") from None
        except (OSError, http.client.HTTPException, ValueError):
            raise NotReached("The connection failed or was cut off.") from None
        finally:
            watch.cancel()


def _exchanged(place: _Place, plain: socket.socket, body: bytes, headers: Mapping[str, str]) -> int:
    maker = http.client.HTTPSConnection if place.encrypted else http.client.HTTPConnection
    connection = maker(place.host, place.port)
    connection.sock = _wrapped(plain, place.host) if place.encrypted else plain
    try:
        connection.request("POST", place.path, body, {**headers, "Connection": "close"})
        answer = connection.getresponse()
        answer.read(_READ_BYTES)
        return answer.status
    finally:
        connection.close()


def _wrapped(plain: socket.socket, host: str) -> ssl.SSLSocket:
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host)


def _hang_up(plain: socket.socket) -> None:
    """Wake a step that waits for an address which answers drop by drop."""
    try:
        plain.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
