"""The tables come from the migrations, and are those that the program expects."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

import wian.ledger.migrations
from wian.ledger.database import Ledger, open_ledger
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
        return sorted(re.sub(r"\b[0-9a-f]{32,64}\b", "drawn", each) for each in file.iterdump())
