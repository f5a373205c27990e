"""The standing of a live propagation on Prefect's pages: its flow run's state, in words."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import FlowRunCreate, StateCreate
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterTags
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.client.schemas.sorting import FlowRunSort

from wian.kit.counted import agreeing, counted
from wian.ledger.acts import Act, Closed, Withdrawn
from wian.ledger.database import Ledger
from wian.ledger.life.lives import life
from wian.ledger.read.recorded import counts
from wian.letters.directive import Directive
from wian.letters.secrecy import public_subject
from wian.propagation.plan import Plan

FLOW = "propagate"
UNDER_WAY, OVERDUE, RECEIVED = "Under way", "Overdue", "Received by all"
WITHDRAWN, CLOSED = "Withdrawn", "Closed"
NOTHING_NEW = "Nothing new"
STANDS_FOR = "propagation:"
_LONGEST_NAME = 100
_BETWEEN = " · "

# Running shows blue, Failed red, Completed green, Cancelled grey. Of these no worker takes up any,
# and no service of the server ends one. What a state is called is its event's name too:
# prefect.flow-run.Overdue.
_TYPES = {
    UNDER_WAY: StateType.RUNNING,
    OVERDUE: StateType.FAILED,
    RECEIVED: StateType.COMPLETED,
    WITHDRAWN: StateType.CANCELLED,
    CLOSED: StateType.COMPLETED,
}
GOES_ON = (UNDER_WAY, OVERDUE, RECEIVED)
"""What a run says while its propagation has not ended."""
LIVE_TAGS = ["wian", "live"]


@dataclass(frozen=True, slots=True)
class RunState:
    """How a live propagation stands, in a name and a sentence."""

    name: str
    message: str

    @property
    def state(self) -> State:
        """The state that shows it."""
        return State(type=_TYPES[self.name], name=self.name, message=self.message)


@dataclass(frozen=True, slots=True)
class Change:
    """A flow run whose state has become another.

    Attributes:
        flow_run: Its id.
        before: Id of the state that it had.
        name: Name of the state that it has now.
    """

    flow_run: UUID
    before: UUID | None
    name: str


def run_name(directive: Directive, where: str = "") -> str:
    """What a directive's flow run is called: its id, where it is, and its subject if no secret.

    Args:
        directive: The directive.
        where: Where it is stuck, in a phrase; empty: nobody knows yet.
    """
    told = [each for each in (where, public_subject(directive)) if each]
    return _cut(f"Propagate {directive.id}{': ' if told else ''}{_BETWEEN.join(told)}")


def ended_name(name: str, ending: str) -> str:
    """The same run's name once its directive has ended: how, in place of where it was."""
    first, _, rest = name.partition(": ")
    subject = rest.rpartition(_BETWEEN)[2]
    return _cut(f"{first}: {_BETWEEN.join(filter(None, (ending, subject)))}")


def _cut(name: str) -> str:
    """A name that is short enough for a list."""
    if len(name) <= _LONGEST_NAME:
        return name
    end = _LONGEST_NAME - 1
    while unicodedata.category(name[end]) == "Mn":
        end -= 1  # a combining vowel or tone mark belongs to the letter before it
    return f"{name[:end].rstrip()}…"


def tags(propagation: str) -> list[str]:
    """What the flow run of a live propagation is found by."""
    return [*LIVE_TAGS, f"{STANDS_FOR}{propagation}"]


def made_key(propagation: str) -> str:
    """Key of the flow run that is made for a propagation of which a server knows none."""
    return f"wian:{propagation}"


def standing(
    ledger: Ledger, plan: Plan, overdue: Collection[str] = (), where: str = ""
) -> RunState:
    """How a propagation stands in the ledger.

    Args:
        ledger: Where it is recorded.
        plan: The propagation.
        overdue: Offices that owe something for longer than they may.
        where: Where it is stuck, in a phrase.
    """
    if (act := life(ledger, plan.id).ending) is not None:
        return ended_state(act)
    wanted = len(plan.route.hops)
    figures = counts(ledger, plan.id)
    received = sum(wave.ready for wave in figures.waves)
    have = f"{received:,} of {counted(wanted, 'office')} {agreeing(received, 'has', 'have')} it"
    stuck = f"{where[:1].upper()}{where[1:]}. " if where else ""
    told = f"{stuck}{have}; letters out: {figures.letters:,}."
    if overdue:
        return RunState(OVERDUE, f"{told} Overdue: {len(overdue):,}.")
    return RunState(RECEIVED if received >= wanted else UNDER_WAY, told)


def ended_state(act: Act) -> RunState:
    """How a propagation stands that an act has ended; what the reason says is for the desks."""
    if isinstance(act.body, Withdrawn):
        said = f"{act.office} withdrew it with its letter {act.body.number} ({act.body.follower})."
        return RunState(WITHDRAWN, said)
    by_itself = isinstance(act.body, Closed) and act.body.reason is None
    said = "All have it, and have answered." if by_itself else f"{act.office} closed it."
    return RunState(CLOSED, said)


async def runs_of(client: PrefectClient, propagation: str) -> list[FlowRun]:
    """The flow runs that stand for a propagation, the oldest first."""
    wanted = FlowRunFilter(tags=FlowRunFilterTags(all_=tags(propagation)))
    return await client.read_flow_runs(
        flow_run_filter=wanted, sort=FlowRunSort.EXPECTED_START_TIME_ASC
    )


async def show(
    client: PrefectClient,
    plan: Plan,
    now: RunState,
    *,
    glance: bool = False,
) -> list[Change]:
    """Have a propagation's flow run show how it stands; what shows it already is left alone.

    A run that is still being conducted is left alone too: it shows its standing when it ends. A
    server that knows no run of the propagation (it began elsewhere, or its history was deleted)
    is given one.

    Args:
        client: Of the server that has the flow run.
        plan: The propagation.
        now: How it stands.
        glance: Whether offices have become overdue, or are so no more, is left to the sweep, which
            tells of it.
    """
    found = await runs_of(client, plan.id)
    if not found:
        return [await _made(client, plan, now)]
    changed = []
    for run in found:
        state = run.state
        if state is None or _conducted(state) or _shows(state, now, glance=glance):
            continue
        await client.set_flow_run_state(run.id, now.state, force=True)
        if state.name != now.name:
            changed.append(Change(run.id, state.id, now.name))
    return changed


async def _made(client: PrefectClient, plan: Plan, now: RunState) -> Change:
    """A flow run that shows how a propagation stands; made twice, it is one."""
    flow = await client.create_flow_from_name(FLOW)
    wanted = FlowRunCreate(
        flow_id=flow,
        name=run_name(plan.directive),
        state=StateCreate(type=_TYPES[now.name], name=now.name, message=now.message),
        tags=tags(plan.id),
        idempotency_key=made_key(plan.id),
    )
    reply = await client.request(
        "POST", "/flow_runs/", json=wanted.model_dump(mode="json", exclude_unset=True)
    )
    return Change(UUID(reply.json()["id"]), None, now.name)


def _conducted(state: State) -> bool:
    """Whether the flow itself is at work, or has not begun."""
    return not state.is_final() and state.name not in _TYPES


def _shows(state: State, now: RunState, *, glance: bool) -> bool:
    """Whether a state says already what is to be said."""
    if glance and {state.name, now.name} == {OVERDUE, UNDER_WAY}:
        return True
    named = (state.type, state.name) == (_TYPES[now.name], now.name)
    return named and state.message == now.message
