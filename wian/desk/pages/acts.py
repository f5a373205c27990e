"""What is done with a letter that was received: stamped, corrected, routed, answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import StringConstraints

from wian.desk.answering.answer_page import typed_answer
from wian.desk.answering.typed_form import FilledIn
from wian.desk.app.access import Clerk, Officer
from wian.desk.app.form_inputs import (
    NONE_TYPED,
    Key,
    Line,
    NoSuchDay,
    OfNumber,
    OfNumbers,
    OnPaper,
    Place,
    Text,
    act_key,
)
from wian.desk.app.page_route import PageRoute
from wian.desk.app.page_templates import shown_to, told
from wian.desk.app.reader_language import language_of
from wian.desk.app.sessions import flash
from wian.desk.app.uploads import Uploads
from wian.desk.app.words import say_error
from wian.desk.held_report import HeldReport, is_report, received_report
from wian.desk.office_letters import InboxLetter, OfficeLetters
from wian.desk.pages.account_letters import letters_of
from wian.desk.pages.given_numbers import UNFIT_NUMBER, tell_typed
from wian.desk.pages.inbox import Unstamped, inbox_page
from wian.desk.pages.letter import letter_page
from wian.desk.views.faults import in_words
from wian.jurisdictions.jurisdiction import hour_mark_in
from wian.jurisdictions.office_clocks import OfficeClock
from wian.kit.errors import InputFaults, WianError
from wian.ledger.acts import Act
from wian.ledger.read.live_letters import State
from wian.ledger.registers.typed_numbers import NumberFarAhead
from wian.office.actor import Acting
from wian.office.answer import answer, route, take_back
from wian.office.correct import correct
from wian.office.gathering.report_stamp import stamp_report
from wian.office.refusals import Refusal
from wian.office.stamp import Stamping, receive

router = APIRouter(route_class=PageRoute)
_T = TypeVar("_T")
_MOST = 50
_Choice = Annotated[
    str,
    StringConstraints(
        pattern=r"^[a-z0-9][a-z0-9._-]{0,119}(~[a-z0-9._-]{1,64}~\d{1,6})?"
        r"(@[a-z0-9._-]{1,64})?:\d{1,2}$"
    ),
]
_Chosen = Annotated[list[_Choice], Form(max_length=_MOST)]
CANNOT = (Refusal, InputFaults, NoSuchDay, *UNFIT_NUMBER)
"""What a person can put right on the page where it was entered."""


class NoneChosen(WianError):
    """No letter was chosen to be stamped."""

    def __init__(self) -> None:
        super().__init__("Choose at least one letter.")


class ReportOnItsPage(Refusal):
    """A report is stamped when it is entered, not as paper says."""

    def __init__(self) -> None:
        super().__init__(
            "This is a report: it is stamped as of now. Choose it without the moment on paper."
        )


@router.post("/letters/{propagation}/stamp")
def stamp_letter(  # noqa: PLR0913, PLR0917 - the fields of the form
    request: Request,
    account: Clerk,
    propagation: str,
    position: Place,
    written: OnPaper,
    typed: OfNumber,
) -> Response:
    """Stamp a letter at one of the office's desks, now or as paper says."""
    at = letters_of(request, account).meant(propagation)
    try:
        acting = at.acting
        done = receive(
            acting,
            at=_on_paper(acting, written.moment),
            reason=written.reason,
            position=position,
            number=typed.given,
        )
    except CANNOT as error:
        far = isinstance(error, NumberFarAhead)
        return _again(request, at, error, "stamp", written=written, number=typed.number, far=far)
    _tell_stamp(request, done)
    tell_typed(request, done.typed, typed)
    return back(propagation, State.TO_STAMP)


@router.post("/stamps")
def stamp_letters(
    request: Request,
    account: Clerk,
    written: OnPaper,
    numbers: OfNumbers,
    letter: _Chosen = [],  # noqa: B006 - copied
) -> Response:
    """Stamp several letters, each at its own next desk; one that cannot be holds no other up."""
    letters = letters_of(request, account)
    chosen = [_chosen(letters, name, int(at)) for name, _, at in map(_parted, letter)]
    if not chosen:
        refused = Unstamped(error=NoneChosen(), written=written, numbers=numbers)
        return inbox_page(request, account, State.TO_STAMP, unstamped=refused)
    faults, stamped, far = [], 0, False
    for at, name, position in chosen:
        try:
            if isinstance(at, HeldReport):
                _stamp_report(at, position, written)
            else:
                paper = written.when == "paper"
                typed = numbers.of(f"{name}:{position}") if paper else NONE_TYPED
                _stamp_chosen(request, at, position, written, typed)
            stamped += 1
        except CANNOT as error:
            far = far or isinstance(error, NumberFarAhead)
            faults.append(f"{_number_of(at)}: {_sentence(request, error)}")
    if stamped:
        flash(request, "told.stamped_many", count=told(request, stamped))
    if faults:
        left = numbers._replace(far=far)
        refused = Unstamped(faults=faults, chosen=letter, written=written, numbers=left)
        return inbox_page(request, account, State.TO_STAMP, unstamped=refused)
    return RedirectResponse(f"/?show={State.TO_STAMP.value}", 303)


def _chosen(
    letters: OfficeLetters, name: str, position: int
) -> tuple[InboxLetter | HeldReport, str, int]:
    """A letter or a report of the inbox that was chosen, its address and the desk that stamps."""
    found = received_report(letters, name) if is_report(name) else letters.received(name)
    return found, name, position


def _stamp_chosen(
    request: Request, at: InboxLetter, position: int, written: OnPaper, typed: OfNumber
) -> None:
    acting = at.acting
    moment = _on_paper(acting, written.moment)
    done = receive(acting, at=moment, reason=written.reason, position=position, number=typed.given)
    tell_typed(request, done.typed, typed)


def _stamp_report(held: HeldReport, position: int, written: OnPaper) -> None:
    if written.when == "paper":
        raise ReportOnItsPage
    at = held.report.at
    stamp_report(held.letters.acting(held.plan), at.sender, at.key, position)


def _number_of(at: InboxLetter | HeldReport) -> str:
    letter = at.letter if isinstance(at, HeldReport) else at.item.letter.letter
    return letter.number


def _parted(value: str) -> tuple[str, str, str]:
    return value.rpartition(":")


def _sentence(request: Request, error: WianError) -> str:
    language, shown = language_of(request), shown_to(request)
    if isinstance(error, InputFaults):
        return " ".join(in_words(language, error.faults, shown))
    return say_error(language, error, shown)


@router.post("/letters/{propagation}/correct")
def correct_stamp(  # noqa: PLR0913, PLR0917 - the fields of the form
    request: Request,
    account: Clerk,
    propagation: str,
    position: Place,
    key: Key,
    written: OnPaper,
) -> Response:
    """Say that a stamp means another moment."""
    at = letters_of(request, account).meant(propagation)
    try:
        acting = at.acting
        moment = _on_paper(acting, written.paper)
        done = correct(
            acting,
            position=position,
            at=moment,
            reason=written.reason,
            key=act_key(key, (position, moment, written.reason)),
        )
    except CANNOT as error:
        return _again(request, at, error, "correct", written=written, position=position)
    return _done(request, at, done, "told.corrected")


@router.post("/letters/{propagation}/route")
def route_letter(  # noqa: PLR0913, PLR0917 - the fields of the form
    request: Request,
    account: Officer,
    propagation: str,
    key: Key,
    group: Line = "",
    other: Line = "",
    note: Line = "",
) -> Response:
    """Hand a letter to a group of the office: one that is listed, or one that is written."""
    at = letters_of(request, account).meant(propagation)
    wanted = other.strip() or group
    try:
        done = route(
            at.acting,
            wanted,
            note_=note,
            key=act_key(key, (wanted, note)),
        )
    except CANNOT as error:
        return _again(request, at, error, "route", group=group, other=other, note=note)
    return _done(request, at, done, "told.routed", group=wanted)


@router.post("/letters/{propagation}/answer")
def answer_letter(  # noqa: PLR0913, PLR0917 - the fields of the form
    request: Request,
    account: Officer,
    propagation: str,
    key: Key,
    written: OnPaper,
    typed: FilledIn,
    text: Text = "",
    files: Uploads = [],  # noqa: B006 - copied
) -> Response:
    """Record what the office answers."""
    at = letters_of(request, account).meant(propagation)
    given: Mapping[str, Any] | None = None
    try:
        sent = typed_answer(at, typed, files)
        given = sent.filled.given if sent.filled else None
        acting = at.acting
        moment = _on_paper(acting, written.moment)
        done = answer(
            acting,
            text.replace("\r\n", "\n"),
            filled=sent.filled,
            answered=moment,
            reason=written.reason,
            files=sent.files,
            key=act_key(key, (text, moment, written.reason, *sent.content)),
        )
    except CANNOT as error:
        if given is None and (form := at.item.directive.answer) is not None:
            given = typed.given(form, {})
        return _again(request, at, error, "answer", written=written, text=text, given=given)
    return _done(request, at, done, "told.answered", State.TO_ANSWER)


@router.post("/letters/{propagation}/take-back")
def take_answer_back(
    request: Request,
    account: Officer,
    propagation: str,
    number: Annotated[int, Form(ge=1)],
    reason: Line = "",
) -> Response:
    """Take the answer back that holds: it stays, and the office owes one again."""
    at = letters_of(request, account).meant(propagation)
    try:
        take_back(at.acting, reason, number=number)
    except CANNOT as error:
        return _again(request, at, error, "take-back", reason=reason)
    flash(request, "told.answer_taken_back", number=told(request, number))
    return back(at.address)


def back(propagation: str, was: State | None = None) -> Response:
    """To the page of the letter, from which the next one of that kind of work is a step away."""
    asked = f"?was={was.value}" if was else ""
    return RedirectResponse(f"/letters/{propagation}{asked}", 303)


def _again(
    request: Request, at: InboxLetter, error: WianError, form: str, **typed: Any
) -> Response:
    """The page once more, with what was entered and why it cannot be done."""
    return letter_page(request, at.again(), error=error, typed={"form": form, **typed})


def _done(
    request: Request,
    at: InboxLetter,
    done: Act,
    key: str,
    was: State | None = None,
    **values: object,
) -> Response:
    flash(request, key, number=told(request, done.entry.number), **values)
    return back(at.address, was)


def _tell_stamp(request: Request, done: Stamping) -> None:
    stamp = done.reception
    key = "told.stamped" if done.new else "told.stamped_before"
    flash(request, key, desk=stamp.desk, number=told(request, stamp.receipt_number))


def _on_paper(acting: Acting, read: Callable[[OfficeClock, str], _T]) -> _T:
    """A moment as the office's country writes it."""
    own, wording = acting.plan.clock_of(acting.office), acting.plan.jurisdiction.wording
    return read(own, hour_mark_in(wording, own.zone.key))
