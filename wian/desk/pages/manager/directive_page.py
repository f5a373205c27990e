"""One directive as the tree of all offices below, level by level, or those that hold it up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from numpy.typing import NDArray
from pydantic import BeforeValidator

from wian.desk.app.access import Manager
from wian.desk.app.form_inputs import one_time_key
from wian.desk.app.list_query import PageNumber, known
from wian.desk.app.page_route import PageRoute
from wian.desk.app.page_templates import page
from wian.desk.app.reader_language import language_of
from wian.desk.app.shown_names import name_now, naming, office_naming
from wian.desk.office_letters import OfficeLetters
from wian.desk.pages.account_letters import letters_of, succeeded_by
from wian.desk.pages.manager.kept_outlook import kept_outlook
from wian.desk.pages.manager.province_map import province_map
from wian.desk.pages.manager.tree_rows import TreeRow, TreeRows
from wian.desk.pages.manager.what_helps import what_helps
from wian.desk.pages.page_refusal import refusal
from wian.desk.views.deadline import deadline, last_answer
from wian.desk.views.life import notes
from wian.followup.current_outlook import CurrentOutlook
from wian.followup.directive_tree import AtOffice, DirectiveTree, directive_tree
from wian.jurisdictions.instant import Instant
from wian.kit.errors import WianError
from wian.ledger.acts import ActKind
from wian.ledger.read.live_letters import acts
from wian.letters.composition.vocabulary import vocabulary
from wian.propagation.plan import Plan

router = APIRouter(route_class=PageRoute)
A_PAGE = 50
WORST = 5
"""Offices that are named as those that hold up most."""


class ShownOffices(StrEnum):
    """Which of the offices below a page shows, and how."""

    TREE = "tree"
    """Level by level."""
    NOT_STAMPED = "not-stamped"
    NOT_FORWARDED = "not-forwarded"
    OVERDUE = "overdue"


_WANTED: dict[ShownOffices, Callable[[DirectiveTree], NDArray[np.bool_]]] = {
    ShownOffices.NOT_STAMPED: lambda tree: tree.at == AtOffice.NOT_STAMPED,
    ShownOffices.NOT_FORWARDED: lambda tree: tree.at == AtOffice.NOT_FORWARDED,
    ShownOffices.OVERDUE: DirectiveTree.is_overdue,
}


_DONE = (ActKind.REMINDED, ActKind.TELEPHONED)
"""What the office has done about those below it."""


@dataclass(frozen=True, slots=True)
class LookedAt:
    """What a page of a directive shows.

    Attributes:
        opened: The office whose level is opened; of others than those below nothing is.
        show: Which offices.
        number: Which page of them, where they stand in a list.
        call: The office to which a telephone call is to be noted.
    """

    opened: str = ""
    show: ShownOffices = ShownOffices.TREE
    number: int = 1
    call: str = ""

    @classmethod
    def of(cls, opened: str, show: str) -> LookedAt:
        """As a form brings it back."""
        return cls(opened, known(ShownOffices, ShownOffices.TREE)(show))

    @property
    def asked(self) -> dict[str, str]:
        """The same as an address says it."""
        usual = self.show is ShownOffices.TREE
        said = {"open": self.opened, "show": "" if usual else self.show.value}
        return {name: value for name, value in said.items() if value}


@router.get("/follow-up/{propagation}")
def show_directive(  # noqa: PLR0913, PLR0917 - what the address may say
    request: Request,
    account: Manager,
    propagation: str,
    open_: Annotated[str, Query(alias="open", max_length=64)] = "",
    show: Annotated[
        ShownOffices, BeforeValidator(known(ShownOffices, ShownOffices.TREE))
    ] = ShownOffices.TREE,
    page_number: PageNumber = 1,
    call: Annotated[str, Query(max_length=64)] = "",
) -> Response:
    """A directive as it stands below the office."""
    looked = LookedAt(open_, show, page_number, call)
    return directive_page(request, letters_of(request, account), propagation, looked)


def directive_page(  # noqa: PLR0913 - most of them by name
    request: Request,
    letters: OfficeLetters,
    propagation: str,
    looked: LookedAt,
    *,
    error: WianError | None = None,
    typed: Mapping[str, str] | None = None,
) -> Response:
    """The page of a directive.

    Args:
        request: The request.
        letters: Those of the office.
        propagation: Which directive.
        looked: What of it is shown.
        error: Why what was just entered cannot be done.
        typed: What was entered of a telephone call, to be corrected.

    Raises:
        NoSuchLetter: The office has no part in it.
    """
    plan = letters.taking_part(propagation)
    at, _ = letters.placed(propagation)
    now, ledger = at.desk.now(), at.desk.ledger
    tree = directive_tree(ledger, plan, now=now)
    done = [each for kind in _DONE for each in acts(ledger, plan.id, office=at.office, kind=kind)]
    outlook = kept_outlook(ledger, plan, now)
    name = naming(request, plan)
    seen, goes_on = tree.seen(now), tree.days.life.ending is None
    rows = TreeRows(tree, name, now=seen, own=at.office, acts=done, outlook=outlook)
    return page(
        request,
        "directive.html.j2",
        section="/follow-up",
        propagation=propagation,
        **_heading(request, at, tree),
        **refusal(request, error),
        root=rows.row(tree.branch(at.office)),
        worst=_worst(tree, rows, at.office),
        **_expected(tree, rows, at.office, outlook),
        **_answers(tree, at, seen),
        provinces=province_map(tree, rows, at.office, own_language=language_of(request).own),
        show=looked.show.value,
        asked=looked.asked,
        **_called(tree, rows, at.office, typed["office"] if typed else looked.call),
        **_remindable(rows, outlook),
        typed=typed or {"said": "", "spoken_to": ""},
        key=one_time_key(),
        goes_on=goes_on,
        acts=goes_on and succeeded_by(letters) is None,
        **_shown(tree, rows, at.office, looked),
    )


def _heading(request: Request, letters: OfficeLetters, tree: DirectiveTree) -> dict[str, Any]:
    plan, directive = tree.plan, tree.plan.directive
    readable, printed = letters.may_read(directive), vocabulary(plan.jurisdiction.wording)
    life = tree.days.life
    today = plan.clock_of(letters.office).date(letters.desk.now())
    return {
        "office_name": name_now(request, letters.own_office),
        "readable": readable,
        "subject": directive.subject,
        "marks": {
            "urgency": printed.urgency.get(directive.urgency.value),
            "secrecy": printed.secrecy.get(directive.secrecy.value),
        },
        "deadline": deadline(tree.days.window, None, today, ended=life.ending is not None),
        "notes": notes(letters, plan.id, directive, life, office_naming(request)),
        "as_of": letters.desk.now(),
    }


def _answers(tree: DirectiveTree, letters: OfficeLetters, seen: Instant) -> dict[str, Any]:
    """How many below have answered, and by when the last of them is to."""
    asked, given = tree.answers(letters.office)
    if not asked:
        return {"asked_below": 0, "answers_until": None}
    today = tree.plan.clock_of(letters.office).date(seen)
    missing = given < asked and tree.days.life.ending is None
    until = last_answer(tree.last_answer_day if missing else None, today)
    return {"asked_below": asked, "answered_below": given, "answers_until": until}


def _remindable(rows: TreeRows, outlook: CurrentOutlook | None) -> dict[str, Any]:
    """How many the office can remind now, and what that would bring."""
    late = [each.office for each in rows.direct() if each.remindable]
    gains = outlook.reminders if outlook else {}
    return {"remindable": len(late), "if_reminded": sum(gains.get(each, 0.0) for each in late)}


def _called(tree: DirectiveTree, rows: TreeRows, office: str, call: str) -> dict[str, Any]:
    """The office to which a telephone call is to be noted, where it is one below."""
    if not tree.plan.route.reaches(call) or office not in tree.plan.route.chain(call)[:-1]:
        return {"call": False}
    return {"call": True, "called": rows.row(tree.branch(call))}


def _expected(
    tree: DirectiveTree, rows: TreeRows, office: str, outlook: CurrentOutlook | None
) -> dict[str, Any]:
    """What is to be expected below an office, and what would help most."""
    branch = outlook.below.get(office) if outlook else None
    helps = what_helps(tree, office, outlook, WORST)
    if outlook is None or branch is None or helps is None:
        awaited = tree.days.life.ending is None and bool(tree.branch(office).below.offices)
        return {"outlook": None, "awaited": awaited, "helps": None, "gains": ()}
    told = outlook.told
    return {
        "outlook": {
            "in_time": branch.in_time,
            "addressees": branch.addressees,
            "last": branch.last,
            "learned": round(told.learned * 100),
            "draws": told.outset.draws,
            "at": told.outset.now,
        },
        "awaited": False,
        "helps": helps,
        "gains": [(rows.row(tree.branch(each)), gain) for each, gain in helps.calls],
    }


def _worst(tree: DirectiveTree, rows: TreeRows, office: str) -> list[TreeRow]:
    """Those at which it is stuck: most others wait behind them; without any, the longest late."""
    held = tree.held_up(office, lambda each: (each.holds > 0) & (each.at != AtOffice.DONE))
    found = sorted(tree.branches(held), key=lambda each: (-each.holds, each.office))
    if not found:
        found = tree.branches(tree.held_up(office, DirectiveTree.is_overdue)[:WORST])
    return rows.rows(found[:WORST])


def _shown(tree: DirectiveTree, rows: TreeRows, office: str, looked: LookedAt) -> dict[str, Any]:
    """The level that is opened, or a page of a list."""
    held = {each: tree.held_up(office, wanted) for each, wanted in _WANTED.items()}
    counts = {each.value: len(found) for each, found in held.items()}
    if looked.show is ShownOffices.TREE:
        chain = _chain(tree.plan, office, looked.opened)
        level = rows.level(office, chain)
        more = len(tree.children(office)) - len(level)
        return {"rows": level, "more": more, "counts": counts, "number": 1, "last": 1, "ways": {}}
    found = held[looked.show]
    last = max(-(-len(found) // A_PAGE), 1)
    number = min(looked.number, last)
    few = tree.branches(found[(number - 1) * A_PAGE : number * A_PAGE])
    return {
        "rows": rows.rows(few),
        "more": 0,
        "counts": counts,
        "number": number,
        "last": last,
        "ways": {each.office: rows.way(office, each.office) for each in few},
    }


def _chain(plan: Plan, office: str, opened: str) -> tuple[str, ...]:
    """The offices from below one down to the one that is opened.

    Where that is not below it, down to the first office that writes to several.
    """
    if plan.route.reaches(opened):
        chain = plan.route.chain(opened)
        if office in chain:
            return chain[chain.index(office) + 1 :]
    found = list[str]()
    while len(hops := plan.sending(found[-1] if found else office)[1]) == 1:
        found.append(hops[0].recipient)
    return tuple(found)
