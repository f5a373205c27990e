"""An operator ends a live directive on a form of Prefect: the ledger and its run say so."""

from __future__ import annotations

import asyncio

from wian.ledger.acts import ActKind
from wian.ledger.life.lives import life
from wian.ledger.proof.verification import verify
from wian.propagation import runtime
from wian.propagation.recorded_plan import restore


def test_a_directive_is_closed_and_withdrawn_once(drill):
    """Running a form again does nothing again; what cannot be done is a sentence."""
    from flows.end_directive import close, withdraw  # noqa: PLC0415 - Prefect has its settings

    def run(flow, **given):
        state = asyncio.run(flow(**given, return_state=True))
        return state.type.value, state.message

    of = drill.plan.id
    for _ in range(2):
        assert run(close, propagation=of, reason="พอแล้ว") == ("COMPLETED", f"{of} is closed.")
    first = run(withdraw, propagation=of, reason="ฝนหยุดตก", by="opm ปลัดสำนักนายกรัฐมนตรี")
    assert first == run(withdraw, propagation=of, reason="ฝนหยุดตก")
    other = run(withdraw, propagation=of, reason="อื่น")
    assert other[0] == "FAILED"
    assert "reason" in other[1]
    act = life(drill.ledger, of).ending
    assert act is not None
    assert (act.kind, act.by) == (ActKind.WITHDRAWN, "opm ปลัดสำนักนายกรัฐมนตรี")
    assert first[1].startswith(f"Withdrawn with letter {act.body.number};")
    refused = run(close, propagation=act.body.follower, reason="พอแล้ว")
    assert refused[0] == "FAILED"
    assert f"the withdrawal of propagation {of}" in refused[1]
    assert verify(drill.ledger).ok


def test_a_directive_is_amended_once(drill):
    """Running the form again does nothing again; what cannot be done is a sentence."""
    from flows.end_directive import amend  # noqa: PLC0415 - Prefect has its settings

    def run(**given):
        state = asyncio.run(amend(propagation=drill.plan.id, **given, return_state=True))
        return state.type.value, state.message

    first = run(text=("ก",), closes="2030-06-28", by="opm ปลัดสำนักนายกรัฐมนตรี")
    assert first == run(text=("ก",), closes="2030-06-28")
    (act,) = life(drill.ledger, drill.plan.id).amended
    assert act.by == "opm ปลัดสำนักนายกรัฐมนตรี"
    state, said = first
    assert state == "COMPLETED"
    assert said == (
        f"Amended with letter {act.body.number}; its letters go down as {act.body.follower}. "
        "From now on: window 2026-12-01 to 2030-06-28."
    )
    assert run()[0] == "FAILED"
    assert "closes" in run(closes="soon")[1]


def test_offices_are_added_once(drill, short_plan, living):
    """Running the form again does nothing again; what cannot be done is a sentence."""
    from flows.end_directive import add  # noqa: PLC0415 - Prefect has its settings

    living.begin(drill.ledger, short_plan, runtime.now())

    def run(**given):
        state = asyncio.run(add(propagation=short_plan.id, **given, return_state=True))
        return state.type.value, state.message

    given = {"offices": ["phitsanulok.bang-rakam"], "reason": "ลืม"}
    assert run(**given) == ("COMPLETED", "Added: 1 office. Still to write: phitsanulok.")
    assert run(**given)[1] == "All of them are on the route already; nothing was done."
    assert "phitsanulok.bang-rakam" in restore(drill.ledger, short_plan.id).route.offices
    assert run(offices=["nowhere"], reason="ลืม")[0] == "FAILED"
