"""The tables come from the migrations, and are those that the program expects."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect, text

import wian.ledger.migrations
from wian.ledger.columns.packed_text import unpacked
from wian.ledger.database import Ledger, open_ledger
from wian.ledger.database_url import parse_address
from wian.ledger.migrations import VERSIONS
from wian.ledger.tables import VERSION_TABLE, Base


def test_migrations_make_the_tables_that_the_program_expects(ledger: Ledger) -> None:
    """Nothing would be left to migrate after an empty database was brought up to date."""
    with ledger.reading() as connection:
        options = {"version_table": VERSION_TABLE}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []
        assert context.get_current_revision() == VERSIONS[-1]


def test_the_versions_are_those_of_the_migrations() -> None:
    """The list that saves loading Alembic names every migration, in order."""
    scripts = ScriptDirectory(str(Path(wian.ledger.migrations.__file__).parent))
    steps = [step.revision for step in scripts.walk_revisions()]
    assert tuple(reversed(steps)) == VERSIONS


def test_opening_again_changes_nothing(bare_url: str) -> None:
    """A ledger that is up to date is opened without a migration."""
    for _ in range(2):
        with open_ledger(bare_url) as opened, opened.reading() as connection:
            tables = inspect(connection).get_table_names()
            rows = connection.execute(text("SELECT * FROM ledger_version")).all()
    assert set(tables) == {*Base.metadata.tables, VERSION_TABLE}
    assert rows == [(VERSIONS[-1],)]


def test_the_tables_of_these_tests_are_those_that_the_migrations_make(migrations, tmp_path) -> None:
    """Most tests get them from the SQL of the first ones (``tests/plugins/ledgers.py``)."""
    for name in ("first", "later"):
        open_ledger(f"sqlite:///{tmp_path / name}").close()
    migrated = create_engine(f"sqlite:///{tmp_path / 'migrated'}")
    with migrated.begin() as connection:
        migrations(connection)
    migrated.dispose()
    made, later = (_whole(tmp_path / name) for name in ("migrated", "later"))
    assert made == later


def _whole(path: Path) -> list[str]:
    """Every table, index and view, and all rows; every ledger draws an identity of its own."""
    with closing(sqlite3.connect(path)) as file:
        return sorted(re.sub(r"\b[0-9a-fA-F]{32,64}\b", "drawn", each) for each in file.iterdump())


def test_what_stood_there_takes_less_room_and_is_the_same(bare_url: str) -> None:
    """Contents are packed, words of lists stand once, digests are bytes: also one that is none."""
    address = parse_address(bare_url)
    if address.path is not None:
        address.path.parent.mkdir()
    engine = create_engine(address.url)
    with engine.begin() as connection:
        _migrate(connection, "0023")
        for statement in _BEFORE_ROOM:
            connection.execute(text(statement))
        _migrate(connection, "0024")
        letters = connection.scalars(text("SELECT content FROM letter ORDER BY office"))
        contents = [unpacked(bytes(each)) for each in letters]
        _migrate(connection, "0026")
        digests = connection.scalars(text("SELECT content_digest FROM letter ORDER BY office"))
        assert [bytes(each) for each in digests] == [b"\x0f\xab", b"edited"]
        names = "office, words_at, sender, words, bare_words, answer_by, state"
        rows = connection.execute(text(f"SELECT {names} FROM listed_letter ORDER BY office")).all()  # noqa: S608 - our own names
    engine.dispose()
    assert contents == ['{"subject":"บ่อน้ำ"}', '{"subject":"น้ำ"}']
    assert [tuple(row) for row in rows] == [
        ("b", "b", "A", "a words", None, None, 1),
        ("c", "b", None, None, None, "2026-01-01", 0),
        ("d", "d", "B", "b words", "b", None, 0),
    ]


_HOP = (
    "INSERT INTO hop (propagation, recipient, sender, part, wave, channel, desks, addressed, "
    "forwards, source) VALUES ('p', '{}', '{}', 0, 1, 'paper', 1, TRUE, FALSE, 'live')"
)
_LETTER = (
    "INSERT INTO letter (propagation, office, part, wave, form, number, issued_minute, "
    "issued_precision, source, content, content_digest) VALUES ('p', '{}', 0, 1, 'external', '1', "
    "5, 'minute', 'live', "
    "'{{\"subject\":\"{}\"}}', '{}')"
)
_LISTED = (
    "INSERT INTO listed_letter (office, propagation, level, answer_by, stamped, owes, answered, "
    "given_back, ended, urgency, issued_minute, sender, words, bare_words, replaces) VALUES "
    "('{}', 'p', 'l', {}, {}, TRUE, FALSE, FALSE, FALSE, 0, 5, '{}', '{} words', {}, '')"
)
_BEFORE_ROOM = (
    "INSERT INTO snapshot VALUES ('s', 'hierarchy', '')",
    (
        "INSERT INTO propagation VALUES ('p', 1, 'd', '{}', 'x', 's', 'r', '{}', 1, 'live', '',"
        " NULL, NULL, 5, '0')"
    ),
    _LETTER.format("a", "บ่อน้ำ", "0fab"),
    _LETTER.format("b", "น้ำ", "edited"),
    *(_HOP.format(to, by) for to, by in (("b", "a"), ("c", "a"), ("d", "b"))),
    _LISTED.format("b", "NULL", "TRUE", "A", "a", "NULL"),
    _LISTED.format("c", "'2026-01-01'", "FALSE", "A", "a", "NULL"),
    _LISTED.format("d", "NULL", "FALSE", "B", "b", "'b'"),
)
"""What a ledger of version 0023 holds of two live letters."""


def _migrate(connection: Connection, version: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(wian.ledger.migrations.__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, version)
