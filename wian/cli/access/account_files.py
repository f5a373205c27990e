"""The file with a list of accounts that comes in, and the file of passwords that goes out."""

from __future__ import annotations

import csv
import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked

from hierarchy.load.csv_file import CsvRow, read_table
from hierarchy.office import OfficeId
from wian.desk.app.passwords import hash_one_time, one_time_password
from wian.jurisdictions.countries import encodings
from wian.kit.errors import Fault, InputFaults, WianError
from wian.kit.formulas import harmless
from wian.kit.pydantic_faults import faults_of, shown
from wian.kit.text import ShortText
from wian.kit.text_file import shown_path
from wian.ledger.access.accounts import Account, account_id, existing_accounts, in_order
from wian.ledger.access.permissions import Role
from wian.ledger.database import Ledger

REQUIRED = ("office", "post", "roles")
COLUMNS = (*REQUIRED, "group")
_HERE = "The list of accounts"


class OutExists(WianError):
    """The file for the passwords is there already, with passwords that nobody else has."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{shown_path(path)} exists, and may hold passwords that stand nowhere else; "
            "move it away, or name another file with --out."
        )


class CannotKeep(WianError):
    """The passwords cannot be written."""

    def __init__(self, path: Path, error: OSError) -> None:
        reason = (error.strerror or type(error).__name__).lower()
        super().__init__(
            f"The passwords cannot be written to {shown_path(path)} ({reason}), so no account was "
            "added; name another file with --out."
        )


@checked(frozen=True)
class AccountRequest:
    """An account that is asked for.

    Attributes:
        office: Id of its office.
        post: Its post.
        roles: What it does.
        group: Desk or group of the office that it belongs to.
    """

    office: OfficeId
    post: ShortText
    roles: tuple[Role, ...]
    group: ShortText | None = None

    @property
    def id(self) -> str:
        """Id of the account."""
        return account_id(self.office, self.post)


@dataclass(frozen=True, slots=True)
class Opened:
    """An account and the one-time password that it was made with."""

    account: Account
    password: str


def wanted_account(
    office: str, post: str, roles: Iterable[str], group: str | None, where: str = ""
) -> AccountRequest:
    """An account from what somebody wrote.

    Raises:
        InputFaults: Something in it is not right: all of it.
    """
    names = [role.strip() for role in roles if role.strip()]
    known = [name for name in names if name in set(Role)]
    fields = {"office": office, "post": post, "roles": known, "group": group or None}
    faults = list(_role_faults(names, where))
    try:
        made = _WANTED.validate_python(fields)
    except ValidationError as error:
        faults += faults_of(error, lambda _: where)
    if faults:
        raise InputFaults(_HERE if where else "The account", faults)
    return AccountRequest(made.office, made.post, in_order(made.roles), made.group)


def read_wanted(path: Path, ledger: Ledger) -> list[AccountRequest]:
    """The accounts that a CSV file asks for; several roles have a space or ``|`` between them.

    Args:
        path: The file, with the columns office, post, roles and, if wanted, group.
        ledger: Where none of them may be yet.

    Raises:
        InputFaults: The file cannot be read, or rows of it are faulty, repeated, or accounts
            already: all of them, each with its line.
    """
    table = read_table(path, REQUIRED, COLUMNS, old=encodings())
    faults, lines = list(table.faults), dict[str, int]()
    found: list[AccountRequest] = []
    for row in table.rows:
        try:
            each = _from_row(row, f"{table.name} line {row.line}")
        except InputFaults as refusal:
            faults += refusal.faults
            continue
        found.append(each)
        if each.id in lines:
            what = f"repeats the post {shown(each.post)} of {each.office}, line {lines[each.id]}"
            faults.append(Fault(f"{table.name} line {row.line}", what, "remove one of them"))
        lines.setdefault(each.id, row.line)
    faults += _known_faults(ledger, found, lines, table.name)
    if not table.rows and not faults:
        faults.append(Fault(table.name, "has no rows", "write a line for each account"))
    if faults:
        raise InputFaults(shown_path(path), sorted(faults, key=_line))
    return found


def open_accounts(
    wanted: Sequence[AccountRequest], created_minute: int, advance: Callable[[int], object]
) -> list[Opened]:
    """Make each account with a one-time password, several at a time.

    Args:
        wanted: What is asked for.
        created_minute: Now.
        advance: Called with 1 each time an account is made.
    """

    def opened(each: AccountRequest) -> Opened:
        password = one_time_password()
        hashed = hash_one_time(password)
        account = Account(
            each.office,
            each.post,
            each.roles,
            each.group,
            hashed,
            True,
            created_minute=created_minute,
        )
        return Opened(account, password)

    made = []
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for each in pool.map(opened, wanted):
            made.append(each)
            advance(1)
    return made


def refuse_existing(path: Path) -> None:
    """Refuse before the work what would fail after it.

    Raises:
        OutExists: The file is there already.
        CannotKeep: Its folder is not there.
    """
    if path.exists() or path.is_symlink():
        raise OutExists(path)
    if not path.absolute().parent.is_dir():
        raise CannotKeep(path, NotADirectoryError(0, "there is no such folder"))


def write_passwords(path: Path, opened: Iterable[Opened]) -> None:
    """Write a CSV of one-time passwords that only its owner can read, whole or not at all.

    A post that a spreadsheet would take for a formula gets an apostrophe in front.

    Raises:
        OutExists: The file came to be in the meantime.
        CannotKeep: It cannot be written.
    """
    refuse_existing(path)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(_lines(opened))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise CannotKeep(path, error) from None
    finally:
        beside.unlink(missing_ok=True)


def _lines(opened: Iterable[Opened]) -> Iterator[tuple[str, ...]]:
    yield ("office", "post", "roles", "group", "password")
    for each in opened:
        account = each.account
        names = (account.post, " ".join(account.roles), account.group or "")
        yield (account.office, *map(harmless, names), each.password)


def _from_row(row: CsvRow, where: str) -> AccountRequest:
    cells = row.cells
    roles = cells["roles"].replace("|", " ").split()
    return wanted_account(cells["office"], cells["post"], roles, cells.get("group"), where)


def _known_faults(
    ledger: Ledger, found: Sequence[AccountRequest], lines: dict[str, int], name: str
) -> Iterator[Fault]:
    there = existing_accounts(ledger, list(lines))
    for each in {each.id: each for each in found}.values():
        if each.id in there:
            what = f"{each.office} has an account for the post {shown(each.post)} already"
            yield Fault(f"{name} line {lines[each.id]}", what, "remove the line")


def _line(fault: Fault) -> int:
    """The line that a fault is on, as its place ends with it or with a column."""
    digits = "".join(c for c in fault.where.rpartition(" line ")[2] if c.isdigit())
    return int(digits or 0)


def _role_faults(names: Sequence[str], where: str) -> Iterator[Fault]:
    known = ", ".join(Role)
    if not names:
        yield Fault(where, "has no role", f"give {known}")
    for name in names:
        if name not in set(Role):
            remedy = f"use {known}, with a space between several"
            yield Fault(where, f"{shown(name)} is no role", remedy)


_WANTED = TypeAdapter(AccountRequest)
