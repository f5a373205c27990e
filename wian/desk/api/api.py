"""The API as a program of its own inside the desk: tokens instead of sessions."""

from __future__ import annotations

from functools import cache, partial
from importlib.metadata import version

from fastapi import APIRouter, FastAPI
from starlette.middleware import Middleware

from wian.desk.api import (
    acts,
    gathering,
    inbox,
    letters,
    life,
    registers,
    status,
    successions,
    suspension,
    webhooks,
)
from wian.desk.api.authentication import PER_TOKEN, Allowance
from wian.desk.api.description import VERSION, description, show_description
from wian.desk.api.problems import install_problems
from wian.desk.app.context import Desk
from wian.desk.app.counters import Counters
from wian.desk.app.refusals import DefectMiddleware

_PARTS = (
    inbox,
    letters,
    acts,
    gathering,
    suspension,
    life,
    status,
    registers,
    successions,
    webhooks,
)


@cache
def _operations() -> APIRouter:
    """Every operation. FastAPI works out what each one takes, once for all APIs of a process."""
    operations = APIRouter()
    for part in _PARTS:
        operations.include_router(part.router, prefix=VERSION)
    return operations


def create_api(desk: Desk, counters: Counters, limit: int = PER_TOKEN) -> FastAPI:
    """The API, to be mounted under ``/api``.

    Args:
        desk: The desk that it belongs to.
        counters: Where requests are counted.
        limit: How many a token may make.
    """
    app = FastAPI(
        title="wian",
        version=version("wian"),
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
        root_path_in_servers=False,
        middleware=[Middleware(DefectMiddleware)],
    )
    app.state.desk = desk
    app.state.allowance = Allowance(counters, limit)
    app.state.routers = tuple(part.router for part in _PARTS)
    app.router.routes.extend(_operations().routes)
    app.add_api_route("/docs", show_description, include_in_schema=False)
    app.openapi = partial(description, app)  # type: ignore[method-assign]
    install_problems(app)
    return app
