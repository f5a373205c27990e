"""Carriers of both databases share what waits, and who moves an office waits for who issues."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from hierarchy.office import Reach
from wian.ledger.access.office_reach import list_reaches, say_reach
from wian.ledger.outbox.mail_book import Mail, MailKind, MailState, mail_id
from wian.ledger.outbox.mail_queue import LEASE_SECONDS, claim_mail, put_off
from wian.ledger.outbox.reach import OfficeReach


def _mails(propagation, number):
    kind = MailKind.LETTER
    return [
        Mail(
            mail_id(propagation, f"o{each}", kind, "opm|0"),
            propagation,
            *("opm", f"o{each}", kind, "0", f"o{each}@district.example", MailState.WAITING),
        )
        for each in range(number)
    ]


def test_two_carriers_never_have_the_same_message(either, live_plan, living):
    """Until the lease of one that died is over, or it put them off."""
    living.begin(either, live_plan)
    with either.cohort(live_plan.id) as writer:
        writer.mail.put(_mails(live_plan.id, 20))
        writer.mail.put(_mails(live_plan.id, 20))  # the same ones again
    with ThreadPoolExecutor(2) as pool:
        claims = pool.map(lambda _: claim_mail(either, now_second=60, limit=10), range(2))
        found = [mail.id for claim in claims for mail in claim]
    assert len(found) == len(set(found)) == 20
    assert claim_mail(either, now_second=60 + LEASE_SECONDS - 1, limit=99) == []
    again = claim_mail(either, now_second=60 + LEASE_SECONDS, limit=99)
    assert len(again) == 20
    put_off(either, again[:5], 5000, "away")
    assert {each.last_error for each in claim_mail(either, now_second=5000, limit=99)} == {
        "",
        "away",
    }


def test_who_moves_an_office_waits_for_letters_that_are_being_issued(either, live_plan, living):
    """So that it then sees them in the inbox: none falls between."""
    living.begin(either, live_plan)
    said = OfficeReach("moi", Reach.MAIL, "a@b.example", "registrar", living.start)
    begun, order = threading.Event(), []

    def move():
        assert begun.wait(600)
        say_reach(either, said)
        order.append("moved")

    mover = threading.Thread(target=move)
    mover.start()
    with either.cohort(live_plan.id) as writer:
        assert writer.reaches(["moi"]) == {}
        begun.set()
        mover.join(0.2)
        order.append("issued")
    mover.join()
    assert order == ["issued", "moved"]
    assert list_reaches(either) == [said]
