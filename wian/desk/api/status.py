"""The status of the API: how far a directive has come below an office."""

from __future__ import annotations

from dataclasses import asdict

from fastapi import APIRouter, Request

from wian.desk.api import letter_models
from wian.desk.api.authentication import Overseer
from wian.desk.api.caller_letters import letters_of
from wian.desk.api.models import Branch, Counts, PropagationId, Status
from wian.desk.api.problems import described
from wian.propagation.plan import Plan
from wian.propagation.standing.days_in_force import days_in_force
from wian.propagation.standing.rollup_cache import Board, board

router = APIRouter(tags=["status"])


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
    answer = known.answers.get(office)
    return Branch(
        office=letter_models.office(plan, office),
        standing=known.standing[office],
        answer=answer.standing if answer else None,
        counts=_counts(known, office),
    )


def _counts(known: Board, office: str) -> Counts:
    values = asdict(known.of(office))
    del values["office"]
    return Counts(**values)
