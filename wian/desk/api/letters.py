"""The letters of the API: what one says, its paper, and where a letter sent is."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from wian.desk.api import letter_models
from wian.desk.api.authentication import Reader
from wian.desk.api.caller_letters import letters_of
from wian.desk.api.held_reports import came_in_full, wrote_in_full
from wian.desk.api.models import (
    FileDigest,
    Part,
    PropagationId,
    ReceivedInFull,
    Recipient,
    SentByMail,
    SentInFull,
)
from wian.desk.api.problems import described
from wian.desk.api.relations import related
from wian.desk.app.downloaded_file import downloaded
from wian.desk.held_report import held_report, is_report, received_report
from wian.desk.letter_files import came_with, goes_with
from wian.desk.office_letters import NoSuchLetter, OfficeLetters
from wian.desk.views.sheets import received_part, report_part
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.acts import Act, ActKind, Answered
from wian.ledger.outbox.mail_book import MailKind, MailProgress
from wian.ledger.outbox.mail_queue import mail_progress
from wian.ledger.read import live_letters
from wian.ledger.read.corrections import moments_of
from wian.ledger.records import IssuedLetter, ReceivedHop
from wian.letters.file_kind import MEDIA_TYPES
from wian.letters.pages.export import content_of
from wian.propagation.plan import Plan
from wian.propagation.standing.days_in_force import DaysInForce, days_in_force

router = APIRouter(tags=["letters"])


class PaperFormat(StrEnum):
    """How a letter is laid out."""

    TEXT = "text"
    HTML = "html"
    PDF = "pdf"


_KINDS = {
    PaperFormat.TEXT: (".txt", "text/plain; charset=utf-8"),
    PaperFormat.HTML: (".html", "text/html; charset=utf-8"),
    PaperFormat.PDF: (".pdf", "application/pdf"),
}
_PAPER: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The letter; on the PDF with the office's stamps, and the code of its page.",
        "content": {
            "text/plain": {"schema": {"type": "string"}},
            "text/html": {"schema": {"type": "string"}},
            "application/pdf": {"schema": {"type": "string", "format": "binary"}},
        },
    }
}

_FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file, byte for byte.",
        "content": {
            kind: {"schema": {"type": "string", "format": "binary"}} for kind in MEDIA_TYPES
        },
    }
}


@router.get("/letters/{propagation}", responses=described(404))
def show_letter(request: Request, caller: Reader, propagation: PropagationId) -> ReceivedInFull:
    """A letter that the office was sent: its text, its stamps, and the chain that it came down."""
    letters = letters_of(request, caller)
    if is_report(propagation):
        return came_in_full(received_report(letters, propagation))
    return letter_models.received_in_full(letters.received(propagation))


@router.get(
    "/letters/{propagation}/paper",
    responses={**_PAPER, **described(404)},
    response_class=Response,
)
def show_paper(
    request: Request,
    caller: Reader,
    propagation: PropagationId,
    form: Annotated[PaperFormat, Query(alias="format")] = PaperFormat.TEXT,
) -> Response:
    """A letter that the office was sent, laid out."""
    letters, (ending, media_type) = letters_of(request, caller), _KINDS[form]
    if is_report(propagation):
        held = received_report(letters, propagation)
        held.letters.refuse_secret(held.report.directive)
        part, country = report_part(held), held.plan.jurisdiction
    else:
        letter = letters.received(propagation)
        letter.letters.refuse_secret(letter.item.directive)
        part, country = received_part(letter), letter.plan.jurisdiction
    return Response(content_of(ending, (part,), country), media_type=media_type)


@router.get("/outgoing/{propagation}", responses=described(404))
def show_sent(
    request: Request, caller: Reader, propagation: PropagationId, part: Part = 0
) -> SentInFull:
    """A letter that the office issued, and how far it has come with each who was sent it."""
    if is_report(propagation):
        held = held_report(letters_of(request, caller), propagation)
        if held.came:
            raise NoSuchLetter
        return wrote_in_full(held)
    letters, place = letters_of(request, caller).placed(propagation)
    item = letters.sent(place, part)
    plan, readable = letters.plan(place), letters.may_read(item.directive)
    return SentInFull(
        **dict(letter_models.sent(letters, item)),
        letter=item.letter.letter if readable else None,
        standing=_standing(letters, plan, part, readable=readable),
        files=list(item.directive.files) if readable else [],
        **dict(related(letters.desk.ledger, item.directive)),
    )


@router.get(
    "/letters/{propagation}/files/{sha256}",
    responses={**_FILE, **described(404)},
    response_class=Response,
)
def show_received_file(
    request: Request, caller: Reader, propagation: PropagationId, sha256: FileDigest
) -> Response:
    """A file that came with a letter to the office, or that went with its answer or return."""
    letter = letters_of(request, caller).received(propagation)
    return downloaded(came_with(letter, sha256))


@router.get(
    "/outgoing/{propagation}/files/{sha256}",
    responses={**_FILE, **described(404)},
    response_class=Response,
)
def show_sent_file(
    request: Request, caller: Reader, propagation: PropagationId, sha256: FileDigest
) -> Response:
    """A file that goes with a letter that the office issued, or with an answer or a return."""
    letters = letters_of(request, caller)
    return downloaded(goes_with(letters, propagation, sha256))


def _standing(letters: OfficeLetters, plan: Plan, part: int, *, readable: bool) -> list[Recipient]:
    ledger = letters.desk.ledger
    with ledger.looking(plan.id) as reader:
        offices = [hop.recipient for hop in reader.sent_by(letters.office) if hop.part == part]
        received, own = reader.received(offices), reader.letters(offices)
    moments = moments_of(live_letters.acts(ledger, plan.id, kind=ActKind.CORRECTED))
    mails = {
        each.mail.office: each
        for each in mail_progress(ledger, plan.id, letters.office)
        if each.mail.kind is MailKind.LETTER
    }
    answers = live_letters.answers(ledger, plan.id)

    days = days_in_force(ledger, plan)

    def corrected(office: str, position: int, at: Instant | None) -> Instant | None:
        return moments.get((office, position), at)

    return [
        _recipient(
            days,
            received[office],
            own.get(office),
            answers.get(office),
            corrected,
            mails.get(office),
            readable=readable,
        )
        for office in offices
        if office in received
    ]


def _recipient(  # noqa: PLR0913, PLR0917 - what is known of a recipient
    days: DaysInForce,
    found: ReceivedHop,
    own: IssuedLetter | None,
    answer: Act | None,
    corrected: Callable[[str, int, Instant | None], Instant | None],
    mailed: MailProgress | None,
    *,
    readable: bool,
) -> Recipient:
    plan, hop = days.plan, found.hop
    given = answer.body if answer and isinstance(answer.body, Answered) else None
    shown = partial(letter_models.maybe, plan, hop.recipient)
    return Recipient(
        office=letter_models.office(plan, hop.recipient),
        channel=hop.channel,
        received=shown(corrected(hop.recipient, 0, found.received)),
        ready=shown(corrected(hop.recipient, hop.desks - 1, found.ready)),
        forwards=hop.forwards,
        forwarded=shown(own.issued if own else None),
        own_number=own.letter.number if own else None,
        answer_by=days.answer_by(hop.recipient),
        answered=shown(given.answered.instant if given else None),
        mail=mailed and _by_mail(plan, mailed),
        files=list(given.files) if given and readable else [],
    )


def _by_mail(plan: Plan, found: MailProgress) -> SentByMail:
    since = Instant(found.mail.changed_minute, Precision.MINUTE)
    return SentByMail(
        address=found.mail.address,
        stands=found.stands,
        since=letter_models.moment(plan, found.mail.office, since),
        last_error=found.mail.last_error,
    )
