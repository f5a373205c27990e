"""Stories of endings: a file of one form never bears the name of another's."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from wian.cli.terminal.file_endings import refuse_ending, refuse_picture

_LOG = "Ticket;When;Team\nA;2021-01-04 09:00;one\nA;2021-01-05 09:00;two\n"


@pytest.mark.parametrize(
    ("command", "name", "fitting"),
    [
        (("export", "csv"), "hops.xlsx", "CSV is written: name one that ends in .csv or .csv.gz"),
        (("export", "csv"), "hops.parquet.gz", "ends in .csv or .csv.gz"),
        (("export", "xes"), "hops.csv", "XES is written: name one that ends in .xes or .xes.gz"),
        (("export", "parquet"), "hops.CSV", "Parquet is written: name one that ends in .parquet"),
        (("export", "parquet"), "hops.parquet.gz", "ends in .parquet"),
        (("export", "ocel"), "hops.csv", "ends in .json, .json.gz, .xml or .xml.gz"),
        (("export", "ocel"), "hops.ocel", "ends in .ocel, which no program opens"),
        (("report", "latency", "--format", "csv"), "x.json", "CSV is written"),
        (("report", "latency", "--format", "json"), "x.csv.gz", "name one that ends in .json"),
        (
            ("report", "bottlenecks", "--format", "parquet"),
            "x.csv",
            "name one that ends in .parquet",
        ),
        (("report", "bottlenecks", "--json"), "x.html", "JSON is written"),
        (("report", "html"), "report.pdf", "an HTML page is written: name one that ends in .html"),
    ],
)
def test_an_ending_of_another_form_is_refused_and_what_was_there_stays(
    read, tmp_path, command, name, fitting
):
    """A colleague's table is not replaced by XML, and no spreadsheet program chokes on CSV."""
    out = tmp_path / name
    out.write_text("a colleague's", encoding="utf-8")
    ran = read(*command, "--out", out)
    assert (ran.code, ran.out) == (2, "")
    assert fitting in " ".join(ran.err.split())
    assert name in ran.err
    assert out.read_text(encoding="utf-8") == "a colleague's"


def test_hops_of_a_log_are_not_named_as_its_rows(wian, tmp_path):
    """Hops are Parquet; whoever names the log itself keeps it."""
    log = tmp_path / "tickets.csv"
    log.write_text(_LOG, encoding="utf-8")
    pairs = "case=Ticket,timestamp=When,group=Team"
    ran = wian("import", "log", log, "--map", pairs, "--out", log)
    assert ran.code == 2
    assert "Parquet is written: name one that ends in .parquet" in " ".join(ran.err.split())
    assert log.read_text(encoding="utf-8") == _LOG


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("packed csv", "hops.csv"),
        ("packed csv", "hops.CSV.GZ"),
        ("packed csv", "hops.gz"),
        ("csv", "พ.ศ. 2564"),
        ("csv", "hops"),
        ("csv", "hops.txt"),
        ("xes", "hops.xes.gz"),
        ("ocel", "hops.xmlocel"),
        ("parquet", "hops.2564"),
        ("html", "report.HTM"),
    ],
)
def test_endings_that_fit_or_say_nothing_are_taken(form, name):
    """A name is the user's own, as long as it does not say what the file is not."""
    for out in (Path(name), None):
        try:
            refuse_ending(out, form)
        except typer.BadParameter as refusal:
            pytest.fail(f"{out}: {refusal}")


def test_a_strange_name_is_shown_without_its_signs():
    """The refusal of a hostile name does no harm to a terminal."""
    with pytest.raises(typer.BadParameter) as refusal:
        refuse_ending(Path("a\x1b[31m\n.pdf"), "csv")
    assert "\x1b" not in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("options", [("--format", "pdf"), ("--format", "site"), ("--reminders",)])
def test_no_folder_of_letters_is_named_as_a_file(read, tmp_path, options):
    """Who wants one PDF does not find a folder of that name, which no reader of PDF opens."""
    out = tmp_path / "หนังสือ.pdf"
    ran = read("letters", "--office", "phitsanulok", *options, "--out", out)
    assert (ran.code, ran.out) == (2, "")
    said = "".join(ran.err.replace("│", "").split())
    assert "หนังสือ.pdfendsasafile,but--outisafolder" in said
    assert f"--out{tmp_path / 'หนังสือ'}." in said
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_may_be_named_as_it_likes(read, tmp_path):
    """Letters that were written into it before are written again."""
    out = tmp_path / "letters.zip"
    out.mkdir()
    assert read("letters", "--office", "phitsanulok", "--out", out).code == 0
    assert [each.name for each in out.iterdir()] == ["04-phitsanulok.txt"]


def test_a_chart_is_named_as_svg_or_png():
    """In letters of either case, or not at all."""
    for name in ("a.svg", "a.PNG"):
        refuse_picture(Path(name))
    refuse_picture(None)
    for name in ("a.gif", "a"):
        with pytest.raises(typer.BadParameter, match=r"written as \.svg or \.png"):
            refuse_picture(Path(name))
