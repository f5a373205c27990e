"""Numbers run from 1 without gap or repeat, whoever draws and whatever fails."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import select

from wian.ledger.database import Ledger, open_ledger
from wian.ledger.errors import IncompleteCohort
from wian.ledger.proof.proof_faults import ProofFaults
from wian.ledger.proof.registers import prove_registers
from wian.ledger.read.recorded import letter
from wian.ledger.records import SENT, Clock, NumberRequest
from wian.ledger.tables import EntryRow
from wian.ledger.write import register_numbers
from wian.ledger.write.register_numbers import Registers

_EACH = 4
_MANNERS = ("steady", "fails", "dies", "steady", "dies")


def test_processes_draw_without_gap_or_double(bare_url: str) -> None:
    """Five processes open a fresh ledger at once and draw from one register: one fails after each
    draw and tries again, two are killed between a draw and its commit."""
    script = Path(__file__).parents[1] / "drawing.py"
    command = [sys.executable, script, bare_url, str(_EACH), *_MANNERS]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=600)
    killed = [-signal.SIGKILL if manner == "dies" else 0 for manner in _MANNERS]
    assert json.loads(ended.stdout) == killed, ended.stderr
    issued = len(_MANNERS) * _EACH - _MANNERS.count("dies")
    with open_ledger(bare_url) as ledger, ledger.reading() as connection:
        drawn = EntryRow.name == SENT
        entries = select(EntryRow.number, EntryRow.key).where(drawn).order_by(EntryRow.number)
        numbers, keys = zip(*connection.execute(entries).all(), strict=True)
        findings = ProofFaults()
        prove_registers(connection, findings)
    assert list(numbers) == list(range(1, issued + 1))
    assert len(set(keys)) == issued
    assert findings.faults == []


def _request(key: str, office: str = "cabinet", year: int = 2563) -> NumberRequest:
    return NumberRequest(office, SENT, year, key)


def test_a_key_gets_its_number_again(filled: Ledger, story: ModuleType) -> None:
    """A retry of a propagation's cohort draws the numbers that the first try was given."""
    with filled.cohort("p1") as cohort:
        assert cohort.draw([_request("p2"), _request("p1"), _request("p2")]) == [2, 1, 2]


def test_a_rehearsal_burns_no_real_number(ledger: Ledger, story: ModuleType) -> None:
    """Live letters are numbered from 1, whatever was rehearsed before."""
    for name in ("p1", "p2"):
        story.record(ledger, name)
        story.send(ledger, name)
    story.record(ledger, "p3", clock=Clock.LIVE)
    story.send(ledger, "p3")
    numbers = {}
    for name in ("p1", "p2", "p3"):
        issued = letter(ledger, name, "south")
        assert issued
        assert issued.entry
        numbers[name] = issued.entry.number
    assert numbers == {"p1": 1, "p2": 2, "p3": 1}


def test_each_year_starts_a_register(ledger: Ledger, story: ModuleType) -> None:
    """The same office draws 1 in either year, and 2 for a second key in a year."""
    story.record(ledger)
    requests = [_request("a"), _request("a", year=2564), _request("b"), _request("a", "ministry")]
    with pytest.raises(IncompleteCohort), ledger.cohort("p1") as cohort:
        assert cohort.draw(requests) == [1, 1, 2, 1]


def test_a_number_that_is_not_used_is_not_burnt(ledger: Ledger, story: ModuleType) -> None:
    """A cohort that draws and does not write is refused, and the next one draws the same."""
    story.record(ledger)
    with (
        pytest.raises(IncompleteCohort, match="number 1 of register circular 2563 of cabinet"),
        ledger.cohort("p1") as cohort,
    ):
        cohort.draw([_request("p1")])
    with pytest.raises(ZeroDivisionError), ledger.cohort("p1") as cohort:  # noqa: PT012 - fails late
        assert cohort.draw([_request("p1")]) == [1]
        raise ZeroDivisionError


def test_a_number_at_a_time_equals_all_at_once(ledger: Ledger, story: ModuleType) -> None:
    """Numbers drawn one by one in a transaction run on as if they were drawn together."""
    story.record(ledger)
    with pytest.raises(IncompleteCohort), ledger.cohort("p1") as cohort:
        assert [cohort.draw([_request(key)]) for key in "abca"] == [[1], [2], [3], [1]]


def test_a_server_looks_each_register_up_though_it_takes_them_to_be_few(
    postgres_ledger_url: str,
) -> None:
    """A new ledger's tables are not analysed yet when a directive to a whole country goes out."""
    places = [(f"office-{number:04}", "send", 2569) for number in range(3_000)]
    with open_ledger(postgres_ledger_url) as ledger, ledger.writing() as connection:
        Registers(connection, "rehearsal").lock(places)
        offices, names, years = map(list, zip(*places[:50], strict=True))
        asked = {"wanted": "rehearsal", "offices": offices, "names": names, "years": years}
        statement = register_numbers._heads_in_turn()
        assert [row.office for row in connection.execute(statement, asked)] == offices
        sql = str(statement.compile(connection))
        plan = connection.exec_driver_sql(f"EXPLAIN {sql}", asked).scalars().all()
        [key] = [line for line in plan if "Index Cond" in line]
        assert all(f"({column} = " in key for column in ("book", "office", "name", "year"))
