"""What an origin does with a directive that is out, through the API: withdraws it, closes it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from wian.desk.api import letter_models
from wian.desk.api.authentication import Issuer
from wian.desk.api.caller_letters import letters_of
from wian.desk.api.models import Asked, Given, Line, Moment, PropagationId
from wian.desk.api.problems import described
from wian.lifecycle.closure import close
from wian.lifecycle.withdrawal import withdraw

router = APIRouter(tags=["acting"])
_MADE = 201


class EndAsked(Asked):
    """That a directive is withdrawn or closed."""

    reason: Line


class WithdrawalMade(Given):
    """A withdrawal that stands in the ledger."""

    propagation: str
    follower: Annotated[str, Field(description="The propagation whose letters say so.")]
    number: Annotated[str, Field(description="Of the office's letter that says so.")]
    reached: Annotated[int, Field(description="Offices that had been sent the first letter.")]
    at: Moment
    new: Annotated[bool, Field(description="This request made it.")]


class ClosingMade(Given):
    """A closing that stands in the ledger."""

    propagation: str
    at: Moment
    new: Annotated[bool, Field(description="This request made it.")]


def _repeated(given: type[Given]) -> dict[int | str, dict[str, Any]]:
    """How the description tells of a request that was carried out before."""
    return {200: {"model": given, "description": "It was done before; nothing was done now."}}


@router.post(
    "/letters/{propagation}/withdrawal",
    status_code=_MADE,
    responses={**_repeated(WithdrawalMade), **described(404, 409)},
)
def withdraw_directive(
    request: Request,
    response: Response,
    caller: Issuer,
    propagation: PropagationId,
    asked: EndAsked,
) -> WithdrawalMade:
    """Withdraw a directive that the office sent. Sent again it withdraws nothing again."""
    letters = letters_of(request, caller)
    plan = letters.taking_part(propagation)
    done = withdraw(letters.acting(plan), asked.reason)
    response.status_code = _MADE if done.new else 200
    return WithdrawalMade(
        propagation=propagation,
        follower=done.follower,
        number=done.number,
        reached=done.reached,
        at=letter_models.moment(plan, done.act.at),
        new=done.new,
    )


@router.post(
    "/letters/{propagation}/closing",
    status_code=_MADE,
    responses={**_repeated(ClosingMade), **described(404, 409)},
)
def close_directive(
    request: Request,
    response: Response,
    caller: Issuer,
    propagation: PropagationId,
    asked: EndAsked,
) -> ClosingMade:
    """Close a directive that the office sent. Sent again it closes nothing again."""
    letters = letters_of(request, caller)
    plan = letters.taking_part(propagation)
    done = close(letters.acting(plan), asked.reason)
    response.status_code = _MADE if done.new else 200
    at = letter_models.moment(plan, done.act.at)
    return ClosingMade(propagation=propagation, at=at, new=done.new)
