"""The commands ``wian accounts``: who may sign in at the desk of an office."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hierarchy.check.soundness import named
from wian.cli.access.account_files import (
    AccountRequest,
    Opened,
    open_accounts,
    read_wanted,
    refuse_existing,
    wanted_account,
    write_passwords,
)
from wian.cli.act.live_offices import live_plan, off_every_route
from wian.cli.terminal.console import complain, print_json, say, table
from wian.cli.terminal.progress_bar import progress_bar
from wian.desk.app.passwords import hash_one_time, one_time_password
from wian.kit.counted import counted
from wian.ledger.access.accounts import (
    Account,
    add_accounts,
    change_password,
    known_account,
    list_accounts,
    offices_with_accounts,
    set_disabled,
    set_roles,
)
from wian.ledger.access.permissions import Role
from wian.ledger.database import Ledger
from wian.propagation import runtime


def add(office: str, post: str, role: list[Role], group: str | None, *, json: bool) -> None:
    """Add an account for a post. Prints its one-time password, which is not shown again."""
    wanted = wanted_account(office, post, role, group)
    ledger = runtime.ledger(make=True)
    (opened,) = open_accounts([wanted], runtime.now().minute, lambda _: None)
    add_accounts(ledger, [opened.account])
    _show_password(opened.account, opened.password, json=json)
    _note(ledger, [wanted])


def import_(file: Path, out: Path | None, *, json: bool) -> None:
    """Add the accounts of a list, all or none. Writes their one-time passwords to a file."""
    kept = out or file.with_name(f"{file.stem}.passwords.csv")
    refuse_existing(kept)
    ledger = runtime.ledger(make=True)
    wanted = read_wanted(file, ledger)
    _open(ledger, wanted, kept, json=json)
    _note(ledger, wanted)


def seed(propagation: str | None, out: Path, *, json: bool) -> None:
    """Add an account for every office of a live propagation that has none."""
    refuse_existing(out)
    ledger = runtime.ledger()
    plan = live_plan(ledger, propagation)
    has = offices_with_accounts(ledger)
    wanted = [
        AccountRequest(office, plan.hierarchy.office(office).desks[0], (Role.CLERK, Role.OFFICER))
        for office in dict.fromkeys(plan.route.offices)
        if office not in has
    ]
    _open(ledger, wanted, out, json=json, propagation=plan.id)


def list_(office: str | None, *, json: bool) -> None:
    """List the accounts."""
    found = list_accounts(runtime.ledger(), office)
    if json:
        print_json({"accounts": [_summary(account) for account in found]})
        return
    columns = (
        ("office", "whole"),
        ("post", "left"),
        ("roles", "left"),
        ("group", "left"),
        ("stands", "left"),
    )
    rows = [
        (each.office, each.post, ", ".join(each.roles), each.group, _standing(each))
        for each in found
    ]
    table(columns, rows, title=counted(len(found), "account"))


def disable(office: str, post: str, *, json: bool) -> None:
    """Disable an account. Open sessions end at the next page load."""
    _bar(office, post, disabled=True, json=json)


def enable(office: str, post: str, *, json: bool) -> None:
    """Enable a disabled account."""
    _bar(office, post, disabled=False, json=json)


def reset(office: str, post: str, *, json: bool) -> None:
    """Reset a password. Prints a new one-time password; open sessions end."""
    ledger = runtime.ledger()
    account = known_account(ledger, office, post)
    password = one_time_password()
    change_password(ledger, account, hash_one_time(password), must_change=True)
    _show_password(known_account(ledger, office, post), password, json=json)


def roles(office: str, post: str, role: list[Role], group: str | None, *, json: bool) -> None:
    """Change the roles or the group of an account."""
    ledger = runtime.ledger()
    account = known_account(ledger, office, post)
    wanted = wanted_account(office, post, role, group)
    set_roles(ledger, account, wanted.roles, wanted.group)
    _report(known_account(ledger, office, post), json=json)


def _bar(office: str, post: str, *, disabled: bool, json: bool) -> None:
    ledger = runtime.ledger()
    set_disabled(ledger, known_account(ledger, office, post), disabled=disabled)
    _report(known_account(ledger, office, post), json=json)


def _open(
    ledger: Ledger, wanted: Sequence[AccountRequest], out: Path, *, json: bool, **more: object
) -> None:
    """Make accounts: first the file of their passwords, then they themselves."""
    with progress_bar("making passwords", shown=not json, total=len(wanted)) as bar:
        opened = open_accounts(wanted, runtime.now().minute, bar.advance)
    if opened:
        _keep(ledger, opened, out)
    if json:
        kept = str(out) if opened else None
        print_json({**more, "accounts": len(opened), "passwords": kept})
    elif len(opened) == 1:
        say(f"1 account added. Its one-time password is in {out};")
        say("hand it to the office, then delete the file.")
    elif opened:
        say(f"{counted(len(opened), 'account')} added. Their one-time passwords are in {out};")
        say("hand each office its own, then delete the file.")
    else:
        say("Every office on the route has an account already.")


def _keep(ledger: Ledger, opened: Sequence[Opened], out: Path) -> None:
    """Passwords without accounts harm nobody; accounts without passwords would."""
    write_passwords(out, opened)
    try:
        add_accounts(ledger, [each.account for each in opened])
    except BaseException:
        out.unlink(missing_ok=True)
        raise


def _note(ledger: Ledger, wanted: Sequence[AccountRequest]) -> None:
    """A slip in an office's id has made an account that never gets a letter."""
    if strangers := off_every_route(ledger, [each.office for each in wanted]):
        complain(
            f"Added. Note: no live propagation reaches {named(strangers)} yet; should one, "
            "check the id."
        )


def _show_password(account: Account, password: str, *, json: bool) -> None:
    if json:
        print_json({**_summary(account), "password": password})
        return
    say(f"{account.post} of {account.office}: {', '.join(account.roles)}")
    say(f"One-time password, shown only now: {password}")
    say("It must be changed at the first sign-in.")


def _report(account: Account, *, json: bool) -> None:
    if json:
        print_json(_summary(account))
        return
    say(f"{account.post} of {account.office}: {', '.join(account.roles)}; {_standing(account)}")


def _summary(account: Account) -> dict[str, Any]:
    return {
        "office": account.office,
        "post": account.post,
        "roles": list(account.roles),
        "group": account.group,
        "disabled": account.disabled,
        "must_change": account.must_change,
    }


def _standing(account: Account) -> str:
    if account.disabled:
        return "disabled"
    return "password to be changed" if account.must_change else "in use"
