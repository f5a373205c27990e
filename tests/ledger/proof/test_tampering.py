"""The tamper matrix: every column of every record, changed in every way, shows in verify."""

# ruff: noqa: S608 - the SQL of an insider, put together from our own names

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Boolean, Integer

from wian.followup.remind import follow_up
from wian.history.registers.recogniser import Register
from wian.history.registers.register_file import RegisterReading
from wian.history.registers.rows import RegisterRow
from wian.jurisdictions.column_words import RegisterKind
from wian.jurisdictions.countries import jurisdiction
from wian.ledger.checkpoints.checkpoint import Checkpoint
from wian.ledger.checkpoints.entry_tree import grow
from wian.ledger.database import Ledger, open_ledger
from wian.ledger.proof.proof_faults import ProofFaults
from wian.ledger.proof.verification import verify
from wian.ledger.tables import Base
from wian.ledger.write.imports import import_registers
from wian.ledger.write.originals import Original, keep_originals
from wian.lifecycle.succession.successor import Successor, succeed
from wian.office.actor import Acting
from wian.office.answer import answer, route
from wian.office.correct import correct
from wian.office.issue import save_draft
from wian.office.kept_register import WantedRegister, kept_register, open_kept, reserve_kept
from wian.propagation.plan import record
from wian.propagation.prepare import prepare
from wian.propagation.rehearse import forward
from wian.propagation.request import PropagationRequest

_DAY = 24 * 60
_NO_RECORD = {
    "account": "who may sign in; changes in place",
    "token": "which programs may come in; changes in place",
    "desk_setting": "how an office works; changes in place",
    "ended_session": "who has signed out; forgotten when the session would have ended",
    "frozen_propagation": "a record; tests/ledger/finished changes it, as each proof unpacks it",
    "listed_letter": "made from records, and held against them: tests/ledger/lists",
    "quiet_propagation": "what a sweep need not look at; changes in place",
    "webhook": "where messages go; changes in place",
    "mail": "what goes by e-mail; held against acts and hops: tests/mail/test_hand_over.py",
    "mail_digest": "which offices get a daily e-mail; changes in place",
    "office_reach": "how an office is reached now; changes in place",
    "clock_offset": "how countries set their clocks, for the SQL views",
    "message": "what waits to be delivered; forgotten after 90 days",
}
"""Tables that are no records, and why: docs/reference/ledger.md says the same of each column."""
_LEAVES = ("la-5650103", "la-5650105")
"""The local bodies that the ledger's directives go to."""
_RECORDS = {name: table for name, table in Base.metadata.tables.items() if name not in _NO_RECORD}


@pytest.fixture(scope="module")
def few_offices(propagating, tmp_path_factory) -> str:
    """The example's offices with two of its local bodies: each proof plans the route anew."""
    folder, example = tmp_path_factory.mktemp("offices"), propagating.directive.parent
    heading, *rows = (example / "local-bodies.csv").read_text(encoding="utf-8").splitlines()
    kept = [row for row in rows if row.startswith(_LEAVES)]
    (folder / "local-bodies.csv").write_text("\n".join([heading, *kept]), encoding="utf-8")
    return shutil.copy(example / "offices.yaml", folder)


@pytest.fixture(scope="module")
def whole(living, few_offices, tmp_path_factory) -> tuple[Path, Checkpoint]:
    """A ledger with all that there is: a rehearsal, live work of every kind, an import, a tree."""
    path = tmp_path_factory.mktemp("whole") / "wian.db"
    plan = living.plan(hierarchy=few_offices, limit_to=_LEAVES)
    with open_ledger(f"sqlite:///{path}") as ledger:
        _rehearse(ledger, living, few_offices)
        living.begin(ledger, plan)
        living.reach(ledger, plan, living.leaf)
        living.stamp(ledger, plan, living.leaf)
        leaf = Acting(ledger, plan, living.leaf, by="clerk", now=living.later(60))
        answer(leaf, "ซักซ้อมแล้ว 1 ครั้ง", key="a")
        route(leaf, "กองช่าง", key="r")
        correct(leaf, position=0, at=living.later(45), reason="เขียนผิด", key="c")
        _import(ledger, living.leaf)
        keep_originals(ledger, plan.id, [_original("opm", b"first"), _original("moi", b"second")])
        follow_up(ledger, plan, now=living.later(9 * _DAY))
        follow_up(ledger, plan, now=living.later(20 * _DAY))
        second = living.plan(id="second-drill", hierarchy=few_offices, limit_to=(living.leaf,))
        living.begin(ledger, second)
        living.stamp(ledger, second, "moi")
        moi = Acting(ledger, second, "moi", by="officer", now=living.later(40))
        save_draft(moi, ["แก้ไขแล้ว"], revision=0)
        _say_of_registers(ledger, living.later(40))
        _succeed(ledger, moi, living.later(50))
        held = Checkpoint.of(grow(ledger), "kept")
        assert verify(ledger, against={"kept": held}).ok
    return path, held


@pytest.fixture(scope="module")
def beside(whole, tmp_path_factory) -> Iterator[tuple[Path, Ledger]]:
    """A copy of that ledger to tamper with, opened once: SQL is put together only once."""
    path = Path(shutil.copy(whole[0], tmp_path_factory.mktemp("beside")))
    with open_ledger(f"sqlite:///{path}") as ledger:
        yield path, ledger


def _rehearse(ledger, living, offices) -> None:
    directive = living.directive(id="rehearsed", issued="2026-11-02", hierarchy=offices)
    plan = prepare(PropagationRequest(directive=str(directive), limit_to=(living.leaf,)))
    record(ledger, plan, living.start)
    for wave in plan.route.waves:
        for cohort in wave.cohorts:
            forward(ledger, plan, wave, cohort)


def _say_of_registers(ledger, now) -> None:
    for office, at in (("opm", 40), ("moi", 7)):
        kept = kept_register(ledger, WantedRegister(office), now)
        open_kept(kept, at, reason=f"ถึง {at}", by=f"{office} clerk")
        reserve_kept(kept, (at + 2, at + 3), reason="กระดาษ", by="officer")


def _succeed(ledger, moi, now) -> None:
    """Another ministry takes the place of one, and goes on with its draft."""
    heir = replace(moi.plan.office("moi"), id="moi-2", name="กระทรวงใหม่", letter_code="มม")
    asked = Successor("moi", (heir.id,), date(2026, 12, 1), reason="เปลี่ยนชื่อ")
    succeed(ledger, asked, [heir], by="operator", now=now)
    save_draft(Acting(ledger, moi.plan, "moi", by="officer", now=now), ["แก้ไขอีก"], revision=1)


def _original(office: str, content: bytes) -> Original:
    lines = len(content)
    return Original(office, f"{office}.txt", f"text-{office}", lines, lines + 9, office, content)


def _import(ledger, office: str) -> None:
    """Two entries of a register that the office kept itself, in one import, and one in another."""
    register = Register(office, RegisterKind.RECEIVE, "registry")
    for number in (3, 7, 9):
        row = RegisterRow(
            "",
            number,
            2560,
            number,
            datetime.fromisoformat(f"2017-05-0{number}T09:00"),
            f"พล ๑/ว {number}",
            date(2017, 5, number),
            "จังหวัด",
            "อปท.",
            "เรื่องเดิม",
            "",
            "",
        )
        reading = RegisterReading(f"{number}.csv", register, (row,), (), (), ())
        import_registers(ledger, [reading], jurisdiction("thailand"))


def _changes(connection: sqlite3.Connection, table: str) -> Iterator[tuple[str, str]]:
    """Names of changes to a table, each with the SQL that makes it."""
    key = [column.name for column in _RECORDS[table].primary_key]
    names = ", ".join(f'"{name}"' for name in key)
    rows = connection.execute(f"SELECT {names} FROM {table} ORDER BY {names}").fetchall()
    for spot in sorted({0, len(rows) // 2, len(rows) - 1}):
        values = zip(key, rows[spot], strict=True)
        here = " AND ".join(f'"{name}" = {_literal(value)}' for name, value in values)
        yield f"row {spot} deleted", f"DELETE FROM {table} WHERE {here}"
    for column in _RECORDS[table].columns:
        name = f'"{column.name}"'
        other = f"(SELECT {name} FROM {table} AS o WHERE o.{name} <> {table}.{name})"
        numeric = isinstance(column.type, Integer | Boolean)
        own = (("one more", f"{name} + 1"),) if numeric else (("longer", f"{name} || 'x'"),)
        for how, value in (*own, ("empty", "''"), ("missing", "NULL"), ("another's", other)):
            yield f"{column.name} {how}", f"UPDATE {table} SET {name} = {value} WHERE {here}"


def _literal(value: object) -> str:
    return str(value) if isinstance(value, int) else "'{}'".format(str(value).replace("'", "''"))


def _tampered(whole: sqlite3.Connection, beside: Path, table: str, change: str) -> bool:
    """Make a change to a copy, where the tables allow it and it changes anything."""
    with closing(sqlite3.connect(beside)) as connection:
        connection.execute("PRAGMA synchronous = OFF")  # thousands of changes, on no disk's time
        whole.backup(connection)
        connection.text_factory = bytes
        before = connection.execute(f"SELECT * FROM {table}").fetchall()
        try:
            connection.executescript(change)
        except (sqlite3.IntegrityError, sqlite3.OperationalError):
            return False
        return connection.execute(f"SELECT * FROM {table}").fetchall() != before


class _FaultFoundError(Exception):
    """Something does not hold."""


@pytest.fixture
def until_a_fault(monkeypatch) -> None:
    """End a proof at its first fault: whether there is one is all that hundreds of them say."""

    def found(*fault: object) -> None:
        raise _FaultFoundError(fault)

    monkeypatch.setattr(ProofFaults, "fault", found)


def _shows(ledger: Ledger, held: Checkpoint) -> bool:
    try:
        return not verify(ledger, against={"kept": held}).ok
    except _FaultFoundError:
        return True


@pytest.mark.parametrize("table", sorted(_RECORDS))
def test_every_change_of_a_record_shows(whole, beside, until_a_fault, table):
    """One more, longer, emptied, missing, another row's; and whole rows deleted."""
    (path, held), (copy, ledger), unseen, tried = whole, beside, [], 0
    with closing(sqlite3.connect(path)) as connection:
        for name, change in list(_changes(connection, table)):
            if _tampered(connection, copy, table, change):
                tried += 1
                if not _shows(ledger, held):
                    unseen.append(name)
    assert unseen == []
    assert tried
