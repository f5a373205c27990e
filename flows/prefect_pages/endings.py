"""The flow runs of propagations that were withdrawn or closed: they say so, once."""

from __future__ import annotations

import asyncio

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateName,
    FlowRunFilterTags,
)

from flows.prefect_pages.run_label import label_ended
from flows.prefect_pages.state import GOES_ON, LIVE_TAGS, STANDS_FOR, ended_state
from wian.ledger.life.lives import lives
from wian.propagation import runtime


async def show_endings(client: PrefectClient) -> int:
    """Have every flow run say so whose propagation has ended since it was shown last.

    The ledger is asked for the few that are under way; no plan is made again.

    Returns:
        How many flow runs did not say it yet.
    """
    wanted = FlowRunFilter(
        tags=FlowRunFilterTags(all_=LIVE_TAGS),
        state=FlowRunFilterState(name=FlowRunFilterStateName(any_=list(GOES_ON))),
    )
    runs = await client.read_flow_runs(flow_run_filter=wanted)
    of = {run.id: name for run in runs if (name := _propagation(run.tags))}
    found = await asyncio.to_thread(lives, runtime.ledger(), set(of.values()))
    ended = {run: found[name].ending for run, name in of.items() if name in found}
    for run in runs:
        if (act := ended.get(run.id)) is not None:
            state = ended_state(act)
            await client.set_flow_run_state(run.id, state.state, force=True)
            await label_ended(client, run, state.name)
    return sum(act is not None for act in ended.values())


def _propagation(tags: list[str]) -> str | None:
    named = (tag.removeprefix(STANDS_FOR) for tag in tags if tag.startswith(STANDS_FOR))
    return next(named, None)
