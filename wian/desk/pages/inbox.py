"""The first page: the letters of the office, by what is to be done with them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BeforeValidator

from wian.desk.app.access import CurrentAccount
from wian.desk.app.context import office_clock
from wian.desk.app.form_inputs import NONE_IN_ROWS, MomentFields, TypedInRows, Written
from wian.desk.app.list_query import PageNumber, known
from wian.desk.app.page_route import PageRoute
from wian.desk.app.page_templates import listing, page, shown_to
from wian.desk.app.reader_language import language_of
from wian.desk.app.sessions import flash
from wian.desk.app.shown_names import name_now, naming
from wian.desk.app.words import say_error
from wian.desk.list_rows import inbox_list, inbox_rows
from wian.desk.office_letters import OfficeLetters
from wian.desk.pages.account_letters import letters_of, succeeded_by
from wian.desk.views import inbox as views
from wian.desk.views.inbox import A_PAGE, InboxRow
from wian.kit.errors import WianError
from wian.ledger.access.accounts import Account
from wian.ledger.access.permissions import Role
from wian.ledger.life.lives import lives
from wian.ledger.lists.inbox_list import Sort
from wian.ledger.lists.replaced_letters import numbers_of, numbers_replacing
from wian.ledger.read.live_letters import State

router = APIRouter(route_class=PageRoute)


@dataclass(frozen=True, slots=True)
class Unstamped:
    """What was entered on the inbox, and why not all of it could be stamped.

    Attributes:
        error: Why nothing of it can be done.
        faults: Which of the letters that were chosen could not be stamped, and why.
        chosen: The letters that were chosen.
        written: The moment that was entered.
        numbers: The numbers that were typed, row by row.
    """

    error: WianError | None = None
    faults: Sequence[str] = ()
    chosen: Collection[str] = ()
    written: Written | None = None
    numbers: TypedInRows = NONE_IN_ROWS


_NOTHING = Unstamped()


@router.get("/")
def show_inbox(  # noqa: PLR0913, PLR0917 - what the address may say
    request: Request,
    account: CurrentAccount,
    show: Annotated[State | None, BeforeValidator(known(State, None))] = None,
    q: Annotated[str, Query(max_length=200)] = "",
    page_number: PageNumber = 1,
    sort: Annotated[Sort, BeforeValidator(known(Sort, Sort.WORK))] = Sort.WORK,
) -> Response:
    """The office's letters, those with which something is to be done first."""
    return inbox_page(request, account, show, q, page_number, sort=sort)


@router.get("/next")
def open_next(
    request: Request,
    account: CurrentAccount,
    after: Annotated[str, Query(max_length=200)] = "",
    was: State | None = None,
) -> Response:
    """The next letter of the same kind of work; the inbox where none is left."""
    letters = letters_of(request, account)
    found = inbox_list(letters).after(after, was)
    if found is None:
        flash(request, "told.nothing_left")
        return RedirectResponse("/", 303)
    asked = urlencode({"was": was.value}) if was else ""
    address = letters.of(found.office).address(found.propagation)
    return RedirectResponse(f"/letters/{address}{'?' if asked else ''}{asked}", 303)


def inbox_page(  # noqa: PLR0913 - what is shown, and what was entered
    request: Request,
    account: Account,
    show: State | None = None,
    q: str = "",
    page_number: int = 1,
    *,
    sort: Sort = Sort.WORK,
    unstamped: Unstamped = _NOTHING,
) -> Response:
    """The page of the inbox.

    Args:
        request: The request.
        account: Who looks.
        show: Only letters with which this is to be done.
        q: Only letters that hold these words.
        page_number: Which page of them.
        sort: In which order.
        unstamped: What was just entered in vain, to be corrected.
    """
    letters = letters_of(request, account)
    listed = inbox_list(letters, q)
    counts = listed.counts()
    wanted = counts if show is None else {show: counts[show]}
    total = sum(wanted.values())
    number = min(page_number, views.last_page(total))
    found = listed.page(counts, (number - 1) * A_PAGE, A_PAGE, state=show, sort=sort)
    own = language_of(request).own
    rows = [_named(request, letters, row, own=own) for row in inbox_rows(letters, found)]
    return page(
        request,
        "inbox.html.j2",
        office_name=name_now(request, account.office),
        sheet=views.sheet(_marked(letters, rows), number, total),
        listed=listing(request, "inbox-row.html.j2"),
        counts=counts,
        all=sum(counts.values()),
        letters=sum(counts.values()) or (q and sum(inbox_list(letters).counts().values())),
        show=show,
        query=q,
        sort=sort.value,
        sorts=[each.value for each in Sort],
        stamps=Role.CLERK in account.roles and not succeeded_by(letters),
        today=office_clock(letters.desk, account.office).date(letters.desk.now()),
        moment_fields=lambda *of: listing(request, "moment.html.j2")(MomentFields.of(*of)),
        **_entered(request, unstamped),
    )


def _entered(request: Request, vain: Unstamped) -> dict[str, Any]:
    """What was entered in vain, and why, as the page says it."""
    error, faults = vain.error, vain.faults
    return {
        "chosen": vain.chosen,
        "written": vain.written,
        "numbers": vain.numbers,
        "error": say_error(language_of(request), error, shown_to(request)) if error else None,
        "faults": faults,
        "status": 409 if error or faults else 200,
    }


def _marked(letters: OfficeLetters, rows: Sequence[InboxRow]) -> list[InboxRow]:
    """Rows that say what became of their letters, and which others they belong to."""
    ledger = letters.desk.ledger
    offices = [each.office for each in (letters, *letters.kept)]
    return views.marked(
        rows,
        lives(ledger, [row.id for row in rows]),
        numbers_replacing(ledger, offices, {row.directive for row in rows}),
        numbers_of(ledger, offices, {row.replaces for row in rows if row.replaces}),
    )


def _named(request: Request, letters: OfficeLetters, row: InboxRow, *, own: bool) -> InboxRow:
    """A row with the names of its offices as the reader reads them, in the offices' own language
    or another.
    """
    if row.waits_for:
        name = naming(request, letters.plan(row.id))
        row = replace(row, waits_for=name(row.waits_for))
    if row.kept_for:
        row = replace(row, sent_to=name_now(request, row.kept_for))
    if own:
        return row
    name_ = name_now(request, row.sender_id)
    return row if name_ == row.sender_id else replace(row, sender=name_)
