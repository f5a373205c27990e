"""Copies of prepared ledgers, on SQLite or PostgreSQL: each trial has its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit, urlunsplit

import psycopg

from benchmarks.postgres import Cluster, programs

DATABASES = ("sqlite", "postgresql")
MEMORY = next((each for each in ("/dev/shm",) if Path(each).is_dir()), None)  # noqa: S108 - below it
"""Where files never wait for a disk: a killed process leaves the same there."""


@dataclass(frozen=True, slots=True)
class Copy:
    """An installation and its ledger; nobody may have it open while it is copied.

    Attributes:
        home: Folder of the installation.
        url: URL of its database.
    """

    home: Path
    url: str


class LedgerCopies:
    """Makes installations, and copies of them.

    Args:
        folder: Where they are.
        database: One of ``DATABASES``.

    Raises:
        SystemExit: PostgreSQL is wanted, and its programs are not installed.
    """

    def __init__(self, folder: Path, database: str) -> None:
        self._folder, self._server, self._open = folder, "", ExitStack()
        self._names = (f"copy{number}" for number in count())
        if database == "postgresql":
            if (found := programs()) is None:
                raise SystemExit("No PostgreSQL server programs are installed.")
            self._server = self._open.enter_context(Cluster(found, folder=MEMORY)).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def made(self, like: Copy | None = None) -> Copy:
        """An installation that stays: one that holds nothing, or a copy.

        Args:
            like: What to copy.
        """
        name = next(self._names)
        home = self._folder / name
        if like:
            shutil.copytree(like.home, home)
        else:
            home.mkdir()
        if not self._server:
            return Copy(home, f"sqlite:///{home / 'wian.db'}")
        template = f" TEMPLATE {urlsplit(like.url).path[1:]}" if like else ""
        self._administer(f"CREATE DATABASE {name}{template}")
        return Copy(home, urlunsplit(urlsplit(self._server)._replace(path=f"/{name}")))

    @contextmanager
    def copied(self, like: Copy) -> Iterator[Copy]:
        """A copy that is gone at the end.

        Args:
            like: What to copy.
        """
        copy = self.made(like)
        yield copy
        shutil.rmtree(copy.home)
        if self._server:
            self._administer(f"DROP DATABASE {copy.home.name} WITH (FORCE)")

    def _administer(self, statement: str) -> None:
        with psycopg.connect(self._server, autocommit=True) as connection:
            connection.execute(statement)
