"""A log becomes the same hops as the ledger it came from, or those of another program's cases."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from benchmarks.peers.pm4py_check import python
from wian.history.logs.mapping import LogMapping
from wian.kit.errors import InputFaults
from wian.reports.exports.event_stream import tales
from wian.reports.exports.xes import write_xes
from wian.reports.hop_frame import SCHEMA, scan
from wian.reports.logs.imported import ImportedLog, import_log
from wian.reports.scope.recorded_hops import frame_of

_MAPPED = LogMapping(columns={"case": "case", "timestamp": "when", "resource": "who"})


def _import(path: Path, mapping: LogMapping = LogMapping()) -> ImportedLog:  # noqa: B008 - frozen
    return import_log(path, mapping, path.with_name("hops.parquet"), "thailand")


def _exported(ledger: Any, name: str, path: Path) -> Path:
    write_xes(path, tales(ledger, [name]), lambda _: None)
    return path


def test_what_was_exported_comes_back_as_from_the_ledger(gecc_sent: Any, tmp_path: Path) -> None:
    """Every column of every hop: observed and simulated, dates and minutes, Thai names."""
    done = _import(_exported(gecc_sent.ledger, gecc_sent.plan.id, tmp_path / "log.xes.gz"))
    assert (done.hops, done.cases, done.own) == (115, 1, True)
    assert_frame_equal(scan(done.path).collect(), frame_of(gecc_sent.ledger))


def test_open_hops_come_back_open(
    live_ledger: Any, live_plan: Any, living: Any, tmp_path: Path
) -> None:
    """A live directive half way down, as of the same moment, with the stamps that are missing."""
    living.reach(live_ledger, live_plan, "phitsanulok")
    done = _import(_exported(live_ledger, live_plan.id, tmp_path / "log.xes"))
    frame = frame_of(live_ledger)
    assert frame["open"].any()
    assert_frame_equal(scan(done.path).collect(), frame)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"wave" value="1"', '"wave" value="-1"', "its wave is '-1'"),
        ('"wave" value="1"', '"wave" value="99999999999999999999"', "its wave is"),
        ('"forwards" value="true"', '"forwards" value="maybe"', "its forwards is 'maybe'"),
        ('key="sender" ', 'key="nobody" ', "does not say its sender"),
        ('value="thailand"', 'value="atlantis"', "its jurisdiction 'atlantis' is not known"),
        ('"source" value="simulated"', '"source" value="rumour"', "its source 'rumour'"),
        ("2021-02-28T", "2020-02-28T", "before it opens"),
        ("2020-12-22T11:36:00.000+07:00", "2020-12-22T11:36:00.000", "cannot be read"),
        ("2020-12-22T11:36:00.000+07:00", "1820-12-22T11:36:00.000+07:00", "before 1900"),
        ("2021-01-01T00:00:00.000+00:00", "soon", "its window_opens is 'soon'"),
    ],
)
def test_a_log_of_ours_that_was_altered_is_refused_with_its_lines(
    gecc_sent: Any, tmp_path: Path, old: str, new: str, said: str
) -> None:
    """All faults together, nothing written."""
    path = _exported(gecc_sent.ledger, gecc_sent.plan.id, tmp_path / "log.xes")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(InputFaults) as caught:
        _import(path)
    assert said in str(caught.value)
    assert "log.xes line " in str(caught.value)
    assert [each.name for each in tmp_path.iterdir()] == ["log.xes"]


def test_cases_of_another_program_become_hops(tmp_path: Path) -> None:
    """Days and working days by the offices' calendar, from holder to holder."""
    path = tmp_path / "tickets.csv"
    path.write_text(
        "case,when,who\nT1,2021-01-08T16:00,ann\nT1,2021-01-11T09:00,bob\n"
        "T2,2021-01-08,ann\nT2,2021-01-12,bob\nT1,2021-01-11T12:00,bob\nT1,2021-01-11T12:30,cat\n"
    )
    done = _import(path, _MAPPED)
    assert (done.events, done.cases, done.hops, done.own) == (6, 2, 3, False)
    hops = scan(done.path).collect()
    assert hops.schema == pl.Schema(dict(SCHEMA))
    columns = ("propagation", "directive", "issued_at", "transit_days", "transit_working_days")
    assert hops.select(*columns).rows() == [
        ("T1", "tickets", "2021-01-08T16:00+07:00", 2.708333, 0.125),
        ("T1", "tickets", "2021-01-11T12:00+07:00", 0.020833, 0.0625),
        ("T2", "tickets", "2021-01-08", 4.0, 2.0),
    ]
    assert hops["handling_days"].to_list() == [0.125, None, None]


def test_columns_named_as_fields_are_read_or_said_not_to_be(tmp_path: Path) -> None:
    """Levels and directives are only groups; a recipient makes other hops, and is mapped."""
    path = tmp_path / "log.csv"
    path.write_text(
        "case,timestamp,group,Level,directive,Recipient\n"
        "1,2021-01-04 09:00,x,a,d,y\n1,2021-01-05 09:00,y,b,,\n"
    )
    done = _import(path)
    hop = scan(done.path).collect().row(0, named=True)
    assert (hop["level"], hop["directive"], done.unmapped) == ("b", "d", ("recipient",))
    mapping = LogMapping(columns={"recipient": "Recipient"})
    assert _import(path, mapping).unmapped == ()


def test_a_log_without_hops_or_events(tmp_path: Path) -> None:
    """One holder alone hands nothing over; no event at all is a fault."""
    path = tmp_path / "log.csv"
    path.write_text("case,when,who\nT1,2021-01-08T16:00,ann\n")
    with pytest.raises(InputFaults, match=r"no case that went from .*has: case, when, who"):
        _import(path, _MAPPED)
    path.write_text("case,when,who\nT1,2021-01-08T16:00,\n")
    with pytest.raises(InputFaults, match=r"held a case: its column 'who' is empty; add --map"):
        _import(path, _MAPPED)
    path.write_text("case,when,who\n")
    with pytest.raises(InputFaults, match="holds no event"):
        _import(path, _MAPPED)


def test_importing_again_writes_the_same_bytes(tmp_path: Path) -> None:
    """And replaces what was there only where all is well."""
    path = tmp_path / "log.csv"
    path.write_text("case,when,who\nT1,2021-01-08T16:00,ann\nT1,2021-01-08T17:00,bob\n")
    written = _import(path, _MAPPED).path.read_bytes()
    assert _import(path, _MAPPED).path.read_bytes() == written
    path.write_text("case,when,who\nT1,never,ann\n")
    with pytest.raises(InputFaults):
        _import(path, _MAPPED)
    assert (tmp_path / "hops.parquet").read_bytes() == written


_HELPDESK = """
import sys
import pandas, pm4py
steps = (("open", 0, "ann"), ("look", 5, "bob"), ("look", 9, "bob"), ("close", 30, "cat"))
start, hour = pandas.Timestamp("2011-10-01T08:00:00.500Z"), pandas.Timedelta(hours=1)
rows = [
    (f"case {n}", step, start + (hours + n) * hour, who)
    for n in range(50)
    for step, hours, who in steps
]
names = ["case:concept:name", "concept:name", "time:timestamp", "org:resource"]
pm4py.write_xes(pandas.DataFrame(rows, columns=names), sys.argv[1])
log = pm4py.read_xes(sys.argv[1])
log = log.drop_duplicates(["case:concept:name", "org:resource"], keep="last")
steps, _, _ = pm4py.discover_performance_dfg(log, activity_key="org:resource")
import json
print(json.dumps({f"{a} {b}": v["mean"] for (a, b), v in steps.items()}))
"""


@pytest.mark.skipif(
    not python().exists(), reason="there is no pm4py: python -m benchmarks.peers.pm4py_check --make"
)
def test_a_log_that_pm4py_wrote_is_read_by_the_standards_names(tmp_path: Path) -> None:
    """Nobody here made it; no column needs to be mapped, and both agree on the times."""
    path = tmp_path / "helpdesk.xes"
    ran = subprocess.run(
        [python(), "-c", _HELPDESK, path], check=True, capture_output=True, text=True
    )
    their = json.loads(ran.stdout.splitlines()[-1])
    hops = scan(_import(path).path).collect()
    assert hops.height == 100
    at = {
        name: hops[f"{name}_minute"] * 60 + hops[f"{name}_second"]
        for name in ("issued", "ready", "forwarded")
    }
    ours = (at["ready"] - at["issued"]).to_numpy().mean()
    handled = (at["forwarded"] - at["issued"]).drop_nulls().to_numpy()
    assert hops["issued_second"].unique().to_list() == [0.5]
    assert their["ann bob"] == handled.mean()
    assert hops.filter(pl.col("recipient") == "cat")["transit_days"].unique().to_list() == [0.875]
    assert their["bob cat"] == 21 * 3600
    assert ours == (5 + 21) / 2 * 3600
