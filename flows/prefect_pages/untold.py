"""Telling Prefect of what is new, once: what its server has heard already is left out."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from prefect.client.orchestration import PrefectClient

from wian.notices.doorbell import Ring

_ASKED_AT_ONCE = 50


async def untold(client: PrefectClient, news: Sequence[Ring]) -> list[Ring]:
    """What of ``news`` the server has not been told yet."""
    known: set[UUID] = set()
    for start in range(0, len(news), _ASKED_AT_ONCE):
        some = [str(each.id) for each in news[start : start + _ASKED_AT_ONCE]]
        body = {"filter": {"id": {"id": some}}, "limit": _ASKED_AT_ONCE}
        reply = await client.request("POST", "/events/filter", json=body)
        known.update(UUID(event["id"]) for event in reply.json()["events"])
    return [each for each in news if each.id not in known]
