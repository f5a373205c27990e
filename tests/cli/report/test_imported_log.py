"""An imported log goes through every report, chart and export, as hops of the ledger do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

_LINES = (
    "case,activity,timestamp,group,team,order",
    *(
        line
        for n in range(1, 9)
        for line in (
            f"{n},open,2021-02-{n:02} 09:00:05,desk,x,1",
            f"{n},look,2021-02-{n:02} 09:30:{n:02},finance,x",
            f"{n},ask,2021-02-{n:02} 11:00:00,desk,y",
            f"{n},look,2021-02-{n:02} 13:00:00,finance,y",
            f"{n},sign,2003-02-{n:02} 10:00:00,legal,x",
        )
    ),
)


@pytest.fixture
def hops(tmp_path: Path, read: Any) -> Path:
    folder = tmp_path
    path = folder / "log.csv"
    path.write_text("\n".join(_LINES))
    ran = read("import", "log", str(path), "--map", "kind=team")
    assert "the log has a column 'order', not used; add --map order=order if" in ran.err
    assert ran.code == 0, ran.err
    assert "8 hops lie in years that the working calendar does not know" in ran.err
    return folder / "log.hops.parquet"


def test_latency_takes_seconds_weekdays_senders_and_four_keys(read: Any, hops: Path) -> None:
    """One hop a case from the year 2003, which has no working time."""
    keys = ("--by", "weekday", "--by", "sender", "--by", "office", "--by", "kind")
    ran = read("report", "latency", "--from", str(hops), *keys, "--json")
    assert ran.json["made_by"]["calendar"] == "thailand"
    assert {row["weekday"] for row in ran.json["rows"]} == set(range(1, 8))
    first = [
        row["mean"] * 86_400
        for row in ran.json["rows"]
        if (row["sender"], row["office"], row["stage"], row["kind"], row["time"])
        == ("desk", "finance", "transit", "x", "calendar")
    ]
    assert len(first) == 7
    assert all(abs(seconds - round(2 * seconds) / 2) < 0.05 for seconds in first)
    assert read("report", "latency", "--from", str(hops), *keys, "--by", "wave").code == 2


def test_bottlenecks_know_offices_that_have_a_case_again(read: Any, hops: Path) -> None:
    """desk -> finance -> desk -> finance is one chain; what is uncovered is counted apart."""
    ran = read("report", "bottlenecks", "--from", str(hops), "--json")
    totals = ran.json["totals"]
    assert len(totals) == 8
    for total in totals:
        causes = ("working", "night", "weekend", "holiday", "uncovered")
        assert sum(total[f"{cause}_minutes"] for cause in causes) == total["minutes"]
    assert all(total["uncovered_minutes"] > 0 for total in totals)


def test_what_is_chosen_is_said_and_nothing_chosen_is_refused(read: Any, hops: Path) -> None:
    """By period, by what a hop is, by both."""
    where = ("--from", str(hops), "--since", "2021-02-02", "--until", "2021-02-03")
    ran = read("report", "latency", *where, "--where", "office=desk", "--json")
    assert ran.json["scope"] == "2 of 32 hops: since 2021-02-02, until 2021-02-03, office=desk."
    ran = read("report", "latency", "--from", str(hops), "--where", "office=nobody")
    assert ran.code == 1
    assert (
        "None of 32 hops fits office=nobody; there is no office 'nobody'; the hops have" in ran.err
    )
    ran = read("report", "variants", "--from", str(hops), "--where", "office=dek,financ")
    remedies = "'dek'; did you mean desk, and there is no office 'financ'; did you mean finance?"
    assert remedies in " ".join(ran.err.split())
    ran = read("report", "html", "--from", str(hops), "--where", "x=y", "--out", "r.html")
    assert ran.code == 1
    assert "chooses nothing" in ran.err


def test_a_period_that_ends_before_it_begins_is_refused(read: Any, hops: Path) -> None:
    """The two days are named; one day alone is a period."""
    report = ("report", "latency", "--from", str(hops), "--since", "2021-02-03", "--until")
    ran = read(*report, "2021-02-02")
    assert (ran.code, ran.out) == (2, "")
    assert "--since 2021-02-03 lies after --until 2021-02-02;" in " ".join(ran.err.split())
    assert read(*report, "2021-02-03", "--json").code == 0


def test_the_page_and_charts_and_exports_are_made_of_it(read: Any, hops: Path) -> None:
    """XES and OCEL have its seconds, each act once, and come back as the same hops."""
    folder = hops.parent
    assert read("report", "html", "--from", str(hops), "--out", str(folder / "r.html")).code == 0
    assert "digest" in (folder / "r.html").read_text(encoding="utf-8")
    chart = ("report", "chart", "distribution", "--from", str(hops))
    assert read(*chart, "--out", str(folder / "c.svg")).code == 0
    for form, name in (("ocel", "h.json"), ("xes", "h.xes"), ("csv", "h.csv")):
        ran = read("export", form, "--from", str(hops), "--out", str(folder / name))
        assert ran.code == 0, ran.err
    told = json.loads((folder / "h.json").read_text(encoding="utf-8"))
    assert len({event["id"] for event in told["events"]}) == len(told["events"])
    assert {event["type"] for event in told["events"]} == {"issue", "receive"}
    assert any(event["time"].endswith("09:30:03.000+07:00") for event in told["events"])
    back = folder / "back.parquet"
    assert read("import", "log", str(folder / "h.xes"), "--out", str(back)).code == 0
    assert pl.read_parquet(back).equals(pl.read_parquet(hops))
