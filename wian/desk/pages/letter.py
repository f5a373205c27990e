"""The page of a letter that the office was sent: what it says, its way, what is to be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from wian.desk.answering.answer_page import answer_part
from wian.desk.app.access import CurrentAccount, account_here
from wian.desk.app.form_inputs import MomentFields, one_time_key
from wian.desk.app.page_route import PageRoute
from wian.desk.app.page_templates import listing, page
from wian.desk.app.reader_language import language_of
from wian.desk.app.shown_names import name_now, naming, office_naming
from wian.desk.office_letters import InboxLetter
from wian.desk.pages.account_letters import letters_of, succeeded_by
from wian.desk.pages.page_refusal import refusal
from wian.desk.views.chain import links, marks
from wian.desk.views.deadline import deadline, waits_since, working_days
from wian.desk.views.history import events
from wian.desk.views.life import notes, part_notes
from wian.desk.views.possible_acts import doable, groups
from wian.desk.views.sheets import paper, stamping_link
from wian.kit.errors import WianError
from wian.ledger.access.accounts import list_accounts
from wian.ledger.access.desk_settings import forwards_alone
from wian.ledger.acts import ActKind
from wian.ledger.read.live_letters import State
from wian.ledger.read.manager.telephone_calls import calls_to
from wian.office.amendment_order import kept_back

router = APIRouter(route_class=PageRoute)
_NEAR = 200
"""Offices that are offered at most where one is waited for."""


@router.get("/letters/{propagation}")
def show_letter(
    request: Request, account: CurrentAccount, propagation: str, was: State | None = None
) -> Response:
    """A letter of the office; ``was``: what was just done with it."""
    return letter_page(request, letters_of(request, account).received(propagation), was=was)


@router.get("/s/{propagation}/{sender}")
def open_code(request: Request, account: CurrentAccount, propagation: str, sender: str) -> Response:
    """Where the code on a letter leads: to the letter in the inbox of whoever scans it."""
    letters = letters_of(request, account)
    for each in (letters, *letters.kept):
        came, address = each.find(propagation), each.address(propagation)
        if came is not None and came.item.hop.sender == sender:
            return RedirectResponse(f"/letters/{address}", 303)
        if sender == each.office and each.find_sent(propagation):
            return RedirectResponse(f"/outgoing/{address}", 303)
    name = name_now(request, account.office)
    return page(request, "elsewhere.html.j2", status=404, office_name=name)


def letter_page(
    request: Request,
    at: InboxLetter,
    *,
    error: WianError | None = None,
    typed: Mapping[str, Any] | None = None,
    was: State | None = None,
) -> Response:
    """The page of a letter.

    Args:
        request: The request.
        at: The letter.
        error: Why what was just entered cannot be done.
        typed: What was entered, to be corrected: ``form`` and its fields.
        was: What was just done with it: the next letter is one to be done the same with.
    """
    values = _facts(request, at) | _way(request, at) | _doing(request, at) | refusal(request, error)
    answering = (typed or {}).get("form") == "answer"
    given = (typed or {}).get("given")
    values |= answer_part(request, at, error=error if answering else None, given=given)
    fields = listing(request, "moment.html.j2")
    return page(
        request,
        "letter.html.j2",
        topic=at.state.value,
        typed=typed or {},
        was=was or at.state,
        moment_fields=lambda *of: fields(MomentFields.of(*of)),
        **values,
    )


def _facts(request: Request, at: InboxLetter) -> dict[str, Any]:
    """The letter itself."""
    desk, item, named = at.desk, at.item, office_naming(request)
    now, working, clock = desk.now(), at.plan.working, at.plan.clock_of(at.office)
    state = at.state
    since = waits_since(item, state)
    link = stamping_link(desk.settings.address, at.plan.id, item.hop.sender)
    today = clock.date(now)
    return {
        "section": "/",
        "office_name": name_now(request, at.letters.own_office),
        "propagation": at.address,
        "letter": item.letter.letter,
        "sender_name": sender_name(request, at),
        "readable": at.readable,
        "paper": paper(desk.ledger, at.plan, item.letter.letter, link) if at.readable else None,
        "files": item.directive.files if at.readable else (),
        "state": state,
        "waits": working_days(since, now, working, clock) if since else None,
        "deadline": deadline(
            item.life.window(item.directive.window),
            at.answer_by,
            today,
            answered=item.answered,
            ended=item.life.ending is not None,
        ),
        "today": today,
        "notes": (
            *notes(at.letters, at.plan.id, item.directive, item.life, named),
            *part_notes(at.part, named),
        ),
    }


def sender_name(request: Request, at: InboxLetter) -> str:
    """Who wrote the letter: as it says itself, or the English name to a reader of English."""
    sender = at.item.hop.sender
    own = language_of(request).own
    return at.item.letter.letter.issuer if own else naming(request, at.plan)(sender)


def _way(request: Request, at: InboxLetter) -> dict[str, Any]:
    """How it came, and what was done with it."""
    desks, passages = at.desks, at.passages()
    above = [each.office for each in passages[:-1]]
    calls = calls_to(at.desk.ledger, at.plan.id, at.office, above)
    acts = sorted((*at.item.acts, *calls), key=lambda act: act.at.minute)
    return {
        "chain": links(at.plan, passages, naming(request, at.plan)),
        "stamps": marks(at.item.stamps, at.item.acts),
        "desks": desks,
        "events": events(acts, desks, naming(request, at.plan)),
        "own": at.own,
    }


def _rest(request: Request, at: InboxLetter, *, near: bool) -> dict[str, Any]:
    """Why the office's clock rests, or the offices that it may wait for: those it deals with."""
    rest, name = at.item.suspension, naming(request, at.plan)
    if not near:
        whom = rest.body.waits_for if rest else None
        return {"rest": rest, "rest_for": name(whom) if whom else "", "near": ()}
    above = at.plan.route.chain(at.office)[-2::-1]
    below = [hop.recipient for hop in at.plan.sending(at.office)[1]]
    offices = (*above, *below)[:_NEAR]
    return {"rest": None, "rest_for": "", "near": [(each, name(each)) for each in offices]}


def _doing(request: Request, at: InboxLetter) -> dict[str, Any]:
    """What can be done with it."""
    desk, office, account = at.desk, at.letters.own_office, account_here(request)
    gone = succeeded_by(at.letters)
    roles = account.roles if account and not gone else ()
    can = doable(at.item, roles, asked=at.answer_by is not None)
    accounts = list_accounts(desk.ledger, office) if "route" in can else []
    waits, part = _waits_for_first(at), at.part
    desks = at.desks
    if part is not None:
        can = can if part.is_heir else can & {"draft"}
        can = can if part.left else can - {"draft"}
    return {
        "can": can - {"draft"} if waits else can,
        "succeeded": office_naming(request)(gone.heir_office) if gone else "",
        "together": waits,
        "key": one_time_key(),
        **_rest(request, at, near="suspend" in can),
        "next_desk": at.item.next_desk,
        "groups": groups(desks, accounts),
        "routed": at.item.of(ActKind.ROUTED)[-1:],
        "gave_back": at.item.of(ActKind.RETURNED)[-1:],
        "answer_by": at.answer_by,
        "forwards": at.item.hop.forwards,
        "part_done": part is not None and not part.left,
        "recipients": part.own if part else len(at.plan.sending(at.office)[1]),
        "alone": at.item.hop.forwards and forwards_alone(desk.ledger, office),
    }


def _waits_for_first(at: InboxLetter) -> bool:
    """Whether it goes out with a letter of the same directive, which the office forwards first."""
    follows = at.item.directive.follows
    if follows is None or not at.item.hop.forwards or at.item.own or at.item.life.ending:
        return False
    office = at.letters.office
    return office in kept_back(at.desk.ledger, at.plan, [office])
