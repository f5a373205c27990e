"""``wian hops``: the flat rows."""

from __future__ import annotations

import csv
import io

HEADER = (
    "propagation,directive,wave,sender,recipient,letter_number,source,issued_at,received_at,"
    "ready_at,forwarded_at,transit_days,routing_days,handling_days,transit_working_days,"
    "routing_working_days,handling_working_days,window_days_used,window_days_left,open,"
    "receipt_number,recognised,suspended_days,suspended_working_days"
)


def test_csv_is_the_contract(read, gecc_plan):
    """The header, in this order; a date alone where the stamp had only a date; empty if unknown."""
    ran = read("hops", "--format", "csv")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == HEADER
    rows = {row["recipient"]: row for row in csv.DictReader(io.StringIO(ran.out))}
    assert len(rows) == 115
    assert list(rows["phitsanulok"].values()) == [
        gecc_plan.id,
        "gecc-2564",
        "3",
        "dla",
        "phitsanulok",
        "มท ๐๘๑๐.๗/ว ๕๑",
        "observed",
        "2021-01-11",
        "2021-01-13",
        "2021-01-13",
        "2021-01-19",
        "2",
        "0",
        "6",
        "2",
        "0",
        "4",
        "8",
        "41",
        "false",
        "544",
        "false",
        "0",
        "0",
    ]
    assert rows["la-3650102"]["forwarded_at"] == rows["la-3650102"]["handling_days"] == ""


def test_json_holds_the_same_rows(read):
    """Numbers as numbers, unknown as null."""
    rows = read("hops", "--json").json["hops"]
    assert ",".join(rows[0]) == HEADER
    assert len(rows) == 115
    assert read("hops", "--format", "json").json["hops"] == rows


def test_the_table_is_for_reading(read, gecc_plan):
    """A line a hop where there is room for it, at most two hundred hops, and whose they are."""
    ran = read("hops")
    assert (ran.code, ran.err) == (0, "")
    assert f"115 hops of {gecc_plan.id}" in ran.out


def test_a_format_that_does_not_exist_is_wrong_usage(read):
    """2, and the formats that do."""
    ran = read("hops", "--format", "xml")
    assert (ran.code, ran.out) == (2, "")
    assert "csv" in ran.err
