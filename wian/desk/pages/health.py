"""The desk's health, for proxies and whoever watches: no session, and nothing of any letter."""

from __future__ import annotations

import asyncio
import logging

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from wian.desk.app.context import Desk, desk_of
from wian.ledger.errors import LedgerError
from wian.ledger.reachable import ask

router = APIRouter()
_log = logging.getLogger("wian.desk")
_PATIENCE_SECONDS = 5.0


@router.get("/health")
async def health(request: Request) -> Response:
    """Whether the desk can work: 200 and ``ok``, or 503 and what is wrong."""
    desk = desk_of(request)
    fault = await _database_fault(desk)
    notes = ["Redis does not answer; this desk counts sign-ins alone."]
    said = {
        "status": "failing" if fault else "ok",
        "faults": [fault] if fault else [],
        "notes": notes if desk.attempts.alone else [],
    }
    return JSONResponse(said, 503 if fault else 200, {"Cache-Control": "no-store"})


async def _database_fault(desk: Desk) -> str | None:
    """What is wrong with the ledger, without its address; the log has that."""
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await asyncio.to_thread(ask, desk.ledger)
    except TimeoutError:
        return f"The database has not answered in {_PATIENCE_SECONDS:.0f} seconds."
    except LedgerError as error:
        _log.warning("%s", error)
        return "The database cannot be reached, or holds no ledger; the desk's log says more."
    return None
