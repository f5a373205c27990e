"""The desk as a program: its pages behind sessions, guards and headers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from functools import cache

import fontpkg_sarabun
from anyio import to_thread
from fastapi import APIRouter, Depends, FastAPI
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.staticfiles import StaticFiles

from wian.desk.api.api import create_api
from wian.desk.api.description import PREFIX
from wian.desk.app.access_log import AccessLogMiddleware
from wian.desk.app.context import Desk
from wian.desk.app.counters import open_counters
from wian.desk.app.csrf import guard
from wian.desk.app.headers import HeadersMiddleware
from wian.desk.app.http_bodies import BodyLimit, FormEncoding, HeadAsGet
from wian.desk.app.page_templates import STATIC, environment
from wian.desk.app.rate_limit import Attempts
from wian.desk.app.refusals import DefectMiddleware, install_refusals
from wian.desk.app.sessions import Keeper, SessionMiddleware
from wian.desk.app.settings import DeskSettings, signing_key
from wian.desk.pages import (
    acts,
    answer_totals,
    answer_workbooks,
    answers,
    by_mail,
    daily_sheet,
    downloads,
    draft,
    gathering,
    health,
    help_page,
    inbox,
    letter,
    letter_return,
    life,
    office_settings,
    outgoing,
    report_letter,
    sign_in,
    successions,
    suspension,
)
from wian.desk.pages.manager import (
    directive_list,
    directive_page,
    manager_acts,
    twelve_months,
)
from wian.jurisdictions.countries import UnknownJurisdiction, jurisdiction
from wian.jurisdictions.instant import Instant
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.kit.settings import Settings
from wian.ledger.access.permissions import Role
from wian.ledger.database import Ledger
from wian.ledger.read.live_letters import latest_live_jurisdiction
from wian.mail.signed_link import LetterLinks
from wian.propagation import runtime

_THREADS = 16
"""Pages that are worked out at a time; the ledger keeps as many connections."""
ROUTERS: Sequence[APIRouter] = (
    sign_in.router,
    inbox.router,
    report_letter.router,
    letter.router,
    acts.router,
    draft.router,
    outgoing.router,
    directive_list.router,
    twelve_months.router,
    directive_page.router,
    manager_acts.router,
    life.router,
    letter_return.router,
    suspension.router,
    answer_totals.router,
    answer_workbooks.router,
    answers.router,
    gathering.router,
    downloads.router,
    health.router,
    help_page.router,
    daily_sheet.router,
    office_settings.router,
    successions.router,
    by_mail.router,
)
LINKS: Sequence[tuple[str, str, Role | None]] = (
    ("nav.inbox", "/", None),
    ("nav.outgoing", "/outgoing", None),
    ("nav.follow_up", "/follow-up", Role.MANAGER),
    ("nav.day", "/day", None),
    ("nav.settings", "/office", None),
)
"""Words and path of each entry of the navigation, and the role of those who see it."""


def create_app(
    ledger: Ledger,
    settings: DeskSettings,
    *,
    now: Callable[[], Instant] = runtime.now,
) -> FastAPI:
    """The desk over a ledger, for any ASGI server.

    Args:
        ledger: Where everything stands.
        settings: Where it listens, and what its address is.
        now: The clock.

    Raises:
        UnusableKey: The key that signs sessions can be neither read nor made.
    """
    counters = open_counters(settings.limit_storage)
    key = signing_key(settings, Settings().home)
    keeper = _keeper(key, settings, ledger, now)
    country, links = _country(ledger, settings), LetterLinks(key, settings.address)
    desk = Desk(ledger, settings, now, country, environment(), keeper, Attempts(counters), links)
    app = FastAPI(
        title="wian",
        dependencies=[Depends(guard)],
        middleware=_middleware(desk),
        openapi_url=None,
        lifespan=_few_threads,
    )
    app.state.desk = desk
    _mount(app)
    app.mount(PREFIX, create_api(desk, counters), name="api")
    install_refusals(app)
    app.state.links = LINKS
    return app


@asynccontextmanager
async def _few_threads(_: FastAPI) -> AsyncIterator[None]:
    """Have pages worked out by a few threads: more take turns at the same processor, and wait."""
    to_thread.current_default_thread_limiter().total_tokens = _THREADS
    yield


def _country(ledger: Ledger, settings: DeskSettings) -> Jurisdiction:
    """The country that the settings name; where they name none, that of the latest live letters."""
    named = settings.jurisdiction
    if "jurisdiction" not in settings.model_fields_set:
        with suppress(UnknownJurisdiction):
            return jurisdiction(latest_live_jurisdiction(ledger) or named)
    return jurisdiction(named)


def _keeper(key: str, settings: DeskSettings, ledger: Ledger, now: Callable[[], Instant]) -> Keeper:
    return Keeper(
        key=key,
        secure=settings.secure,
        longest=60 * settings.session_hours,
        idle=settings.idle_minutes,
        ledger=ledger,
        now=now,
    )


def _middleware(desk: Desk) -> list[Middleware]:
    """What a request passes on its way in, the outermost first."""
    settings = desk.settings
    hosts = list(settings.hosts)
    return [
        Middleware(AccessLogMiddleware),
        Middleware(HeadersMiddleware, secure=settings.secure),
        Middleware(DefectMiddleware),
        Middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False),
        Middleware(SessionMiddleware, keeper=desk.keeper),
        Middleware(HeadAsGet),
        Middleware(BodyLimit),
        Middleware(FormEncoding),
    ]


@cache
def _pages() -> APIRouter:
    """Every page. FastAPI works out what each one takes, once for all desks of a process."""
    pages = APIRouter(dependencies=[Depends(guard)])
    for router in ROUTERS:
        pages.include_router(router, include_in_schema=False)
    return pages


def _mount(app: FastAPI) -> None:
    app.router.routes.extend(_pages().routes)
    fonts = fontpkg_sarabun.ROOT / "files"
    app.mount("/static/fonts", StaticFiles(directory=fonts), name="fonts")
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
