"""Stories of ``wian report bottlenecks``, ``html`` and ``chart``: what is typed, what comes."""

from __future__ import annotations

import csv
import io

import polars as pl
import pytest

from wian.reports.html import figures


def test_a_reader_sees_the_way_and_what_held_up_most(read):
    """The department's thirteen days stand on the way and on top of the table."""
    ran = read("report", "bottlenecks")
    assert ran.code == 0
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert (
        lines.count("Department of Local handling 13 2.3 4.7 4 2 113 1,469.0 6.5 734.5 observed")
        == 2
    )
    assert "Hops begun: 113 simulated, 2 observed." in ran.out
    assert "bears only a date" in ran.out


def test_json_holds_every_table_and_nothing_else(read):
    """A program finds chains, parts, totals, batching and load in one object."""
    made = read("report", "bottlenecks", "--json").json
    tables = {"totals", "chains", "parts", "batching", "load"}
    assert set(made) == {
        *("as_of", "sources", "not_begun", "recognised", "scope", "made_by", "circles_cut"),
        *tables,
    }
    assert made["totals"][0]["minutes"] == sum(each["minutes"] for each in made["chains"])


@pytest.mark.parametrize("table", ["parts", "chains", "totals", "batching", "load"])
def test_every_table_is_written_as_csv_and_parquet(read, tmp_path, table):
    """An analyst takes each into a spreadsheet and into a notebook."""
    text = read("report", "bottlenecks", "--table", table, "--format", "csv").out
    out = tmp_path / "x.parquet"
    ran = read("report", "bottlenecks", "--table", table, "--format", "parquet", "--out", out)
    assert ran.code == 0
    assert len(list(csv.reader(io.StringIO(text)))) - 1 == pl.read_parquet(out).height > 0


def test_as_of_a_day_in_between_it_is_stuck_where_it_was(read):
    """On 5 January 2021 the department had it, and everybody below waited."""
    ran = read("report", "bottlenecks", "--as-of", "2021-01-05")
    assert "stands so far at" in ran.out
    assert ">= 7" in ran.out
    assert "113 offices do not have it yet" in ran.out


def test_the_way_ends_at_the_office_where_it_has_just_begun_to_wait(read):
    """On 11 January the letter had left that day for the province: that is where it stands."""
    ran = read("report", "bottlenecks", "--as-of", "2021-01-11")
    way = ran.out.partition("the whole")[0]
    assert "the way to Phitsanulok, stands so far at" in way
    assert ["Phitsanulok", "transit", ">=", "0"] in [line.split()[:4] for line in way.splitlines()]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("bottlenecks", "--out", "x"), "A table is for reading"),
        (("bottlenecks", "--format", "parquet"), "Parquet is no text"),
        (("bottlenecks", "p", "--all"), "not several"),
        (("bottlenecks", "--table", "chains"), "add --format csv for chains"),
        (("bottlenecks", "--table", "parts"), "add --format csv for parts"),
        (("bottlenecks", "--as-of", "tomorrow"), "is no date; write 2021-01-19"),
        (("chart", "waterfall", "--out", "x.gif"), ".svg or .png"),
    ],
)
def test_what_contradicts_itself_is_refused(read, arguments, said):
    """Wrong usage ends with 2 and says what to write."""
    ran = read("report", *arguments)
    assert ran.code == 2
    assert said in " ".join(ran.err.split())


def test_the_html_report_is_one_file(read, tmp_path):
    """The command says where it is; with --json also how large."""
    out = tmp_path / "report.html"
    made = read("report", "html", "--out", out, "--json").json
    counts = {"hops": 115, "not_begun": 0, "bytes": out.stat().st_size}
    assert made == {"file": str(out), **counts, "scope": None}
    assert "กรมส่งเสริมการปกครองท้องถิ่น" in out.read_text(encoding="utf-8")


def test_a_folder_that_is_not_there_is_one_sentence(read, tmp_path):
    """Nothing is half written, and there is no traceback."""
    ran = read("report", "html", "--out", tmp_path / "no" / "such" / "report.html")
    assert ran.code == 1
    assert "cannot be written" in ran.err
    assert len(ran.err.strip().splitlines()) == 1


def test_a_live_propagation_counts_those_to_whom_nobody_has_written(wian, live_ledger, monkeypatch):
    """The origin has written to the ministry, which is silent: the whole route waits for it."""
    monkeypatch.setenv("WIAN_DATABASE_URL", str(live_ledger.url))
    made = wian("report", "bottlenecks", "--json").json
    (part,) = [each for each in made["parts"] if each["open"]]
    assert (part["recipient"], part["stage"], part["source"]) == ("moi", "transit", "live")
    assert part["offices_held"] == 115
    assert made["totals"][0]["open"]


def test_reports_and_exports_of_a_live_propagation_count_alike(
    wian, live_ledger, monkeypatch, tmp_path
):
    """One hop has begun, 114 wait to be written: nobody reads one number here and another there."""
    monkeypatch.setenv("WIAN_DATABASE_URL", str(live_ledger.url))
    told = wian("export", "csv", "--out", tmp_path / "hops.csv").out
    assert told.startswith("1 hop of 1 propagation is in")
    assert " ".join(told.split()).endswith("; 114 more have not begun")
    assert "The report of 1 hop begun and 114 not yet is in" in (
        wian("report", "html", "--out", tmp_path / "report.html").out
    )
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "The report is of 1 propagation and 1 hop (1 live), and of 114 not yet begun." in page
    assert "หนังสือถึงผู้รับ 1 ราย (ใช้งานจริง 1) ยังไม่ได้ออกหนังสือถึงอีก 114 ราย" in page
    assert "Hops begun: 1 live; 114 not yet." in wian("report", "bottlenecks").out
    ran = wian("report", "latency", "--as-of", "2030-01-04")
    assert "Hops begun: 1 live; as of 2030-01-04." in ran.out
    for command in (("export", "csv"), ("report", "html")):
        made = wian(*command, "--out", tmp_path / "again", "--json").json
        assert (made["hops"], made["not_begun"]) == (1, 114)
    made = wian("report", "bottlenecks", "--json").json
    assert (made["sources"], made["not_begun"]) == ({"live": 1}, 114)


def test_as_of_a_day_the_html_report_counts_what_had_begun_by_then(read, tmp_path):
    """On 5 January 2021 two letters had gone."""
    ran = read("report", "html", "--as-of", "2021-01-05", "--out", tmp_path / "report.html")
    assert "The report of 2 hops begun and 113 not yet is in" in ran.out


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_a_chart_is_drawn_into_a_file(read, tmp_path, ending):
    """For a slide or a printed page."""
    out = tmp_path / f"chart.{ending}"
    assert read("report", "chart", "spectrum", "--out", out).code == 0
    assert out.read_bytes()[:4] in {b"<svg", b"\x89PNG"}


def test_a_chart_and_the_page_say_which_hops_they_are_of(read, tmp_path, monkeypatch):
    """Whoever gets the file alone must not take twelve hops for all of them."""
    chosen = ("--where", "level=district,province", "--until", "2021-02-01")
    said = "hops: until 2021-02-01, level=district,province."
    svg = tmp_path / "chart.svg"
    made = read("report", "chart", "waterfall", *chosen, "--out", svg, "--json").json
    assert made["scope"].endswith(said)
    drawn = svg.read_text(encoding="utf-8")
    assert f"Only {made['scope'].removesuffix('.')}" in drawn
    assert "Where the time went · gecc-2564-" in drawn  # what it shows, and of what
    monkeypatch.setattr(figures, "CHARTS", {})
    page = tmp_path / "report.html"
    made = read("report", "html", *chosen, "--out", page, "--json").json
    assert f"Only {made['scope'].removesuffix('.')}" in page.read_text(encoding="utf-8")


def test_a_wrong_value_beside_a_right_one_is_told(read):
    """The report is of what fits, and standard error says what fits nothing."""
    ran = read("report", "latency", "--where", "level=district,provnce", "--json")
    assert ran.code == 0
    assert ran.json["scope"].endswith("level=district,provnce.")
    assert ran.err == "There is no level 'provnce'; did you mean province?\n"
    assert read("report", "variants", "--where", "level=district,provnce").err == ran.err
    assert read("report", "latency", "--where", "level=district").err == ""


def test_a_case_that_was_sent_back_says_that_its_circle_is_cut(read, tmp_path):
    """Two offices that have a case from each other: one of them began."""
    log = tmp_path / "log.csv"
    times = ("2021-01-04T09:00", "2021-01-04T10:00", "2021-01-04T11:00")
    rows = [f"one,{holder},{at}\n" for holder, at in zip("aba", times, strict=True)]
    log.write_text("case,group,timestamp\n" + "".join(rows), encoding="utf-8")
    columns = [f"--map={name}={name}" for name in ("case", "group", "timestamp")]
    assert read("import", "log", log, *columns).code == 0
    hops = tmp_path / "log.hops.parquet"
    ran = read("report", "bottlenecks", "--from", hops)
    assert "1 hop begins a way again" in " ".join(ran.out.split())
    assert read("report", "bottlenecks", "--from", hops, "--json").json["circles_cut"] == 1
    assert read("report", "bottlenecks", "--json").json["circles_cut"] == 0


def test_a_case_that_comes_back_counts_receptions_and_no_offices(read, tmp_path):
    """An office that receives twice is not two offices that waited."""
    log, page = tmp_path / "log.csv", tmp_path / "log.html"
    hours = ("09:00", "10:00", "11:00", "14:00")
    rows = [f"one,{holder},2021-01-04T{at}\n" for holder, at in zip("abcb", hours, strict=True)]
    log.write_text("case,group,timestamp\n" + "".join(rows), encoding="utf-8")
    columns = [f"--map={name}={name}" for name in ("case", "group", "timestamp")]
    assert read("import", "log", log, *columns).code == 0
    hops = tmp_path / "log.hops.parquet"
    read("report", "html", "--from", hops, "--out", page)
    said = " ".join(page.read_text(encoding="utf-8").split())
    assert "for which 1 reception waited" in said
    assert "office waited" not in said
