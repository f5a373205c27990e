"""What a manager does about a directive that is held up: reminds, and notes telephone calls."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from hierarchy.graph import UnknownOffice
from wian.desk.app.access import Manager
from wian.desk.app.form_inputs import Key, Line, Text, act_key
from wian.desk.app.page_route import PageRoute
from wian.desk.app.page_templates import told
from wian.desk.app.sessions import flash
from wian.desk.pages.account_letters import letters_of
from wian.desk.pages.acts import CANNOT
from wian.desk.pages.manager.directive_page import LookedAt, directive_page
from wian.followup.remind import remind_late
from wian.office.actor import Acting
from wian.office.telephone_call import note_call

router = APIRouter(route_class=PageRoute)
_Where = Annotated[str, Form(max_length=64)]


@router.post("/follow-up/{propagation}/remind")
def remind(  # noqa: PLR0913, PLR0917 - the fields of the form
    request: Request,
    account: Manager,
    propagation: str,
    office: _Where = "",
    open_: Annotated[str, Form(alias="open", max_length=64)] = "",
    show: _Where = "",
) -> Response:
    """Remind an office that is late, or all that are, of those that this one wrote to."""
    letters, looked = letters_of(request, account), LookedAt.of(open_, show)
    plan = letters.taking_part(propagation)
    at, _ = letters.placed(propagation)
    try:
        done = remind_late(at.acting(plan), {office} if office else None)
    except CANNOT as error:
        return directive_page(request, letters, propagation, looked, error=error)
    many = sum(len(act.body.recipients) for act in done if hasattr(act.body, "recipients"))
    flash(request, "told.manager.reminded", count=told(request, many))
    return _back(propagation, looked, office)


@router.post("/follow-up/{propagation}/call")
def note_telephone_call(  # noqa: PLR0913, PLR0917 - the fields of the form
    request: Request,
    account: Manager,
    propagation: str,
    office: _Where,
    key: Key,
    said: Text = "",
    spoken_to: Line = "",
    open_: Annotated[str, Form(alias="open", max_length=64)] = "",
    show: _Where = "",
) -> Response:
    """Note a telephone call to an office below."""
    letters, looked = letters_of(request, account), LookedAt.of(open_, show)
    plan = letters.taking_part(propagation)
    at, _ = letters.placed(propagation)
    text = said.replace("\r\n", "\n")
    try:
        acting: Acting = at.acting(plan)
        once = act_key(key, (office, text, spoken_to))
        done = note_call(acting, office, text, spoken_to=spoken_to, key=once)
    except (*CANNOT, UnknownOffice) as error:
        typed = {"office": office, "said": said, "spoken_to": spoken_to}
        return directive_page(request, letters, propagation, looked, error=error, typed=typed)
    flash(request, "told.manager.called", number=told(request, done.entry.number))
    return _back(propagation, looked, office)


def _back(propagation: str, looked: LookedAt, office: str) -> Response:
    """To the page as it was looked at, where the office stands."""
    asked = urlencode(looked.asked)
    anchor = f"#o-{office}" if office else "#tree"
    return RedirectResponse(f"/follow-up/{propagation}{'?' if asked else ''}{asked}{anchor}", 303)
