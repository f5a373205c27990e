"""Gathering through the API: read the answers below an office, correct them, report them."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from wian.desk.api import letter_models
from wian.desk.api.acts import key_used
from wian.desk.api.authentication import Answerer, Overseer, Reader
from wian.desk.api.caller_letters import letters_of
from wian.desk.api.gathering_models import (
    AnswerBehind,
    CorrectionBelow,
    CorrectionHeld,
    FigureAsked,
    FigureCorrected,
    GatheredRow,
    Gathering,
    ReportAsked,
    ReportMade,
    ReportSent,
    TotalsRow,
    TotalsShown,
    field_sums,
)
from wian.desk.api.models import Given, IdempotencyKey, PropagationId
from wian.desk.api.problems import described
from wian.desk.office_letters import NoSuchLetter, OfficeLetters
from wian.kit.errors import Fault, InputFaults
from wian.ledger.acts import Act
from wian.ledger.life.upward.gathering_acts import Adjusted, ReportedUp
from wian.ledger.life.upward.report_address import ReportAddress
from wian.ledger.read.upward.answer_values import filled_answers
from wian.letters.answer_form.form import TotalKind
from wian.letters.answer_form.totals import Totals
from wian.office.gathering.adjust import correction
from wian.office.gathering.gathering import gathering
from wian.office.gathering.report import report
from wian.propagation.plan import Plan
from wian.propagation.standing.answer_board import AnswerBoard, answer_board
from wian.propagation.standing.corrections_below import corrections_below
from wian.propagation.upward.gathered_answers import BelowAnswer

router = APIRouter(tags=["gathering"])
_MADE = 201
_OfficeId = Annotated[
    str | None,
    Query(
        pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$",
        description="Id of the office, or of one below it, whose table is wanted.",
    ),
]
_Level = Annotated[
    str | None,
    Query(max_length=64, description="A row for each office of this level; those right below."),
]


def _repeated(given: type[Given]) -> dict[int | str, dict[str, Any]]:
    return {200: {"model": given, "description": "It was done before; nothing was done now."}}


@router.get("/gathering/{propagation}", responses=described(404, 409))
def show_gathering(request: Request, caller: Reader, propagation: PropagationId) -> Gathering:
    """What the office has gathered: who has answered, who is silent, sums, corrections, reports."""
    letters, plan = _gatherer(letters_of(request, caller), propagation)
    found = gathering(letters.desk.ledger, plan, letters.office)
    above = plan.route.parent(letters.office)
    return Gathering(
        propagation=letters.address(plan.id),
        office=letter_models.office(plan, letters.office),
        to=letter_models.office(plan, above) if above else None,
        answered=found.answered,
        asked=found.asked,
        silent=list(found.silent),
        rows=[_row(plan, each) for each in (*found.below, *([found.own] if found.own else []))],
        fields=field_sums(found.sums, summed=_summed(plan)),
        corrections=[
            _correction(act) for each in found.parts for _, act in sorted(each.adjusted.items())
        ],
        reports=[_sent(letters, plan, act) for act in found.reports],
    )


@router.post(
    "/gathering/{propagation}/adjustments",
    status_code=_MADE,
    responses={**_repeated(FigureCorrected), **described(404, 409)},
)
def correct_figure(  # noqa: PLR0913, PLR0917 - of the request
    request: Request,
    response: Response,
    caller: Answerer,
    propagation: PropagationId,
    asked: FigureAsked,
    key: IdempotencyKey,
) -> FigureCorrected:
    """Say that a figure from below means another number; the one that was given stays."""
    letters, plan = _gatherer(letters_of(request, caller), propagation)
    wanted = (asked.office, asked.field, asked.value, asked.reason)
    act, new = correction(letters.acting(plan), *wanted, request=key)
    body = act.body
    if not isinstance(body, Adjusted):
        raise TypeError(f"act {act.key} is no correction")
    if not _says(body, asked):
        raise key_used()
    response.status_code = _MADE if new else 200
    return FigureCorrected(**dict(_correction(act)), number=act.entry.number, new=new)


@router.post(
    "/gathering/{propagation}/reports",
    status_code=_MADE,
    responses={**_repeated(ReportMade), **described(404, 409)},
)
def send_report(  # noqa: PLR0913, PLR0917 - of the request
    request: Request,
    response: Response,
    caller: Answerer,
    propagation: PropagationId,
    key: IdempotencyKey,
    asked: ReportAsked | None = None,
) -> ReportMade:
    """Report what is there to the office that asked, by a letter; later again, with what came.

    With nothing new since the last report, that one stands.
    """
    letters, plan = _gatherer(letters_of(request, caller), propagation)
    remark = asked.remark if asked else None
    done = report(letters.acting(plan), remark, request=key)
    if done.body.request == key and (done.body.remark or "").split() != (remark or "").split():
        raise key_used()
    response.status_code = _MADE if done.new else 200
    return ReportMade(**dict(_sent(letters, plan, done.act)), new=done.new)


@router.get("/totals/{propagation}", responses=described(404, 409))
def show_totals(
    request: Request,
    caller: Overseer,
    propagation: PropagationId,
    under: _OfficeId = None,
    by: _Level = None,
) -> TotalsShown:
    """What the answers below the office come to, or below one under it, down to one answer."""
    letters, plan = _gatherer(letters_of(request, caller), propagation)
    office = under or letters.office
    if office != letters.office and (
        not plan.route.reaches(office) or letters.office not in plan.route.chain(office)
    ):
        raise NoSuchLetter
    found = answer_board(letters.desk.ledger, plan, office)
    answer = filled_answers(letters.desk.ledger, plan.id, [office]).answers.get(office)
    return TotalsShown(
        propagation=letters.address(plan.id),
        office=letter_models.office(plan, office),
        answered=found.totals.answered,
        bodies=found.totals.bodies,
        fields=field_sums(found.totals.fields, summed=_summed(plan)),
        rows=list(_rows(plan, found, by)),
        answer=answer
        and AnswerBehind(
            number=answer.number,
            answered=letter_models.moment(plan, office, answer.answered),
            by=answer.by,
            text=answer.text,
            values=dict(answer.values),
            files={name: digest for digest, name in answer.files.items()},
        ),
        corrections=[
            CorrectionBelow(
                corrector=each.corrector,
                office=each.office,
                field=each.field,
                was=str(each.given),
                value=str(each.meant),
                by=each.by,
                reason=each.reason,
            )
            for each in corrections_below(letters.desk.ledger, plan, office)
        ],
    )


def _says(body: Adjusted, asked: FigureAsked) -> bool:
    """Whether a correction says what a request does."""
    try:
        value = Decimal(asked.value)
    except InvalidOperation:
        return False
    said = (body.of.office, body.field, body.value, body.reason.split())
    return said == (asked.office, asked.field, value, asked.reason.split())


def _gatherer(letters: OfficeLetters, propagation: str) -> tuple[OfficeLetters, Plan]:
    """The office in whose place it acts, and the propagation that it takes part in.

    Raises:
        NoSuchLetter: There is none, or it concerns others.
        SecretLetter: It is not for whoever asks.
    """
    at, name = letters.placed(propagation)
    plan = at.taking_part(name)
    at.refuse_secret(plan.directive)
    return at, plan


def _rows(plan: Plan, found: AnswerBoard, level: str | None) -> list[TotalsRow]:
    if level is None:
        return [_total(plan, each.office, each.totals, leads=each.leads) for each in found.groups]
    ways = (each for body in found.asked for each in plan.route.chain(body))
    levels = {plan.hierarchy.level(each) for each in ways}
    if level not in levels:
        fault = Fault("by", "no answer leads through it", f"use one of {', '.join(sorted(levels))}")
        raise InputFaults("The request", [fault])
    asked = set(found.asked)
    return [
        _total(plan, office, totals, leads=office not in asked)
        for office, totals in found.by_level(level)
    ]


def _total(plan: Plan, office: str, totals: Totals, *, leads: bool) -> TotalsRow:
    return TotalsRow(
        office=letter_models.office(plan, office),
        answered=totals.answered,
        bodies=totals.bodies,
        leads=leads,
        fields=field_sums(totals.fields, summed=_summed(plan)),
    )


def _summed(plan: Plan) -> frozenset[str]:
    form = plan.directive.answer
    fields = form.fields if form else ()
    return frozenset(each.id for each in fields if each.totalled is TotalKind.SUM)


def _row(plan: Plan, each: BelowAnswer) -> GatheredRow:
    report_ = each.act if each.act and isinstance(each.act.body, ReportedUp) else None
    address = ReportAddress(plan.id, each.office, report_.key).text if report_ else None
    return GatheredRow(
        office=letter_models.office(plan, each.office),
        answered=each.answered,
        asked=each.asked,
        report=address,
        fields=field_sums(each.corrected, summed=_summed(plan)),
    )


def _correction(act: Act) -> CorrectionHeld:
    body = act.body
    if not isinstance(body, Adjusted):
        raise TypeError(f"act {act.key} is no correction")
    return CorrectionHeld(
        office=body.of.office,
        field=body.field,
        was=str(body.was),
        value=str(body.value),
        by=act.by,
        reason=body.reason,
    )


def _sent(letters: OfficeLetters, plan: Plan, act: Act) -> ReportSent:
    body = act.body
    if not isinstance(body, ReportedUp):
        raise TypeError(f"act {act.key} is no report")
    return ReportSent(
        address=letters.address(ReportAddress(plan.id, act.office, act.key).text),
        number=body.letter.number,
        to=body.to,
        at=letter_models.moment(plan, act.office, act.at),
        answered=body.answered,
        bodies=body.bodies,
        remark=body.remark,
    )
