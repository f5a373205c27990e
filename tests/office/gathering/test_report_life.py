"""Reports while a directive ends, or while offices on the way are renamed, merged or split."""

from __future__ import annotations

from datetime import date

import pytest

from hierarchy.office import Office
from tests.plugins.answering import BODIES
from wian.ledger.proof.verification import verify
from wian.ledger.read.upward.report_letters import reports_in
from wian.lifecycle.succession.successor import Successor, succeed
from wian.lifecycle.withdrawal import withdraw
from wian.office.actor import Acting
from wian.office.gathering.gathering import gathering
from wian.office.gathering.report import report
from wian.office.gathering.report_return import return_report
from wian.office.gathering.report_stamp import stamp_report
from wian.office.refusals import DirectiveWithdrawn
from wian.office.share import PlaceOfHeir

DISTRICT, PROVINCE, DAY = "phitsanulok.mueang-phitsanulok", "phitsanulok", date(2026, 12, 1)


def _office(name, level, code, desks):
    return Office(
        name, f"สำนักงาน{name}", level, level, letter_code=code, addressee="ผู้อำนวยการ", desks=desks
    )


EAST, WEST = (
    _office(f"phitsanulok.{name}", "district", code, ("registry",))
    for name, code in (("east", "พล ๐๐๙๘"), ("west", "พล ๐๐๙๙"))
)
REGION = _office("region", "province", "พล ๐๐๙๗", ("registry", "officer", "chief"))


@pytest.fixture
def acting(form_ledger, answering):
    """An office that acts so many minutes after the start; two bodies have answered."""
    for body in BODIES[:2]:
        answering.fill(form_ledger, body)

    def of(office, minutes=200, **more):
        now = answering.living.later(minutes)
        return Acting(form_ledger, answering.plan, office, by="x", now=now, **more)

    return of


def _succeed(ledger, answering, old, *new, minutes=100, **said):
    wanted = Successor(old, tuple(each.id for each in new), DAY, **said)
    succeed(ledger, wanted, new, by="x", now=answering.living.later(minutes))


def test_the_heir_of_a_split_office_gathers_and_reports_for_the_whole_place(
    form_ledger, answering, acting
):
    """One report under its own number; another successor is told who does it."""
    _succeed(form_ledger, answering, DISTRICT, EAST, WEST, shares={WEST.id: [BODIES[1]]})
    with pytest.raises(PlaceOfHeir, match=f"{EAST.id} does this"):
        report(acting(DISTRICT, of=WEST.id))
    done = report(acting(DISTRICT, of=EAST.id))
    assert (done.body.answered, done.body.letter.issuer) == (2, EAST.name)
    assert done.body.letter.number.startswith("พล ๐๐๙๘/")
    stamp_report(acting(PROVINCE, 210), DISTRICT)
    return_report(acting(PROVINCE, 211), DISTRICT, "ผิด")
    assert report(acting(DISTRICT, 220, of=EAST.id)).new
    assert gathering(form_ledger, answering.plan, PROVINCE).answered == 2
    assert verify(form_ledger).ok


def test_who_took_the_place_of_whoever_asked_stamps_at_its_own_desks(
    form_ledger, answering, acting
):
    """As often as the office before had desks, and under its name; lists and verify agree."""
    report(acting(DISTRICT, 95))
    _succeed(form_ledger, answering, PROVINCE, REGION)
    stamps = [stamp_report(acting(PROVINCE, at), DISTRICT) for at in (200, 201)]
    assert [(each.body.desk, each.last, each.new) for each in stamps] == [
        (REGION.desks[0], True, True),
        (REGION.desks[0], True, False),
    ]
    (held,) = reports_in(form_ledger, answering.plan.id, [PROVINCE])
    assert held.next_desk is None
    assert verify(form_ledger).ok
    assert return_report(acting(PROVINCE, 210), DISTRICT, "ผิด").body.letter.issuer == REGION.name
    assert verify(form_ledger).ok


def test_a_report_that_is_out_when_the_directive_is_withdrawn_is_still_received(
    form_ledger, answering, acting
):
    """It is stamped as any letter; nobody reports any more, nor sends a report back."""
    report(acting(DISTRICT))
    withdraw(acting("opm", 210), "ยกเลิกการสำรวจ")
    with pytest.raises(DirectiveWithdrawn):
        report(acting(PROVINCE, 220))
    assert stamp_report(acting(PROVINCE, 220), DISTRICT).new
    with pytest.raises(DirectiveWithdrawn):
        return_report(acting(PROVINCE, 221), DISTRICT, "ผิด")
    assert verify(form_ledger).ok
