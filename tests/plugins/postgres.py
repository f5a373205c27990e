"""The PostgreSQL of the tests: a throw-away server, and a database for each test.

``WIAN_TEST_POSTGRES_URL`` names a server to use instead; its user must be able to create
databases.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from benchmarks.postgres import Cluster, programs
from wian.ledger.database import open_ledger


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of a PostgreSQL server; skips where there is neither one nor the programs of one."""
    given = os.environ.get("WIAN_TEST_POSTGRES_URL")
    if given:
        yield given
        return
    found = programs()
    if found is None:
        pytest.skip("no PostgreSQL server programs, and WIAN_TEST_POSTGRES_URL is not set")
    with Cluster(found, folder=os.environ.get("PYTEST_DEBUG_TEMPROOT")) as cluster:
        yield cluster.start()


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """URL of an empty database, dropped after the test."""
    with _database(postgres_server) as url:
        yield url


@pytest.fixture(scope="session")
def made_database(postgres_server: str) -> Iterator[str]:
    """Name of a database that holds an empty ledger; only to be copied."""
    with _database(postgres_server) as url:
        open_ledger(url).close()
        yield urlsplit(url).path[1:]


@pytest.fixture
def postgres_ledger_url(postgres_server: str, made_database: str) -> Iterator[str]:
    """URL of an empty ledger of the test's own, dropped after the test."""
    with _database(postgres_server, f"TEMPLATE {made_database}") as url:
        yield url


@pytest.fixture
def postgres_ledger_urls(postgres_server: str, made_database: str) -> Iterator[Callable[[], str]]:
    """Gives the URL of another empty ledger each time it is asked; all dropped after the test."""
    with ExitStack() as made:
        yield lambda: made.enter_context(_database(postgres_server, f"TEMPLATE {made_database}"))


@contextmanager
def _database(server: str, like: str = "") -> Iterator[str]:
    name = f"wian_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} {like}")
    yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
