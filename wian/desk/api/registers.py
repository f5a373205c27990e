"""The registers of the API: programs see where their office's numbers stand, and open them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from pydantic import Field, StrictInt

from wian.desk.api.authentication import Caller, Issuer, Reader
from wian.desk.api.models import Asked, Given, Line, Moment
from wian.desk.api.problems import described
from wian.desk.app.context import Desk, desk_of
from wian.jurisdictions.instant import Instant, Precision
from wian.kit.errors import Fault, InputFaults
from wian.ledger.records import NamedRegister
from wian.ledger.registers.numbers_elsewhere import Span
from wian.ledger.registers.register_acts import RegisterAct, RegisterActKind
from wian.ledger.registers.register_changes import RegisterChange
from wian.ledger.registers.register_standings import RegisterStanding, register_standings
from wian.office.kept_register import (
    HIGHEST,
    KeptRegister,
    WantedRegister,
    kept_register,
    open_kept,
    release_kept,
    reserve_kept,
)

router = APIRouter(prefix="/registers", tags=["registers"])
_Number = Annotated[StrictInt, Field(ge=1, le=HIGHEST)]
_MADE, _KNOWN = 201, 200


class RegisterAsked(Asked):
    """Which register is meant, and why something is said about it."""

    register_: Annotated[
        NamedRegister,
        Field(alias="register", description="Letters sent, circulars run apart, or received."),
    ] = NamedRegister.SEND
    desk: Annotated[Line | None, Field(description="Of a receive register: the desk's name.")] = (
        None
    )
    year: Annotated[
        StrictInt | None,
        Field(ge=1, le=9999, description="Register year; this year by default."),
    ] = None
    classification: Annotated[
        Line | None,
        Field(description="The code whose letters are meant, where each is numbered apart."),
    ] = None
    reason: Annotated[Line, Field(description="Why; it is kept.")]


class OpeningAsked(RegisterAsked):
    """A number that a register goes on at."""

    at: _Number


class ReservationAsked(RegisterAsked):
    """Numbers that are given elsewhere, or no more."""

    first: _Number
    last: _Number


class SpanShown(Given):
    """Numbers that were given elsewhere."""

    first: int
    last: int
    act: RegisterActKind
    reason: str
    by: str
    recorded: Moment


class RegisterShown(Given):
    """A register, as it stands."""

    register_: Annotated[NamedRegister, Field(alias="register")]
    desk: str | None
    year: int
    opened_at: Annotated[int | None, Field(description="null where it began at 1.")]
    last: Annotated[int | None, Field(description="The last number drawn; null where none was.")]
    next: Annotated[int, Field(description="The number that is drawn next.")]
    elsewhere: list[SpanShown]
    classification: Annotated[
        str | None, Field(description="The code whose letters it numbers, where each runs apart.")
    ]


class SpanFreed(Given):
    """Numbers that may be drawn again, or stay."""

    first: int
    last: int


class RegisterChanged(Given):
    """What was said about a register, now or before."""

    first: Annotated[int, Field(description="The first number given elsewhere.")]
    last: Annotated[int, Field(description="The last one; before the first where there is none.")]
    next: Annotated[int, Field(description="The number that is drawn next.")]
    new: bool
    replaced: Annotated[
        int | None, Field(description="The number of the opening that this one replaces.")
    ]
    freed: Annotated[list[SpanFreed], Field(description="Numbers that may be drawn again.")]
    kept: Annotated[
        list[SpanFreed],
        Field(description="Numbers that stay given elsewhere: letters or imported rows bear them."),
    ]


_REPEATED: dict[int | str, dict[str, Any]] = {
    _KNOWN: {
        "model": RegisterChanged,
        "description": "It was said before; nothing was done now.",
    }
}


@router.get("", responses=described())
def list_own(request: Request, caller: Reader) -> list[RegisterShown]:
    """The office's registers, and where they stand."""
    desk = desk_of(request)
    with desk.ledger.reading() as connection:
        found = register_standings(connection, caller.office)
    return [_shown(desk, each) for each in found]


@router.post("/openings", status_code=_MADE, responses={**_REPEATED, **described(404, 409)})
def open_own(
    request: Request, response: Response, caller: Issuer, asked: OpeningAsked
) -> RegisterChanged:
    """Have a register go on at a number. Sent again it changes nothing."""
    kept = _kept(request, caller, asked)
    return _changed(response, open_kept(kept, asked.at, reason=asked.reason, by=caller.by))


@router.post("/reservations", status_code=_MADE, responses={**_REPEATED, **described(404, 409)})
def reserve_own(
    request: Request, response: Response, caller: Issuer, asked: ReservationAsked
) -> RegisterChanged:
    """Say that numbers are given elsewhere, and never drawn. Sent again it changes nothing."""
    span, kept = _span_of(asked), _kept(request, caller, asked)
    return _changed(response, reserve_kept(kept, span, reason=asked.reason, by=caller.by))


@router.post("/releases", status_code=_MADE, responses={**_REPEATED, **described(404, 409)})
def release_own(
    request: Request, response: Response, caller: Issuer, asked: ReservationAsked
) -> RegisterChanged:
    """Take a reservation back, or a part of one, as far as nothing bears its numbers.

    Sent again it changes nothing.
    """
    span, kept = _span_of(asked), _kept(request, caller, asked)
    return _changed(response, release_kept(kept, span, reason=asked.reason, by=caller.by))


def _span_of(asked: ReservationAsked) -> Span:
    if asked.last < asked.first:
        fault = Fault("last", "is before the first number", "send the higher number as the last")
        raise InputFaults("The request", [fault])
    return asked.first, asked.last


def _kept(request: Request, caller: Caller, asked: RegisterAsked) -> KeptRegister:
    desk = desk_of(request)
    kind, code = asked.register_, asked.classification
    wanted = WantedRegister(caller.office, kind, asked.desk, asked.year, code)
    return kept_register(desk.ledger, wanted, desk.now())


def _changed(response: Response, done: RegisterChange) -> RegisterChanged:
    response.status_code = _MADE if done.new else _KNOWN
    return RegisterChanged(
        first=done.act.first,
        last=done.act.last,
        next=done.following,
        new=done.new,
        replaced=done.replaced,
        freed=_spans(done.freed),
        kept=_spans(done.kept),
    )


def _spans(spans: Iterable[Span]) -> list[SpanFreed]:
    return [SpanFreed(first=first, last=last) for first, last in spans]


def _shown(desk: Desk, standing: RegisterStanding) -> RegisterShown:
    values = {
        "register": standing.kind,
        "desk": standing.desk,
        "year": standing.year,
        "opened_at": standing.opened_at,
        "last": standing.last or None,
        "next": standing.following,
        "classification": standing.classification,
        "elsewhere": [_span(desk, act) for act in standing.acts if act.first <= act.last],
    }
    return RegisterShown.model_validate(values)


def _span(desk: Desk, act: RegisterAct) -> SpanShown:
    recorded = Instant(act.at_minute, Precision.MINUTE).isoformat(desk.country.calendar.zone)
    return SpanShown(
        first=act.first,
        last=act.last,
        act=act.kind,
        reason=act.reason,
        by=act.by,
        recorded=recorded,
    )
