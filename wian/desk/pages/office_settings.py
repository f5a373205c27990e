"""The settings of the office: whether its letters go on alone, and where its registers stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, Field

from hierarchy.office import Office
from wian.desk.app.access import Clerk, CurrentAccount, Officer
from wian.desk.app.context import desk_of
from wian.desk.app.page_route import PageRoute
from wian.desk.app.page_templates import page, told
from wian.desk.app.reader_language import language_of
from wian.desk.app.sessions import flash
from wian.desk.app.shown_names import name_now
from wian.desk.pages.account_letters import post_of
from wian.desk.pages.page_refusal import refusal
from wian.jurisdictions.jurisdiction import NumberSeries
from wian.kit.errors import InputFaults, WianError
from wian.ledger.access.accounts import Account
from wian.ledger.access.desk_settings import office_setting
from wian.ledger.access.mail_digests import digest_setting, end_digest, want_digest
from wian.ledger.database import Ledger
from wian.ledger.records import NamedRegister
from wian.ledger.registers.numbers_elsewhere import written
from wian.ledger.registers.register_acts import RegisterActKind
from wian.ledger.registers.register_changes import NumberDrawn, RegisterChange
from wian.ledger.registers.register_standings import RegisterStanding, register_standings
from wian.ledger.registers.reservations import NotReserved, ReservationOverlaps, ReservationUsed
from wian.ledger.succession.recorded_successions import successions
from wian.office.inputs import Mailbox, checked
from wian.office.kept_register import (
    WantedRegister,
    kept_register,
    open_kept,
    release_kept,
    reserve_kept,
    series_in_use,
    written_number,
    written_span,
)
from wian.office.refusals import OfficeSucceeded
from wian.office.relay import set_forwarding
from wian.propagation.in_force.office_in_force import office_in_force

_UNFIT = (InputFaults, NumberDrawn, NotReserved, ReservationOverlaps, ReservationUsed)
"""What a clerk can put right on the page where it was entered."""
_REGISTER = r"^(send|circulars|receive|\d{1,2})$"
router = APIRouter(route_class=PageRoute)


class RegisterSaid(BaseModel):
    """What the form says about a register.

    Attributes:
        register_: ``send``, ``circulars`` where those run apart, ``receive``, or the place of the
            desk whose receive register it is.
        numbers: A number, or a span.
        reason: Why.
        act: Whether the register goes on there, the numbers are given elsewhere, or no more.
        classification: The code whose letters are meant, where each code is numbered apart.
    """

    register_: Annotated[str, Field(alias="register", pattern=_REGISTER)]
    numbers: Annotated[str, Field(max_length=40)]
    reason: Annotated[str, Field(max_length=2000)]
    act: RegisterActKind
    classification: Annotated[str, Field(max_length=40)] = ""


@router.get("/office")
def show_office(request: Request, account: CurrentAccount) -> Response:
    """How the office wants its desk to work, and who said so when."""
    return _page(request, account)


def _page(
    request: Request,
    account: Account,
    *,
    error: WianError | None = None,
    said: RegisterSaid | None = None,
) -> Response:
    """The settings, with what was said of a register, and why it cannot be."""
    ledger, office = desk_of(request).ledger, account.office
    known, gone = office_in_force(ledger, office), successions(ledger).last(office)
    with ledger.reading() as connection:
        registers = register_standings(connection, office)
    return page(
        request,
        "office.html.j2",
        said=said,
        succeeded=name_now(request, gone.heir) if gone else "",
        since=gone.day if gone else None,
        office_name=name_now(request, office),
        setting=office_setting(ledger, office),
        digest=digest_setting(ledger, office),
        registers=registers,
        desks=known.desks if known else (),
        series=_series(request, known, registers) if known else None,
        **refusal(request, error),
    )


def _series(
    request: Request, office: Office, registers: Iterable[RegisterStanding]
) -> NumberSeries:
    """In which series the office numbers now."""
    desk = desk_of(request)
    day = desk.country.clock_of(office).date(desk.now())
    year = desk.country.wording.register_year(day)
    return series_in_use(registers, year, desk.country.series(office))


@router.post("/office/registers")
def say_of_register(
    request: Request, account: Clerk, said: Annotated[RegisterSaid, Form()]
) -> Response:
    """Have a register go on at a number; numbers of it given elsewhere, or no more."""
    try:
        done = _change(request, account, said)
    except _UNFIT as error:
        return _page(request, account, error=error, said=said)
    _tell(request, done)
    return RedirectResponse("/office", 303)


def _change(request: Request, account: Account, said: RegisterSaid) -> RegisterChange:
    """Do what was said of a register."""
    desk = desk_of(request)
    if said.register_.isdecimal():
        wanted = WantedRegister(account.office, NamedRegister.RECEIVE, said.register_)
    else:
        code = said.classification.strip() or None
        wanted = WantedRegister(account.office, NamedRegister(said.register_), classification=code)
    kept, by = kept_register(desk.ledger, wanted, desk.now()), post_of(account)
    if said.act is RegisterActKind.RESERVED:
        return reserve_kept(kept, written_span(said.numbers), reason=said.reason, by=by)
    if said.act is RegisterActKind.RELEASED:
        return release_kept(kept, written_span(said.numbers), reason=said.reason, by=by)
    return open_kept(kept, written_number(said.numbers), reason=said.reason, by=by)


def _tell(request: Request, done: RegisterChange) -> None:
    """What became of the register, and what an opening took back."""
    act = done.act
    flash(
        request,
        f"told.register_{act.kind}",
        register=_named(request, done),
        numbers=told(request, written((act.first, act.last))),
        next=told(request, done.following),
    )
    if done.kept:
        kept = told(request, ", ".join(map(written, done.kept)))
        flash(request, "told.register_kept", kept=kept)
    if done.replaced is not None:
        freed = told(request, ", ".join(map(written, done.freed)))
        key = "told.register_freed" if freed else "told.register_replaced"
        flash(request, key, replaced=told(request, done.replaced), freed=freed)


def _named(request: Request, done: RegisterChange) -> str:
    """A register as the page names it."""
    kind = language_of(request).words.say(f"office.registers.{done.kind}")
    return " ".join(
        filter(None, (kind, done.desk, done.classification, told(request, done.act.year)))
    )


def _refuse_succeeded(ledger: Ledger, office: str) -> None:
    """Refuse what is said for an office whose place another took.

    Raises:
        OfficeSucceeded: That one acts for it now.
    """
    if gone := successions(ledger).last(office):
        raise OfficeSucceeded(office, gone.heir, gone.day)


@router.post("/office")
def set_office(request: Request, account: Officer, alone: Annotated[bool, Form()]) -> Response:
    """Let letters go on alone, or not any more."""
    desk = desk_of(request)
    _refuse_succeeded(desk.ledger, account.office)
    set_forwarding(desk.ledger, (account.office,), alone, by=post_of(account), now=desk.now())
    flash(request, "told.alone_on" if alone else "told.alone_off")
    return RedirectResponse("/office", 303)


@router.post("/office/digest")
def set_digest(
    request: Request, account: Officer, address: Annotated[str, Form(max_length=300)] = ""
) -> Response:
    """Send the office one e-mail each working morning, or none where no address is given."""
    desk, office = desk_of(request), account.office
    _refuse_succeeded(desk.ledger, office)
    if not address.strip():
        end_digest(desk.ledger, office)
        flash(request, "told.digest_off")
        return RedirectResponse("/office", 303)
    try:
        wanted = checked(Mailbox, address=address.strip()).address
    except InputFaults as error:
        return _page(request, account, error=error)
    want_digest(desk.ledger, office, wanted, by=post_of(account), now=desk.now())
    flash(request, "told.digest_on", address=wanted)
    return RedirectResponse("/office", 303)
