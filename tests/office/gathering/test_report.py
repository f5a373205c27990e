"""Stories of gathering: a district adds up, corrects, reports again, and its asker stamps."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.plugins.answering import BODIES, FILLED
from wian.delays.hop_record import Direction
from wian.kit.errors import InputFaults
from wian.ledger.acts import ActKind
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import acts
from wian.ledger.read.recorded import hop_records
from wian.letters.answer_form.form import AnswerForm
from wian.office.actor import Acting
from wian.office.answer import answer
from wian.office.filled_form import FilledForm
from wian.office.gathering.adjust import adjust, bounded
from wian.office.gathering.gathering import gathering
from wian.office.gathering.refusals import (
    GathersInstead,
    GathersNothing,
    NoAnswerBelow,
    NoReport,
    NotAFigure,
    NothingGathered,
    ReportsToNobody,
)
from wian.office.gathering.report import report
from wian.office.gathering.report_stamp import stamp_report
from wian.propagation.upward.hops_up import hops_up

DISTRICT, PROVINCE = "phitsanulok.mueang-phitsanulok", "phitsanulok"


@pytest.fixture
def gather(form_ledger, answering):
    """An office that acts so many minutes after the start."""
    return lambda office, minutes=200: Acting(
        form_ledger, answering.plan, office, by="นายอำเภอ", now=answering.living.later(minutes)
    )


@pytest.fixture
def up(form_ledger, answering):
    """The hops of the way up, as the ledger stands."""
    plan = answering.plan
    return lambda: hops_up(form_ledger, plan, hop_records(form_ledger, plan.id))


def test_a_district_reports_before_all_have_answered_and_again(form_ledger, answering, gather):
    """Two of its bodies first; then a third one: the second report takes the first one's place."""
    for body in BODIES[:2]:
        answering.fill(form_ledger, body)
    first = report(gather(DISTRICT), "เร่งรัดแห่งที่เหลือแล้ว")
    below = gathering(form_ledger, answering.plan, DISTRICT)
    assert (first.body.answered, first.body.bodies) == (2, len(below.below))
    assert first.body.to == PROVINCE
    assert first.body.totals["shelters"].sum == 8
    assert first.body.totals["budget"].sum == Decimal("2501.00")
    assert first.body.totals["drill"].counts == {"done": 2}
    text = "\n".join(first.body.letter.paragraphs)
    assert f"จำนวน ๒ แห่ง จากทั้งหมด {_thai(len(below.below))} แห่ง" in text
    assert "จำนวนศูนย์พักพิง ๘ แห่ง" in text
    assert "งบประมาณ ๒,๕๐๑.๐๐ บาท" in text
    assert "หมายเหตุ เร่งรัดแห่งที่เหลือแล้ว" in text
    again = report(gather(DISTRICT, 210))
    assert (again.act, again.new) == (first.act, False)
    answering.fill(form_ledger, BODIES[2])
    second = report(gather(DISTRICT, 220))
    assert second.new
    assert second.act.key == "1"
    assert second.body.answered == 3
    assert second.act.entry.number == first.act.entry.number + 1
    assert "แทนหนังสือ" in "\n".join(second.body.letter.paragraphs)
    assert verify(form_ledger).ok


def test_who_only_gathers_is_told_where_to_do_it(answering, gather):
    """An answer of the origin or of a district is none: the sentence names the command."""
    for office in ("opm", DISTRICT):
        with pytest.raises(GathersInstead, match=f"wian gather {answering.plan.id} {office} shows"):
            answer(gather(office), "ครบแล้ว", key="a" * 8)


def _thai(number):
    return str(number).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))


def test_the_letter_cites_the_one_that_it_answers(form_ledger, answering, gather):
    """The province gets it, with its own letter cited, and the table enclosed."""
    answering.fill(form_ledger)
    letter = report(gather(DISTRICT)).body.letter
    (cited,) = letter.cites
    province = answering.plan.hierarchy.office(PROVINCE)
    assert cited.office == province.name
    assert letter.addressed_to == province.signatory.acting_for
    assert letter.enclosures == ("ตารางสรุปคำตอบของหน่วยงาน จำนวน ๑ ชุด",)
    assert letter.subject.startswith("รายงานผล")


def test_a_correction_stands_beside_the_number(form_ledger, answering, gather):
    """The body said 4 and means 3: the total stays 8, and beside it stands what that changes."""
    for body in BODIES[:2]:
        answering.fill(form_ledger, body)
    made = adjust(gather(DISTRICT, 150), BODIES[0], "shelters", "3", "นับซ้ำหนึ่งแห่ง")
    assert adjust(gather(DISTRICT, 151), BODIES[0], "shelters", "3", "นับซ้ำหนึ่งแห่ง") == made
    assert (made.body.was, made.body.value) == (4, 3)
    total = report(gather(DISTRICT)).body.totals["shelters"]
    assert (total.sum, total.change) == (8, -1)
    upper = report(gather(PROVINCE, 300))
    assert upper.body.totals["shelters"] == total
    assert "หลังการแก้ไข ๗ แห่ง" in "\n".join(upper.body.letter.paragraphs)
    answering.fill(form_ledger, minutes=310, filled=FilledForm({**FILLED, "shelters": 5}))
    later = gathering(form_ledger, answering.plan, DISTRICT)
    assert (later.sums["shelters"].sum, later.sums["shelters"].change) == (9, 0)
    assert verify(form_ledger).ok


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("shelters=-5.5", "no whole number"),
        ("shelters=-5", "write at least 0"),
        ("shelters=ten", "is no number"),
        ("shelters=", "is missing"),
        ("budget=100000.123", "write at most 2 decimals"),
        ("budget=-1", "write at least 0"),
    ],
)
def test_a_correction_is_held_to_the_form(form_ledger, answering, gather, typed, why):
    """What no body could have answered is no correction either; the fault names both."""
    answering.fill(form_ledger)
    field, _, value = typed.partition("=")
    with pytest.raises(InputFaults, match=why) as refused:
        adjust(gather(DISTRICT), BODIES[0], field, value, "x")
    assert f"{BODIES[0]}, {field}: " in str(refused.value)
    kind = ActKind.ADJUSTED
    assert not acts(form_ledger, answering.plan.id, office=DISTRICT, kind=kind)


def test_a_correction_of_a_report_is_held_to_the_bounds_of_all_its_answers():
    """Three bodies that may have 500 each may have 1,500 together."""
    figure = AnswerForm.model_validate(
        {"fields": [{"id": "a", "kind": "integer", "label": "A", "least": 1, "most": 500}]}
    ).field("a")
    assert (bounded(figure, 2, 3).least, bounded(figure, 2, 3).most) == (2, 1500)


def test_reports_are_stamped_in_their_order_and_each_stamp_names_its_letter(
    form_ledger, answering, gather
):
    """Two reports wait: the older one is stamped first, at every desk, and then the newer."""
    sent = []
    for at, body in enumerate(BODIES[:2]):
        answering.fill(form_ledger, body)
        sent.append(report(gather(DISTRICT, 200 + at)).body.letter.number)
    desks = len(answering.plan.office(PROVINCE).desks)
    stamps = [stamp_report(gather(PROVINCE, 240 + at), DISTRICT) for at in range(2 * desks + 1)]
    assert [each.letter for each in stamps] == [sent[0]] * desks + [sent[1]] * (desks + 1)
    assert [each.left for each in stamps] == [2] * (desks - 1) + [1] * desks + [0, 0]
    assert [each.new for each in stamps] == [True] * (2 * desks) + [False]


def test_a_whole_way_up_is_measured_hop_by_hop(form_ledger, answering, gather, up):
    """Typed at 90, reported at 200, stamped at two desks, reported on: the records say so."""
    plan = answering.plan
    answering.fill(form_ledger)
    first = report(gather(DISTRICT)).body.letter
    desks = plan.office(PROVINCE).desks
    stamps = [stamp_report(gather(PROVINCE, 240 + at), DISTRICT) for at in range(len(desks))]
    assert [stamp.last for stamp in stamps] == [*[False] * (len(desks) - 1), True]
    assert all(stamp.new for stamp in stamps)
    assert not stamp_report(gather(PROVINCE, 260), DISTRICT).new
    report(gather(PROVINCE, 300))
    typed, reported, onward = up()
    later = answering.living.later
    assert (typed.sender, typed.recipient, typed.letter_number) == (BODIES[0], DISTRICT, None)
    assert {typed.issued, typed.received, typed.ready} == {later(90)}
    assert typed.forwarded == later(200)
    assert typed.asked is not None
    assert reported.letter_number == first.number
    assert (reported.issued, reported.received) == (later(200), later(240))
    assert reported.ready == later(240 + len(desks) - 1)
    assert reported.forwarded == later(300)
    assert (onward.sender, onward.received, onward.forwarded) == (PROVINCE, None, None)
    assert {hop.way for hop in up()} == {Direction.UP}
    assert verify(form_ledger).ok


def test_an_answer_that_came_later_has_a_row_of_its_own(form_ledger, answering, gather, up):
    """What a report had stays; what no report ever had is left out."""
    answering.fill(form_ledger, minutes=90)
    answering.fill(form_ledger, minutes=95, filled=FilledForm({**FILLED, "shelters": 5}))
    report(gather(DISTRICT))
    answering.fill(form_ledger, minutes=210, filled=FilledForm({**FILLED, "shelters": 6}))
    rows = [hop for hop in up() if hop.sender == BODIES[0]]
    later = answering.living.later
    assert [(hop.part, hop.issued, hop.forwarded) for hop in rows] == [
        (0, later(95), later(200)),
        (1, later(210), None),
    ]


def test_what_cannot_be_done_is_refused_and_nothing_is_written(form_ledger, answering, gather):
    """Nothing there, nobody below, no figure, no report: each says so in a sentence."""
    cases = (
        (NothingGathered, lambda: report(gather(DISTRICT))),
        (ReportsToNobody, lambda: report(gather("opm"))),
        (GathersNothing, lambda: report(gather(BODIES[0]))),
        (NoAnswerBelow, lambda: adjust(gather(DISTRICT), BODIES[0], "shelters", "3", "x")),
        (NotAFigure, lambda: adjust(gather(DISTRICT), BODIES[0], "drill", "3", "x")),
        (NoReport, lambda: stamp_report(gather(PROVINCE), DISTRICT)),
    )
    for refusal, attempt in cases:
        with pytest.raises(refusal):
            attempt()
    for kind in (ActKind.REPORTED, ActKind.ADJUSTED, ActKind.REPORT_STAMPED):
        assert acts(form_ledger, answering.plan.id, kind=kind) == []
