"""Acting through the API: stamp, correct, draft, issue and answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Query, Request
from starlette.responses import Response

from wian.desk.api import letter_models, number_models
from wian.desk.api.answer_models import (
    AnswerAsked,
    AnswerMade,
    AnswerTakenBack,
    TakeBackAsked,
)
from wian.desk.api.authentication import Answerer, Issuer, Stamper
from wian.desk.api.caller_letters import letters_of
from wian.desk.api.held_reports import stamp_shown
from wian.desk.api.models import (
    CorrectionAsked,
    CorrectionMade,
    DraftAsked,
    DraftShown,
    Given,
    IdempotencyKey,
    IssueAsked,
    LetterAndRecipients,
    LetterIssued,
    Post,
    PropagationId,
    Signer,
    StampAsked,
    StampMade,
)
from wian.desk.api.problems import ApiRefusal, described
from wian.desk.api.sent_files import sent_files
from wian.desk.held_report import HeldReport, is_report, received_report
from wian.jurisdictions.instant import Instant
from wian.jurisdictions.office_clocks import OfficeClock
from wian.kit.errors import Fault, InputFaults
from wian.ledger.acts import ActKind, Answered, Corrected
from wian.ledger.life.upward.answer_acts import Retracted
from wian.ledger.read.live_letters import Incoming
from wian.office import answer, correct, issue, joint_issue, stamp
from wian.office.filled_form import FilledForm, answer_content
from wian.office.gathering.report_stamp import stamp_report
from wian.office.inputs import Reason, checked
from wian.office.issue import Draft
from wian.office.refusals import DraftChanged

router = APIRouter(tags=["acting"])
_MADE, _CHANGED_MEANWHILE, _REVISION_MISSING = 201, 412, 428

_IfMatch = Annotated[
    str | None,
    Header(pattern=r'^"[0-9]{1,7}"$', description="ETag of the draft that was edited."),
]


def _repeated(given: type[Given]) -> dict[int | str, dict[str, Any]]:
    """How the description tells of a request that was carried out before."""
    return {200: {"model": given, "description": "It was done before; nothing was done now."}}


@router.post(
    "/letters/{propagation}/stamps",
    status_code=_MADE,
    responses={**_repeated(StampMade), **described(404, 409)},
)
def stamp_letter(
    request: Request,
    response: Response,
    caller: Stamper,
    propagation: PropagationId,
    asked: StampAsked | None = None,
) -> StampMade:
    """Stamp a letter that the office was sent. Sent again it stamps nothing again.

    A report is stamped as of now, under the number that its register gives.
    """
    if is_report(propagation):
        held = received_report(letters_of(request, caller), propagation)
        return _stamp_report(response, held, asked or StampAsked())
    (letters, place), asked = letters_of(request, caller).placed(propagation), asked or StampAsked()
    before = letters.received(place)
    plan = before.plan
    done = stamp.receive(
        letters.acting(plan),
        at=_instant("at", asked.at, plan.clock_of(caller.office)),
        reason=asked.reason,
        position=asked.position,
        number=number_models.given(asked.number, confirm=asked.confirm),
    )
    _tell_whether_new(response, new=done.new)
    made = letter_models.stamp(plan, before.item, done.reception)
    typed = number_models.typed(done.typed)
    return StampMade(stamp=made, last=done.last, new=done.new, typed=typed)


def _stamp_report(response: Response, held: HeldReport, asked: StampAsked) -> StampMade:
    """Stamp a report at the next desk, or at the one that is named.

    Raises:
        InputFaults: The request says more than that.
    """
    given = asked.model_fields_set - {"position"}
    faults = [
        Fault(
            name, "is not said of a report's stamp", "leave it out: a report is stamped as of now"
        )
        for name in sorted(given)
    ]
    if faults:
        raise InputFaults("The request", faults)
    at = held.report.at
    position = held.next_desk if asked.position is None else asked.position
    acting = held.letters.acting(held.plan)
    done = stamp_report(acting, at.sender, at.key, position)
    _tell_whether_new(response, new=done.new)
    return StampMade(stamp=stamp_shown(held, done.act), last=done.last, new=done.new, typed=None)


@router.post(
    "/letters/{propagation}/corrections",
    status_code=_MADE,
    responses={**_repeated(CorrectionMade), **described(404, 409)},
)
def correct_stamp(  # noqa: PLR0913, PLR0917 - of the request
    request: Request,
    response: Response,
    caller: Stamper,
    propagation: PropagationId,
    asked: CorrectionAsked,
    key: IdempotencyKey,
) -> CorrectionMade:
    """Say that a stamp means another moment; the stamp itself stays as it is."""
    letters, place = letters_of(request, caller).placed(propagation)
    before = letters.received(place)
    new, plan = _is_new(before.item, ActKind.CORRECTED, key), before.plan
    at, reason = (
        _instant("at", asked.at, plan.clock_of(caller.office)),
        checked(Reason, reason=asked.reason).reason,
    )
    act = correct.correct(
        letters.acting(plan),
        position=asked.position,
        at=at or letters.desk.now(),
        reason=asked.reason,
        key=key,
    )
    body = act.body
    if not isinstance(body, Corrected):
        raise TypeError(f"act {act.key} is no correction")
    _refuse_other_use((body.position, body.at.instant, body.reason), (asked.position, at, reason))
    _tell_whether_new(response, new=new)
    return CorrectionMade(
        number=act.entry.number,
        position=body.position,
        at=letter_models.moment(plan, caller.office, body.at.instant),
        reason=body.reason,
        new=new,
    )


@router.get("/letters/{propagation}/draft", responses=described(404, 409))
def show_draft(
    request: Request,
    response: Response,
    caller: Issuer,
    propagation: PropagationId,
    signer: Annotated[Post | None, Query(description="The post that is to sign it.")] = None,
) -> DraftShown:
    """The letter that the office would issue now; its ETag is its revision."""
    letters, place = letters_of(request, caller).placed(propagation)
    plan = letters.taking_part(place)
    found = issue.draft(letters.acting(plan), signer)
    return _shown(response, found)


@router.put("/letters/{propagation}/draft", responses=described(404, 409, 412, 428))
def edit_draft(  # noqa: PLR0913, PLR0917 - of the request
    request: Request,
    response: Response,
    caller: Issuer,
    propagation: PropagationId,
    asked: DraftAsked,
    if_match: _IfMatch = None,
) -> DraftShown:
    """Keep edited paragraphs, unless somebody else edited them meanwhile."""
    letters, place = letters_of(request, caller).placed(propagation)
    plan = letters.taking_part(place)
    if if_match is None:
        raise ApiRefusal(_REVISION_MISSING)
    try:
        found = issue.save_draft(
            letters.acting(plan),
            asked.paragraphs,
            revision=int(if_match.strip('"')),
        )
    except DraftChanged as error:
        raise ApiRefusal(_CHANGED_MEANWHILE, str(error), code="draft-changed") from None
    return _shown(response, found)


@router.post(
    "/letters/{propagation}/issue",
    status_code=_MADE,
    responses={**_repeated(LetterIssued), **described(404, 409)},
)
def issue_letter(
    request: Request,
    response: Response,
    caller: Issuer,
    propagation: PropagationId,
    asked: IssueAsked | None = None,
) -> LetterIssued:
    """Issue the office's letter from its draft. Sent again it issues nothing again."""
    letters, place = letters_of(request, caller).placed(propagation)
    plan = letters.taking_part(place)
    wish = asked or IssueAsked()
    done = joint_issue.issue(
        letters.acting(plan),
        revision=wish.revision,
        number=number_models.given(wish.number, confirm=wish.confirm),
        signer=wish.signer,
    )
    _tell_whether_new(response, new=done.new)
    return LetterIssued(
        propagation=propagation,
        number=done.letter.letter.number,
        issued=letter_models.moment(plan, caller.office, done.letter.issued),
        recipients=list(done.recipients),
        new=done.new,
        letters=[
            LetterAndRecipients(
                part=each.part, number=each.letter.number, recipients=list(recipients)
            )
            for each, recipients in done.letters
        ],
        together=[each.letter.number for also in done.together for each, _ in also.letters],
        unstamped=list(done.unstamped),
        typed=number_models.typed(done.typed),
    )


@router.post(
    "/letters/{propagation}/answers",
    status_code=_MADE,
    responses={**_repeated(AnswerMade), **described(404, 409)},
)
def answer_letter(  # noqa: PLR0913, PLR0917 - of the request
    request: Request,
    response: Response,
    caller: Answerer,
    propagation: PropagationId,
    asked: AnswerAsked,
    key: IdempotencyKey,
) -> AnswerMade:
    """Record what the office answers; a later answer goes before an earlier one."""
    letters, place = letters_of(request, caller).placed(propagation)
    before = letters.received(place)
    new, plan = _is_new(before.item, ActKind.ANSWERED, key), before.plan
    at = _instant("answered", asked.answered, plan.clock_of(caller.office))
    files, filled = sent_files(asked.files), FilledForm(asked.values)
    form = plan.directive.answer
    wanted = answer_content(form, asked.text, asked.reason, filled, files)
    act = answer.answer(
        letters.acting(plan),
        asked.text,
        filled=filled,
        answered=at,
        reason=asked.reason,
        files=files,
        key=key,
    )
    body = act.body
    if not isinstance(body, Answered):
        raise TypeError(f"act {act.key} is no answer")
    kept = (body.text, body.reason, body.answered.instant if at else None, body.files)
    sent = tuple(each.kept for each in files)
    said = (wanted.text, wanted.reason, at, sent)
    _refuse_other_use((*kept, body.values), (*said, wanted.values))
    _tell_whether_new(response, new=new)
    return AnswerMade(**dict(letter_models.answer(plan, act)), new=new)


@router.post("/letters/{propagation}/answers/{number}/take-back", responses=described(404, 409))
def take_answer_back(
    request: Request,
    caller: Answerer,
    propagation: PropagationId,
    number: Annotated[int, Path(ge=1, description="Of the answer, in the office's journal.")],
    asked: TakeBackAsked,
) -> AnswerTakenBack:
    """Take an answer back: it stays, and the office owes one. Sent again it changes nothing."""
    letters, place = letters_of(request, caller).placed(propagation)
    plan = letters.received(place).plan
    act = answer.take_back(letters.acting(plan), asked.reason, number=number)
    if not isinstance(act.body, Retracted):
        raise TypeError(f"act {act.key} takes nothing back")
    return AnswerTakenBack(number=act.body.number, reason=act.body.reason)


def _instant(field: str, written: str | None, clock: OfficeClock) -> Instant | None:
    """A moment as sent: a date alone stays one.

    Raises:
        InputFaults: There is no such day or time.
    """
    if written is None:
        return None
    try:
        read = datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)
    except ValueError:
        fault = Fault(field, "there is no such day or time", "send another one")
        raise InputFaults("The request", [fault]) from None
    return clock.instant(read)


def _is_new(item: Incoming, kind: ActKind, key: str) -> bool:
    return all(act.key != key for act in item.of(kind))


def _refuse_other_use(kept: tuple[object, ...], asked: tuple[object, ...]) -> None:
    """Refuse a key that stands for something else already.

    Raises:
        ApiRefusal: It does.
    """
    if kept != asked:
        raise key_used()


def key_used() -> ApiRefusal:
    """The refusal of a key that stands for something else already."""
    detail = "This Idempotency-Key was used for another request; send a new one."
    return ApiRefusal(409, detail, code="key-used")


def _tell_whether_new(response: Response, *, new: bool) -> None:
    response.status_code = _MADE if new else 200


def _shown(response: Response, found: Draft) -> DraftShown:
    response.headers["ETag"] = f'"{found.revision}"'
    letter, *others = found.letters
    return DraftShown(
        revision=found.revision,
        edited_by=found.by,
        letter=letter,
        others=others,
        signers=[
            Signer(
                post=each.post,
                acting_for=each.acting_for,
                term=each.term.value if each.acting_for else None,
            )
            for each in found.signers
        ],
    )
