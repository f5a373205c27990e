"""The ledger proves itself, and every kind of tampering shows."""

from __future__ import annotations

import sqlite3
from types import ModuleType

import psycopg
import pytest

from wian.ledger.database import Ledger
from wian.ledger.errors import UnknownPropagation
from wian.ledger.proof.verification import Verification, verify
from wian.ledger.records import Clock

CHECKED = {
    "registers": 12,
    "rehearsal registers": 9,
    "numbers": 22,
    "records": 4,
    "propagations": 2,
    "letters": 8,
    "hops": 12,
    "receptions": 16,
    "acts": 0,
    "routes": 2,
    "delays": 12,
}
TAMPERINGS = {
    "a letter's wording edited": (
        "letter",
        (
            "UPDATE letter SET content = (SELECT content FROM letter WHERE propagation = 'p1' "
            "AND office = 'north') WHERE propagation = 'p1' AND office = 'ministry'"
        ),
    ),
    "an observed letter's number edited": (
        "letter",
        "UPDATE letter SET number = 'นว 1/ว 8' WHERE propagation = 'p1' AND office = 'north'",
    ),
    "a letter's date edited": (
        "letter",
        "UPDATE letter SET issued_minute = issued_minute + 1 WHERE office = 'south'",
    ),
    "a letter edited together with its own digest": (
        "letter",
        "UPDATE letter SET source = 'live', content_digest = x'0f' WHERE office = 'south'",
    ),
    "a letter deleted": (
        "chain",
        "DELETE FROM letter WHERE propagation = 'p1' AND office = 'south'",
    ),
    "an observed letter deleted": (
        "chain",
        "DELETE FROM letter WHERE propagation = 'p1' AND office = 'north'",
    ),
    "a letter inserted that nothing was sent for": (
        "chain",
        (
            "INSERT INTO letter (propagation, office, part, wave, form, number, issued_minute, "
            "issued_precision, source, content, content_digest) SELECT propagation, 'stranger', 0, "
            "wave, form, number, issued_minute, issued_precision, 'observed', content, "
            "content_digest "
            "FROM letter WHERE propagation = 'p1' AND office = 'north'"
        ),
    ),
    "two letters' numbers swapped": (
        "letter",
        "UPDATE letter SET register_number = 3 - register_number WHERE office = 'ministry'",
    ),
    "a letter's register number taken away": (
        "letter",
        "UPDATE letter SET register_year = NULL, register_number = NULL WHERE office = 'south'",
    ),
    "a hop sent by another office": (
        "hop",
        "UPDATE hop SET sender = 'south' WHERE propagation = 'p1' AND recipient = 'ford'",
    ),
    "a hop's desks edited": ("reception", "UPDATE hop SET desks = 3 WHERE recipient = 'north'"),
    "a hop's source edited": ("letter", "UPDATE hop SET source = 'live' WHERE recipient = 'hill'"),
    "a hop's source made a word of no meaning": (
        "letter",
        "UPDATE hop SET source = 'guessed' WHERE recipient = 'hill'",
    ),
    "a hop deleted": (
        "letter",
        "DELETE FROM hop WHERE propagation = 'p1' AND recipient = 'mill'",
    ),
    "a hop inserted off the route": (
        "hop",
        (
            "INSERT INTO hop SELECT propagation, 'cave', sender, part, wave, channel, desks, "
            "addressed, forwards, source FROM hop WHERE propagation = 'p1' AND recipient = 'mill'"
        ),
    ),
    "a circle of hops": (
        "chain",
        "UPDATE hop SET sender = 'south' WHERE propagation = 'p1' AND recipient = 'ministry'",
    ),
    "a reception's time edited": (
        "reception",
        "UPDATE reception SET at_minute = at_minute - 1 WHERE recipient = 'ford'",
    ),
    "a reception's time made a word of no meaning": (
        "reception",
        "UPDATE reception SET at_precision = 'century' WHERE recipient = 'ford'",
    ),
    "an inference edited": (
        "reception",
        "UPDATE reception SET inference = 'none' WHERE inference IS NOT NULL",
    ),
    "a reception deleted": (
        "register",
        "DELETE FROM reception WHERE propagation = 'p1' AND recipient = 'ford'",
    ),
    "an observed reception deleted": (
        "reception",
        "DELETE FROM reception WHERE recipient = 'north' AND position = 0",
    ),
    "a reception inserted": (
        "reception",
        (
            "INSERT INTO reception SELECT propagation, recipient, 1, desk, '5', NULL, NULL, "
            "at_minute, at_precision, 'simulated', read, inference, content_digest "
            "FROM reception WHERE propagation = 'p1' AND recipient = 'ford'"
        ),
    ),
    "two receipts swapped": (
        "reception",
        "UPDATE reception SET register_number = 3 - register_number WHERE recipient = 'ford'",
    ),
    "the first entry deleted": (
        "register",
        "DELETE FROM register_entry WHERE office = 'ministry' AND number = 1",
    ),
    "the last entry deleted": (
        "register",
        "DELETE FROM register_entry WHERE office = 'ministry' AND number = 2",
    ),
    "an entry appended": (
        "register",
        (
            "INSERT INTO register_entry SELECT book, office, name, year, 3, 'p3', content_digest, "
            "digest FROM register_entry WHERE office = 'south' AND number = 2"
        ),
    ),
    "an entry's content edited": (
        "register",
        "UPDATE register_entry SET content_digest = x'0f' WHERE office = 'south' AND number = 1",
    ),
    "an entry's key edited": (
        "register",
        "UPDATE register_entry SET key = 'p9' WHERE office = 'south' AND number = 1",
    ),
    "a register's head set back": (
        "register",
        "UPDATE register SET last = 1 WHERE office = 'south' AND name = 'circular'",
    ),
    "a register's head set forward": ("register", "UPDATE register SET last = 9"),
    "a register's head deleted": ("register", "DELETE FROM register WHERE office = 'south'"),
    "a register moved to another office": (
        "register",
        (
            "UPDATE register_entry SET office = 'west' WHERE office = 'south'; "
            "UPDATE register SET office = 'west' WHERE office = 'south'"
        ),
    ),
    "the directive widened": (
        "route",
        """UPDATE propagation SET directive = replace(directive, '"cave"', '"mill"')""",
    ),
    "the directive's origin edited": (
        "chain",
        """UPDATE propagation SET directive = replace(directive, '"cabinet"', '"ministry"')""",
    ),
    "the limits edited": ("route", """UPDATE propagation SET limit_to = '["north"]'"""),
    "a directive cut short": ("propagation", "UPDATE propagation SET directive = '{'"),
    "a jurisdiction of no meaning": (
        "propagation",
        "UPDATE propagation SET jurisdiction = 'atlantis' WHERE id = 'p2'",
    ),
    "a clock of no meaning": ("propagation", "UPDATE propagation SET clock = 'sundial'"),
    "a rehearsal passed off as live": ("letter", "UPDATE propagation SET clock = 'live'"),
    "a hierarchy exchanged": ("route", "UPDATE snapshot SET content = CAST('x' AS blob)"),
    "a hierarchy deleted": ("route", "DELETE FROM snapshot"),
}


def _tamper(url: str, statements: str) -> None:
    """Change rows behind the ledger's back, as somebody with a database shell could."""
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        with connection:
            changed = [connection.execute(each).rowcount for each in statements.split("; ")]
        connection.close()
    else:
        with psycopg.connect(url) as server:
            server.execute("SET session_replication_role = replica")  # no foreign keys
            changed = [server.execute(each).rowcount for each in statements.split("; ")]
    assert all(changed)


def _kinds(found: Verification) -> set[str]:
    return {fault.kind for fault in found.faults}


def test_an_honest_ledger_holds(filled: Ledger) -> None:
    """Two propagations, observed and simulated, prove themselves entirely."""
    found = verify(filled)
    assert found.faults == ()
    assert found.ok
    assert found.checked == CHECKED


@pytest.mark.parametrize("ledger_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_tampering_shows(filled: Ledger, ledger_url: str, tampering: str) -> None:
    """Whatever somebody changes with a database shell, the verification names it."""
    kind, statements = TAMPERINGS[tampering]
    _tamper(ledger_url, statements)
    assert kind in _kinds(verify(filled))


@pytest.mark.parametrize("ledger_url", ["postgresql"], indirect=True)
def test_tampering_shows_on_a_server(filled: Ledger, ledger_url: str) -> None:
    """The proof reads PostgreSQL's rows as it does SQLite's."""
    for tampering in ("a letter's wording edited", "a reception deleted", "a hop deleted"):
        kind, statements = TAMPERINGS[tampering]
        _tamper(ledger_url, statements)
        assert kind in _kinds(verify(filled))


def test_a_stamp_before_its_letter_breaks_the_delays(ledger: Ledger, story: ModuleType) -> None:
    """A reception that was written before its letter's issue is unedited, and still wrong."""
    story.record(ledger)
    story.send(ledger, "p1", transit=-600)
    found = verify(ledger)
    assert _kinds(found) == {"delay"}


def test_a_live_propagation_may_be_under_way(ledger: Ledger, story: ModuleType) -> None:
    """Live, the last desk may still have to stamp; in a rehearsal that is a fault."""
    for name, clock in (("p1", Clock.LIVE), ("p2", Clock.VIRTUAL)):
        story.record(ledger, name, clock=clock)
        story.send(ledger, name, waves=1, desks=1)
    assert {fault.where for fault in verify(ledger).faults} == {"p2 reception at ministry"}


def test_one_propagation_is_proved_alone(filled: Ledger, ledger_url: str) -> None:
    """A fault of another propagation's rows is not reported, but the registers are all proved."""
    _tamper(
        ledger_url,
        "UPDATE reception SET inference = 'no' WHERE propagation = 'p2' AND position = 1",
    )
    assert verify(filled, "p1").ok
    assert not verify(filled, "p2").ok
    assert verify(filled, "p1").checked["registers"] == CHECKED["registers"]


def test_an_unknown_propagation_is_refused(filled: Ledger) -> None:
    """Its error names the propagations that there are."""
    with pytest.raises(UnknownPropagation, match=r"no propagation p9; it holds p2, p1\."):
        verify(filled, "p9")


def test_a_propagation_that_was_killed_before_its_first_letter_holds(
    ledger: Ledger, story: ModuleType
) -> None:
    """It is recorded, nothing was sent, and that is nothing wrong."""
    story.record(ledger)
    assert verify(ledger).faults == ()


def test_an_empty_ledger_holds(ledger: Ledger) -> None:
    """Nothing was written, and nothing is wrong with it."""
    assert verify(ledger).ok
