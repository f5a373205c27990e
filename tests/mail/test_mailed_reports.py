"""A report reaches an office by e-mail as letters do: with its pages and tables, and once."""

from __future__ import annotations

import pytest

from tests.plugins.answering import BODIES
from wian.ledger.acts import ActKind
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import acts
from wian.mail.hand_over import HandedOver, hand_over_due
from wian.office.actor import Acting
from wian.office.gathering.report import report
from wian.office.gathering.report_stamp import stamp_report
from wian.office.reach_change import reach_by_mail

DISTRICT, PROVINCE, ADDRESS = "phitsanulok.mueang-phitsanulok", "phitsanulok", "p@changwat.example"


@pytest.fixture
def gather(form_ledger, answering):
    """An office that acts; the province is reached by e-mail, and two bodies have answered."""
    reach_by_mail(form_ledger, PROVINCE, ADDRESS, by="registrar", now=answering.living.later(90))
    for body in BODIES[:2]:
        answering.fill(form_ledger, body)
    return lambda office, minutes=200: Acting(
        form_ledger, answering.plan, office, by="x", now=answering.living.later(minutes)
    )


def test_a_report_goes_to_an_office_by_mail_with_what_it_encloses(
    form_ledger, answering, gather, postbox
):
    """Its pages, and its tables as a workbook; asked for again, it goes once."""
    number = report(gather(DISTRICT)).body.letter.number
    report(gather(DISTRICT, 201))
    for sent in (1, 0):
        done = hand_over_due(form_ledger, now=answering.living.later(210))
        assert done == HandedOver(sent=sent)
    ((_, to, _),) = postbox.got
    (message,) = postbox.messages
    assert (to, f"รายงาน {number}" in message["Subject"]) == ([ADDRESS], True)
    assert "มีหนังสือรายงาน" in message.get_body().get_content()
    kinds = [
        (each.get_content_type(), each.get_content()[:2]) for each in message.iter_attachments()
    ]
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert kinds == [("application/pdf", b"%P"), (sheet, b"PK")]
    (mailed,) = acts(form_ledger, answering.plan.id, kind=ActKind.MAILED)
    assert (mailed.office, mailed.body.recipient) == (DISTRICT, PROVINCE)
    assert verify(form_ledger).ok


def test_a_report_that_was_stamped_meanwhile_need_not_go(form_ledger, answering, gather, postbox):
    """Somebody brought it; a forged message of another report is found."""
    report(gather(DISTRICT))
    stamp_report(gather(PROVINCE), DISTRICT)
    done = hand_over_due(form_ledger, now=answering.living.later(210))
    assert (done, postbox.got) == (HandedOver(not_needed=1), [])
    assert verify(form_ledger).ok
    with form_ledger.writing() as connection:
        connection.exec_driver_sql("UPDATE mail SET key = '7'")
    assert "does not follow from what it carries" in str(verify(form_ledger).faults)
