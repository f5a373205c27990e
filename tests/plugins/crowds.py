"""People who act at the same time, for the verbs of live work."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import text

from wian.ledger.database import Ledger, open_ledger


@pytest.fixture
def at_once() -> Callable[..., list[Any]]:
    """Have several threads do something at the same time; gives what each returned or raised."""

    def run(work: Callable[[int], Any], people: int = 4) -> list[Any]:
        ready, found = threading.Barrier(people), list[Any]()

        def one(number: int) -> None:
            ready.wait()
            try:
                found.append(work(number))
            except Exception as error:  # noqa: BLE001 - the story looks at it
                found.append(error)

        threads = [threading.Thread(target=one, args=(number,)) for number in range(people)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return found

    return run


_WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
"""Who waits now: ``pg_stat_activity`` would say all the time who waited when first asked."""


class _LetGo(Exception):
    """Undoes the transaction that held the office."""


@pytest.fixture
def server_ledger(postgres_ledger_url) -> Iterator[Ledger]:
    """An empty ledger on PostgreSQL, where several write at the same time."""
    with open_ledger(postgres_ledger_url) as ledger:
        yield ledger


@pytest.fixture
def queued(server_ledger) -> Callable[..., list[Any]]:
    """Have several do something, all held up at an office until the last one is there.

    Each has then looked at the ledger before any other has written. Gives what each returned or
    raised, in the order in which they were held up.
    """

    def run(plan: Any, office: str, *works: Callable[[], Any]) -> list[Any]:
        found: dict[int, Any] = {}

        def one(number: int) -> None:
            try:
                found[number] = works[number]()
            except Exception as error:  # noqa: BLE001 - the story looks at it
                found[number] = error

        threads = [threading.Thread(target=one, args=(number,)) for number in range(len(works))]
        with suppress(_LetGo), server_ledger.cohort(plan.id) as writer:
            writer.hold(office)
            for number, thread in enumerate(threads, 1):
                thread.start()
                _until_waiting(server_ledger, number, thread, found)
            raise _LetGo
        for thread in threads:
            thread.join()
        return [found[number] for number in range(len(works))]

    return run


def _until_waiting(
    ledger: Ledger, people: int, last: threading.Thread, found: dict[int, Any]
) -> None:
    """Until so many wait for a lock; whoever came to an end instead fails the test."""
    with ledger.writing() as connection:
        while connection.scalar(_WAITING) < people:
            assert last.is_alive(), f"was not held up: {found}"
