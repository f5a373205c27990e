"""What an office holds: the same rules whether a person asks or a program."""

from __future__ import annotations

import pytest

from wian.desk.office_letters import NoSuchLetter, OfficeLetters, SecretLetter
from wian.ledger.read.live_letters import State


@pytest.fixture
def letters(opened_desk, live_ledger, living):
    """The letters of an office, for whoever may read secret ones or not."""
    desk = opened_desk(live_ledger, living.later(60).minute).app.state.desk

    def of(office: str, *, sees_secrets: bool = True) -> OfficeLetters:
        return OfficeLetters(desk, office, f"{office} x", sees_secrets)

    return of


def test_an_office_has_what_it_was_sent_and_what_it_sent(letters, live_plan):
    """The origin has sent, the ministry has received, and each has a part in it."""
    origin, ministry = letters("opm"), letters("moi")
    assert origin.sent(live_plan.id).recipients == 1
    received = ministry.received(live_plan.id)
    assert (received.office, received.state, received.answer_by) == ("moi", State.TO_STAMP, None)
    assert received.acting.by == "moi x"
    assert [each.office for each in received.passages()] == ["opm", "moi"]
    assert origin.taking_part(live_plan.id).id == ministry.taking_part(live_plan.id).id


@pytest.mark.parametrize("wanted", ["received", "sent", "taking_part"])
@pytest.mark.parametrize("propagation", [None, "nothing", "\x00", "ไม่มี"])
def test_there_is_no_telling_a_strangers_letter_from_none(letters, live_plan, wanted, propagation):
    """The department below has neither received nor sent; the answer is always the same."""
    with pytest.raises(NoSuchLetter):
        getattr(letters("dla"), wanted)(propagation or live_plan.id)


def test_a_letter_shows_what_was_done_since(letters, live_ledger, live_plan, living):
    """As it was when it was looked up, and as it is."""
    before = letters("moi").received(live_plan.id)
    living.stamp(live_ledger, live_plan, "moi")
    assert (before.state, before.again().state) == (State.TO_STAMP, State.TO_ISSUE)


def test_a_secret_letter_is_for_those_who_work_on_it(letters, live_plan, living, live_ledger):
    """Whoever only looks sees that there is one."""
    secret = living.plan(id="secret", secrecy="secret")
    living.begin(live_ledger, secret)
    for sees_secrets in (True, False):
        mine = letters("moi", sees_secrets=sees_secrets)
        assert mine.received(live_plan.id).readable
        assert mine.received(secret.id).readable is sees_secrets
    with pytest.raises(SecretLetter):
        mine.refuse_secret(secret.directive)
