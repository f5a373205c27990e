"""How an operator changes a live directive on forms of Prefect: amends, ends, adds to it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from prefect import flow, get_client
from prefect.client.schemas.objects import State
from prefect.states import Completed
from pydantic import Field

from flows.prefect_pages.endings import show_endings
from flows.prefect_pages.refusal import refused
from hierarchy.route.wanted_offices import wanted_offices
from wian.kit.counted import counted
from wian.kit.errors import WianError
from wian.lifecycle.addition import add as add_offices
from wian.lifecycle.amended_days import set_days
from wian.lifecycle.amendment import amend as amend_directive
from wian.lifecycle.changes import Enclosing, Wish
from wian.lifecycle.closure import close as close_directive
from wian.lifecycle.withdrawal import withdraw as withdraw_directive
from wian.office.actor import Acting
from wian.propagation import runtime

BY = "Prefect"
"""Who acts for the origin where nobody is named."""
Propagation = Annotated[
    str,
    Field(
        title="Propagation",
        description="Id of a live propagation, as its run in Prefect is tagged.",
        min_length=1,
        max_length=120,
    ),
]
Reason = Annotated[
    str,
    Field(title="Reason", description="Why, in a line; the ledger keeps it.", max_length=300),
]
Offices = Annotated[
    list[str],
    Field(
        title="Offices",
        description="Ids or names of offices, or selections as levels=district,under=OFFICE.",
        min_length=1,
        max_length=1000,
    ),
]
Paragraphs = Annotated[
    tuple[str, ...],
    Field(title="New words", description="Paragraph by paragraph.", max_length=40),
]
Day = Annotated[
    str, Field(title="Day", description="Such as 2030-01-31; empty: as it was.", max_length=40)
]
Titles = Annotated[
    tuple[str, ...],
    Field(title="Enclosures", description="What goes with the letter.", max_length=50),
]
By = Annotated[
    str,
    Field(
        title="Post that acts", description="A post of the origin; never a name.", max_length=120
    ),
]


@flow(name="amend", flow_run_name="Amend {propagation}", persist_result=False)
async def amend(  # noqa: PLR0913, PLR0917 - the fields of the form
    propagation: Propagation,
    text: Paragraphs = (),
    opens: Day = "",
    closes: Day = "",
    answer_by: Day = "",
    enclosures: Titles = (),
    by: By = BY,
) -> State[Any]:
    """Amend a live directive: a letter that cites the first one goes the same way down.

    The new days hold at once. Safe to repeat: a second run with the same content names the letter
    of the first.
    """
    wish = Wish(text, opens, closes, answer_by, {}, [Enclosing(each) for each in enclosures])
    try:
        done = await asyncio.to_thread(lambda: amend_directive(_origin(propagation, by), wish))
    except WianError as refusal:
        return refused(refusal)
    numbers = ", ".join(done.numbers)
    said = [f"Amended with letter {numbers}; its letters go down as {done.follower}."]
    if days := set_days(done.changes):
        said.append(f"From now on: {'; '.join(days)}.")
    said += [f"Note: {each.said(date.isoformat)}" for each in done.odd]
    return Completed(message=" ".join(said))


@flow(name="withdraw", flow_run_name="Withdraw {propagation}", persist_result=False)
async def withdraw(propagation: Propagation, reason: Reason, by: By = BY) -> State[Any]:
    """Withdraw a live directive: a letter that says so goes as far as the first letter went.

    Safe to repeat: a second run names the letter of the first.
    """

    def act(acting: Acting) -> str:
        done = withdraw_directive(acting, reason)
        numbers = ", ".join(done.numbers)
        return f"Withdrawn with letter {numbers}; its letters go down as {done.follower}."

    return await _ended(propagation, by, act)


@flow(name="close", flow_run_name="Close {propagation}", persist_result=False)
async def close(propagation: Propagation, reason: Reason, by: By = BY) -> State[Any]:
    """Close a live directive: nothing of it is forwarded or reminded of any more.

    Safe to repeat.
    """

    def act(acting: Acting) -> str:
        return f"{close_directive(acting, reason).propagation} is closed."

    return await _ended(propagation, by, act)


async def _ended(propagation: str, by: str, act: Callable[[Acting], str]) -> State[Any]:
    """A state that says what was done, once the directive's own run says so too."""
    try:
        said = await asyncio.to_thread(lambda: act(_origin(propagation, by)))
    except WianError as refusal:
        return refused(refusal)
    async with get_client() as client:
        await show_endings(client)
    return Completed(message=said)


def _origin(propagation: str, by: str) -> Acting:
    """The origin of a live directive, as a post acts for it now."""
    ledger, plan = runtime.ledger(), runtime.recorded_plan(propagation)
    return Acting(ledger, plan, plan.directive.origin, by, runtime.agreed_now())


@flow(name="add", flow_run_name="Add to {propagation}", persist_result=False)
async def add(
    propagation: Propagation, offices: Offices, reason: Reason, by: By = BY
) -> State[Any]:
    """Add offices that a live directive had left out; who has it already is not added again.

    Safe to repeat.
    """
    try:
        said = await asyncio.to_thread(_added, propagation, offices, reason, by)
    except WianError as refusal:
        return refused(refusal)
    return Completed(message=said)


def _added(propagation: str, offices: list[str], reason: str, by: str) -> str:
    acting = _origin(propagation, by)
    done = add_offices(acting, wanted_offices(acting.plan.hierarchy, offices), reason)
    if not done.new:
        return "All of them are on the route already; nothing was done."
    said = f"Added: {counted(len(done.added), 'office')}."
    if done.numbers:
        said += f" Written to at once with {', '.join(done.numbers)}."
    if done.waiting:
        said += f" Still to write: {', '.join(done.waiting)}."
    return said
