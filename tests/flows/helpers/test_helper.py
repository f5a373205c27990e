"""Workers that help: a propagation asks for them, and does without those that do not come."""

from __future__ import annotations

import asyncio

import pytest

from wian.kit.errors import WianError
from wian.ledger.proof.verification import verify
from wian.ledger.read.recorded import counts, issuers
from wian.ledger.write.propagations import list_propagations
from wian.propagation import runtime
from wian.propagation.plan import record
from wian.propagation.progress import watched_by
from wian.propagation.rehearse import rehearse

LIMIT = ("phuket", "lamphun", "phitsanulok")


@pytest.fixture
def request_(propagating):
    """The national directive in three provinces, by two processes."""
    return propagating.request(propagating.national, limit_to=LIMIT, workers=2)


@pytest.fixture
def small_branches(monkeypatch):
    """Three provinces are enough to share."""
    monkeypatch.setattr("hierarchy.route.branch._LEAST", 30)


@pytest.fixture
def shared(on_server, monkeypatch, postgres_ledger_url):
    """An installation whose ledger is in PostgreSQL."""
    monkeypatch.setenv("WIAN_DATABASE_URL", postgres_ledger_url)
    with runtime.ledger() as ledger:
        yield ledger
    runtime._ledgers.forget(postgres_ledger_url)


@pytest.fixture
def deployed(on_server):
    """The server knows the deployment of helpers, and has no worker."""
    from flows.helpers.helper import helper  # noqa: PLC0415 - Prefect has its settings

    pool = on_server("work_pools/", name="wian", type="process")
    flow = on_server("flows/", name=helper.name)
    made = on_server(
        "deployments/",
        name="helper",
        flow_id=flow["id"],
        work_pool_name=pool["name"],
        entrypoint="flows/helpers/helper.py:helper",
    )
    yield made
    on_server.delete(f"deployments/{made['id']}")
    on_server.delete("work_pools/wian")


def _conducted(request):
    from flows.local_run import conduct  # noqa: PLC0415 - Prefect has its settings

    return asyncio.run(conduct(request))


def test_helpers_that_do_not_come_are_done_without_and_sent_away(
    shared, deployed, on_server, request_, small_branches
):
    """The run does all of it; what no worker took up is cancelled, so that none does it later."""
    seen = []
    with watched_by(seen.append):
        done = _conducted(request_)
    found = counts(shared, done.propagation)
    assert found.hops == sum(seen) > 100
    assert verify(shared).ok
    (asked,) = [run for run in on_server.flow_runs() if run["deployment_id"] == deployed["id"]]
    assert asked["state"]["message"] == "Nothing was left to help with."
    assert asked["parameters"] == {"propagation": done.propagation}


def test_a_helper_forwards_what_is_left_and_says_how_much(
    shared, propagating, request_, small_branches
):
    """By its id alone; a second one finds nothing to do."""
    from flows.helpers.helper import helper  # noqa: PLC0415 - Prefect has its settings

    plan = propagating.prepare(propagating.national, limit_to=LIMIT)
    record(shared, plan, propagating.some_day)
    first, again = (helper(plan.id, return_state=True) for _ in range(2))
    assert first.message.endswith(" branches forwarded.")
    assert again.message == "0 branches forwarded."
    assert issuers(shared, plan.id).issuperset(plan.route.waves[-1].forwarders)
    before = counts(shared, plan.id)
    rehearse(shared, plan, propagating.some_day)
    assert counts(shared, plan.id) == before


def test_a_helper_refuses_what_it_cannot_help_with(on_server, drill):
    """In our own sentence, as the run's state: its ledger is a file."""
    from flows.helpers.helper import helper  # noqa: PLC0415 - Prefect has its settings

    refused = helper(drill.plan.id, return_state=True)
    assert refused.type.value == "FAILED"
    assert "which one process at a time writes to" in refused.message


def test_without_the_deployment_nothing_is_begun(shared, request_):
    """The sentence says how it is registered."""
    with pytest.raises(WianError, match=r"python -m flows\.deploy") as refusal:
        _conducted(request_)
    assert type(refusal.value).__name__ == "NoHelpers"
    assert list_propagations(shared) == []
