"""Questions of one's own: the views say what the program says, and nothing can be changed."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import inspect

from wian.delays.hop_rows import hop_rows
from wian.delays.working_time import WorkingTime
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.handling import Secrecy
from wian.jurisdictions.instant import Instant, Precision
from wian.kit.errors import WianError
from wian.ledger.acts import JOURNAL, Act, Corrected, Moment, Resumed, Suspended
from wian.ledger.database import Ledger, open_ledger
from wian.ledger.errors import LedgerError
from wian.ledger.read.recorded import hop_records
from wian.ledger.read.sql_query import VIEWS, asking
from wian.ledger.records import Clock, NumberRequest, RegisterEntry

_PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "sql-views.md"
_WORKING = WorkingTime(jurisdiction("thailand").calendar)
_SHARED = (
    "propagation",
    "directive",
    "wave",
    "sender",
    "recipient",
    "letter_number",
    "source",
    "issued_at",
    "received_at",
    "ready_at",
    "forwarded_at",
    "transit_days",
    "routing_days",
    "handling_days",
    "open",
    "receipt_number",
    "suspended_days",
)

_ATTEMPTS = (
    "DELETE FROM hop",
    "UPDATE letter SET number = 'x'",
    "DROP VIEW hops",
    "CREATE TABLE mine (x int)",
    "INSERT INTO snapshot VALUES ('a', 'b', 'c')",
    "BEGIN",
    "COMMIT",
    "SELECT 1; DELETE FROM reception",
    "SET TRANSACTION READ WRITE",
    "PRAGMA query_only=OFF",
    "ATTACH 'other.db' AS other",
    "VACUUM INTO 'copy.db'",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "WITH gone AS (DELETE FROM hop RETURNING *) SELECT * FROM gone",
    "SELECT set_config('transaction_read_only', 'off', false)",
    "SELECT load_extension('x')",
    "SELECT nothing FROM hops",
    "SELEKT",
    "  ;",
    "SELECT '\0'",
)


def _ask(url: str, question: str, **options: float) -> list[dict[str, object]]:
    with asking(url, question, **options) as answer:
        return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def _refusal(url: str, question: str, **options: float) -> str:
    with pytest.raises(WianError) as caught:
        _ask(url, question, **options)
    return str(caught.value)


def test_the_view_of_hops_says_what_wian_hops_says(filled: Ledger, ledger_url: str) -> None:
    """An analyst who asks in SQL gets the instants and days of ``wian hops``, dates as dates."""
    rows = [
        {name: row[name] for name in _SHARED}
        for each in ("p1", "p2")
        for row in hop_rows(hop_records(filled, each), _WORKING, None)
    ]
    question = "SELECT * FROM hops ORDER BY propagation, wave, sender, recipient"
    found = [{name: row[name] for name in _SHARED} for row in _ask(ledger_url, question)]
    assert found == rows
    assert {len(str(row["received_at"])) for row in rows} == {10, len("2021-01-01T10:00+07:00")}


def test_a_corrected_stamp_counts_as_it_is_meant(
    ledger: Ledger, ledger_url: str, story: ModuleType
) -> None:
    """The latest correction decides; what was stamped stays to be seen beside it."""
    story.record(ledger, "p1", clock=Clock.LIVE)
    story.send(ledger, "p1")
    before = _ask(ledger_url, "SELECT * FROM hops WHERE recipient = 'south'")[0]
    stamped = next(h for h in hop_records(ledger, "p1") if h.recipient == "south").received
    assert stamped
    for index, moved in enumerate((10, 25)):
        at = Instant(stamped.minute + moved, Precision.MINUTE)
        body = Corrected(
            in_register="receipt", year=2563, number=1, position=0, at=Moment.of(at), reason="late"
        )
        with ledger.cohort("p1") as cohort:
            (number,) = cohort.draw([NumberRequest("south", JOURNAL, 2563, f"p1/{index}")])
            entry = RegisterEntry(2563, number)
            cohort.act(Act("south", str(index), "clerk", at, body, entry))
    hop = _ask(ledger_url, "SELECT * FROM hops WHERE recipient = 'south'")[0]
    assert hop["transit_days"] == pytest.approx(before["transit_days"] + 25 / 1440, abs=1e-6)
    stamp = _ask(ledger_url, "SELECT * FROM receptions WHERE recipient = 'south'")[0]
    assert (stamp["corrected"], stamp["recorded_as"]) == (True, before["received_at"])
    assert stamp["stamped_at"] == hop["received_at"]
    acts = _ask(ledger_url, "SELECT kind, key, done_by FROM office_acts ORDER BY key")
    assert [(a["kind"], a["key"], a["done_by"]) for a in acts] == [
        ("corrected", "0", "clerk"),
        ("corrected", "1", "clerk"),
    ]


def _meant(at: Instant, precision: Precision) -> Moment:
    zone = _WORKING.zone
    return Moment.of(Instant.of(at.date(zone), zone) if precision is Precision.DAY else at)


@pytest.mark.parametrize("precision", list(Precision))
def test_days_that_a_clock_rested_are_no_handling(
    ledger: Ledger, ledger_url: str, story: ModuleType, precision: Precision
) -> None:
    """As ``wian hops`` has them, also where a stamp is corrected to a day alone."""
    story.record(ledger, "p1", clock=Clock.LIVE)
    story.send(ledger, "p1")
    hop = next(each for each in hop_records(ledger, "p1") if each.recipient == "south")
    assert hop.ready
    assert hop.forwarded
    middle = (hop.ready.minute + hop.forwarded.minute) // 2
    meant = _meant(hop.ready, precision)
    where = {"in_register": "receipt", "year": 2563, "number": 1}
    bodies = [
        (hop.ready.minute, "1", Suspended(reason="x")),
        (middle, "1", Resumed()),
        (middle + 1, "2", Suspended(reason="x")),
        (middle + 1, "1", Corrected(**where, position=0, at=meant, reason="x")),
    ]
    with ledger.cohort("p1") as cohort:
        for minute, key, body in bodies:
            entry = cohort.reserve("south", body.KIND, key, 2563)
            at = Instant(minute, Precision.MINUTE)
            cohort.act(Act("south", key, "clerk", at, body, entry))
    wanted = [
        {name: row[name] for name in _SHARED}
        for row in hop_rows(hop_records(ledger, "p1"), _WORKING, None)
    ]
    question = "SELECT * FROM hops ORDER BY wave, sender, recipient"
    found = [{name: row[name] for name in _SHARED} for row in _ask(ledger_url, question)]
    assert found == wanted
    assert sum(row["suspended_days"] or 0 for row in found) > 0


def test_letters_and_propagations_are_counted(filled: Ledger, ledger_url: str) -> None:
    """How many a letter went to, and how many of them have stamped."""
    letters = _ask(
        ledger_url, "SELECT * FROM letters WHERE propagation = 'p1' ORDER BY wave, office"
    )
    assert letters[0]["recipients"] == letters[0]["received"] == 1
    assert sum(row["recipients"] for row in letters) == len(hop_records(filled, "p1"))
    found = _ask(ledger_url, "SELECT propagation, origin, secrecy, window_closes FROM propagations")
    assert {(row["origin"], row["secrecy"], str(row["window_closes"])) for row in found} == {
        ("cabinet", "none", "2021-02-28")
    }


def test_the_text_of_a_secret_directive_is_not_in_the_views(
    ledger: Ledger, ledger_url: str, story: ModuleType
) -> None:
    """Numbers and times are for everyone who may ask; the words of a secret letter are not."""
    secret = story.DIRECTIVE.model_copy(update={"secrecy": Secrecy.SECRET})
    story.record(ledger, "p1", directive=secret)
    found = _ask(ledger_url, "SELECT secrecy, subject FROM propagations")
    assert found == [{"secrecy": "secret", "subject": None}]


def test_the_page_of_the_views_is_that_of_the_database(ledger: Ledger) -> None:
    """Every view and column is described, in order, and none that does not exist."""
    text = _PAGE.read_text(encoding="utf-8")
    with ledger.reading() as connection:
        looked = inspect(connection)
        assert set(looked.get_view_names()) == set(VIEWS)
        for view in VIEWS:
            section = text.partition(f"\n## {view}\n")[2].partition("\n## ")[0]
            described = [
                name
                for row in section.splitlines()
                if row.startswith("| `")
                for name in re.findall(r"`([a-z_]+)`", row.split("|")[1])
            ]
            assert described == [column["name"] for column in looked.get_columns(view)]


def test_whatever_is_asked_nothing_changes(filled: Ledger, ledger_url: str) -> None:
    """A statement that would write, or leave the database, is refused in a sentence."""
    before = hop_records(filled, "p1")
    for attempt in _ATTEMPTS:
        refusal = _refusal(ledger_url, attempt)
        assert refusal.startswith("The question was not answered: ")
        assert "\n" not in refusal
    assert hop_records(filled, "p1") == before
    assert _ask(ledger_url, "SELECT count(*) AS n FROM hops") == [{"n": 2 * len(before)}]


def test_secrets_are_closed_in_a_file(tmp_path: Path) -> None:
    """Passwords and tokens are no part of the ledger's story."""
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    open_ledger(url).close()
    for table in ("account", "ended_session", "token", "webhook", "message"):
        assert "reads the views and nothing else" in _refusal(url, f"SELECT * FROM {table}")  # noqa: S608


def test_a_question_that_never_ends_is_ended(filled: Ledger, ledger_url: str) -> None:
    """Somebody's endless join does not hold the registry up."""
    endless = (
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) "
        "SELECT count(*) FROM n WHERE x < 0"
    )
    said = _refusal(ledger_url, endless, patience=0.2)
    assert "it took longer than 0.2 seconds; ask for less at a time" in said


def test_an_older_or_foreign_database_is_not_brought_up_to_date(tmp_path: Path) -> None:
    """Asking never writes, so an old ledger is named and left as it is."""
    path = tmp_path / "old.db"
    assert "is not there" in _refusal(f"sqlite:///{path}", "SELECT 1")
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE ledger_version (version_num TEXT)")
        connection.execute("INSERT INTO ledger_version VALUES ('0003')")
    before = path.read_bytes()
    assert "is of version 0003, and the views" in _refusal(f"sqlite:///{path}", "SELECT 1")
    assert path.read_bytes() == before
    other = tmp_path / "other.db"
    sqlite3.connect(other).execute("CREATE TABLE bookmarks (url TEXT)")
    assert "holds no ledger" in _refusal(f"sqlite:///{other}", "SELECT 1")


def test_an_unreachable_server_is_a_sentence() -> None:
    """The password that was tried is not in it."""
    with pytest.raises(LedgerError) as caught:
        _ask("postgresql://u:hunter2@127.0.0.1:1/d", "SELECT 1")
    assert "hunter2" not in str(caught.value)
