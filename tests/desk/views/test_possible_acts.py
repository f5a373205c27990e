"""Stories of what may be done with a letter, by role and by how far it has come."""

from __future__ import annotations

import pytest

from wian.desk.views.possible_acts import doable, groups
from wian.ledger.access.accounts import Account
from wian.ledger.access.permissions import Role
from wian.ledger.read.live_letters import incoming

EVERYBODY = tuple(Role)


@pytest.fixture
def leaf(live_ledger, live_plan, living):
    """The letter at a local body, as it is now."""
    living.reach(live_ledger, live_plan, living.leaf)
    return lambda: incoming(live_ledger, live_plan.id, living.leaf)


def test_nothing_but_a_stamp_comes_first(leaf):
    """No answer to a letter that nobody has received."""
    assert doable(leaf(), EVERYBODY, asked=True) == {"stamp"}
    assert doable(leaf(), (Role.OFFICER, Role.OBSERVER), asked=True) == set()


def test_the_end_of_the_line_answers_and_drafts_nothing(leaf, live_ledger, live_plan, living):
    """Where it is asked."""
    living.stamp(live_ledger, live_plan, living.leaf)
    assert doable(leaf(), EVERYBODY, asked=True) == {
        *("correct", "route", "answer", "suspend", "return")
    }
    assert doable(leaf(), (Role.OFFICER,), asked=False) == {"route", "return"}
    assert doable(leaf(), (Role.OBSERVER,), asked=True) == set()


def test_who_passes_on_drafts_until_the_letter_is_out(live_ledger, live_plan, living):
    """And corrects even then."""
    living.stamp(live_ledger, live_plan, "moi")
    ready = incoming(live_ledger, live_plan.id, "moi")
    assert doable(ready, (Role.OFFICER,), asked=False) == {"route", "draft", "suspend", "return"}
    living.advance(live_ledger, live_plan, "moi")
    out = incoming(live_ledger, live_plan.id, "moi")
    assert doable(out, EVERYBODY, asked=False) == {"correct", "route"}


def test_a_letter_goes_to_desks_and_to_groups_of_accounts():
    """Each once, and not to a group of somebody who may not come in any more."""
    made = [
        Account("moi", str(at), (Role.OFFICER,), group, "", must_change=False, created_minute=0,
                disabled=disabled)
        for at, (group, disabled) in enumerate(
            [("กองช่าง", False), (None, False), ("สารบรรณ", False), ("กองเก่า", True)]
        )
    ]  # fmt: skip
    assert groups(("สารบรรณ",), made) == ("สารบรรณ", "กองช่าง")
