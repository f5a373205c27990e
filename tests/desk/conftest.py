"""The desk that the tests of this room visit: empty, but for the accounts that a test makes."""

from __future__ import annotations

from types import SimpleNamespace

import limits.storage.memory
import pytest
from fastapi import APIRouter, Request

from wian.desk.app import counters
from wian.desk.app.access import Clerk, CurrentAccount
from wian.desk.app.page_route import PageRoute


@pytest.fixture
def desk(opened_desk, empty_ledger):
    """A desk at which nothing has been sent yet."""
    return opened_desk(empty_ledger)


@pytest.fixture
def still(monkeypatch):
    """Counts that no time ends, however slow the machine is."""
    clock = SimpleNamespace(time=lambda: 1_000_000.0, monotonic=lambda: 1_000_000.0)
    monkeypatch.setattr(limits.storage.memory, "time", clock)
    monkeypatch.setattr(counters, "time", clock)


@pytest.fixture
def probe(desk):
    """Pages that only a test needs, behind the same guards as every page."""
    router = APIRouter(route_class=PageRoute)

    @router.get("/probe/account/{name}")
    def show(request: Request, account: CurrentAccount, name: str):
        return {"post": account.post}

    @router.post("/probe/stamp")
    def stamp(request: Request, account: Clerk):
        return {"stamped": True}

    plain = APIRouter()

    @plain.get("/probe/raise/{name}")
    def fail(name: str, request: Request):
        raise request.app.state.raised[name]

    @plain.get("/probe/number")
    def number(value: int):
        return value

    @plain.post("/probe/echo")
    async def echo(request: Request):
        return len((await request.form())["x"])

    desk.app.include_router(router)
    desk.app.include_router(plain)
    return desk
