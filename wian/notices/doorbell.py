"""The doorbell: Prefect is told of what stands in the ledger, by an event at most once.

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
import urllib.request
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from wian.ledger.outbox.events import News
from wian.notices.prefect_address import authorization, server_url

_log = logging.getLogger("wian.doorbell")

_KEPT = 2000
"""Once so many events wait, further ones are dropped; about one kilobyte each."""
_TOGETHER = 200
_PATIENCE_SECONDS = 5.0
_FAREWELL_SECONDS = 1.0
_ASKED_AT_ONCE = 50
"""Events that Prefect finds in one question."""
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
        repeated: It may have been rung before: it is left out where Prefect has heard it.
    """

    id: uuid.UUID
    name: str
    propagation: str
    office: str
    ids: Ids
    related: tuple[tuple[str, str], ...] = ()
    repeated: bool = False

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


class _Waiting(NamedTuple):
    """An event that waits to be delivered."""

    body: dict[str, Any]
    repeated: bool


class _Bell:
    """A thread that delivers events, and a queue of those that wait for it."""

    def __init__(self) -> None:
        self._waiting: queue.Queue[list[_Waiting]] = queue.Queue()
        self._number = 0
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def add(self, events: list[_Waiting]) -> None:
        """Have events delivered soon; the newest are dropped where too many wait."""
        self._start()
        with self._lock:
            if self._number >= _KEPT:
                _log.debug("too many events wait; %d are dropped", len(events))
                return
            self._number += len(events)
        self._waiting.put(events)

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
            taken = [self._waiting.get()]
            while sum(map(len, taken)) < _TOGETHER and not self._waiting.empty():
                taken.append(self._waiting.get())
            events = [event for some in taken for event in some]
            try:
                _tell(events)
            finally:
                with self._lock:
                    self._number -= len(events)
                for _ in taken:
                    self._waiting.task_done()


_bell = _Bell()


def ring(news: Sequence[News]) -> None:
    """Tell Prefect what has just been committed. Never raises, and never waits.

    Without a server that is known it does nothing; a server that is down costs nothing.

    Args:
        news: What has happened, as a ledger announces it.
    """
    if server_url() is None:
        return
    occurred = _now()
    if events := [_Waiting(one.body(occurred), one.repeated) for one in _rings(news)]:
        _bell.add(events)


def flush(seconds: float = _FAREWELL_SECONDS) -> None:
    """Wait until what was rung has been delivered or dropped, for ``seconds`` at most."""
    _bell.flush(seconds)


def same_event(*content: object) -> uuid.UUID:
    """The id of the event that says ``content``: said twice, it is one event."""
    return uuid.uuid5(_NAMESPACE, json.dumps(content, default=str))


def ring_now(rings: Sequence[Ring]) -> bool:
    """Tell Prefect of events before returning; whether it has heard them all."""
    occurred = _now()
    return _tell([_Waiting(each.body(occurred), each.repeated) for each in rings])


def _rings(news: Iterable[News]) -> Iterator[Ring]:
    """An event about each office that a piece of news is about."""
    for each in news:
        for office in each.about:
            again = bool(each.key)
            key = same_event(each.event, each.propagation, office, *each.key)
            name = key if again else uuid.uuid4()
            payload = each.payload()
            yield Ring(name, each.event, each.propagation, office, payload, repeated=again)


def _tell(events: Sequence[_Waiting]) -> bool:
    """Post what the server has not heard; whether it has heard all of it now."""
    url = server_url()
    if url is None:
        return not events
    try:
        heard = _heard(url, [each.body["id"] for each in events if each.repeated])
        bodies = [each.body for each in events if each.body["id"] not in heard]
        for start in range(0, len(bodies), _TOGETHER):
            _posted(f"{url}/events", bodies[start : start + _TOGETHER])
    except (OSError, ValueError, KeyError, TypeError, http.client.HTTPException) as error:
        _log.debug("%d events are dropped: %s", len(events), type(error).__name__)
        return False
    return True


def _heard(url: str, ids: Sequence[str]) -> set[str]:
    """Those of the ids whose events the server has."""
    heard: set[str] = set()
    for start in range(0, len(ids), _ASKED_AT_ONCE):
        some = ids[start : start + _ASKED_AT_ONCE]
        wanted = {"filter": {"id": {"id": some}}, "limit": _ASKED_AT_ONCE}
        found = json.loads(_posted(f"{url}/events/filter", wanted))
        heard.update(event["id"] for event in found["events"])
    return heard


def _posted(url: str, content: Any) -> bytes:
    """What a server answers to what is posted to it."""
    headers = {"Content-Type": "application/json", **authorization()}
    request = urllib.request.Request(url, json.dumps(content).encode(), headers)  # noqa: S310 - an http(s) API of the operator's own
    with urllib.request.urlopen(request, timeout=_PATIENCE_SECONDS) as reply:  # noqa: S310 - the same
        answer: bytes = reply.read()
    return answer


def _now() -> datetime:
    return datetime.now(UTC)
