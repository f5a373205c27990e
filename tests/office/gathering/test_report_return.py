"""Stories of a report that is wrong: it goes back, its answers with it, and comes again."""

from __future__ import annotations

import pytest

from tests.plugins.answering import BODIES
from wian.ledger.acts import ActKind
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import acts, reported_in
from wian.office.actor import Acting
from wian.office.gathering.gathering import gathering
from wian.office.gathering.refusals import (
    NoReport,
    ReportReplaced,
    ReportReturnedBefore,
    ReportUnstamped,
)
from wian.office.gathering.report import report
from wian.office.gathering.report_return import return_report
from wian.office.gathering.report_stamp import stamp_report

DISTRICT, PROVINCE = "phitsanulok.mueang-phitsanulok", "phitsanulok"


@pytest.fixture
def gather(form_ledger, answering):
    """An office that acts so many minutes after the start; two bodies have answered."""
    for body in BODIES[:2]:
        answering.fill(form_ledger, body)
    return lambda office, minutes=200: Acting(
        form_ledger, answering.plan, office, by="นายอำเภอ", now=answering.living.later(minutes)
    )


def test_a_wrong_report_goes_back_and_comes_again(form_ledger, answering, gather):
    """A numbered letter says why; until the next report the district's answers are missing."""
    plan, first = answering.plan, report(gather(DISTRICT))
    stamp_report(gather(PROVINCE), DISTRICT)
    back = return_report(gather(PROVINCE, 210), DISTRICT, "ยอดรวมไม่ตรงกับตาราง")
    text = "\n".join(back.body.letter.paragraphs)
    assert "ขอส่งรายงานดังกล่าวคืน เนื่องจากยอดรวมไม่ตรงกับตาราง" in text
    assert back.body.letter.sender == PROVINCE
    assert back.body.letter.references[0].number == first.body.letter.number
    again = return_report(gather(PROVINCE, 211), DISTRICT, "ยอดรวมไม่ตรงกับตาราง")
    assert (again.act, again.new) == (back.act, False)
    above = gathering(form_ledger, plan, PROVINCE)
    assert (above.answered, DISTRICT in above.silent) == (0, True)
    assert DISTRICT not in reported_in(form_ledger, plan.id)
    second = report(gather(DISTRICT, 220))
    assert (second.new, second.act.key, second.body.answered) == (True, "1", 2)
    assert DISTRICT in reported_in(form_ledger, plan.id)
    assert gathering(form_ledger, plan, PROVINCE).answered == 2
    assert verify(form_ledger).ok


def test_what_cannot_go_back_is_refused(form_ledger, answering, gather):
    """Unstamped, replaced, another office's, or back already for another reason."""
    report(gather(DISTRICT))
    with pytest.raises(ReportUnstamped, match=f"--stamp {DISTRICT}"):
        return_report(gather(PROVINCE), DISTRICT, "ผิด")
    stamp_report(gather(PROVINCE), DISTRICT)
    answering.fill(form_ledger, BODIES[2])
    newest = report(gather(DISTRICT, 210)).body.letter.number
    with pytest.raises(ReportReplaced, match=newest):
        return_report(gather(PROVINCE, 220), DISTRICT, "ผิด", "0")
    for office, sender, key in (
        ("dla", DISTRICT, None),
        (PROVINCE, "dla", None),
        (PROVINCE, DISTRICT, "7"),
    ):
        with pytest.raises(NoReport):
            return_report(gather(office, 220), sender, "ผิด", key)
    stamp_report(gather(PROVINCE, 220), DISTRICT)
    return_report(gather(PROVINCE, 221), DISTRICT, "ผิด")
    with pytest.raises(ReportReturnedBefore):
        return_report(gather(PROVINCE, 222), DISTRICT, "ผิดอีกแบบ")
    made = acts(form_ledger, answering.plan.id, kind=ActKind.REPORT_RETURNED)
    assert [act.key for act in made] == [f"{DISTRICT}|1"]


@pytest.mark.parametrize(
    ("tampered", "told"),
    [
        ('replace(body, \'"report":"0"\', \'"report":"9"\')', "was not sent to the office"),
        ('replace(body, \'"sender":"phitsanulok"\', \'"sender":"dla"\')', "holds a letter of dla"),
    ],
)
def test_a_forged_return_is_found(form_ledger, gather, tampered, told):
    """Of another report, or by another office's letter: besides the digest, the sense is held."""
    report(gather(DISTRICT))
    stamp_report(gather(PROVINCE), DISTRICT)
    return_report(gather(PROVINCE), DISTRICT, "ผิด")
    with form_ledger.writing() as connection:
        connection.exec_driver_sql(
            f"UPDATE act SET body = {tampered} WHERE kind = 'report-returned'"  # noqa: S608 - ours
        )
    assert told in "\n".join(map(str, verify(form_ledger).faults))
