"""Where a request comes from: the client itself, or whom a trusted proxy says it speaks for."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from starlette.requests import HTTPConnection

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address


def client_of(request: HTTPConnection, trusted: Sequence[Network]) -> str:
    """The address that attempts are counted for.

    Proxies add on the right who asked them. What stands further left than the first address that
    is no trusted proxy's was written by a stranger, and counts for nothing.

    Args:
        request: The request.
        trusted: Proxies whose ``X-Forwarded-For`` is believed.
    """
    peer = request.client.host if request.client else "unknown"
    known = _address(peer)
    if known is None or not _among(known, trusted):
        return peer if known is None else str(known)
    for said in reversed(_forwarded_for(request)):
        before, known = known, _address(said)
        if known is None:
            return str(before)
        if not _among(known, trusted):
            break
    return str(known)


def _forwarded_for(request: HTTPConnection) -> list[str]:
    lines = request.headers.getlist("x-forwarded-for")
    return [each for line in lines for each in line.split(",")]


def _address(text: str) -> Address | None:
    """An address, with a port or without; ``None``: none."""
    bare = text.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        found = ip_address(bare)
    except ValueError:
        return None
    return (found.ipv4_mapped if isinstance(found, IPv6Address) else None) or found


def _among(address: Address, networks: Sequence[Network]) -> bool:
    return any(address in network for network in networks)
