"""Accounts are added whole, and change one step at a time; each change ends their sessions."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from wian.ledger.access.accounts import (
    Account,
    AccountChanged,
    AccountsExist,
    UnknownAccount,
    add_accounts,
    change_password,
    existing_accounts,
    find_account,
    known_account,
    list_accounts,
    load_account,
    offices_with_accounts,
    set_disabled,
    set_roles,
)
from wian.ledger.access.permissions import Role

CLERK = Account("north", "งานสารบรรณ", (Role.CLERK, Role.OFFICER), "group", "hash", True, 7)
OBSERVER = Account("north", "ผู้ตรวจ", (Role.OBSERVER,), None, "hash", False, 8)
SOUTH = Account("south", "งานสารบรรณ", (Role.CLERK,), None, "hash", False, 9)


@pytest.fixture
def staffed(ledger):
    add_accounts(ledger, [SOUTH, OBSERVER, CLERK])
    return ledger


def test_an_account_is_read_back_as_it_was_added(staffed):
    """By its id, by its post, and in the list of its office."""
    assert load_account(staffed, CLERK.id) == CLERK
    assert find_account(staffed, "north", "งานสารบรรณ") == CLERK
    assert list_accounts(staffed) == [CLERK, OBSERVER, SOUTH]
    assert list_accounts(staffed, "north") == [CLERK, OBSERVER]
    assert offices_with_accounts(staffed) == {"north", "south"}


def test_nobody_is_found_who_is_not_there(staffed):
    """Not under another office, nor under a part of the post."""
    assert load_account(staffed, "") is None
    assert find_account(staffed, "south", "ผู้ตรวจ") is None
    with pytest.raises(
        UnknownAccount, match="north has no account for the post 'งาน'; it has งานสารบรรณ, ผู้"
    ):
        known_account(staffed, "north", "งาน")
    with pytest.raises(UnknownAccount, match="it has none"):
        known_account(staffed, "west", "งาน")


def test_the_hash_of_a_password_is_not_shown(staffed):
    """Neither in a log nor in a trace."""
    assert "hash'" not in repr(find_account(staffed, "north", "งานสารบรรณ"))


def test_if_one_of_many_is_there_already_none_is_added(staffed):
    """And the refusal names it."""
    new = replace(CLERK, office="west")
    with pytest.raises(AccountsExist, match="There is an account already: north งานสารบรรณ"):
        add_accounts(staffed, [new, CLERK])
    assert find_account(staffed, "west", "งานสารบรรณ") is None


def test_the_same_post_twice_in_one_list_adds_none(ledger):
    """Whoever let it come this far."""
    with pytest.raises(AccountsExist):
        add_accounts(ledger, [CLERK, CLERK])
    assert list_accounts(ledger) == []


def test_thousands_are_looked_up_at_once(staffed):
    """More than a statement of a database has places."""
    many = [replace(CLERK, office=f"o{number}") for number in range(9000)]
    add_accounts(staffed, many)
    assert existing_accounts(staffed, [each.id for each in many]) == {each.id for each in many}
    assert existing_accounts(staffed, ["nobody", SOUTH.id]) == {SOUTH.id}


def test_every_change_begins_a_new_epoch(staffed):
    """Password, roles, barred and let in again: four changes."""
    change_password(staffed, CLERK, "other")
    account = known_account(staffed, "north", "งานสารบรรณ")
    assert (account.password_hash, account.must_change, account.epoch) == ("other", False, 1)
    set_roles(staffed, account, [Role.OBSERVER, Role.CLERK], None)
    account = known_account(staffed, "north", "งานสารบรรณ")
    assert (account.roles, account.group, account.epoch) == ((Role.CLERK, Role.OBSERVER), None, 2)
    set_disabled(staffed, account, disabled=True)
    account = known_account(staffed, "north", "งานสารบรรณ")
    assert (account.disabled, account.epoch) == (True, 3)
    set_disabled(staffed, account, disabled=True)
    set_disabled(staffed, account, disabled=False)
    account = known_account(staffed, "north", "งานสารบรรณ")
    assert (account.disabled, account.epoch) == (False, 4)
    assert find_account(staffed, "north", "ผู้ตรวจ") == OBSERVER


def test_a_reset_password_is_for_one_sign_in(staffed):
    """As the first one was."""
    change_password(staffed, OBSERVER, "new", must_change=True)
    assert known_account(staffed, "north", "ผู้ตรวจ").must_change


def test_who_read_an_account_before_it_changed_changes_nothing(staffed):
    """A password that was reset meanwhile is not overwritten by the old session's."""
    change_password(staffed, CLERK, "reset", must_change=True)
    with pytest.raises(AccountChanged):
        change_password(staffed, CLERK, "thief's")
    with pytest.raises(AccountChanged):
        set_disabled(staffed, replace(CLERK, epoch=7), disabled=True)
    account = known_account(staffed, "north", "งานสารบรรณ")
    assert (account.password_hash, account.epoch) == ("reset", 1)


def test_of_two_who_change_it_at_once_one_does(staffed):
    """And the other is told."""
    outcomes: list[str] = []
    start = threading.Barrier(4)

    def change(password: str) -> None:
        start.wait()
        try:
            change_password(staffed, CLERK, password)
            outcomes.append(password)
        except AccountChanged:
            outcomes.append("refused")

    threads = [threading.Thread(target=change, args=(f"p{n}",)) for n in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    account = known_account(staffed, "north", "งานสารบรรณ")
    assert sorted(outcomes) == sorted([account.password_hash, "refused", "refused", "refused"])
    assert account.epoch == 1
