"""The names of runs that are scheduled: Prefect gives them random ones until they begin."""

from __future__ import annotations

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
    FlowRunFilterTags,
)
from prefect.client.schemas.objects import StateType

_OURS = ["auto-scheduled", "wian"]
_AT_ONCE = 200


async def name_scheduled(client: PrefectClient) -> None:
    """Name the scheduled runs of our deployments after their flows; what is named is left alone."""
    scheduled = FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED]))
    wanted = FlowRunFilter(state=scheduled, tags=FlowRunFilterTags(all_=_OURS))
    names: dict[object, str] = {}
    for run in await client.read_flow_runs(flow_run_filter=wanted, limit=_AT_ONCE):
        if run.flow_id not in names:
            names[run.flow_id] = (await client.read_flow(run.flow_id)).name.capitalize()
        if run.name != names[run.flow_id]:
            await client.update_flow_run(run.id, name=names[run.flow_id])
