"""Stories of the table of hops: what it takes from the ledger, and what it refuses from a file."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from wian.delays.hop_rows import COLUMNS, hop_rows
from wian.jurisdictions.instant import Instant, Precision
from wian.kit.errors import InputFaults
from wian.reports.hop_frame import INSTANTS, SCHEMA, refuse_unreadable, scan, write_parquet
from wian.reports.scope.recorded_hops import frame_of


@pytest.fixture(scope="module")
def frame(gecc_sent) -> pl.DataFrame:
    return frame_of(gecc_sent.ledger)


def test_a_row_holds_what_wian_hops_prints_and_in_its_order(gecc_sent, frame):
    """The first columns are the contract, to the last decimal."""
    plan = gecc_sent.plan
    rows = hop_rows(gecc_sent.hops, plan.working, plan.directive.window)
    assert tuple(frame.columns[: len(COLUMNS) - 4]) == COLUMNS[:-4]
    zones = ("sender_time_zone", "recipient_time_zone")
    assert tuple(frame.columns[-7:]) == (*COLUMNS[-4:], "suspensions", *zones)
    assert COLUMNS[-4:-2] == ("receipt_number", "recognised")
    assert frame.select(COLUMNS).to_dicts() == rows
    assert dict(frame.schema) == dict(SCHEMA)


def test_what_analyses_group_by_is_the_recipients_and_the_letters(gecc_sent, frame):
    """The hop to the province: level, kind, channel, names, province, month."""
    [row] = frame.filter(pl.col("recipient") == "phitsanulok").to_dicts()
    assert (row["level"], row["kind"], row["month"]) == ("province", "province", "2021-01")
    assert (row["province"], row["province_name"]) == ("phitsanulok", "Phitsanulok")
    assert (row["recipient_name"], row["recipient_name_en"]) == ("จังหวัดพิษณุโลก", "Phitsanulok")
    assert (row["window_opens"], row["window_days"]) == (date(2021, 1, 1), 59)
    assert (row["clock"], row["jurisdiction"], row["forwards"]) == ("virtual", "thailand", True)


def test_instants_are_exact_and_unknown_ones_are_null(gecc_sent, frame):
    """Minutes stand beside the text; an office that does not write on has no letter of its own."""
    for name in INSTANTS:
        known = [getattr(record, name) for record in gecc_sent.hops]
        minutes = [each.minute if each else None for each in known]
        dated = [bool(each) and each.precision is Precision.DAY for each in known]
        assert frame[f"{name}_minute"].to_list() == minutes
        assert frame[f"{name}_dated"].to_list() == dated
    assert frame.filter(~pl.col("forwards"))["handling_days"].null_count() == 103


def test_a_rehearsal_is_looked_at_as_of_its_latest_instant(frame):
    """What is open in it is open as far as it went, whatever the day is today."""
    latest = max(frame[f"{name}_minute"].max() for name in INSTANTS)
    assert frame["as_of_minute"].unique().to_list() == [latest]


def test_a_live_propagation_is_looked_at_as_of_now(live_ledger, live_plan):
    """Its first letter is out, and every minute that passes counts."""
    now = Instant(30_000_000, Precision.MINUTE)
    frame = frame_of(live_ledger, [live_plan.id], now=now)
    assert len(frame) > 0
    assert frame["as_of_minute"].unique().to_list() == [30_000_000]


def test_each_propagation_is_counted_once_and_an_empty_ledger_has_no_rows(gecc_sent, empty_ledger):
    """Naming one twice does not double its hops."""
    name = gecc_sent.plan.id
    assert len(frame_of(gecc_sent.ledger, [name, name])) == len(gecc_sent.hops)
    empty = frame_of(empty_ledger)
    assert empty.is_empty()
    assert dict(empty.schema) == dict(SCHEMA)


@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_a_file_gives_back_the_frame(frame, tmp_path, ending):
    """What was written is read, unknown ones still unknown."""
    path = tmp_path / f"hops.{ending}"
    if ending == "csv":
        frame.write_csv(path)
    else:
        write_parquet(frame, path)
    assert scan(path).collect().equals(frame)


def test_a_strangers_file_is_refused_with_all_its_faults(frame, tmp_path):
    """Two columns are missing and one holds text: all three are named at once."""
    path = tmp_path / "hops.parquet"
    frame.drop("level", "month").with_columns(wave=pl.lit("first")).write_parquet(path)
    with pytest.raises(InputFaults) as refused:
        scan(path)
    assert [fault.where.rpartition(" ")[2] for fault in refused.value.faults] == [
        "wave",
        "level",
        "month",
    ]


def test_what_wian_hops_prints_is_recognised(frame, tmp_path):
    """It lacks a column for each thing that reports group by; one fault names what has them."""
    path = tmp_path / "hops.csv"
    frame.select(COLUMNS).write_csv(path)
    with pytest.raises(InputFaults) as refused:
        scan(path)
    (fault,) = map(str, refused.value.faults)
    assert fault.startswith("hops.csv: holds what wian hops prints")
    assert "wian export csv --out FILE" in fault


@pytest.mark.parametrize("content", [None, b"", b"no parquet at all", b"\x00" * 400])
def test_what_is_no_table_is_refused_in_a_sentence(tmp_path, content):
    """A missing, an empty and a broken file."""
    path = tmp_path / "hops.parquet"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputFaults, match="cannot be read"):
        scan(path)


def test_a_file_whose_decoder_gives_up_is_refused(tmp_path, capfd):
    """Polars panics over some damaged pages, and a panic is no ``Exception``; nor is it shown."""
    path = tmp_path / "hops.parquet"
    values = pl.DataFrame({"level": ["province", "district", None] * 9})
    values.write_parquet(path, compression="uncompressed", statistics=False)
    whole = path.read_bytes()
    known = b"\x05\0\0\0\t\xdb"  # the bits that say which values are known take five bytes
    assert whole.count(known) == 1
    path.write_bytes(whole.replace(known, b"\x04" + known[1:]))
    with pytest.raises(InputFaults, match="its rows are damaged"), refuse_unreadable(path):
        pl.scan_parquet(path).collect()
    assert capfd.readouterr().err == ""
