"""Stories of ``wian report latency``: what an analyst types, and what comes of it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import polars as pl
import pytest

from wian.reports.group_by import By
from wian.reports.hop_frame import write_parquet
from wian.reports.latency.report import columns
from wian.reports.scope.recorded_hops import frame_of
from wian.reports.stages import HopStage, Time

ROOT = Path(__file__).resolve().parents[3]
BUNDLE = ROOT.parent / "shared" / "case-2564" / "bundle.txt"
OFFICES = ROOT / "examples" / "gecc-2564" / "offices.yaml"


@pytest.fixture
def hops_file(gecc_sent, tmp_path) -> Path:
    """The hops of the rehearsal of 2564 in a file."""
    path = tmp_path / "hops.parquet"
    write_parquet(frame_of(gecc_sent.ledger), path)
    return path


def rows(ran) -> dict[tuple[object, ...], dict[str, object]]:
    """The rows of a JSON report by group, stage and time."""
    by = ran.json["by"]
    return {
        (*(row[name] for name in by), row["stage"], row["time"]): row for row in ran.json["rows"]
    }


def test_a_reader_sees_a_table_for_calendar_and_one_for_working_time(read, gecc_plan):
    """Waves with their stages, and below it whose figures these are."""
    ran = read("report", "latency")
    assert ran.code == 0
    assert f"Latency of {gecc_plan.id} by wave, calendar days" in ran.out
    assert f"Latency of {gecc_plan.id} by wave, working days" in ran.out
    assert "Hops begun: 2 observed, 113 simulated;" in ran.out
    assert "? fewer than 30 finished say too little about a mean;" in ran.out
    assert "they say nothing about other directives" in ran.out


def test_offices_are_named_in_thai_and_english(read):
    """And where each has one letter alone, nobody is ranked by it."""
    ran = read("report", "latency", "--by", "office", "--stage", "hop", "--calendar")
    assert "จังหวัดพิษณุโลก" in ran.out
    assert "Phitsanulok" in ran.out
    assert "none is ranked" in ran.out


def test_an_office_that_is_known_by_its_name_alone_is_named_once(read, hops_file, tmp_path):
    """The desks of another program's log have no ids: their names stand for them."""
    path = tmp_path / "named.parquet"
    alike = {name: pl.col("recipient") for name in ("recipient_name", "recipient_name_en")}
    pl.read_parquet(hops_file).with_columns(**alike).write_parquet(path)
    ran = read("report", "latency", "--by", "office", "--from", path, "--calendar")
    assert sum(line.split()[:1] == ["dla"] for line in ran.out.splitlines()) == 1


def test_the_slowest_level_comes_first_with_the_span_of_its_rank(read):
    """Who is slow stands on top, and how sure that is stands beside."""
    ran = read("report", "latency", "--by", "level", "--stage", "hop", "--calendar")
    ranked = [line.split(" (")[0].split()[-1] for line in ran.out.splitlines() if " to 5)" in line]
    assert ranked == ["1", "2", "3", "4", "5"]
    assert "Slowest: the rank by mean, 1 the slowest," in ran.out


def test_groups_with_peers_are_ranked_by_their_shrunk_mean(read):
    """The legend names the figure that ranks them."""
    ran = read("report", "latency", "--by", "month", "--stage", "hop", "--calendar")
    assert "Slowest: the rank by shrunk mean, 1 the slowest," in ran.out


def test_json_csv_and_parquet_hold_the_same_figures(read, tmp_path):
    """Whatever an analyst's tool reads, it is the same report."""
    asked = ("report", "latency", "--by", "level", "--by", "month")
    found = read(*asked, "--json")
    table = list(csv.DictReader(io.StringIO(read(*asked, "--format", "csv").out)))
    out = tmp_path / "latency.parquet"
    assert read(*asked, "--format", "parquet", "--out", out).code == 0
    frame = pl.read_parquet(out)
    assert tuple(table[0]) == tuple(frame.columns) == columns((By.LEVEL, By.MONTH))
    assert frame.to_dicts() == found.json["rows"]
    assert [int(row["hops"]) for row in table] == frame["hops"].to_list()
    assert found.json["by"] == ["level", "month"]


def test_unknown_figures_are_empty_never_zero(read):
    """A stage that an office does not have has no row, and no figure is made up."""
    table = read("report", "latency", "--by", "level", "--format", "csv").out
    local = [row for row in csv.DictReader(io.StringIO(table)) if row["level"] == "local"]
    assert {row["stage"] for row in local} == {"transit", "routing", "hop"}
    routing = next(row for row in local if row["stage"] == "routing")
    assert routing["shrunk"] == ""
    assert routing["mean"] == "0.0"


def test_a_file_of_hops_gives_the_report_of_its_ledger(read, hops_file, tmp_path):
    """Years of exported hops are reported on without the ledger."""
    recorded = read("report", "latency", "--json").json["rows"]
    assert read("report", "latency", "--from", hops_file, "--json").json["rows"] == recorded
    text = tmp_path / "hops.csv"
    pl.read_parquet(hops_file).write_csv(text)
    assert read("report", "latency", "--from", text, "--json").json["rows"] == recorded


def test_as_of_a_day_in_the_past_later_letters_are_open(read):
    """On 12 January the department's letter had not come yet."""
    ran = read("report", "latency", "--as-of", "2021-01-12", "--json")
    assert rows(ran)[3, HopStage.TRANSIT, Time.CALENDAR]["open"] == 1
    assert (4, HopStage.TRANSIT, Time.CALENDAR) not in rows(ran)
    said = read("report", "latency", "--as-of", "2021-01-12").out
    assert "Hops begun: 2 observed, 1 simulated; as of 2021-01-12." in said


def test_a_mean_that_would_be_a_guess_is_not_printed(read):
    """On 22 January most districts have it on their table: how long for is a guess."""
    table = ("report", "latency", "--as-of", "2021-01-22", "--stage", "handling", "--calendar")
    found = rows(read(*table, "--json"))[4, HopStage.HANDLING, Time.CALENDAR]
    assert (found["mean"], found["doubt"]) == (None, "open tail")
    ran = read(*table)
    line = next(each for each in ran.out.splitlines() if each.startswith("4 "))
    assert " ?  " in line
    assert "? more than one hop in ten is open" in ran.out
    assert "hop in ten" not in read("report", "latency").out


def test_nobody_is_ranked_by_a_mean_that_is_not_known(read):
    """On 29 January a rank by the mean would be one by a guess."""
    shown = ("report", "latency", "--as-of", "2021-01-29", "--by", "level", "--calendar")
    ran = read(*shown, "--stage", "transit")
    lines = [each for each in ran.out.splitlines() if each.split(" ")[0] == "local"]
    assert lines
    assert all(" to 5)" not in each for each in lines)
    assert "Its ? stands where the mean is not known" in ran.out


def test_what_hops_share_is_named_where_the_first_group_has_no_spans(read, hops_file, tmp_path):
    """An import without the first letter's stamps."""
    path = tmp_path / "unstamped.parquet"
    bare = pl.when(pl.col("wave") > 1)
    kept = [bare.then(pl.col(f"{each}_minute")).name.keep() for each in ("received", "ready")]
    pl.read_parquet(hops_file).with_columns(*kept).write_parquet(path)
    ran = read("report", "latency", "--calendar", "--from", path)
    assert "the hops share too few batches (one sender, one day), so" in " ".join(ran.out.split())


def test_of_many_hops_with_open_ones_a_restricted_mean_is_printed(read):
    """On 29 January thirteen local bodies wait: the first three days are known of all."""
    table = ("report", "latency", "--as-of", "2021-01-29", "--stage", "transit", "--calendar")
    ran = read(*table)
    assert "is a restricted mean: each hop counts y days at most" in ran.out


def test_a_file_is_as_of_the_moment_that_it_knows(read, hops_file):
    """Hops on file go on in life, and not in the file: nobody is told that they are of now."""
    assert "(live ones: of now)" in read("report", "latency").out
    said = read("report", "latency", "--from", hops_file).out
    assert "as of the latest moment that the file knows" in said
    assert "of now" not in said


_FIVE = [f"--by={key}" for key in ("wave", "level", "kind", "office", "month")]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (
            [*["--by", "wave", "--by", "level", "--by", "kind", "--by", "office", "--by", "month"]],
            "at most 4",
        ),
        (("--all", "--from", "x.csv"), "not several"),
        (("--format", "parquet"), "--out"),
        (("--out", "x.txt"), "table"),
        (("--as-of", "yesterday"), "2021-01-19"),
        (("--by", "moon"), "moon"),
    ],
)
def test_what_contradicts_itself_is_refused_as_wrong_usage(read, options, says):
    """Exit status 2, and a sentence that says how to ask."""
    ran = read("report", "latency", *options)
    assert ran.code == 2
    assert says in ran.err
    assert "Traceback" not in ran.err


def test_a_broken_file_is_refused_in_a_sentence(read, tmp_path):
    """Half a CSV, a column that holds text instead of minutes, and no file at all."""
    path = tmp_path / "hops.csv"
    assert read("report", "latency", "--from", path).code == 1
    path.write_text("propagation,wave\np,1\n", encoding="utf-8")
    ran = read("report", "latency", "--from", path)
    assert ran.code == 1
    assert "column sender: is missing" in ran.err


def test_a_column_of_nonsense_is_refused_in_a_sentence(read, hops_file, tmp_path):
    """The header is right, and a minute is a word."""
    path = tmp_path / "hops.csv"
    frame = pl.read_parquet(hops_file)
    frame.with_columns(issued_minute=pl.lit("soon")).write_csv(path)
    ran = read("report", "latency", "--from", path)
    assert ran.code == 1
    assert "cannot be read" in ran.err
    assert "defect" not in ran.err


@pytest.mark.skipif(not BUNDLE.exists(), reason="the real bundle is not beside us")
def test_the_table_of_the_case_of_2564_to_the_day(wian):
    """Imported from paper: what each hop cost, in calendar and working days and of the window."""
    assert wian("import", "bundle", BUNDLE, "--hierarchy", OFFICES).code == 0
    found = rows(wian("report", "latency", "--json"))
    table = {
        (1, HopStage.TRANSIT): (0, 0, 0, 0),
        (1, HopStage.ROUTING): (0, 0, 0, 0),
        (1, HopStage.HANDLING): (13, 7, 10, 5),
        (2, HopStage.TRANSIT): (2, 2, 2, 2),
        (2, HopStage.HANDLING): (6, 4, 6, 4),
    }
    for (wave, stage), (days, working, used, used_working) in table.items():
        calendar, office = (found[wave, stage, time] for time in Time)
        assert (calendar["median"], office["median"]) == (days, working)
        assert (calendar["mean"], office["mean"]) == (days, working)
        assert calendar["window_share"] * 59 == pytest.approx(used, abs=1e-4)
        assert office["window_share"] * 38 == pytest.approx(used_working, abs=1e-4)
        assert (calendar["observed"], calendar["simulated"]) == (1, 0)
    assert found[3, HopStage.TRANSIT, Time.CALENDAR]["open"] == 11
