"""How often somebody may try to sign in: for each account, and from each address."""

from __future__ import annotations

import time
from ipaddress import ip_address, ip_network

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import Storage
from limits.strategies import MovingWindowRateLimiter

PER_ACCOUNT = RateLimitItemPerMinute(10, 15, namespace="wian-account")
"""Attempts at one account in a quarter of an hour: 960 a day. NIST SP 800-63B (revision 3), 5.2.2,
allows a hundred in a row."""
PER_ADDRESS = RateLimitItemPerMinute(60, 15, namespace="wian-address")
"""Failures from one address: a whole province may share one, and mostly succeeds."""
_SITE_BITS = 64
"""What one subscriber of IPv6 has to itself."""


class Attempts:
    """Counts attempts to sign in.

    Args:
        storage: Where they are counted.
    """

    def __init__(self, storage: Storage) -> None:
        self._window = MovingWindowRateLimiter(storage)

    def begin(self, account: str, address: str) -> int:
        """Count an attempt; how many seconds to wait before it may be made (0: none).

        Args:
            account: Id of the account, whether there is one or not.
            address: Where the attempt comes from.
        """
        if not self._window.test(PER_ADDRESS, _site(address)):
            return self._wait(PER_ADDRESS, _site(address))
        if not self._window.hit(PER_ACCOUNT, account):
            return self._wait(PER_ACCOUNT, account)
        return 0

    def failed(self, address: str) -> None:
        """Note that an attempt failed."""
        self._window.hit(PER_ADDRESS, _site(address))

    def succeeded(self, account: str) -> None:
        """Forget an account's attempts: its post has come in."""
        self._window.clear(PER_ACCOUNT, account)

    def _wait(self, limit: RateLimitItem, key: str) -> int:
        reset = self._window.get_window_stats(limit, key).reset_time
        return max(1, round(reset - time.time()))


def _site(address: str) -> str:
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if known.version == 4:  # of the protocol
        return address
    return str(ip_network((known, _SITE_BITS), strict=False))
