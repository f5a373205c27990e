"""An office moves between desk and e-mail, and each letter that waits for it goes along."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wian.kit.errors import InputFaults
from wian.ledger.acts import Mailed
from wian.ledger.outbox.mail_book import MailState
from wian.ledger.outbox.mail_queue import mail_progress
from wian.ledger.proof.verification import verify
from wian.office.actor import Acting
from wian.office.held_letter import note
from wian.office.reach_change import reach_at_desk, reach_by_mail

ADDRESS, OTHER = "saraban@tambon.example", "mayor@tambon.example"


def _one(ledger, plan):
    (found,) = mail_progress(ledger, plan.id)
    return found.mail


def _hand_over(ledger, plan, now):
    mail = _one(ledger, plan)
    with ledger.cohort(plan.id) as writer:
        body = Mailed(recipient=mail.office, address=mail.address)
        note(writer, Acting(ledger, plan, mail.sender, "wian", now), body, mail.act_key)
        writer.mail.change([replace(mail, state=MailState.HANDED_OVER)])


def test_a_letter_follows_its_office_to_mail_to_the_desk_and_back(live_ledger, live_plan, living):
    """It is one message all the while, and what the server took is not sent again."""
    living.reach(live_ledger, live_plan, living.leaf)
    move = {"by": "registrar", "now": living.later(60)}
    done = reach_by_mail(live_ledger, living.leaf, ADDRESS, **move)
    assert (done.queued, done.by_hand, done.held_back) == (1, 0, 0)
    waiting = _one(live_ledger, live_plan)
    assert (waiting.state, waiting.address) == (MailState.WAITING, ADDRESS)
    assert reach_at_desk(live_ledger, living.leaf, **move).held_back == 1
    assert _one(live_ledger, live_plan).state is MailState.AT_DESK
    assert reach_by_mail(live_ledger, living.leaf, ADDRESS, **move).queued == 1
    assert _one(live_ledger, live_plan) == replace(waiting, changed_minute=living.later(60).minute)
    _hand_over(live_ledger, live_plan, living.later(61))
    assert reach_by_mail(live_ledger, living.leaf, ADDRESS, **move).queued == 0
    assert reach_by_mail(live_ledger, living.leaf, OTHER, **move).queued == 1
    anew = _one(live_ledger, live_plan)
    assert (anew.id, anew.round, anew.address) == (waiting.id, 1, OTHER)
    assert verify(live_ledger).ok


def test_a_letter_that_was_stamped_stays_where_it_is(live_ledger, live_plan, living):
    """Its office has it."""
    living.reach(live_ledger, live_plan, living.leaf)
    living.stamp(live_ledger, live_plan, living.leaf, 50)
    move = {"by": "registrar", "now": living.later(60)}
    assert reach_by_mail(live_ledger, living.leaf, ADDRESS, **move).queued == 0
    assert mail_progress(live_ledger, live_plan.id) == []


def test_letters_issued_later_go_the_way_that_was_said_last(live_ledger, live_plan, living):
    """Whatever the file of the offices says."""
    move = {"by": "registrar", "now": living.later(10)}
    reach_by_mail(live_ledger, living.leaf, ADDRESS, **move)
    reach_by_mail(live_ledger, "phitsanulok", OTHER, **move)
    reach_at_desk(live_ledger, "phitsanulok", **move)
    living.reach(live_ledger, live_plan, living.leaf)
    assert [each.mail.office for each in mail_progress(live_ledger, live_plan.id)] == [living.leaf]


def test_a_secret_letter_goes_by_hand(empty_ledger, living):
    """Its sender sees that somebody must bring it."""
    plan = living.plan(id="secret-drill-2573", secrecy="secret")
    living.begin(empty_ledger, plan)
    living.reach(empty_ledger, plan, living.leaf)
    done = reach_by_mail(empty_ledger, living.leaf, ADDRESS, by="registrar", now=living.later(60))
    assert (done.queued, done.by_hand) == (0, 1)
    assert _one(empty_ledger, plan).state is MailState.BY_HAND
    assert verify(empty_ledger).ok


@pytest.mark.parametrize("address", ["", "nobody", "a b@c.example", "ก@tambon.example", "a@b\n.c"])
def test_what_is_no_address_is_refused(live_ledger, living, address):
    """Before anything changes."""
    with pytest.raises(InputFaults, match="is no e-mail address"):
        reach_by_mail(live_ledger, living.leaf, address, by="registrar", now=living.later(60))
