"""An operator ends a live directive on a form of Prefect: the ledger and its run say so."""

from __future__ import annotations

import asyncio

from wian.ledger.acts import ActKind
from wian.ledger.life.lives import life
from wian.ledger.proof.verification import verify


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
    refused = run(close, propagation=act.body.follower, reason=" ")
    assert refused[0] == "FAILED"
    assert "reason" in refused[1]
    assert verify(drill.ledger).ok
