"""The page behind the link of an e-mail: an office without a desk acknowledges, answers and returns
it there.

To open it changes nothing, as scanners of mail follow links: only a form's button does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import RedirectResponse, Response

from hierarchy.graph import UnknownOffice
from wian.desk.answering.answer_page import answer_part, typed_answer
from wian.desk.answering.typed_form import FilledIn
from wian.desk.app.context import Desk, desk_of
from wian.desk.app.downloaded_file import downloaded
from wian.desk.app.errors import PageRefused
from wian.desk.app.form_inputs import Key, Line, Text, act_key, one_time_key
from wian.desk.app.page_templates import page, told
from wian.desk.app.sessions import flash
from wian.desk.app.shown_names import name_now, office_naming
from wian.desk.app.uploads import Uploads, uploaded
from wian.desk.kept_pdf import kept_pdf
from wian.desk.letter_files import came_with
from wian.desk.office_letters import InboxLetter, OfficeLetters
from wian.desk.pages.letter import sender_name
from wian.desk.pages.letter_return import returned
from wian.desk.pages.page_refusal import refusal
from wian.desk.views.chain import marks
from wian.desk.views.life import notes
from wian.desk.views.possible_acts import may_give_back
from wian.desk.views.sheets import paper, received_part
from wian.kit.errors import InputFaults, WianError
from wian.ledger.access.desk_settings import forwards_alone
from wian.ledger.access.office_reach import list_reaches
from wian.ledger.outbox.mail_book import Mail
from wian.ledger.outbox.mail_queue import find_mail, note_opened
from wian.ledger.outbox.reach import mailbox
from wian.ledger.succession.recorded_successions import successions
from wian.mail.acknowledgement import BY_MAIL, acknowledge
from wian.mail.signed_link import LONGEST, PATH, LinkOver, LinkUnknown
from wian.office.answer import answer
from wian.office.refusals import Refusal

router = APIRouter()
Token = Annotated[str, Path(max_length=LONGEST)]
_PAGE = PATH + "/{token}"


@dataclass(frozen=True)
class _Opened:
    """A letter behind a link that holds."""

    token: str
    mail: Mail
    letter: InboxLetter


@dataclass(frozen=True)
class _Refused:
    """What was refused: an answer's text and values, or what a return said."""

    text: str = ""
    given: Mapping[str, Any] | None = None
    back: Mapping[str, str] | None = None


@router.get(_PAGE)
def show_mailed(request: Request, token: Token) -> Response:
    """The letter, and what its office can do with it."""
    at = _opened(request, token)
    desk = desk_of(request)
    if at.mail.opened_minute is None:
        note_opened(desk.ledger, at.mail.id, desk.now().minute)
    with desk.ledger.at_one_moment():
        return _page(request, at)


@router.post(f"{_PAGE}/acknowledge")
def acknowledge_mailed(request: Request, token: Token) -> Response:
    """Stamp the letter for its office."""
    at = _opened(request, token)
    try:
        done = acknowledge(at.letter.acting)
    except Refusal as error:
        return _page(request, at, error)
    flash(request, "mailed.acknowledged", number=told(request, done[0].reception.receipt_number))
    return _back(at)


@router.post(f"{_PAGE}/answer")
def answer_mailed(  # noqa: PLR0913, PLR0917 - the fields of the form
    request: Request,
    token: Token,
    key: Key,
    typed: FilledIn,
    text: Text = "",
    files: Uploads = [],  # noqa: B006 - copied
) -> Response:
    """Record what the office answers."""
    at = _opened(request, token)
    try:
        sent = typed_answer(at.letter, typed, files)
        said = act_key(key, (text, *sent.content))
        text_ = text.replace("\r\n", "\n")
        answer(at.letter.acting, text_, filled=sent.filled, files=sent.files, key=said)
    except (Refusal, InputFaults) as error:
        form = at.letter.item.directive.answer
        given = typed.given(form, {}) if form else None
        return _page(request, at, error, _Refused(text, given))
    flash(request, "mailed.answered")
    return _back(at)


@router.post(f"{_PAGE}/return")
def return_mailed(
    request: Request,
    token: Token,
    reason: Line = "",
    meant_for: Line = "",
    files: Uploads = [],  # noqa: B006 - copied
) -> Response:
    """Give the letter back to its sender: it is not for the office."""
    at = _opened(request, token)
    try:
        done = returned(at.letter.acting, reason, meant_for, uploaded(files))
    except (Refusal, InputFaults, UnknownOffice) as error:
        back = {"said": reason, "meant_for": meant_for}
        return _page(request, at, error, _Refused(back=back))
    flash(request, "told.returned", number=told(request, done.body.letter.number))
    return _back(at)


@router.get(f"{_PAGE}/letter.pdf")
def mailed_pdf(request: Request, token: Token) -> Response:
    """The letter as PDF, with the office's stamps."""
    letter = _opened(request, token).letter
    part = replace(received_part(letter), link=None)  # it has no desk
    document = kept_pdf([part], letter.plan.jurisdiction)
    headers = {"Content-Disposition": f'attachment; filename="{letter.plan.id}.pdf"'}
    return Response(document, media_type="application/pdf", headers=headers)


@router.get(f"{_PAGE}/files/{{sha256}}")
def mailed_file(request: Request, token: Token, sha256: str) -> Response:
    """A file that came with the letter, or that its office sent with its answer."""
    letter = _opened(request, token).letter
    return downloaded(came_with(letter, sha256))


def _opened(request: Request, token: str) -> _Opened:
    """The letter of a link.

    Raises:
        PageRefused: The link does not hold, its time is over, or its message was sent anew.
        NoSuchLetter: The letter went to others since.
    """
    desk = desk_of(request)
    try:
        presented = desk.links.read(token, desk.now())
    except LinkUnknown:
        raise PageRefused(404, "link") from None
    except LinkOver:
        raise PageRefused(410, "link_over") from None
    mail = find_mail(desk.ledger, presented.mail)
    if mail is None:
        raise PageRefused(404, "link")
    if mail.round != presented.round:
        raise PageRefused(410, "link_replaced")
    return _Opened(token, mail, _letters(desk, mail).received(mail.propagation))


def _letters(desk: Desk, mail: Mail) -> OfficeLetters:
    """Those of an office, as its e-mail sees them: a secret one is never sent there.

    Where another took its place, that acts by the messages to its own address.
    """
    last, home = successions(desk.ledger).last(mail.office), ""
    if last is not None:
        said = {each.office: each for each in list_reaches(desk.ledger)}
        address = mailbox(last.heir_office, said.get(last.heir))
        home = last.heir if address == mail.address else ""
    return OfficeLetters(desk, mail.office, BY_MAIL, sees_secrets=False, home=home)


def _back(at: _Opened) -> Response:
    return RedirectResponse(f"{PATH}/{at.token}", 303)


def _page(
    request: Request,
    at: _Opened,
    error: WianError | None = None,
    refused: _Refused | None = None,
) -> Response:
    refused = refused or _Refused()
    values = _values(request, at) | refusal(request, error)
    about = error if refused.back is None else None
    values |= answer_part(request, at.letter.again(), error=about, given=refused.given)
    return page(request, "by-mail.html.j2", typed=refused.text, back=refused.back, **values)


def _values(request: Request, at: _Opened) -> dict[str, Any]:
    """The letter, what was done with it, and what can be."""
    letter = at.letter.again()
    item, plan, readable = letter.item, letter.plan, letter.readable
    ended, office = item.life.ending is not None, letter.office
    acts = bool(letter.letters.home) or successions(letter.desk.ledger).last(office) is None
    gone = [each.act for each in item.life.returns if each.act.office == office]
    back = office in item.life.returned
    can_go_back = acts and item.ready is not None and not ended and may_give_back(item)
    waits = (
        item.hop.forwards and item.own is None and item.ready is not None and not ended and not back
    )
    return {
        "path": f"{PATH}/{at.token}",
        "office_name": name_now(request, letter.letters.own_office),
        "sender_name": sender_name(request, letter),
        "letter": item.letter.letter,
        "readable": readable,
        "paper": paper(letter.letters.desk.ledger, plan, item.letter.letter, None)
        if readable
        else None,
        "files": item.directive.files if readable else (),
        "notes": notes(letter.letters, plan.id, item.directive, item.life, office_naming(request)),
        "stamps": marks(item.stamps, item.acts),
        "may_acknowledge": acts and item.next_desk is not None,
        "acts": acts,
        "may_return": can_go_back,
        "went_back": gone[0] if back else None,
        "forwards": waits,
        "alone": waits and forwards_alone(letter.desk.ledger, letter.office),
        "answer_by": letter.answer_by if acts and item.stamps and not back else None,
        "over": ended,
        "key": one_time_key(),
    }
