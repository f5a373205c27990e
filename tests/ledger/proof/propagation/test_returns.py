"""What the proof finds of letters that went back past the rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wian.kit.settings import clock_minutes
from wian.ledger.acts import Act, ActKind, Answered, Moment
from wian.ledger.life.return_acts import Insisted, Returned
from wian.ledger.proof.verification import verify

_ANSWERED = "was done, and the office answered the letter all the same"


@pytest.mark.parametrize(
    ("office", "sender", "said"),
    [
        ("dla", "opm", "goes to opm, which did not write the letter"),
        ("dla", "moi", "holds a letter of moi"),
        ("moi", "opm", "was done, and the office forwarded the letter all the same"),
    ],
    ids=["sender", "letter", "forwarded"],
)
def test_a_forged_return_is_found(live_ledger, live_plan, living, office, sender, said):  # noqa: PLR0913, PLR0917 - what is forged
    """To another than its sender, by another's letter, or of a letter that was forwarded."""
    living.reach(live_ledger, live_plan, "dla")
    with live_ledger.cohort(live_plan.id, live_plan.clock) as writer:
        (hop,) = writer.sent_by("moi")
        letter = writer.letter(hop.sender).letter
        body = Returned(reason="x", sender=sender, letter=letter)
        entry = writer.reserve(office, ActKind.RETURNED, "", 2569)
        writer.act(Act(office, "", "x", living.later(60), body, entry))
    assert said in {each.what for each in verify(live_ledger).faults}


def test_nobody_insists_on_what_never_came_back(live_ledger, live_plan, living):
    """The act stands alone."""
    body = Insisted(recipient="moi", reason="x")
    with live_ledger.cohort(live_plan.id, live_plan.clock) as writer:
        entry = writer.reserve("opm", ActKind.INSISTED, "moi", 2569)
        writer.act(Act("opm", "moi", "x", living.later(60), body, entry))
    assert {each.what for each in verify(live_ledger).faults} == {"insists on what never came back"}


def test_only_whom_a_letter_came_back_to_insists(live_ledger, live_plan, living):
    """The ministry may; the origin, to which it did not come back, may not."""
    living.reach(live_ledger, live_plan, "dla")
    with live_ledger.cohort(live_plan.id, live_plan.clock) as writer:
        returned = Returned(reason="x", sender="moi", letter=_own_letter(writer, "dla"))
        entry = writer.reserve("dla", ActKind.RETURNED, "", 2569)
        writer.act(Act("dla", "", "x", living.later(60), returned, entry))
    for office, faults in (("moi", set()), ("opm", {"insists on what never came back"})):
        with live_ledger.cohort(live_plan.id, live_plan.clock) as writer:
            entry = writer.reserve(office, ActKind.INSISTED, "dla", 2569)
            body = Insisted(recipient="dla", reason="x")
            writer.act(Act(office, "dla", "x", living.later(70), body, entry))
        assert {each.what for each in verify(live_ledger).faults} == faults


@pytest.mark.parametrize(("beyond", "found"), [(0, set()), (1, {_ANSWERED})])
def test_who_is_insisted_on_answers_from_then_on(live_ledger, live_plan, living, beyond, found):
    """Or earlier by as much as the clocks of two machines may differ."""
    living.reach(live_ledger, live_plan, "dla")
    answered = living.later(100 - clock_minutes() - beyond)
    with live_ledger.cohort(live_plan.id, live_plan.clock) as writer:
        returned = Returned(reason="x", sender="moi", letter=_own_letter(writer, "dla"))
        for office, key, body, at in (
            ("dla", "", returned, living.later(60)),
            ("moi", "dla", Insisted(recipient="dla", reason="x"), living.later(100)),
            ("dla", "", Answered(text="x", answered=Moment.of(answered)), answered),
        ):
            entry = writer.reserve(office, ActKind(body.KIND), key, 2569)
            writer.act(Act(office, key, "x", at, body, entry))
    assert {each.what for each in verify(live_ledger).faults} == found


def _own_letter(writer, office):
    """A letter that an office might have written to whoever wrote to it."""
    (hop,) = writer.sent_by("moi")
    return replace(writer.letter(hop.sender).letter, sender=office)
