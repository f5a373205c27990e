"""Ledgers of either kind for the verbs of live work, and people who act at the same time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ledger.database import Ledger, open_ledger


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Any) -> Iterator[Ledger]:
    """An empty ledger of either kind."""
    url = f"sqlite:///{tmp_path / 'either.db'}"
    if request.param == "postgresql":
        url = str(request.getfixturevalue("postgres_url"))
    with open_ledger(url) as ledger:
        yield ledger


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
