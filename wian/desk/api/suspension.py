"""What an office says of its clock through the API: it rests, or runs again."""

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
from wian.kit.errors import Fault, InputFaults
from wian.lifecycle.suspension import ClockChange, resume, suspend
from wian.propagation.plan import Plan

router = APIRouter(tags=["acting"])
_MADE = 201


class SuspensionAsked(Asked):
    """That the office's clock rests while it waits for another office."""

    reason: Line
    waits_for: Annotated[
        str | None,
        Field(
            max_length=120,
            description="Id of the office that it waits for, where it is one of the hierarchy.",
        ),
    ] = None


class SuspensionMade(Given):
    """A rest of the office's clock, as it stands in the ledger."""

    propagation: str
    reason: str
    waits_for: str | None
    suspended: Annotated[Moment, Field(description="Since when it rests, or did.")]
    resumed: Annotated[Moment | None, Field(description="When it ran again; null: it rests.")]
    new: Annotated[bool, Field(description="This request made it.")]


_REPEATED: dict[int | str, dict[str, Any]] = {
    200: {"model": SuspensionMade, "description": "It was done before; nothing was done now."}
}


@router.post(
    "/letters/{propagation}/suspension",
    status_code=_MADE,
    responses={**_REPEATED, **described(404, 409)},
)
def suspend_letter(
    request: Request,
    response: Response,
    caller: Issuer,
    propagation: PropagationId,
    asked: SuspensionAsked,
) -> SuspensionMade:
    """Let the office's clock rest while it waits. Sent again it rests as it did."""
    letter = letters_of(request, caller).received(propagation)
    plan = letter.plan
    if asked.waits_for is not None and asked.waits_for not in plan.hierarchy.graph:
        fault = Fault("waits_for", "is no office of the hierarchy", "give the id of one, or none")
        raise InputFaults("The request", [fault])
    return _made(response, plan, suspend(letter.acting, asked.reason, asked.waits_for))


@router.post(
    "/letters/{propagation}/resumption",
    status_code=_MADE,
    responses={**_REPEATED, **described(404, 409)},
)
def resume_letter(
    request: Request, response: Response, caller: Issuer, propagation: PropagationId
) -> SuspensionMade:
    """Have the office's clock run again. Sent again it runs as it did."""
    letter = letters_of(request, caller).received(propagation)
    return _made(response, letter.plan, resume(letter.acting))


def _made(response: Response, plan: Plan, done: ClockChange) -> SuspensionMade:
    response.status_code = _MADE if done.new else 200
    rest = done.suspension
    return SuspensionMade(
        propagation=plan.id,
        reason=rest.body.reason,
        waits_for=rest.body.waits_for,
        suspended=letter_models.moment(plan, rest.begun.office, rest.begun.at),
        resumed=letter_models.maybe(plan, rest.begun.office, rest.ended.at if rest.ended else None),
        new=done.new,
    )
