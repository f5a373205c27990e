"""What an office does with a directive that is out: amends it, ends it, adds to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from hierarchy.route.planner import UnreachableAddressees
from hierarchy.route.wanted_offices import wanted_offices
from wian.desk.app.access import Officer
from wian.desk.app.chosen_day import ChosenDay, DayFields
from wian.desk.app.form_inputs import Line, Text
from wian.desk.app.page_route import PageRoute
from wian.desk.app.page_templates import told
from wian.desk.app.sessions import flash
from wian.desk.app.uploads import Uploads, uploaded
from wian.desk.pages.account_letters import letters_of
from wian.desk.pages.days_told import tell_days
from wian.desk.pages.outgoing import followed_page
from wian.kit.errors import InputFaults
from wian.ledger.access.accounts import Account
from wian.lifecycle.addition import add
from wian.lifecycle.amendment import amend
from wian.lifecycle.changes import Enclosing, Wish
from wian.lifecycle.closure import close
from wian.lifecycle.detour import reroute
from wian.lifecycle.withdrawal import withdraw
from wian.office.actor import Acting
from wian.office.refusals import Refusal
from wian.propagation.plan import Plan
from wian.propagation.standing.days_in_force import asked_levels

router = APIRouter(route_class=PageRoute)
Sure = Annotated[str, Form(max_length=3)]


class NotSure(Refusal):
    """Nobody has confirmed what cannot be taken back: one press alone does not end a directive."""

    def __init__(self) -> None:
        super().__init__("Tick the box above the button first; this cannot be taken back.")


@router.post("/outgoing/{propagation}/amend")
def amend_directive(  # noqa: PLR0913, PLR0917 - the fields of the form
    request: Request,
    account: Officer,
    propagation: str,
    days: DayFields,
    text: Text = "",
    enclosures: Text = "",
    files: Uploads = [],  # noqa: B006 - copied
) -> Response:
    """Amend the directive of a letter that the office issued."""

    def act(acting: Acting) -> None:
        done = amend(acting, _wish(acting.plan, days, text, enclosures, files))
        key = "told.amended" if done.new else "told.amended_before"
        flash(request, key, number=", ".join(done.numbers))
        tell_days(request, acting.plan, done)

    typed = {"form": "amend", "text": text, "enclosures": enclosures} | days
    return _changed(request, account, propagation, act, **typed)


def _wish(
    plan: Plan, days: Mapping[str, str], text: str, enclosures: str, files: Sequence[UploadFile]
) -> Wish:
    """What a form wants amended; each file goes under its name, without its ending.

    Raises:
        InputFaults: A file cannot travel, or a day is chosen in part.
    """
    levels = {
        level: ChosenDay.of(days, f"level_{level}").text("answer_by_level")
        for level in asked_levels(plan)
    }
    titles = (line.strip() for line in enclosures.splitlines())
    return Wish(
        text=_paragraphs(text),
        opens=ChosenDay.of(days, "opens").text("opens"),
        closes=ChosenDay.of(days, "closes").text("closes"),
        answer_by=ChosenDay.of(days, "answer_by").text("answer_by"),
        answer_by_level={level: day for level, day in levels.items() if day},
        enclosures=[
            *map(Enclosing, filter(None, titles)),
            *map(Enclosing.of, uploaded(files)),
        ],
    )


@router.post("/outgoing/{propagation}/withdraw")
def withdraw_directive(
    request: Request, account: Officer, propagation: str, reason: Line = "", sure: Sure = ""
) -> Response:
    """Withdraw the directive of a letter that the office issued."""

    def act(acting: Acting) -> None:
        _refuse_unsure(sure)
        done = withdraw(acting, reason)
        flash(request, "told.withdrawn", number=", ".join(done.numbers))

    return _changed(request, account, propagation, act, form="withdraw", reason=reason)


@router.post("/outgoing/{propagation}/close")
def close_directive(
    request: Request, account: Officer, propagation: str, reason: Line = "", sure: Sure = ""
) -> Response:
    """Close the directive of a letter that the office issued."""

    def act(acting: Acting) -> None:
        _refuse_unsure(sure)
        close(acting, reason)
        flash(request, "told.closed")

    return _changed(request, account, propagation, act, form="close", reason=reason)


@router.post("/outgoing/{propagation}/add")
def add_offices(
    request: Request,
    account: Officer,
    propagation: str,
    offices: Text = "",
    reason: Line = "",
) -> Response:
    """Add offices to the route of a directive that the office issued a letter of."""

    def act(acting: Acting) -> None:
        wanted = wanted_offices(acting.plan.hierarchy, offices.splitlines())
        done = add(acting, wanted, reason)
        key = "told.added" if done.new else "told.added.none"
        flash(request, key, count=told(request, len(done.added) or len(done.there)))

    typed = {"offices": offices, "reason": reason}
    return _changed(request, account, propagation, act, form="add", **typed)


@router.post("/outgoing/{propagation}/reroute")
def write_around(
    request: Request, account: Officer, propagation: str, office: Line = "", reason: Line = ""
) -> Response:
    """Write straight to those who wait behind an office that the letter was sent to."""

    def act(acting: Acting) -> None:
        done = reroute(acting, office, reason)
        key = "told.rerouted" if done.new else "told.rerouted.before"
        flash(request, key, count=told(request, len(done.written)))

    typed = {"office": office, "reason": reason}
    return _changed(request, account, propagation, act, form="reroute", **typed)


def _refuse_unsure(sure: str) -> None:
    if sure != "yes":
        raise NotSure


def _paragraphs(text: str) -> list[str]:
    """A text by its empty lines."""
    return [part for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip()]


def _changed(
    request: Request,
    account: Account,
    propagation: str,
    act: Callable[[Acting], None],
    **typed: str,
) -> Response:
    """The letter's page once that is done, or once more with why it cannot be."""
    letters, name = letters_of(request, account).placed(propagation)
    letters.sent(name)
    try:
        act(letters.acting(letters.plan(name)))
    except (Refusal, InputFaults, UnreachableAddressees) as error:
        return followed_page(request, letters, name, error=error, typed=typed)
    return RedirectResponse(f"/outgoing/{propagation}", 303)
