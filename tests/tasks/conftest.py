"""People who act at the same time, for the verbs of live work."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest


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
