"""Stories of answers added up below an office, and of a figure followed down to its answer."""

from __future__ import annotations

import json
from decimal import Decimal
from io import BytesIO

import polars as pl
import pytest
from openpyxl import load_workbook

from tests.plugins.answering import BODIES, FILLED
from wian.desk.answering.told_total import TotalColumn
from wian.letters.answer_form.totals import added
from wian.office.answer import take_back
from wian.office.filled_form import FilledForm
from wian.propagation.standing.answer_board import NothingToTotal, answer_board
from wian.propagation.standing.answer_rows import body_rows, group_rows
from wian.reports.upward.answer_frames import body_frame, frame_workbook, group_frame

DISTRICT = "phitsanulok.mueang-phitsanulok"
NAME = "{}".format


@pytest.fixture
def filled(form_ledger, answering):
    """Two of three bodies of one district have answered; the third took its answer back."""
    for at, body in enumerate(BODIES):
        values = {**FILLED, "shelters": at + 1, "budget": f"{at}.10", "needs": "=1+1"}
        sites = [{"name": "วัด", "beds": 10 * (at + 1)}]
        answering.fill(form_ledger, body, filled=FilledForm(values | {"sites": sites}))
    take_back(answering.acting(form_ledger, BODIES[2], 100), "นับผิด")
    return form_ledger


def test_each_level_sees_the_sum_of_what_stands_below_it(filled, answering):
    """From the origin down to the body: the same number at every step, and who is not in it."""
    for office in ("opm", "moi", "dla", "phitsanulok", DISTRICT):
        board = answer_board(filled, answering.plan, office)
        whole = board.totals
        assert (whole.answered, whole.fields["shelters"].sum) == (2, 3)
        assert whole.fields["budget"].sum == Decimal("1.20")
        assert whole.fields["drill"].counts == {"done": 2}
        assert whole.fields["sites"].columns["beds"].sum == 30
        assert added([each.totals for each in board.groups]) == whole
    groups = {each.office: each for each in answer_board(filled, answering.plan, DISTRICT).groups}
    first, third = groups[BODIES[0]], groups[BODIES[2]]
    assert (first.answer.values["shelters"], first.answer.by, first.leads) == (
        1,
        "ปลัดเทศบาล",
        False,
    )
    assert (third.answer, third.silent, third.unknown) == (None, 1, 0)
    above = {
        each.office: each for each in answer_board(filled, answering.plan, "phitsanulok").groups
    }
    assert above[DISTRICT].silent == above[DISTRICT].totals.bodies - 2
    other = above["phitsanulok.wang-thong"]
    assert (other.silent, other.unknown) == (0, other.totals.bodies)


def test_a_level_between_is_added_up_for_itself(filled, answering):
    """By district, asked at the origin: those of the nine, and what was sent to bodies directly."""
    board = answer_board(filled, answering.plan, "opm")
    found = dict(board.by_level("district"))
    assert found[DISTRICT].fields["shelters"].sum == 3
    assert sum(each.bodies for each in found.values()) <= board.totals.bodies


def test_the_tables_hold_numbers_and_no_formula(filled, answering, tmp_path):
    """Exact decimals in Parquet, numbers in the workbook, a hostile text with its apostrophe."""
    board = answer_board(filled, answering.plan, "opm")
    bodies = body_frame(board.form, list(body_rows(board, NAME)))
    one = bodies.filter(pl.col("office") == BODIES[0]).to_dicts()[0]
    assert (one["shelters"], one["budget"], one["siren"]) == (1, Decimal("0.10"), True)
    assert (one["district"], one["sites"], one["standing"]) == (DISTRICT, "วัด | 10", "answered")
    assert set(bodies["standing"]) == {"answered", "silent", "unknown"}
    path = tmp_path / "a.parquet"
    groups = group_frame(board.form, list(group_rows(board, NAME, "province")))
    groups.write_parquet(path)
    (row,) = pl.read_parquet(path).to_dicts()
    assert (row["budget"], row["sites.beds"], row["drill.done"]) == (Decimal("1.20"), 30, 2)
    assert (row["bodies"], row["answered"], row["siren.true"]) == (board.totals.bodies, 2, 2)
    districts = group_frame(board.form, list(group_rows(board, NAME, "district"))).to_dicts()
    silent = next(each for each in districts if not each["answered"])
    assert {silent[name] for name in ("shelters", "budget", "drill.done", "sites")} == {None}
    sheet = load_workbook(BytesIO(frame_workbook(bodies))).active
    cells = [cell for line in sheet.iter_rows() for cell in line]
    assert all(cell.data_type != "f" for cell in cells)
    assert "'=1+1" in {cell.value for cell in cells}


def test_a_sum_that_nobody_gave_a_number_for_is_empty(form_ledger, answering):
    """One body answers and leaves the budget out: it is unknown, and a count of choices is not."""
    answering.fill(form_ledger, filled=FilledForm({**FILLED, "budget": None}))
    board = answer_board(form_ledger, answering.plan, "opm")
    (row,) = group_frame(board.form, list(group_rows(board, NAME, "province"))).to_dicts()
    assert (row["answered"], row["shelters"], row["budget"]) == (1, 4, None)
    assert (row["drill.done"], row["drill.planned"], row["sites"]) == (1, 0, 0)
    shown = [TotalColumn("", None, (name,)).of(board.totals) for name in ("shelters", "budget")]
    assert shown == ["4", "–"]


def test_answers_in_text_have_no_total(live_ledger, live_plan):
    """The refusal says where they are listed."""
    with pytest.raises(NothingToTotal, match="wian answers lists its answers"):
        answer_board(live_ledger, live_plan, "opm")


@pytest.fixture
def home_filled(home, filled, answering, monkeypatch):
    """The same as an operator's installation."""
    import shutil  # noqa: PLC0415 - of this fixture alone

    home.mkdir(exist_ok=True)
    filled.close()
    shutil.copy(filled.path, home / "wian.db")


def test_an_operator_follows_a_figure_down(wian, home_filled, answering, tmp_path):
    """From the whole to the district to the body, and out into a file of each kind."""
    plan = answering.plan
    ran = wian("totals", plan.id, "--format", "json")
    assert ran.code == 0, ran.err
    top = json.loads(ran.out)
    assert (top["answered"], [row["shelters"] for row in top["rows"]]) == (2, [3])
    below = json.loads(wian("totals", plan.id, "--under", DISTRICT, "--format", "json").out)
    assert {row["office"]: row["shelters"] for row in below["rows"]}[BODIES[1]] == 2
    assert "In it: 2 of " in wian("totals", plan.id, "--by", "province").out
    for ending in ("csv", "parquet", "xlsx"):
        out = str(tmp_path / f"a.{ending}")
        ran = wian("totals", plan.id, "--bodies", "--format", ending, "--out", out)
        assert ran.code == 0, ran.err
    assert wian("totals", plan.id, "--by", "village").code == 2
    assert wian("totals", plan.id, "--format", "xlsx").code == 2
