"""The letters that the office issued, and the page on which it follows each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from wian.desk.app.access import CurrentAccount
from wian.desk.app.list_query import PageNumber
from wian.desk.app.page_route import PageRoute
from wian.desk.app.page_templates import listing, page
from wian.desk.app.shown_names import name_now, naming, office_naming
from wian.desk.list_rows import sent_rows
from wian.desk.office_letters import OfficeLetters
from wian.desk.pages.account_letters import letters_of, succeeded_by
from wian.desk.pages.page_refusal import refusal
from wian.desk.views import outgoing as views
from wian.desk.views.deadline import deadline
from wian.desk.views.life import mark, notes
from wian.desk.views.sheets import paper, stamping_link
from wian.kit.errors import WianError
from wian.ledger.acts import ActKind
from wian.ledger.life.lives import life, lives
from wian.ledger.outbox.mail_queue import mail_progress
from wian.ledger.read import live_letters
from wian.ledger.read.live_letters import State
from wian.ledger.read.offices.own_letters import Outgoing
from wian.ledger.read.offices.recipients import recipients
from wian.ledger.succession.recorded_successions import successions
from wian.letters.composition.vocabulary import vocabulary
from wian.propagation.plan import Plan
from wian.propagation.recurring.time_before import time_before
from wian.propagation.standing.below_office import BelowOffice, below_office
from wian.propagation.standing.days_in_force import DaysInForce, asked_levels, days_in_force

router = APIRouter(route_class=PageRoute)
A_PAGE = 50
LATEST_ANSWERS = 20
_YEARS_AHEAD = 10
Part = Annotated[int, Query(ge=0, le=100_000)]
Shown = Literal["all", "silent", "received"]


@router.get("/outgoing")
def list_outgoing(
    request: Request,
    account: CurrentAccount,
    page_number: PageNumber = 1,
) -> Response:
    """The letters that the office issued, the newest first."""
    letters = letters_of(request, account)
    rows, total = sent_rows(letters, (page_number - 1) * A_PAGE, A_PAGE)
    last = max(-(-total // A_PAGE), 1)
    number = min(page_number, last)
    if number != page_number:
        rows, _ = sent_rows(letters, (number - 1) * A_PAGE, A_PAGE)
    return page(
        request,
        "outgoing.html.j2",
        office_name=name_now(request, letters.office),
        rows=[
            replace(row, former=name_now(request, row.place)) if row.place else row
            for row in _with_fates(letters, rows)
        ],
        listed=listing(request, "outgoing-row.html.j2"),
        total=total,
        number=number,
        last=last,
    )


def _with_fates(letters: OfficeLetters, rows: Sequence[views.SentRow]) -> list[views.SentRow]:
    """Rows that say what became of their directives."""
    known = lives(letters.desk.ledger, [row.id for row in rows])
    return [replace(row, ended=mark(known[row.id])) if row.id in known else row for row in rows]


@router.get("/outgoing/{propagation}")
def show_outgoing(  # noqa: PLR0913, PLR0917 - what the address may say
    request: Request,
    account: CurrentAccount,
    propagation: str,
    show: Shown = "all",
    part: Part = 0,
    was: State | None = None,
) -> Response:
    """A letter that the office issued: who has it, who is silent, who has answered.

    ``was`` says that it was just issued: the next letter to be issued is a step away.
    """
    return followed_page(request, letters_of(request, account), propagation, show, part, was=was)


def followed_page(  # noqa: PLR0913 - most of them by name
    request: Request,
    letters: OfficeLetters,
    propagation: str,
    show: Shown = "all",
    part: int = 0,
    *,
    error: WianError | None = None,
    file: str = "",
    typed: Mapping[str, str] | None = None,
    was: State | None = None,
) -> Response:
    """The page on which an office follows a letter.

    Args:
        request: The request.
        letters: Those of the office.
        propagation: Of which letter.
        show: Which recipients.
        part: Which of its letters in the propagation, from 0.
        error: Why what was just entered cannot be done.
        file: Name of a file of answers, where the fault is in one.
        typed: What was entered, to be corrected: ``form`` and its fields.
        was: What was just done with it.
    """
    letters, propagation = letters.placed(propagation)
    issued, plan = letters.sent(propagation, part), letters.plan(propagation)
    under = below_office(letters.desk.ledger, plan, letters.office, now=letters.desk.now())
    values = _letter(request, letters, plan, issued)
    values |= _recipients(request, letters, plan, issued, under)
    values |= _answers(request, plan, under)
    shown = [row for row in values["rows"] if _is_shown(row, show)]
    return page(
        request,
        "followed.html.j2",
        **values,
        **_life(request, letters, plan),
        silent=_silent(plan, values["rows"]),
        returned=_returned(request, letters, plan),
        typed=typed or {"form": ""},
        **refusal(request, error),
        file=file,
        shown=shown,
        show=show,
        part=part,
        written=[each.letter for each in letters.all_sent(propagation)],
        was=was,
        below=under.counts,
        has_form=plan.directive.answer is not None,
    )


def _returned(request: Request, letters: OfficeLetters, plan: Plan) -> list[dict[str, Any]]:
    """The office's letters that came back: who gave them back, why, and whom they are for."""
    name = naming(request, plan)
    return [
        {
            "office": each.act.office,
            "name": name(each.act.office),
            "number": each.body.letter.number,
            "at": each.act.at,
            "reason": each.body.reason,
            "meant_for": name(each.body.meant_for) if each.body.meant_for else "",
            "insisted": each.insisted is not None,
            "files": each.body.files,
        }
        for each in life(letters.desk.ledger, plan.id).returns
        if each.body.sender == letters.office
    ]


def _silent(plan: Plan, rows: Iterable[views.RecipientRow]) -> list[tuple[str, str, int]]:
    """Id and name of each recipient behind which others wait, and how many."""
    waiting = [(row, plan.sending(row.office)[1]) for row in rows if row.own is None]
    return [(row.office, row.name, len(hops)) for row, hops in waiting if hops]


def _life(request: Request, letters: OfficeLetters, plan: Plan) -> dict[str, Any]:
    """What became of the directive, and whether the office may say what becomes of it."""
    found = life(letters.desk.ledger, plan.id)
    own, name = plan.directive.origin == letters.office, naming(request, plan)
    acts = succeeded_by(letters) is None and plan.directive.follows is None
    goes_on = acts and found.ending is None
    before = time_before(letters.desk.ledger, plan) if own else None
    return {
        "notes": notes(letters, plan.id, plan.directive, found, office_naming(request)),
        "may_amend": goes_on and own,
        "before": before,
        "before_link": before and letters.find_sent(before.propagation) is not None,
        "silent_before": [
            (office, name(office))
            for office in (before.unanswered[:A_PAGE] if before else ())
            if office in plan.hierarchy.graph
        ],
        "amendable": ["opens", "closes", *(["answer_by"] if own and plan.answers_by else [])],
        "levels": asked_nouns(plan) if own else (),
        "years": _years(letters, plan),
        "may_withdraw": acts and own and found.withdrawn is None,
        "may_close": goes_on and own,
        "may_add": goes_on,
    }


def asked_nouns(plan: Plan) -> list[tuple[str, str]]:
    """The levels that are asked for an answer, and what the letters call their offices."""
    wording, level = plan.jurisdiction.wording, plan.hierarchy.level
    levels = asked_levels(plan)
    if len(levels) < 2:  # the day for all is theirs
        return []
    found = []
    for each in levels:
        members = [office for office in plan.answers_by if level(office) == each]
        nouns = vocabulary(wording).nouns(plan.hierarchy.one_of_each(members))
        found.append((each, wording.join(nouns)))
    return found


def _years(letters: OfficeLetters, plan: Plan) -> range:
    """The years that days of an amendment may lie in."""
    today = plan.clock_of(letters.office).date(letters.desk.now())
    last = plan.jurisdiction.calendar.last
    return range(today.year - 1, min(today.year + _YEARS_AHEAD, last.year) + 1)


def _letter(
    request: Request, letters: OfficeLetters, plan: Plan, issued: Outgoing
) -> dict[str, Any]:
    desk, readable = letters.desk, letters.may_read(issued.directive)
    link = stamping_link(desk.settings.address, plan.id, letters.office)
    today = plan.clock_of(letters.office).date(desk.now())
    letter, days = issued.letter.letter, days_in_force(desk.ledger, plan)
    ended = days.life.ending is not None
    return {
        "section": "/outgoing",
        "office_name": name_now(request, letters.own_office),
        "propagation": letters.address(plan.id),
        "letter": letter,
        "issued": issued.letter.issued,
        "readable": readable,
        "files": issued.directive.files if readable else (),
        "paper": paper(desk.ledger, plan, letter, link) if readable else None,
        "deadline": deadline(days.window, _earliest(days), today, ended=ended),
    }


def _earliest(days: DaysInForce) -> date | None:
    """The first day by which anybody is to answer."""
    if days.life.amended:
        return min(days.answers_by.values(), default=None)
    asks = days.plan.directive.asks
    return min((day for ask in asks for day in ask.answer_days.values()), default=None)


def _recipients(
    request: Request, letters: OfficeLetters, plan: Plan, issued: Outgoing, under: BelowOffice
) -> dict[str, Any]:
    desk = letters.desk
    rows = views.recipient_rows(
        recipients(desk.ledger, plan.id, letters.office, issued.letter.part),
        naming(request, plan),
        issued.letter.issued,
        now=desk.now(),
        clocks=(plan.working, plan.clock_of(letters.office)),
        answers=under.answers,
        reminders=live_letters.acts(
            desk.ledger, plan.id, office=letters.office, kind=ActKind.REMINDED
        ),
        mails=mail_progress(desk.ledger, plan.id, letters.office),
    )
    return {
        "rows": rows,
        "heirs": _heirs(request, letters, rows),
        "counts": {name: sum(_is_shown(row, name) for row in rows) for name in _TABS},
        "forwarding": sum(row.forwards for row in rows),
        "forwarded": sum(row.own is not None for row in rows),
    }


def _heirs(
    request: Request, letters: OfficeLetters, rows: Iterable[views.RecipientRow]
) -> dict[str, str]:
    """Who acts now for each recipient that was succeeded, by id of the recipient."""
    known = successions(letters.desk.ledger)
    found = {row.office: known.last(row.office) for row in rows}
    return {office: name_now(request, each.heir) for office, each in found.items() if each}


_TABS: tuple[Shown, ...] = ("all", "silent", "received")


def _is_shown(row: views.RecipientRow, show: Shown) -> bool:
    return show == "all" or (row.silent is not None) == (show == "silent")


def _answers(request: Request, plan: Plan, under: BelowOffice) -> dict[str, Any]:
    """The answers given below the office, the latest first; a page shows only so many."""
    given: Iterable[Any] = [each for each in under.answers.values() if each.answered is not None]
    newest = sorted(given, key=lambda each: -each.answered.minute)
    name = naming(request, plan)
    shown = [(name(each.office), each) for each in newest[:LATEST_ANSWERS]]
    return {"asked": len(under.answers), "given": len(newest), "answers": shown}
