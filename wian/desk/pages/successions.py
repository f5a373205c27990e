"""An administrator says who takes the place of an office: its own, or one below it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, Field

from wian.desk.app.access import Administrator
from wian.desk.app.chosen_day import ChosenDay, Part
from wian.desk.app.context import desk_of, office_clock
from wian.desk.app.form_inputs import Line
from wian.desk.app.page_route import PageRoute
from wian.desk.app.page_templates import page, told
from wian.desk.app.sessions import flash
from wian.desk.app.shown_names import name_now
from wian.desk.pages.account_letters import post_of
from wian.desk.pages.page_refusal import refusal
from wian.jurisdictions.instant import Instant, Precision
from wian.kit.errors import Fault, InputFaults, WianError
from wian.ledger.access.accounts import Account
from wian.ledger.errors import LedgerError
from wian.lifecycle.succession.charge import Charge, NewOffice
from wian.lifecycle.succession.said_shares import said_shares
from wian.lifecycle.succession.successor import Successor
from wian.office.inputs import checked

router = APIRouter(route_class=PageRoute)
_PAGE = "/successions"
_YEARS_BACK = 2
_Text = Annotated[str, Field(max_length=5000)]


class SuccessionSaid(BaseModel):
    """What the form says, as typed.

    Attributes:
        office: Id or name of the office that is no more.
        by: Ids or names of those that take its place, one on a line.
        heir: Of several, the one that does what nobody can divide.
        shares: Of several, which offices below are whose: a successor and them on a line.
        from_day, from_month, from_year: The first day.
        reason: Why.
        new_id, new_name, new_name_en, new_code, new_addressee: A successor that is new.
    """

    office: _Text = ""
    by: _Text = ""
    heir: _Text = ""
    shares: _Text = ""
    from_day: Part = ""
    from_month: Part = ""
    from_year: Part = ""
    reason: _Text = ""
    new_id: _Text = ""
    new_name: _Text = ""
    new_name_en: _Text = ""
    new_code: _Text = ""
    new_addressee: _Text = ""

    @property
    def first_day(self) -> ChosenDay:
        """The first day, as chosen."""
        return ChosenDay(self.from_day, self.from_month, self.from_year)

    def wanted(self) -> Successor:
        """Who is to take whose place.

        Raises:
            InputFaults: There is no such day, or lines do not say which offices are whose.
        """
        by = [each.strip() for each in self.by.splitlines() if each.strip()]
        heir, reason = self.heir.strip() or None, self.reason.strip() or None
        day = _day(self.first_day.text("from"))
        shares = said_shares(filter(str.strip, self.shares.splitlines()), "shares")
        return Successor(self.office.strip(), by, day, heir, reason, shares=shares)

    def new(self) -> NewOffice | None:
        """The successor that is new, if one is named.

        Raises:
            InputFaults: Something of it cannot be kept.
        """
        if not (self.new_id.strip() or self.new_name.strip()):
            return None
        return checked(
            NewOffice,
            id=self.new_id.strip(),
            name=self.new_name.strip(),
            name_en=self.new_name_en,
            letter_code=self.new_code,
            addressee=self.new_addressee,
        )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        fault = Fault("", "no day is chosen", "choose day, month and year", "no_day")
        raise InputFaults("The succession", [fault]) from None


@dataclass(frozen=True, slots=True)
class _Row:
    """A succession as the page lists it."""

    office: str
    name: str
    heir: str
    parts: tuple[tuple[str, int], ...]
    day: date
    reason: str | None
    by: str
    at: Instant


@router.get(_PAGE)
def show_successions(request: Request, account: Administrator) -> Response:
    """Which offices were succeeded, and the form that says so of another."""
    return _page(request, account)


@router.post(_PAGE)
def say_succession(
    request: Request, account: Administrator, said: Annotated[SuccessionSaid, Form()]
) -> Response:
    """Have others take an office's place."""
    charge, now = _charge(request, account), desk_of(request).now()
    try:
        done = charge.succeed(said.wanted(), said.new(), now=now)
    except LedgerError:
        raise
    except WianError as error:
        return _page(request, account, error=error, said=said)
    waiting = sum(done.waiting.values())
    heir = done.succession.heir_office.name
    key = "told.succeeded" if done.new else "told.succeeded_before"
    flash(request, key, heir=heir, count=told(request, waiting))
    return RedirectResponse(_PAGE, 303)


@router.post(f"{_PAGE}/take-back")
def take_back_succession(
    request: Request, account: Administrator, office: Line = "", reason: Line = ""
) -> Response:
    """Take back that others took an office's place."""
    try:
        done = _charge(request, account).take_back(office, reason, now=desk_of(request).now())
    except LedgerError:
        raise
    except WianError as error:
        return _page(request, account, error=error)
    flash(request, "told.taken_back", office=name_now(request, done.act.office))
    return RedirectResponse(_PAGE, 303)


def _charge(request: Request, account: Account) -> Charge:
    return Charge(desk_of(request).ledger, account.office, post_of(account))


def _page(
    request: Request,
    account: Account,
    *,
    error: WianError | None = None,
    said: SuccessionSaid | None = None,
) -> Response:
    desk = desk_of(request)
    today = office_clock(desk, account.office).date(desk.now())
    day = said.first_day if said else ChosenDay.on(today)
    return page(
        request,
        "successions.html.j2",
        section="/office",
        office_name=name_now(request, account.office),
        rows=_rows(request, account),
        said=said or SuccessionSaid(),
        day=day.fields("from"),
        years=range(today.year - _YEARS_BACK, today.year + 1),
        **refusal(request, error),
    )


def _rows(request: Request, account: Account) -> list[_Row]:
    return [_row(request, each) for each in _charge(request, account).known()]


def _row(request: Request, each: Any) -> _Row:
    return _Row(
        each.office,
        name_now(request, each.office),
        name_now(request, each.heir),
        tuple((name_now(request, one), len(those)) for one, those in each.parts.items()),
        each.day,
        each.reason,
        each.by,
        Instant(each.at_minute, Precision.MINUTE),
    )
