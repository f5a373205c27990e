"""The artifacts of a propagation on Prefect's pages: its situation, its offices, its progress.

The situation alone stands on the flow run, and leads to the others: a run's artifacts are shown in
the order of ids that the server draws at random, and the situation is to be the first thing seen.

Each has a key of its own. Within a day an artifact is brought up to date in its place; the first
change of another day, or of another flow run, makes a new version: so there is one a day, and
whoever looks back sees how each day ended.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import ArtifactCreate, LogCreate
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey
from prefect.client.schemas.objects import Artifact
from prefect.client.schemas.sorting import ArtifactSort

from wian.delays.hop_record import HopRecord
from wian.kit.counted import agreeing, counted
from wian.reports.progress.delivery import Standing
from wian.reports.progress.directive_day import DirectiveDay
from wian.reports.progress.pages.page import page
from wian.reports.progress.pages.setting import Setting
from wian.reports.progress.pages.table import table
from wian.reports.progress.pages.whereabouts import headline, sentence
from wian.reports.progress.snapshot import Situation

SITUATION, OFFICES, PROGRESS = "where-it-is", "offices-behind", "progress"
TODAY = "wian-today"
"""Key of the page over all live directives."""
_NO_KEY = re.compile(r"[^a-z0-9]+")


def key(propagation: str, kind: str) -> str:
    """Key of an artifact of a propagation, in the letters that Prefect takes.

    Args:
        propagation: Its id, whose last eight digits keep ``a_b`` and ``a-b`` apart.
        kind: Which artifact.
    """
    return _NO_KEY.sub("-", f"{propagation}-{kind}")


async def publish(
    client: PrefectClient,
    flow_run: UUID,
    found: Situation,
    setting: Setting,
    ahead: DirectiveDay | None = None,
) -> bool:
    """Have a flow run show a situation; what it shows already is left alone.

    Args:
        client: Of the server that has the flow run.
        flow_run: It.
        found: The situation.
        setting: What it is told with.
        ahead: What is expected and whom to telephone, as the page of today says it.

    Returns:
        Whether there was something to be changed.
    """
    name, clock = key(setting.propagation, SITUATION), setting.clocks.of(setting.route.origin)
    day = clock.date(found.as_of)
    before, mark = await latest(client, name), _mark(found, setting, day, ahead)
    known = (before.metadata_ or {}) if before and before.flow_run_id == flow_run else {}
    if known.get("mark") == mark:
        return False
    if known.get("day") != day.isoformat():
        known, before = {}, None
    offices, told = table(found, setting)
    rows = json.dumps(offices, ensure_ascii=False)
    own = {OFFICES: ("table", rows, told), PROGRESS: ("progress", *_progress(found))}
    ids = {}
    for kind, (sort, data, words) in own.items():
        made = _made(key(setting.propagation, kind), sort, data, words)
        ids[kind] = await written(client, known.get(kind), made)
    text = page(found, setting, ahead) + _links(setting.propagation)
    whole = _made(name, "markdown", text, headline(found, setting), flow_run)
    whole.metadata_ = {"mark": mark, "day": day.isoformat(), **ids}
    await written(client, str(before.id) if before else None, whole)
    if before is None:
        await _log(client, flow_run, sentence(found, setting))
    return True


def _links(propagation: str) -> str:
    """More lines of the list at a page's end: where the other artifacts are, in either UI."""
    return (
        f"- [Today: all directives, the worst first](../key/{TODAY})\n"
        f"- [Everyone who is behind, on a page](../key/{key(propagation, OFFICES)})\n"
        f"- [The share that has it, day by day](../key/{key(propagation, PROGRESS)})\n"
    )


async def _log(client: PrefectClient, flow_run: UUID, told: str) -> None:
    """Write the sentence of the day on the page that a flow run opens with: its log."""
    line = LogCreate(
        name="wian",
        level=logging.INFO,
        message=f"{told} More under Artifacts.",
        timestamp=datetime.now(UTC),
        flow_run_id=flow_run,
    )
    await client.create_logs([line])


def _progress(found: Situation) -> tuple[float, str]:
    """Per cent of the offices that have it, and that in words."""
    have = found.count(Standing.CONFIRMED)
    share = 100.0 * have / max(found.offices, 1)
    offices = counted(found.offices, "office")
    return round(share, 1), f"{have:,} of {offices} {agreeing(have, 'has', 'have')} it"


def _mark(found: Situation, setting: Setting, day: date, ahead: DirectiveDay | None) -> str:
    """Stands for what a situation says, however much time has passed on the same day."""
    risk = found.risk
    rest = [
        [hop.office for hop in found.hops if hop.overdue is not None],
        risk.missed if risk else None,
        [str(ahead.chance), str(ahead.calls)] if ahead else None,
        str(found.back),
        day.isoformat(),
        setting.desk,
    ]
    digest = hashlib.sha256(json.dumps(rest).encode())
    for hop in found.hops:  # one by one: all of them together weigh more than the offices
        if record := hop.record:
            digest.update(f"{hop.office}{_minutes(record)}{record.letter_number}".encode())
    return digest.hexdigest()[:16]


def _minutes(record: HopRecord) -> list[int | None]:
    """When a hop's moments were, the days on which a clock rests included."""
    moments = (record.issued, record.received, record.ready, record.forwarded)
    rests = [minute for rest in record.rests for minute in rest]
    return [moment.minute if moment else None for moment in moments] + rests


def _made(
    name: str, kind: str, data: Any, words: str, flow_run: UUID | None = None
) -> ArtifactCreate:
    return ArtifactCreate(key=name, type=kind, data=data, description=words, flow_run_id=flow_run)


async def latest(client: PrefectClient, name: str) -> Artifact | None:
    """The latest version of the artifact with a key; ``None`` where there is none."""
    found = await client.read_artifacts(
        artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=[name])),
        sort=ArtifactSort.CREATED_DESC,
        limit=1,
    )
    return found[0] if found else None


async def written(client: PrefectClient, known: str | None, made: ArtifactCreate) -> str:
    """Bring an artifact up to date in its place, or make it; gives its id.

    Not by the client's own methods: with each update they would send all of it as an event too.
    """
    if known is None:
        body = made.model_dump(mode="json", exclude_unset=True)
        reply = await client.request("POST", "/artifacts/", json=body)
        return str(reply.json()["id"])
    changed = made.model_dump(mode="json", include={"data", "description", "metadata_"})
    given = {name: value for name, value in changed.items() if value is not None}
    await client.request("PATCH", "/artifacts/{id}", path_params={"id": known}, json=given)
    return known
