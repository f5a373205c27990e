"""``wian gather``: an office's table of answers, corrections beside it, and its report."""

from __future__ import annotations

import csv
import io
import shutil

import polars as pl
import pytest
from openpyxl import load_workbook

from tests.plugins.answering import BODIES, FILLED
from wian.ledger.database import open_ledger
from wian.office.filled_form import FilledForm
from wian.propagation import runtime

DISTRICT, PROVINCE = "phitsanulok.mueang-phitsanulok", "phitsanulok"


@pytest.fixture
def answered(home, form_database, answering, monkeypatch):
    """A home in which two bodies of a district have answered; the propagation's id."""
    monkeypatch.setattr(runtime, "now", lambda: answering.living.later(200))
    home.mkdir(parents=True, exist_ok=True)
    shutil.copy(form_database, home / "wian.db")
    with open_ledger(f"sqlite:///{home / 'wian.db'}") as ledger:
        for body in BODIES[:2]:
            answering.fill(ledger, body)
    return answering.plan.id


def test_a_district_adds_up_corrects_and_reports(wian, answered, tmp_path):
    """The table says who is silent; a correction stands beside; the report goes up."""
    told = wian("gather", answered, DISTRICT, "--json").json
    assert (told["answered"], told["asked"]) == (2, 19)
    assert len(told["silent"]) == 17
    assert told["total"]["shelters"] == "8"
    correct = ("--correct", f"{BODIES[0]}:shelters=3", "--reason", "counted twice")
    said = wian("gather", answered, DISTRICT, *correct)
    assert f"shelters of {BODIES[0]} is 3, given as 4. Both numbers stay." in " ".join(
        said.out.split()
    )
    assert wian("gather", answered, DISTRICT, *correct, "--json").json["value"] == "3"
    told = wian("gather", answered, DISTRICT, "--json").json
    assert (told["total"]["shelters"], told["total"]["shelters_corrected"]) == ("8", "7")
    above = wian("totals", answered, "--format", "json").json
    assert ([row["shelters"] for row in above["rows"]], above["answered"]) == ([8], 2)
    noted = {"corrected_by": DISTRICT, "office": BODIES[0], "field": "shelters"}
    noted |= {"given": "4", "meant": "3", "by": "command line", "reason": "counted twice"}
    assert above["corrections"] == [noted]
    shown = " ".join(wian("totals", answered).out.split())
    assert f"shelters of {BODIES[0]}: given 4, meant 3, by command line of {DISTRICT}" in shown
    shown = " ".join(wian("gather", answered, PROVINCE).out.split())
    assert f"wian totals {answered} --under {PROVINCE} adds up all that hold" in shown
    sent = wian("gather", answered, DISTRICT, "--send", "--remark", "ครบในสัปดาห์หน้า", "--json").json
    assert (sent["to"], sent["answered"], sent["new"]) == (PROVINCE, 2, True)
    assert wian("gather", answered, DISTRICT, "--send", "--json").json["new"] is False
    stamped = wian("gather", answered, PROVINCE, "--stamp", DISTRICT).out
    assert f"stamped the report {sent['number']} of {DISTRICT}: receipt" in " ".join(
        stamped.split()
    )
    shown = " ".join(wian("gather", answered, DISTRICT).out.split())
    assert "Answers of 2 of 19 offices are here." in shown
    assert f"Reported to {PROVINCE}" in shown
    for name in ("table.csv", "table.xlsx", "report.pdf", "report.txt"):
        assert wian("gather", answered, DISTRICT, "--out", tmp_path / name).code == 0
    assert BODIES[0] in (tmp_path / "table.csv").read_text(encoding="utf-8-sig")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    assert "รายงานผล" in (tmp_path / "report.txt").read_text(encoding="utf-8")
    assert load_workbook(tmp_path / "table.xlsx")["corrections"]["D2"].value == 3
    wian("gather", answered, DISTRICT, "--reported", "--out", tmp_path / "tables.xlsx")
    assert load_workbook(tmp_path / "tables.xlsx").worksheets[0].max_row == 22
    assert wian("verify").code == 0


def test_reports_are_letters_apart_that_are_listed_and_written(wian, answered, tmp_path):
    """Who reported to whom, with how many answers and which receipts; an office has its own."""
    sent = wian("gather", answered, DISTRICT, "--send", "--json").json
    wian("gather", answered, PROVINCE, "--stamp", DISTRICT)
    listed = " ".join(wian("letters", answered, "--reports").out.split())
    assert sent["number"] in listed
    assert f"wian letters {answered} --reports" in " ".join(wian("letters", answered).out.split())
    (told,) = wian("letters", answered, "--reports", "--office", PROVINCE, "--json").json["reports"]
    assert (told["to"], told["answered"], len(told["receipts"])) == (PROVINCE, 2, 1)
    assert "รายงานผล" in wian("letters", answered, "--reports", "--office", DISTRICT).out
    back = (
        "return",
        answered,
        "--office",
        PROVINCE,
        "--report",
        DISTRICT,
        "--reason",
        "wrong sums",
    )
    assert f"returned the report of {DISTRICT}" in " ".join(wian(*back).out.split())
    assert wian(*back, "--json").json["new"] is False
    assert wian(*back, "--for", "dla").code == 2
    (told,) = wian("letters", answered, "--returns", "--office", PROVINCE, "--json").json["returns"]
    assert (told["sender"], told["report"], told["letter"]["sender"]) == (DISTRICT, 0, PROVINCE)
    (told,) = wian("letters", answered, "--reports", "--office", DISTRICT, "--json").json["reports"]
    assert told["returned"] is not None
    assert wian("gather", answered, DISTRICT, "--send", "--json").json["new"] is True
    pdf = ("--reports", "--office", PROVINCE, "--format", "pdf", "--out", tmp_path / "up")
    assert wian("letters", answered, *pdf).code == 0
    written = sorted(path.name for path in (tmp_path / "up").iterdir())
    assert written == [f"report-{DISTRICT}-{at:03d}.pdf" for at in (1, 2)]
    assert wian("letters", answered, "--reports", "--office", "dla").code == 1


def test_the_rows_of_a_form_are_listed_with_who_wrote_them(wian, answered, answering, tmp_path):
    """In what a district gathers and in its files; over the whole country in each format."""
    sites = [{"name": "=วัด", "beds": 40}, {"name": "ศาลา", "beds": 25}]
    filled = FilledForm({**FILLED, "sites": sites})
    answering.fill(runtime.ledger(), BODIES[0], minutes=100, filled=filled)
    shown = " ".join(wian("gather", answered, DISTRICT).out.split())
    assert "sites: Sites" in shown
    assert "รวมคำตอบ ๒ จาก ๑๙ แห่ง" in shown
    rows = wian("gather", answered, DISTRICT, "--json").json["tables"]["sites"]
    assert [(row["name"], row["beds"]) for row in rows] == [("=วัด", "40"), ("ศาลา", "25")]
    for name in ("t.csv", "t.xlsx"):
        wian("gather", answered, DISTRICT, "--out", tmp_path / name)
    assert "name,sites.name,sites.beds" in (tmp_path / "t.csv").read_text(encoding="utf-8-sig")
    assert load_workbook(tmp_path / "t.xlsx")["sites"]["B2"].value == "'=วัด"
    read = list(
        csv.DictReader(io.StringIO(wian("totals", "--table", "sites", "--format", "csv").out))
    )
    assert [(row["office"], row["row"], row["beds"]) for row in read] == [
        (BODIES[0], "1", "40"),
        (BODIES[0], "2", "25"),
    ]
    assert read[0]["district"]
    assert wian("totals", "--table", "drill").code == 2
    assert wian("totals", "--table", "sites", "--bodies").code == 2
    out = tmp_path / "all.parquet"
    assert wian("totals", "--table", "sites", "--format", "parquet", "--out", out).code == 0
    assert pl.read_parquet(out)["beds"].sum() == 65
    wian("totals", "--bodies", "--format", "xlsx", "--out", tmp_path / "all.xlsx")
    assert load_workbook(tmp_path / "all.xlsx")["sites"].max_row == 3


def test_a_list_of_answers_shows_what_they_filled_in(wian, answered):
    """By field in JSON, a column for each in CSV, and below the table where to see them."""
    given = wian("answers", answered, "--json").json["answers"]
    assert {row["values"]["drill"] for row in given if row["office"] in BODIES[:2]} == {"done"}
    read = csv.DictReader(io.StringIO(wian("answers", answered, "--format", "csv").out))
    cells = {row["office"]: (row["shelters"], row["budget"], row["siren"]) for row in read}
    assert (cells[BODIES[0]], cells[BODIES[2]]) == (("4", "1250.50", "yes"), ("", "", ""))
    assert f"wian answers {answered} --format csv" in " ".join(
        wian("answers", answered).out.split()
    )


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (("--correct", "x"), "is no OFFICE:FIELD=NUMBER"),
        (("--correct", "a:b=1"), "--correct needs --reason"),
        (("--send", "--stamp", "x"), "Give one of --send"),
        (("--out", "report.pdf"), "has sent no report yet"),
        (("--reported", "--out", "tables.xlsx"), "has sent no report yet"),
        (("--reported", "--out", "tables.csv"), "--reported needs --out FILE.xlsx"),
        (("--correct", f"{BODIES[0]}:shelters=three", "--reason", "r"), "three"),
        (("--correct", f"{BODIES[0]}:drill=3", "--reason", "r"), "fields with figures"),
    ],
)
def test_what_cannot_be_is_refused(wian, answered, typed, why):
    """Each in a sentence, and nothing is written."""
    ran = wian("gather", answered, DISTRICT, *typed)
    assert ran.code in {1, 2}
    assert why in " ".join(ran.err.split())
