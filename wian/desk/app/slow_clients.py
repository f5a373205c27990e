"""Connections that do not get on: each has some seconds for each step, and the oldest make room.

Uvicorn waits for the rest of a request for ever, so that a thousand half-sent ones take every
file that a process may open.
"""

from __future__ import annotations

import asyncio
import resource
from functools import cache
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

_SECONDS = {h11.IDLE: 15.0, h11.SEND_BODY: 60.0}
"""For the head of a request, and for its body of at most a megabyte."""
_A_SECOND = 32 * 1024
"""Bytes of a larger body, such as the files of an answer, that give it a second more: the slowest
lines of offices bring as many."""
_ANSWER_SECONDS = 120.0
"""For working out the answer, and for reading it."""
_OTHER_FILES, _FEWEST = 128, 16
"""Files that are no connections of browsers: the ledger, Redis, logs, letters."""
_WANTED_FILES = 8192


def raise_file_limit() -> None:
    """Let this process open as many files as it is allowed to, within reason."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = _WANTED_FILES if hard == resource.RLIM_INFINITY else min(hard, _WANTED_FILES)
    if soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))


@cache
def most_connections() -> int:
    """How many browsers may be connected at a time."""
    return max(_FEWEST, resource.getrlimit(resource.RLIMIT_NOFILE)[0] - _OTHER_FILES)


class TimedProtocol(H11Protocol):
    """HTTP over a connection that ends where the client is slow, or others need its place.

    Attributes:
        since: When the step began that the connection is at, on the loop's clock.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._step: tuple[object, object] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self.since = 0.0
        self._came = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request; where there are too many, end one that waits longest."""
        super().connection_made(transport)
        self.since = self.loop.time()
        self._watch()
        if len(self.connections) > most_connections():
            self._make_room()

    def data_received(self, data: bytes) -> None:
        """Take what came; a step that is finished gives more time, and so does a large body."""
        self._came += len(data)
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        if self._timer is not None:
            self._timer.cancel()
        super().connection_lost(exc)

    def _watch(self) -> None:
        """Time the step that the connection is at, from its beginning."""
        step = (self.conn.their_state, self.cycle)
        if step == self._step or self.transport.is_closing():
            return
        if self._timer is not None:
            self._timer.cancel()
        seconds = _SECONDS.get(step[0], _ANSWER_SECONDS)
        self._step, self.since, self._came = step, self.loop.time(), 0
        self._timer = self.loop.call_later(seconds, self._end, seconds)

    def _end(self, seconds: float) -> None:
        """End the connection, unless so much of a body has come that it has more time."""
        sends = self.conn.their_state is h11.SEND_BODY
        left = seconds + self._came / _A_SECOND - (self.loop.time() - self.since) if sends else 0
        if left <= 0:
            self.transport.abort()
        else:
            self._timer = self.loop.call_later(max(left, 1.0), self._end, seconds)

    def _make_room(self) -> None:
        """End the connection whose client has not got on for the longest time."""
        alike = [each for each in self.connections if isinstance(each, TimedProtocol)]
        waiting = [each for each in alike if each.waits]
        min(waiting, key=lambda each: each.since, default=self).transport.abort()

    @property
    def waits(self) -> bool:
        """Whether the client has not finished what it asks."""
        return self.conn.their_state in _SECONDS and not self.transport.is_closing()
