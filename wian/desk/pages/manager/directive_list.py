"""All directives that an office has a part in, those that hold up most offices first."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BeforeValidator

from wian.desk.app.access import Manager
from wian.desk.app.list_query import PageNumber, known
from wian.desk.app.page_route import PageRoute
from wian.desk.app.page_templates import page
from wian.desk.app.shown_names import name_now, naming
from wian.desk.office_letters import OfficeLetters
from wian.desk.pages.account_letters import letters_of
from wian.desk.pages.manager.kept_outlook import is_awaited, kept_outlook
from wian.desk.pages.manager.tree_rows import TreeRow, TreeRows
from wian.desk.pages.manager.what_helps import WhatHelps, what_helps
from wian.desk.views.deadline import Deadline, deadline, last_answer
from wian.desk.views.life import mark
from wian.followup.directive_tree import directive_tree
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.life.lives import lives
from wian.ledger.read.manager.own_directives import OwnDirective, own_directives
from wian.ledger.read.quiet_propagations import change_mark
from wian.letters.composition.vocabulary import vocabulary

router = APIRouter(route_class=PageRoute)
A_PAGE = 40
_SECONDS = 0.05
"""After so much processor time the trees of a page that were read before are not read again."""


class Under(StrEnum):
    """Which directives a list shows."""

    WAY = "way"
    """Those under way."""
    OVER = "over"
    """Those that have ended."""


@dataclass(frozen=True, slots=True)
class DirectiveRow:
    """A directive as the list shows it.

    Attributes:
        address: Of its page.
        subject: What it is about; ``None`` where the reader may not know.
        urgency, secrecy: Its marks, if any.
        origin: Name of the office that began it.
        sent: The day on which it did.
        ended: What became of it; empty where it is as it was.
        place: Name of the office whose part it is, where the reader's took its place.
        deadline: The last day of its window.
        answers: The last day for answers, while some are missing.
        helps: What would help most; ``None`` where that is not known.
        call: The office to be called first.
        awaited: The forecast is still being worked out.
        root: The office itself in the tree, with all below it; ``None`` once it has ended.
        as_of: When that was read, where something was entered since.
    """

    address: str
    subject: str | None
    urgency: str | None
    secrecy: str | None
    origin: str
    sent: date
    ended: str = ""
    place: str = ""
    deadline: Deadline | None = None
    answers: Deadline | None = None
    helps: WhatHelps | None = None
    call: str = ""
    awaited: bool = False
    root: TreeRow | None = None
    as_of: Instant | None = None


@router.get("/follow-up")
def list_directives(
    request: Request,
    account: Manager,
    page_number: PageNumber = 1,
    show: Annotated[Under, BeforeValidator(known(Under, Under.WAY))] = Under.WAY,
) -> Response:
    """The office's directives: those under way with how far they are, or those that have ended."""
    letters = letters_of(request, account)
    over = show is Under.OVER
    first = (page_number - 1) * A_PAGE
    rows, totals = list[DirectiveRow](), {Under.WAY: 0, Under.OVER: 0}
    for at in (letters, *letters.kept):
        for each in Under:
            ended = each is Under.OVER
            found, count = own_directives(
                at.desk.ledger, at.office, over=ended, first=first, most=A_PAGE
            )
            totals[each] += count
            if ended is over:
                rows += _rows(request, at, found, over=over)
    last = max(-(-totals[show] // A_PAGE), 1)
    return page(
        request,
        "follow-up.html.j2",
        office_name=name_now(request, letters.office),
        rows=rows if over else sorted(rows, key=_held_up),
        totals=totals,
        show=show.value,
        number=min(page_number, last),
        last=last,
    )


def _held_up(row: DirectiveRow) -> tuple[int, int, int]:
    """What is held up most first."""
    if row.root is None:
        return 0, 0, 0
    below = row.root.branch.below
    return -row.root.branch.waiting, -below.overdue, -below.not_stamped


def _rows(
    request: Request, letters: OfficeLetters, found: list[OwnDirective], *, over: bool
) -> list[DirectiveRow]:
    known_lives = lives(letters.desk.ledger, [each.propagation for each in found])
    began = time.thread_time()

    def enough() -> bool:
        return time.thread_time() - began > _SECONDS

    rows = []
    for each in found:
        ended = mark(known_lives[each.propagation]) if each.propagation in known_lives else ""
        rows.append(_row(request, letters, each, ended, None if over else enough))
    return rows


def _row(
    request: Request,
    letters: OfficeLetters,
    found: OwnDirective,
    ended: str,
    enough: Callable[[], bool] | None,
) -> DirectiveRow:
    """A row; with figures where the directive is under way."""
    plan, directive = letters.plan(found.propagation), found.directive
    name, clock = naming(request, plan), plan.clock_of(letters.office)
    printed = vocabulary(plan.jurisdiction.wording)
    now = letters.desk.now()
    row = {
        "address": letters.address(found.propagation),
        "subject": directive.subject if letters.may_read(directive) else None,
        "urgency": printed.urgency.get(directive.urgency.value),
        "secrecy": printed.secrecy.get(directive.secrecy.value),
        "origin": name(directive.origin),
        "sent": clock.date(Instant(found.created_minute, Precision.MINUTE)),
        "ended": ended,
        "place": name(letters.office) if letters.home else "",
    }
    if enough is None:
        return DirectiveRow(**row)  # type: ignore[arg-type]  # names are the row's own
    tree = directive_tree(letters.desk.ledger, plan, now=now, enough=enough)
    awaited = is_awaited(letters.desk.ledger, plan)
    outlook = kept_outlook(letters.desk.ledger, plan, now, waits=False)
    rows = TreeRows(tree, name, now=now, own=letters.office, outlook=outlook)
    made = rows.row(tree.branch(letters.office))
    today, (asked, given) = clock.date(now), tree.answers(letters.office)
    missing = tree.last_answer_day if asked > given else None
    changed = tree.mark != change_mark(letters.desk.ledger, plan.id)
    helps = what_helps(tree, letters.office, outlook, 1)
    return DirectiveRow(
        **row,  # type: ignore[arg-type]
        deadline=deadline(tree.days.window, None, today),
        answers=last_answer(missing, today),
        root=made,
        as_of=tree.read if changed else None,
        helps=helps,
        call=name(helps.calls[0][0]) if helps and helps.calls else "",
        awaited=awaited and outlook is None,
    )
