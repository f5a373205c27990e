"""A story of one table and its reports: they say one number, or say that a report is behind."""

from __future__ import annotations

from io import BytesIO

import polars as pl
import pytest
from openpyxl import load_workbook

from tests.plugins.answering import BODIES, FILLED
from wian.office.actor import Acting
from wian.office.answer import take_back
from wian.office.filled_form import FilledForm
from wian.office.gathering.adjust import adjust
from wian.office.gathering.gathering import gathering
from wian.office.gathering.report import report
from wian.propagation.standing.answer_board import answer_board
from wian.propagation.standing.answer_rows import corrected_rows
from wian.propagation.standing.corrections_below import corrections_below, same_sums
from wian.reports.upward.answer_frames import frame_workbook

DISTRICT, PROVINCE = "phitsanulok.mueang-phitsanulok", "phitsanulok"
WAY = ("opm", "moi", "dla", PROVINCE, DISTRICT)


@pytest.fixture
def survey(form_ledger, answering):
    """What the story does and asks, in its ledger."""
    return Survey(form_ledger, answering)


class Survey:
    """The directive with a form, at one minute after another."""

    def __init__(self, ledger, answering):
        self.ledger, self.answering, self.plan = ledger, answering, answering.plan
        self.minute = 100

    def acting(self, office):
        self.minute += 1
        now = self.answering.living.later(self.minute)
        return Acting(self.ledger, self.plan, office, by="นายอำเภอ", now=now)

    def answers(self, body, shelters):
        self.minute += 1
        filled = FilledForm({**FILLED, "shelters": shelters})
        self.answering.fill(self.ledger, body, self.minute, filled=filled)

    def reports(self):
        for office in WAY[:0:-1]:
            report(self.acting(office))

    def corrects(self, office, below, value):
        adjust(self.acting(office), below, "shelters", value, "นับซ้ำ")

    def both(self, office):
        """The sum in the table, what was gathered, and whether the two are of the same answers."""
        board = answer_board(self.ledger, self.plan, office)
        found = gathering(self.ledger, self.plan, office)
        held = found.sums.get("shelters")
        table = board.totals.fields["shelters"].sum
        return table, held.sum if held else 0, same_sums(board, found)

    def beside(self, office="opm"):
        found = corrections_below(self.ledger, self.plan, office)
        return [(each.corrector, each.office, each.given, each.meant) for each in found]


def test_a_table_and_a_report_never_say_two_numbers_unnoticed(survey):
    """Early report, later answer, amendment, take-back: the next report agrees again."""
    survey.answers(BODIES[0], 4)
    assert survey.both(DISTRICT) == (4, 4, True)
    assert survey.both("opm") == (4, 0, False)
    survey.reports()
    assert {survey.both(office) for office in WAY} == {(4, 4, True)}
    survey.answers(BODIES[1], 5)
    assert survey.both(PROVINCE) == (9, 4, False)
    survey.reports()
    survey.answers(BODIES[0], 8)
    take_back(survey.acting(BODIES[1]), "นับผิด")
    survey.answers(BODIES[2], 2)
    assert survey.both("opm") == (10, 9, False)
    survey.reports()
    assert {survey.both(office) for office in WAY} == {(10, 10, True)}


def test_corrections_stand_beside_and_are_in_no_total(survey):
    """Whose, of whom, given and meant; one falls with the answer or the report that it was of."""
    survey.answers(BODIES[0], 4)
    survey.answers(BODIES[1], 5)
    survey.corrects(DISTRICT, BODIES[0], "9")
    survey.corrects(DISTRICT, BODIES[0], "3")
    survey.reports()
    survey.corrects(PROVINCE, DISTRICT, "6")
    first, second = (DISTRICT, BODIES[0], 4, 3), (PROVINCE, DISTRICT, 8, 6)
    assert survey.beside() == survey.beside(PROVINCE) == [second, first]
    assert survey.beside(DISTRICT) == [first]
    assert survey.beside("phitsanulok.wang-thong") == []
    assert {survey.both(office) for office in WAY} == {(9, 9, True)}
    survey.answers(BODIES[0], 3)
    assert survey.beside() == [second]
    survey.reports()
    assert survey.beside() == []
    assert {survey.both(office) for office in WAY} == {(8, 8, True)}


def test_a_workbook_has_them_on_a_sheet(survey):
    """With who and why, and no formula."""
    survey.answers(BODIES[0], 4)
    adjust(survey.acting(DISTRICT), BODIES[0], "shelters", "3", "=1+1")
    rows = corrected_rows(corrections_below(survey.ledger, survey.plan, "opm"))
    sheet = load_workbook(BytesIO(frame_workbook(pl.DataFrame({"a": [1]}), rows)))["corrections"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        [DISTRICT, BODIES[0], "shelters", "4", "3", "นายอำเภอ", "'=1+1"]
    ]
    assert sheet["G2"].data_type != "f"


def test_an_office_that_gathers_and_answers_is_in_its_own_table(living, survey_of_both):
    """Its own answer is in the row that leads to it from above, and in its own table."""
    ledger, plan = survey_of_both
    above = {each.office: each for each in answer_board(ledger, plan, "dla").groups}[PROVINCE]
    own = answer_board(ledger, plan, PROVINCE)
    assert own.totals == above.totals
    assert own.groups[-1].office == PROVINCE
    assert own.totals.bodies == gathering(ledger, plan, PROVINCE).asked
    assert answer_board(ledger, plan, BODIES[0]).groups == ()


@pytest.fixture
def survey_of_both(living, answering, tmp_path):
    """The same asked of provinces too, just sent."""
    from wian.ledger.database import open_ledger  # noqa: PLC0415 - of this fixture alone

    plan = living.plan(
        id="both",
        answer={"fields": [{"id": "n", "kind": "integer", "label": "จำนวน"}]},
        asks=[
            {"to": {"levels": ["province", "local"]}, "text": "รายงาน", "answer_by": "2031-11-28"}
        ],
        addressees=[{"levels": ["province", "local"]}],
    )
    with open_ledger(f"sqlite:///{tmp_path / 'both.db'}") as ledger:
        living.begin(ledger, plan)
        yield ledger, plan
