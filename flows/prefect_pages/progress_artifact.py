"""The progress of a rehearsal on Prefect's pages while its letters go down."""

from __future__ import annotations

import threading
import time
from uuid import UUID

import httpx
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.actions import ArtifactCreate
from prefect.exceptions import PrefectException

from flows.prefect_pages.artifacts import PROGRESS, key
from wian.kit.counted import agreeing, counted

_SECONDS = 1.0
"""It is not told more often than this."""


class Progress:
    """An artifact that says how many hops stand in the ledger; one that cannot be told is left.

    Args:
        client: Of the server that has the flow run; used from the threads of its tasks.
        flow_run: It.
        propagation: Id of the propagation.
        done: How many hops the ledger has already.
        total: How many there will be.

    Attributes:
        artifact: Id of the artifact; ``None`` where the server did not take it.
    """

    def __init__(
        self, client: SyncPrefectClient, flow_run: UUID, propagation: str, *, done: int, total: int
    ) -> None:
        self._client, self._done, self._total = client, done, total
        self._lock, self._told = threading.Lock(), time.monotonic()
        self.artifact: UUID | None = None
        made = ArtifactCreate(
            key=key(propagation, PROGRESS),
            type="progress",
            data=self._share,
            description=self._words,
            flow_run_id=flow_run,
        )
        try:
            body = made.model_dump(mode="json", exclude_unset=True)
            self.artifact = UUID(client.request("POST", "/artifacts/", json=body).json()["id"])
        except (httpx.HTTPError, PrefectException):
            return

    def __call__(self, hops: int) -> None:
        """So many more hops stand in the ledger."""
        with self._lock:
            self._done += hops
            if self.artifact is None or time.monotonic() - self._told < _SECONDS:
                return
            self._told = time.monotonic()
        body = {"data": self._share, "description": self._words}
        where = {"id": str(self.artifact)}
        try:
            self._client.request("PATCH", "/artifacts/{id}", path_params=where, json=body)
        except (httpx.HTTPError, PrefectException):
            return

    @property
    def _share(self) -> float:
        return round(100.0 * self._done / max(self._total, 1), 1)

    @property
    def _words(self) -> str:
        offices = counted(self._total, "office")
        return f"{self._done:,} of {offices} {agreeing(self._done, 'has', 'have')} it"
