"""``wian suspend`` and ``wian resume``: a clock rests, and standing, hops and figures say so."""

from __future__ import annotations

import csv
import io


def test_an_office_waits_and_goes_on(drill, wian, live_plan):
    """Each twice; meanwhile ``wian status`` names whom it waits for, and why."""
    drill("receive", "moi")
    asked = ("--office", "moi", "--reason", "รอความเห็น", "--waits-for", "dla")
    said = drill("suspend", *asked, "--json").json
    assert (said["new"], said["resumed"], said["waits_for"]) == (True, None, "dla")
    assert "rested already while it waits for dla" in drill("suspend", *asked).out
    assert "(moi) waits for" in drill("status").out
    (rest,) = drill("status", "--json").json["suspended"]
    assert (rest["office"], rest["reason"]) == ("moi", "รอความเห็น")
    assert drill("resume", "--office", "moi", "--json").json["new"] is True
    assert "ran again already" in drill("resume", "--office", "moi").out
    assert drill("status", "--json").json["suspended"] == []
    drill("issue", "moi")
    rows = csv.DictReader(io.StringIO(wian("hops", live_plan.id, "--format", "csv").out))
    assert next(row for row in rows if row["recipient"] == "moi")["suspended_days"] == "0"
    by_stage = wian("report", "latency", live_plan.id, "--stage", "suspended", "--json").json
    assert {row["stage"] for row in by_stage["rows"]} == {"suspended"}
    parts = wian("report", "bottlenecks", live_plan.id, "--json").json["parts"]
    assert {row["suspended_minutes"] for row in parts} == {0}
