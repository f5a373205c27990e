"""The status of the API: how far a directive has come below an office."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import Field

from wian.desk.api import letter_models
from wian.desk.api.authentication import Overseer
from wian.desk.api.caller_letters import letters_of
from wian.desk.api.models import Given, Moment, OfficeName, PropagationId
from wian.desk.api.problems import described
from wian.propagation.plan import Plan
from wian.propagation.standing.days_in_force import days_in_force
from wian.propagation.standing.rollup_cache import Board, board
from wian.reports.progress.answers import AnswerStanding
from wian.reports.progress.delivery import Standing

router = APIRouter(tags=["status"])


class Counts(Given):
    """How many offices stand how."""

    below: Annotated[int, Field(description="All of them: those that the directive is to reach.")]
    confirmed: Annotated[int, Field(description="A desk of them has stamped.")]
    silent: Annotated[int, Field(description="They were sent a letter, and no desk has stamped.")]
    unreachable: Annotated[
        int, Field(description="They cannot know: nobody has written to them yet.")
    ]
    asked: Annotated[int, Field(description="They are asked for an answer.")]
    in_time: Annotated[int, Field(description="They answered by the day that was named.")]
    late: Annotated[int, Field(description="They answered after it.")]
    missing: Annotated[int, Field(description="They have not answered, and the day is over.")]
    pending: Annotated[int, Field(description="They have not answered, and there is time.")]


class Branch(Given):
    """An office that the office writes to, and those below that one."""

    office: OfficeName
    standing: Standing
    answer: Annotated[AnswerStanding | None, Field(description="null: it is not asked for one.")]
    counts: Counts


class Status(Given):
    """How far the directive has come below the office."""

    propagation: str
    directive: str
    office: OfficeName
    as_of: Moment
    window_closes: date | None
    counts: Counts
    branches: list[Branch]


@router.get("/status/{propagation}", responses=described(404))
def show_status(request: Request, caller: Overseer, propagation: PropagationId) -> Status:
    """How many offices below the office confirmed, are silent, cannot know, and have answered."""
    letters, place = letters_of(request, caller).placed(propagation)
    plan, now = letters.taking_part(place), letters.desk.now()
    known = board(letters.desk.ledger, plan, now=now)
    window = days_in_force(letters.desk.ledger, plan).window
    return Status(
        propagation=letters.address(plan.id),
        directive=plan.directive.id,
        office=letter_models.office(plan, letters.office),
        as_of=letter_models.moment(plan, letters.office, now),
        window_closes=window.closes if window else None,
        counts=_counts(known, letters.office),
        branches=[_branch(plan, known, hop.recipient) for hop in plan.sending(letters.office)[1]],
    )


def _branch(plan: Plan, known: Board, office: str) -> Branch:
    return Branch(
        office=letter_models.office(plan, office),
        standing=known.standing[office],
        answer=known.answer(office),
        counts=_counts(known, office),
    )


def _counts(known: Board, office: str) -> Counts:
    values = asdict(known.of(office))
    del values["office"]
    return Counts(**values)
