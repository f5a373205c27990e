"""Who takes the place of which office, for programs of an office that is in charge of it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from pydantic import Field

from wian.desk.api.authentication import Administrator, Caller
from wian.desk.api.models import Asked, Given, Line, Moment
from wian.desk.api.problems import described
from wian.desk.app.context import Desk, desk_of
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.succession.succession import Succession
from wian.lifecycle.succession.charge import Charge, NewOffice
from wian.lifecycle.succession.successor import Successor
from wian.office.inputs import checked

router = APIRouter(prefix="/successions", tags=["offices"])
_MADE, _KNOWN = 201, 200
OfficeName = Annotated[
    str,
    Path(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$", description="Id of the office that was."),
]


class NewOfficeAsked(Asked):
    """An office that is new; all else is as the office before has it."""

    id: Line
    name: Line
    name_en: Line | None = None
    letter_code: Annotated[
        Line | None, Field(description="Code in front of its letter numbers.")
    ] = None
    addressee: Annotated[
        Line | None, Field(description="The post that letters to it are addressed to.")
    ] = None


class SuccessionAsked(Asked):
    """That others take an office's place."""

    office: Annotated[Line, Field(description="Id or name: the own office, or one below it.")]
    by: Annotated[
        list[Line], Field(max_length=50, description="Ids or names of who takes its place.")
    ] = Field(default_factory=list)
    new: Annotated[
        NewOfficeAsked | None, Field(description="A successor that no directive has gone to yet.")
    ] = None
    heir: Annotated[
        Line | None,
        Field(
            description="Of several: the one that does what nobody can divide; else the first one."
        ),
    ] = None
    shares: Annotated[
        dict[Line, Annotated[list[Line], Field(max_length=5000)]],
        Field(
            max_length=50,
            description="Of several: ids of the offices below that each forwards to, by successor; "
            "else as the latest live directive's hierarchy has them.",
        ),
    ] = Field(default_factory=dict)
    from_: Annotated[
        date,
        Field(
            alias="from",
            description="First day; today or before.",
            json_schema_extra={"pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
        ),
    ]
    reason: Line | None = None


class ReversalAsked(Asked):
    """That a succession was a mistake."""

    reason: Line


class SuccessionShown(Given):
    """An office whose place others took."""

    office: str
    successors: list[str]
    heir: Annotated[str, Field(description="The office that keeps its work.")]
    from_: Annotated[date, Field(alias="from")]
    reason: str | None
    by: Annotated[str, Field(description="The post or program that entered it.")]
    recorded: Moment
    shares: Annotated[
        dict[str, list[str]],
        Field(description="Offices below that others than the heir forward to, by successor."),
    ]


class SuccessionMade(SuccessionShown):
    """A succession that stands in the ledger."""

    waiting: Annotated[
        dict[str, int], Field(description="Letters that moved to it, by what is to be done.")
    ]
    new: Annotated[bool, Field(description="This request entered it.")]


class SuccessionsShown(Given):
    """The successions of the own office and of those below."""

    items: list[SuccessionShown]


class ReversalMade(Given):
    """A succession that was taken back."""

    office: str
    taken_back: Annotated[list[str], Field(description="Ids of who had taken its place.")]
    reason: str
    recorded: Moment
    new: Annotated[bool, Field(description="This request took it back.")]


@router.get("", responses=described())
def list_successions(request: Request, caller: Administrator) -> SuccessionsShown:
    """The successions of the own office and of those below."""
    desk = desk_of(request)
    items = [SuccessionShown(**_shown(desk, each)) for each in _charge(desk, caller).known()]
    return SuccessionsShown(items=items)


@router.post("", status_code=_MADE, responses=described(404, 409))
def succeed_office(
    request: Request, response: Response, caller: Administrator, asked: SuccessionAsked
) -> SuccessionMade:
    """Have others take the place of an office. Sent again it changes nothing."""
    desk = desk_of(request)
    new = None if asked.new is None else checked(NewOffice, **asked.new.model_dump())
    wanted = Successor(
        asked.office, asked.by, asked.from_, asked.heir, asked.reason, shares=asked.shares
    )
    done = _charge(desk, caller).succeed(wanted, new, now=desk.now())
    response.status_code = _MADE if done.new else _KNOWN
    waiting = {state.value: count for state, count in done.waiting.items()}
    return SuccessionMade(**_shown(desk, done.succession), waiting=waiting, new=done.new)


@router.post("/{office}/reversal", status_code=_MADE, responses=described(404, 409))
def take_back_succession(
    request: Request,
    response: Response,
    caller: Administrator,
    office: OfficeName,
    asked: ReversalAsked,
) -> ReversalMade:
    """Take back a mistake, while no heir has acted. Sent again it changes nothing."""
    desk = desk_of(request)
    done = _charge(desk, caller).take_back(office, asked.reason, now=desk.now())
    response.status_code = _MADE if done.new else _KNOWN
    return ReversalMade(
        office=office,
        taken_back=[each.id for each in done.succession.successors],
        reason=done.act.reason or "",
        recorded=_moment(desk, done.act),
        new=done.new,
    )


def _charge(desk: Desk, caller: Caller) -> Charge:
    return Charge(desk.ledger, caller.office, f"{caller.office} {caller.by}")


def _moment(desk: Desk, act: Succession) -> str:
    return Instant(act.at_minute, Precision.MINUTE).isoformat(desk.country.calendar.zone)


def _shown(desk: Desk, each: Succession) -> dict[str, object]:
    return {
        "office": each.office,
        "successors": [one.id for one in each.successors],
        "heir": each.heir,
        "from": each.day,
        "reason": each.reason,
        "by": each.by,
        "recorded": _moment(desk, each),
        "shares": each.parts,
    }
