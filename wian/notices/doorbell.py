"""The doorbell: what stands in the ledger is told to Prefect as an event, at most once.

The ledger is the truth and an event only wakes somebody up. An event is therefore never waited
for, and one that cannot be delivered is dropped: the sweep finds what it stood for.
"""

from __future__ import annotations

import atexit
import http.client
import json
import logging
import queue
import threading
import urllib.error
import urllib.request
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from wian.notices.prefect_address import authorization, server_url

_log = logging.getLogger("wian.doorbell")

_KEPT = 2000
"""Events that wait at the most; about one kilobyte each."""
_TOGETHER = 200
_PATIENCE_SECONDS = 5.0
_FAREWELL_SECONDS = 1.0
_NAMESPACE = uuid.UUID("8f4c3f0e-5d0b-5c58-9d0c-6a1f0b7f2564")

Ids = Mapping[str, str | int | None]


class Ring(NamedTuple):
    """An event on its way.

    Attributes:
        id: The same id is the same event.
        name: Its name, such as ``wian.letter.received``.
        propagation: Id of the propagation.
        office: Id of the office that it is about.
        ids: Ids, numbers and times; never text of a letter.
        related: Further resources: role and id.
    """

    id: uuid.UUID
    name: str
    propagation: str
    office: str
    ids: Ids
    related: tuple[tuple[str, str], ...] = ()

    def body(self, occurred: datetime) -> dict[str, Any]:
        """The event as the API of Prefect takes it."""
        related = (("propagation", f"wian.propagation.{self.propagation}"), *self.related)
        return {
            "id": str(self.id),
            "event": self.name,
            "occurred": occurred.isoformat(),
            "resource": {
                "prefect.resource.id": f"wian.office.{self.office}",
                "prefect.resource.name": self.office,
            },
            "related": [
                {"prefect.resource.id": name, "prefect.resource.role": role}
                for role, name in related
            ],
            "payload": {"propagation": self.propagation, "office": self.office, **self.ids},
        }


class _Bell:
    """A thread that delivers events, and a queue of those that wait for it."""

    def __init__(self) -> None:
        self._waiting: queue.Queue[dict[str, Any]] = queue.Queue(_KEPT)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def add(self, body: dict[str, Any]) -> None:
        """Have an event delivered soon; the newest is dropped where too many wait."""
        self._start()
        try:
            self._waiting.put_nowait(body)
        except queue.Full:
            _log.debug("too many events wait; one is dropped")

    def flush(self, seconds: float = _FAREWELL_SECONDS) -> None:
        """Wait until what was added has been delivered or dropped, for ``seconds`` at most."""
        done = threading.Thread(target=self._waiting.join, daemon=True)
        done.start()
        done.join(seconds)

    def _start(self) -> None:
        with self._lock:
            if self._thread is not None and self._thread.is_alive():
                return
            if self._thread is None:
                atexit.register(self.flush)
            self._thread = threading.Thread(target=self._deliver, name="doorbell", daemon=True)
            self._thread.start()

    def _deliver(self) -> None:
        while True:
            bodies = [self._waiting.get()]
            while len(bodies) < _TOGETHER and not self._waiting.empty():
                bodies.append(self._waiting.get())
            try:
                post(bodies)
            finally:
                for _ in bodies:
                    self._waiting.task_done()


_bell = _Bell()


def ring(event: str, propagation: str, office: str, /, **ids: str | int | None) -> None:
    """Tell Prefect what has just been committed. Never raises, and never waits.

    Without a server that is known it does nothing; a server that is down costs nothing.

    Args:
        event: Name of the event, such as ``wian.letter.received``.
        propagation: Id of the propagation.
        office: Id of the office that it is about.
        ids: Ids, numbers and times; never text of a letter.
    """
    if server_url() is None:
        return
    _bell.add(Ring(uuid.uuid4(), event, propagation, office, ids).body(_now()))


def flush(seconds: float = _FAREWELL_SECONDS) -> None:
    """Wait until what was rung has been delivered or dropped, for ``seconds`` at most."""
    _bell.flush(seconds)


def same_event(*content: object) -> uuid.UUID:
    """The id of the event that says ``content``: said twice, it is one event."""
    return uuid.uuid5(_NAMESPACE, json.dumps(content, default=str))


def ring_now(rings: Sequence[Ring]) -> bool:
    """Tell Prefect of events before returning; whether it took them all."""
    occurred = _now()
    return not rings or post([each.body(occurred) for each in rings])


def post(bodies: Sequence[dict[str, Any]], path: str = "events") -> bool:
    """Post events to the server that is known; whether it took them."""
    url = server_url()
    if url is None:
        return False
    headers = {"Content-Type": "application/json", **authorization()}
    content = json.dumps(bodies).encode()
    try:
        request = urllib.request.Request(f"{url}/{path}", content, headers)  # noqa: S310 - an http(s) API of the operator's own
        with urllib.request.urlopen(request, timeout=_PATIENCE_SECONDS):  # noqa: S310 - the same
            return True
    except (OSError, ValueError, http.client.HTTPException) as error:
        _log.debug("%d events are dropped: %s", len(bodies), type(error).__name__)
        return False


def _now() -> datetime:
    return datetime.now(UTC)
