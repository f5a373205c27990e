"""The flow of recurring directives: a folder's files, each by itself."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from wian.ledger.proof.verification import verify


def test_a_file_with_faults_holds_no_other_up(drill, living, tmp_path):
    """What is due goes out once; the faults are told, and the run fails."""
    from flows.recur import recur  # noqa: PLC0415 - Prefect has its settings

    def run():
        return asyncio.run(recur.fn(str(folder)))

    folder = tmp_path / "recurring"
    folder.mkdir()
    assert run().message == "There is no recurring directive."
    rule = {"rule": "FREQ=MONTHLY;BYMONTHDAY=1", "first": f"{datetime.now(UTC):%Y-%m}-01"}
    made = living.directive(id="call", window=None, asks=[_ASK], recurs={**rule, "moved": "kept"})
    (folder / "call.yaml").write_bytes(made.read_bytes())
    first, again = run(), run()
    assert "is live now, as call-" in first.message
    assert "is live already, as call-" in again.message
    (folder / "broken.yaml").write_text("id: x", encoding="utf-8")
    failed = run()
    assert failed.is_failed()
    assert "broken.yaml: " in failed.message
    assert "is live already" in failed.message
    assert verify(drill.ledger).ok


_ASK = {"to": {"levels": ["local"]}, "text": "รายงานผล"}
