"""The flow ``propagate``, on a real server."""

from __future__ import annotations

import asyncio

import pytest

from wian.kit.errors import InputFaults
from wian.kit.settings import Settings
from wian.ledger.database import open_ledger
from wian.ledger.errors import LedgerBusy
from wian.ledger.read.recorded import counts
from wian.propagation import runtime
from wian.propagation.progress import watched_by


@pytest.fixture
def conduct(prefect_api, home):
    """Conduct a request in this process; gives the flow run that the server has of it."""
    from flows.local_run import conduct as conducting  # noqa: PLC0415 - Prefect has its settings

    def run(request):
        done = asyncio.run(conducting(request))
        return done, prefect_api.flow_runs()[0]

    return run


@pytest.fixture
def part(propagating):
    """The national directive in two provinces."""
    return propagating.request(propagating.national, limit_to=("phuket", "lamphun"))


def test_when_it_returns_the_server_knows_every_task_run_as_completed(
    conduct, prefect_api, propagating
):
    """Nothing of the record is lost: the recorder's queue is drained before the process ends."""
    done, run = conduct(propagating.request())
    tasks = prefect_api.task_runs(run["id"])
    assert run["state_type"] == "COMPLETED"
    assert [task["state_type"] for task in tasks] == ["COMPLETED"] * 6
    assert done.task_runs == 6


def test_runs_are_named_in_words(conduct, prefect_api, propagating):
    """A manager reads the page without a list of ids beside it."""
    done, run = conduct(propagating.request())
    assert run["name"].startswith("Propagate gecc-2564: rehearsed, all 115 have it · ")
    assert len(run["name"]) <= 100
    assert {"wian", "rehearsal", f"propagation:{done.propagation}"} <= set(run["tags"])
    names = [task["name"] for task in prefect_api.task_runs(run["id"])]
    assert names[0] == "Plan the route"
    assert names[-3:] == [
        "Department of Local Administration -> Phitsanulok",
        "Phitsanulok -> 9 districts, 3 local bodies",
        "Phitsanulok: 9 districts -> 100 local bodies",
    ]


def test_a_run_is_named_after_what_it_sends(conduct, propagating, tmp_path):
    """The command planned it; the file is somebody else's by the time that the run begins."""
    path = tmp_path / "directive.yaml"
    text = propagating.directive.read_text(encoding="utf-8")
    offices = propagating.directive.parent / "offices.yaml"
    request = propagating.request(path, hierarchy=str(offices))
    path.write_text(text, encoding="utf-8")
    runtime.prepared(request)
    path.write_text(text.replace("gecc-2564", "other"), encoding="utf-8")
    _, run = conduct(request)
    assert run["name"].startswith("Propagate gecc-2564: ")


def test_the_log_has_a_line_per_wave_in_words_and_none_of_what_went_well(
    conduct, prefect_api, propagating
):
    """Eighty times "Completed()" says nothing, and hides the line that matters."""
    _, run = conduct(propagating.request(seed=43))
    wanted = {"flow_run_id": {"any_": [run["id"]]}}
    said = [
        each["message"] for each in prefect_api("logs/filter", logs=wanted, sort="TIMESTAMP_ASC")
    ]
    waves = [each for each in said if each.startswith("Wave ")]
    assert len(waves) == 5
    assert waves[0].endswith("-> Ministry of Interior; 1 of 115 offices has it.")
    assert waves[3:] == [
        "Wave 4 of 5: Phitsanulok -> 9 districts, 3 local bodies; 15 of 115 offices have it.",
        "Wave 5 of 5: 9 districts -> 100 local bodies; 115 of 115 offices have it.",
    ]
    assert sum("Finished in state Completed" in each for each in said) <= 1


def test_a_cohort_waits_for_the_task_in_which_its_parent_forwarded(conduct, prefect_api, part):
    """So that the dependency grid of the run graph draws the hierarchy."""
    _, run = conduct(part)
    tasks = prefect_api.task_runs(run["id"])
    names = {task["id"]: task["name"] for task in tasks}
    above = {
        task["name"]: [names[each["id"]] for each in task["task_inputs"].get("wait_for", [])]
        for task in tasks
    }
    provinces = "Department of Local Administration: 2 provinces -> "
    (fan_out,) = (name for name in above if name.startswith(provinces))
    assert above["Department of Local Administration -> 2 provinces"] == [
        "Ministry of Interior -> Department of Local Administration"
    ]
    districts = [name for name in above if name.startswith(("Phuket: ", "Lamphun: "))]
    assert len(districts) == 2
    assert [above[name] for name in districts] == [[fan_out]] * 2


def test_a_second_run_forwards_nothing(conduct, prefect_api, propagating):
    """The ledger has it all: only the plan is made, and no cohort becomes a task run."""
    first, _ = conduct(propagating.request())
    before = counts(runtime.ledger(), first.propagation)
    second, run = conduct(propagating.request())
    assert [task["name"] for task in prefect_api.task_runs(run["id"])] == ["Plan the route"]
    assert second.propagation == first.propagation
    assert counts(runtime.ledger(), first.propagation) == before


def test_what_cannot_be_carried_out_is_raised_as_it_is_and_recorded_as_failed(
    conduct, prefect_api, propagating, tmp_path
):
    """Who conducts gets the report, not Prefect's account of it."""
    with pytest.raises(InputFaults) as refusal:
        conduct(propagating.request(tmp_path / "missing.yaml"))
    state = prefect_api.flow_runs()[0]["state"]
    assert (state["type"], state["message"]) == ("FAILED", str(refusal.value))


@pytest.fixture
def impatient(home):
    """The installation's ledger, which gives up on a lock at once."""
    with open_ledger(Settings().ledger_url, patience=0.1) as ledger:
        runtime._ledgers.keep(Settings().ledger_url, ledger)
        yield ledger


def test_a_ledger_that_another_process_holds_is_tried_again(
    conduct, prefect_api, part, impatient, holder
):
    """A clerk's backup locks the file for a second on the way: the cohort waits and writes."""
    held = []

    def lock(_hops: int) -> None:
        if not held:
            held.append(holder(impatient, seconds=1))

    with watched_by(lock):
        done, run = conduct(part)
    tasks = prefect_api.task_runs(run["id"])
    assert {task["state_type"] for task in tasks} == {"COMPLETED"}
    assert max(task["run_count"] for task in tasks) > 1
    assert counts(runtime.ledger(), done.propagation).hops == 83


def test_a_ledger_that_stays_locked_is_given_up_with_its_own_sentence(
    conduct, prefect_api, part, impatient, holder
):
    """Recording the propagation is not worth a second try: nothing is begun yet."""
    holder(impatient, seconds=20)
    with pytest.raises(LedgerBusy, match="locked by another process"):
        conduct(part)
    assert prefect_api.flow_runs()[0]["state_type"] == "FAILED"


def test_the_way_back_up_is_a_task_run_for_each_cohort(conduct, prefect_api, propagating, asking):
    """Five cohorts forwarded, and the same five gather, the farthest first."""
    done, run = conduct(propagating.request(asking))
    tasks = prefect_api.task_runs(run["id"])
    assert done.task_runs == len(tasks) == 11
    top = "Office of the Permanent Secretary, Prime Minister's Office"
    assert [task["name"] for task in tasks][6:] == [
        "Phitsanulok: answers of 100 local bodies -> 9 districts",
        "answers of 9 districts, 3 local bodies -> Phitsanulok",
        "answers of Phitsanulok -> Department of Local Administration",
        "answers of Department of Local Administration -> Ministry of Interior",
        f"answers of Ministry of Interior -> {top}",
    ]
