"""A stamp bears the number that paper or another system gave it, and no other stamp ever does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import text

from hierarchy.graph import Hierarchy
from hierarchy.office import Office, Series
from wian.history.registers.recogniser import Register
from wian.history.registers.register_file import RegisterReading
from wian.history.registers.rows import RegisterRow
from wian.jurisdictions.column_words import RegisterKind
from wian.jurisdictions.countries import jurisdiction
from wian.ledger.proof.verification import verify
from wian.ledger.registers.register_standings import register_standings
from wian.ledger.registers.typed_numbers import NumberFarAhead, NumberTaken, TypedAs
from wian.ledger.succession.reversal import SuccessionUsed
from wian.ledger.write.imports import import_registers
from wian.lifecycle.succession.successor import Successor, succeed, take_back
from wian.office.actor import Acting
from wian.office.correct import correct
from wian.office.given_number import GivenNumber
from wian.office.refusals import StampedOtherwise
from wian.office.stamp import receive

_DESK = "งานสารบรรณ"


@pytest.fixture(scope="module")
def plans(living):
    """Two drills that come to the ministry on one day."""
    return [living.plan(id=f"drill-{n}", subject=f"การซักซ้อมครั้งที่ {n}") for n in range(2)]


@pytest.fixture
def stamp(living):
    """The ministry stamps the letter of one of the drills, under a number or the next."""

    def run(ledger, plan, number=None, *, confirmed=False, office="moi", days=0, **more):  # noqa: PLR0913 - what a clerk enters
        now = living.later(600 + days * 24 * 60)
        acting = Acting(ledger, plan, office, by=f"{office} ธุรการ", now=now)
        given = None if number is None else GivenNumber(number, confirmed)
        done = receive(acting, number=given, **{"position": 0, **more})
        return done.reception.receipt_number, done.typed

    return run


@pytest.fixture
def begun(empty_ledger, living, plans):
    """A ledger in which both drills have gone out."""
    for plan in plans:
        living.begin(empty_ledger, plan)
    return empty_ledger


def test_the_register_goes_on_behind_a_typed_number(begun, plans, stamp):
    """Far ahead it is confirmed first; the same stamp again is the same, another number is none."""
    with pytest.raises(NumberFarAhead, match="Number 554 skips 553: the next one is 1"):
        stamp(begun, plans[0], 554)
    assert stamp(begun, plans[0], 554, confirmed=True) == ("554", TypedAs(skipped=(1, 553)))
    assert stamp(begun, plans[0], 554) == ("554", None)
    with pytest.raises(StampedOtherwise, match="as number 554 and not 77"):
        stamp(begun, plans[0], 77)
    with pytest.raises(NumberTaken, match=r"Number 554 is taken: letter .* of opm \(drill-0"):
        stamp(begun, plans[1], 554)
    assert stamp(begun, plans[1]) == ("555", None)
    with begun.reading() as connection:
        (standing,) = register_standings(connection, "moi")
    assert (standing.name, standing.last, standing.spans) == (f"receipt:{_DESK}", 555, [(1, 554)])
    found = verify(begun)
    assert found.ok, found.faults


def test_one_number_typed_by_two_clerks_at_once_is_given_once(
    either, living, plans, stamp, at_once
):
    """Whoever comes second is told whose it is."""
    for plan in plans:
        living.begin(either, plan)

    def work(number):
        try:
            return stamp(either, plans[number], 7)
        except NumberTaken:
            return None

    assert sorted(map(bool, at_once(work, 2))) == [False, True]
    assert verify(either).ok


def test_a_number_behind_the_last_one_is_said(begun, plans, stamp):
    """A drawn one is refused with the letter that it stands on."""
    stamp(begun, plans[0], 5)
    with pytest.raises(NumberTaken):
        stamp(begun, plans[1], 5)
    assert stamp(begun, plans[1], 3) == ("3", TypedAs(behind=5))
    assert verify(begun).ok


def test_desks_that_number_together_never_have_one_number(empty_ledger, living, plans, stamp):
    """Typed, drawn, typed: three numbers of one series; a correction names that register."""
    known = plans[0].hierarchy
    offices = [
        replace(each, receipts=Series.TOGETHER) if each.id == "dla" else each
        for each in known.offices
    ]
    mixed = Hierarchy.build(offices, known.lines, subject="mixed", jurisdiction=known.jurisdiction)
    plan = replace(plans[0], hierarchy=mixed)
    living.begin(empty_ledger, plan)
    living.reach(empty_ledger, plan, "dla")
    assert stamp(empty_ledger, plan, 7, office="dla")[0] == "7"
    with pytest.raises(NumberTaken):
        stamp(empty_ledger, plan, 7, office="dla", position=1)
    assert stamp(empty_ledger, plan, office="dla", position=1)[0] == "8"
    assert stamp(empty_ledger, plan, 12, office="dla", position=2)[0] == "12"
    acting = Acting(empty_ledger, plan, "dla", by="dla ธุรการ", now=living.later(700))
    act = correct(acting, position=2, at=living.later(650), reason="เขียนผิด", key="k")
    assert (act.body.in_register, act.body.number) == ("receipt", 12)
    found = verify(empty_ledger)
    assert found.ok, found.faults


def test_a_successor_types_numbers_in_the_place_of_the_office_before(begun, plans, stamp, living):
    """The letter that one is on is named, and the succession stays from then on."""
    new = Office("moi.new", "กระทรวงใหม่", "ministry", "ministry", desks=(_DESK,))
    wanted = Successor("moi", (new.id,), date(2026, 12, 1))
    succeed(begun, wanted, [new], by="operator", now=living.later(90))
    stamp(begun, plans[0], 5)
    with pytest.raises(NumberTaken, match=r"Number 5 is taken: letter .* of opm \(drill-0"):
        stamp(begun, plans[1], 5)
    with pytest.raises(SuccessionUsed, match="entered 2 stamps, letters or acts in the place"):
        take_back(begun, "moi", "ผิด", by="operator", now=living.later(700))
    found = verify(begun)
    assert found.ok, found.faults


def test_a_stamp_of_last_year_has_a_number_of_last_year(begun, plans, stamp, living):
    """What came in December and is entered in January is in the register of December."""
    paper = {"at": living.later(60), "reason": "วันหยุด", "days": 40}
    assert stamp(begun, plans[0], 9, **paper)[0] == "9"
    assert stamp(begun, plans[1], **paper) == ("10", None)
    found = verify(begun)
    assert found.ok, found.faults


@pytest.fixture
def imported(living):
    """Imports a row of the ministry's own receive register: another letter under a number."""

    def keep(ledger, number):
        texts = ("กรมบัญชีกลาง", "กระทรวงมหาดไทย", "การจัดซื้อรถยนต์", "", "")
        entered, dated = datetime.fromisoformat("2026-11-02T09:00"), date(2026, 11, 2)
        row = RegisterRow("", 5, 2569, number, entered, "กค 0406/22", dated, *texts)
        register = Register("moi", RegisterKind.RECEIVE, _DESK)
        reading = RegisterReading("received.csv", register, (row,), (), (), ())
        import_registers(ledger, [reading], jurisdiction("thailand"), living.start)

    return keep


def test_a_number_of_an_imported_reception_is_refused(begun, plans, stamp, imported):
    """With the letter that has it; the next number drawn is the one behind it."""
    imported(begun, 40)
    with pytest.raises(NumberTaken, match="letter กค 0406/22 in the imported register of 2569"):
        stamp(begun, plans[0], 40)
    assert stamp(begun, plans[0]) == ("41", None)
    assert verify(begun).ok


def test_a_register_that_comes_in_later_is_held_against_typed_numbers(
    either, living, live_plan, stamp, imported
):
    """The collision stays told, whichever database it is."""
    living.begin(either, live_plan)
    stamp(either, live_plan, 40)
    imported(either, 40)
    (fault,) = verify(either).faults
    assert (fault.kind, "under one number" in fault.what) == ("number", True)


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE register_entry SET key = 'receipt:x|3|y' WHERE name = 'elsewhere'", "not pass it"),
        ("UPDATE reception SET receipt_number = '6'", "is not what was written"),
        ("DELETE FROM register_act", "does not pass it over"),
        ("DELETE FROM reception", "is missing: deleted"),
    ],
    ids=["key", "stamp", "act", "deleted"],
)
def test_tampering_with_a_typed_number_shows(live_ledger, live_plan, stamp, sql, said):
    """Whatever is edited or deleted of it."""
    stamp(live_ledger, live_plan, 5)
    with live_ledger.writing() as connection:
        connection.execute(text(sql))
    assert said in " ".join(fault.what for fault in verify(live_ledger).faults)
