"""How often somebody may try to sign in: at each account from one place, and from one place."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from wian.desk.app.counters import Counters

_MINUTE, _HOUR = 60, 3600
_SITE_BITS = 64
"""What one subscriber of IPv6 has to itself."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How waiting grows.

    Attributes:
        free: Attempts that cost no waiting.
        longest: Seconds that one waits at most.
        memory: Seconds after which attempts are forgotten.
    """

    free: int
    longest: int
    memory: int

    def wait_after(self, attempts: int) -> int:
        """Seconds to wait after so many attempts: 1, 2, 4 and so on."""
        beyond = attempts - self.free
        return min(2 ** (min(beyond, 30) - 1), self.longest) if beyond > 0 else 0


AT_ACCOUNT = Patience(free=5, longest=10 * _MINUTE, memory=2 * _HOUR)
"""Attempts at one account from one place: some 300 a day. What is
remembered longer fills the memory of who is attacked from many places."""
FROM_ADDRESS = Patience(free=60, longest=5 * _MINUTE, memory=_HOUR)
"""Failures from one place: a whole province may share one, and mostly succeeds."""
_FREE_ANYWHERE, _SLOWEST, _SLOWER = 20, 3.0, 0.25
"""Failures at one account from anywhere in an hour before its answers take longer, how much longer
at most, and by each further failure. Nobody is refused for that: the one who guesses would lock
out the post itself."""


class Attempts:
    """Counts attempts to sign in.

    Args:
        counters: Where they are counted.
    """

    def __init__(self, counters: Counters) -> None:
        self._counters = counters

    @property
    def alone(self) -> bool:
        """Whether they are counted here alone, as the storage that desks share is away."""
        return self._counters.alone

    def begin(self, account: str, address: str) -> int:
        """Count an attempt; how many seconds to wait before it may be made (0: none).

        Args:
            account: Id of the account, whether there is one or not.
            address: Where the attempt comes from.
        """
        for place in (_from(address), _at(account, address)):
            if self._counters.count(_barred(place)):
                return self._counters.seconds_left(_barred(place))
        return self._count(_at(account, address), AT_ACCOUNT)

    def failed(self, account: str, address: str) -> None:
        """Note that an attempt failed."""
        self._count(_from(address), FROM_ADDRESS)
        self._counters.add(_anywhere(account), _HOUR)

    def succeeded(self, account: str, address: str) -> None:
        """Forget the attempts at an account from one place: its post has come in."""
        place = _at(account, address)
        self._counters.clear(place, _barred(place))

    def slow_down(self, account: str) -> float:
        """Seconds by which the answer to an attempt is put off, after failures from anywhere."""
        beyond = self._counters.count(_anywhere(account)) - _FREE_ANYWHERE
        return min(_SLOWEST, max(0, beyond) * _SLOWER)

    def _count(self, place: str, patience: Patience) -> int:
        """Count one more; how long to wait where others at the same moment were faster."""
        seconds = patience.wait_after(self._counters.add(place, patience.memory))
        if seconds and self._counters.add(_barred(place), seconds) > 1:
            return self._counters.seconds_left(_barred(place))
        return 0


def _at(account: str, address: str) -> str:
    return f"wian/sign-in/{account}/{_site(address)}"


def _from(address: str) -> str:
    return f"wian/sign-in-from/{_site(address)}"


def _anywhere(account: str) -> str:
    return f"wian/sign-in-at/{account}"


def _barred(place: str) -> str:
    return f"{place}/wait"


def _site(address: str) -> str:
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if known.version == 4:  # of the protocol
        return address
    return str(ip_network((known, _SITE_BITS), strict=False))
