"""The artifacts of a propagation: its situation on its flow run, under keys of their own."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace

import pytest

from wian.delays.clock_choice import ClockChoice
from wian.followup.current_snapshot import setting, situate
from wian.jurisdictions.instant import Instant, Precision
from wian.lifecycle.closure import close
from wian.office.actor import Acting
from wian.office.joint_issue import issue
from wian.propagation import runtime

DAY = 24 * 60


@pytest.fixture
def conduct(on_server):
    """Conduct a request in this process; gives what it returned."""
    from flows.local_run import conduct as conducting  # noqa: PLC0415 - Prefect has its settings

    return lambda request: asyncio.run(conducting(request))


@pytest.fixture
def artifacts(on_server):
    """The artifacts of a propagation, by key; each key's versions, the oldest first."""
    from flows.prefect_pages.artifacts import key  # noqa: PLC0415 - Prefect has its settings

    def found(propagation):
        first = key(propagation, "")
        like = {"key": {"like_": f"{first}%"}}
        rows = on_server("artifacts/filter", artifacts=like, sort="ID_DESC", limit=50)
        versions = {}
        for row in sorted(rows, key=lambda row: row["created"]):
            versions.setdefault(row["key"].removeprefix(first), []).append(row)
        return versions

    return found


@pytest.fixture
def publish(on_server, drill):
    """Publish a situation of the drill on one flow run of it."""
    from prefect import get_client  # noqa: PLC0415 - Prefect has its settings

    from flows.prefect_pages.artifacts import publish as publishing  # noqa: PLC0415 - the same
    from flows.prefect_pages.state import show, standing  # noqa: PLC0415 - the same

    async def made():
        async with get_client() as client:
            (change,) = await show(client, drill.plan, standing(drill.ledger, drill.plan))
            return change.flow_run

    run = asyncio.run(made())

    def published(minutes=0, **changes):
        now = Instant(runtime.now().minute + minutes, Precision.MINUTE)
        found = situate(drill.ledger, drill.plan, now=now)

        async def told():
            async with get_client() as client:
                words = replace(setting(drill.plan), **changes)
                return await publishing(client, run, found, words)

        return asyncio.run(told())

    return published


def test_a_live_run_shows_where_it_is_from_its_first_letter_on(
    conduct, artifacts, propagating, living
):
    """The one artifact says it in its description: what a manager reads without opening it."""
    request = propagating.request(living.directive(id="drill_shown"), clock=ClockChoice.LIVE)
    done = conduct(request)
    found = artifacts(done.propagation)
    assert sorted(found) == ["offices-behind", "progress", "where-it-is"]
    (offices,), (progress,), (page,) = (found[name] for name in sorted(found))
    assert "Ministry of Interior" in page["description"]
    assert "114 offices wait behind it" in page["description"]
    assert "อุทกภัย" in page["data"]
    assert progress["data"] == 0
    assert len(json.loads(offices["data"])) == 115
    assert page["flow_run_id"]
    assert f"(../key/{offices['key']})" in page["data"]
    assert f"(../key/{progress['key']})" in page["data"]


def test_a_run_has_its_page_alone_which_is_therefore_the_first(publish, artifacts, drill):
    """Prefect shows a run's artifacts in the order of ids that it draws at random."""
    publish()
    drill.stamp("moi")
    publish(minutes=2 * DAY)
    rows = [row for found in artifacts(drill.plan.id).values() for row in found]
    assert {row["key"].rpartition("-")[0] for row in rows if row["flow_run_id"]} == {
        f"{drill.plan.id}-where-it"
    }


def test_what_has_not_changed_is_left_alone_and_what_has_is_brought_up_to_date_in_its_place(
    publish, artifacts, drill
):
    """Sweeps come every five minutes: a day has one version."""
    assert publish()
    assert not publish()
    (before,) = artifacts(drill.plan.id)["where-it-is"]
    drill.stamp("moi")
    assert publish()
    (after,) = artifacts(drill.plan.id)["where-it-is"]
    assert before["id"] == after["id"]
    assert before["data"] != after["data"]
    assert artifacts(drill.plan.id)["progress"][0]["data"] == pytest.approx(0.9)


def test_another_day_has_a_version_of_its_own(publish, artifacts, drill):
    """Whoever looks back sees how each day ended."""
    publish()
    assert publish(minutes=3 * DAY)
    assert not publish(minutes=3 * DAY)
    versions = artifacts(drill.plan.id)
    assert {name: len(rows) for name, rows in versions.items()} == {
        "where-it-is": 2,
        "offices-behind": 2,
        "progress": 2,
    }


def test_no_update_is_sent_as_an_event(publish, drill, on_server):
    """The client's own method would send every row of the table to whoever hears events."""
    publish()
    drill.stamp("moi")
    publish()
    wanted = {"event": {"name": ["prefect.artifact.updated"]}}
    assert on_server("events/filter", filter=wanted)["events"] == []


def test_the_subject_of_a_secret_directive_is_in_no_artifact(
    conduct, artifacts, propagating, living
):
    """Ids, counts and times only."""
    path = living.directive(id="drill-secret", secrecy="secret")
    done = conduct(propagating.request(path, clock=ClockChoice.LIVE))
    told = json.dumps(artifacts(done.propagation), ensure_ascii=False)
    assert "อุทกภัย" not in told
    assert "ซักซ้อม" not in told
    assert "Directive drill" in told


def test_a_rehearsal_shows_what_came_of_it_and_how_far_it_was(
    conduct, artifacts, propagating, home
):
    """One artifact a kind: the page takes the progress's place; the seed is nobody else's."""
    done = conduct(propagating.request(seed=41))
    found = artifacts(done.propagation)
    assert {name: len(rows) for name, rows in found.items()} == {
        "where-it-is": 1,
        "offices-behind": 1,
        "progress": 1,
    }
    assert found["progress"][0]["data"] == 100
    assert [name for name, (row,) in found.items() if row["flow_run_id"]] == ["where-it-is"]
    assert found["where-it-is"][0]["description"] == "**Everyone** has it: 115 offices."


def test_keys_are_what_prefect_takes_and_never_those_of_another_propagation():
    """Prefect takes lower-case letters, digits and dashes; ids have underscores."""
    from flows.prefect_pages.artifacts import key  # noqa: PLC0415 - Prefect has its settings

    assert key("flood_drill-0123abcd", "progress") == "flood-drill-0123abcd-progress"
    assert key("a_b-00000001", "progress") != key("a-b-00000002", "progress")


@pytest.fixture
def message(on_server):
    """The message of a flow run's state."""

    def said(flow_run):
        (run,) = on_server("flow_runs/filter", flow_runs={"id": {"any_": [flow_run]}})
        return run["state"]["message"]

    return said


@pytest.fixture
def dispatcher_shows(on_server, drill):
    """Have the dispatcher's part that shows look at the drill, again and again the same one."""
    from flows.prefect_pages.page_update import Shown  # noqa: PLC0415 - Prefect has its settings

    shown = Shown()

    def show():
        shown.note(drill.plan.id)
        asyncio.run(shown.show())
        return shown

    return show


def test_the_dispatcher_brings_page_and_message_up_to_date_but_not_all_the_time(
    publish, dispatcher_shows, artifacts, message, drill
):
    """The message follows a stamp; the next one when the pause is over."""
    publish()
    drill.stamp("moi")
    shown = dispatcher_shows()
    assert shown._next > 0
    page = artifacts(drill.plan.id)["where-it-is"][0]
    assert message(page["flow_run_id"]) == (
        "Now at Ministry of Interior, 114 wait. 1 of 115 offices has it; letters out: 1."
    )
    assert "1 of 115 offices has received it" in page["data"]
    issue(Acting(drill.ledger, drill.plan, "moi", by="head", now=runtime.now()))
    shown._next = float("inf")
    dispatcher_shows()
    assert artifacts(drill.plan.id)["where-it-is"][0]["data"] == page["data"]
    shown._next = 0.0
    dispatcher_shows()
    assert artifacts(drill.plan.id)["where-it-is"][0]["data"] != page["data"]


def test_the_dispatcher_keeps_nothing_of_what_has_ended(publish, dispatcher_shows, drill):
    """It runs for years, and directives end every week."""
    publish()
    close(Acting(drill.ledger, drill.plan, "opm", by="head", now=runtime.now()), "พอแล้ว")
    assert len(dispatcher_shows()) == 0
