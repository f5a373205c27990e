"""What every page of the desk finds around it: ledger, settings, clock and tools."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jinja2 import Environment
from starlette.requests import HTTPConnection

from wian.desk.app.rate_limit import Attempts
from wian.desk.app.sessions import Keeper
from wian.desk.app.settings import DeskSettings
from wian.jurisdictions.instant import Instant
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.jurisdictions.office_clocks import OfficeClock
from wian.ledger.database import Ledger
from wian.mail.signed_link import LetterLinks
from wian.propagation.in_force.office_in_force import office_in_force


@dataclass(frozen=True)
class Desk:
    """The desk of an installation.

    Attributes:
        ledger: Where everything stands.
        settings: Where it listens, and what its address is.
        now: The clock.
        country: Whose dates and digits it shows.
        templates: Its pages.
        keeper: Its sessions.
        attempts: Attempts to sign in.
        links: Reads the links in e-mails.
    """

    ledger: Ledger
    settings: DeskSettings
    now: Callable[[], Instant]
    country: Jurisdiction
    templates: Environment
    keeper: Keeper
    attempts: Attempts
    links: LetterLinks


def desk_of(request: HTTPConnection) -> Desk:
    """The desk that a request came to."""
    desk: Desk = request.app.state.desk
    return desk


def office_clock(desk: Desk, office: str) -> OfficeClock:
    """The clock of an office: the usual one of its country while no live propagation has it."""
    country = desk.country
    if country.zones is not None and not country.zones:
        return country.clock  # as all offices there have
    known = office_in_force(desk.ledger, office)
    return country.clock_of(known) if known else country.clock
