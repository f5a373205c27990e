"""Runs checks side by side, each for so long at most: none hides or holds up the others."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from wian.cli.doctor.diagnosis import Diagnosis, attend

Check = Callable[[], Iterable[Diagnosis]]
_T = TypeVar("_T")


def answered(ask: Callable[[], _T], patience: float) -> _T:
    """What a question is answered with, asked in a thread that is left behind if it hangs.

    Raises:
        TimeoutError: It has not been answered in so many seconds.
        Exception: Whatever asking raised.
    """
    got: list[_T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            got.append(ask())
        except BaseException as error:  # noqa: BLE001 - raised again where it was asked
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(patience)
    if failed:
        raise failed[0]
    if not got:
        raise TimeoutError
    return got[0]


def examined(checks: Mapping[str, Check], patience: float) -> dict[str, list[Diagnosis]]:
    """What each check found, in their order.

    Args:
        checks: The checks by name.
        patience: Seconds after which one that has not ended is left behind; its thread ends with
            the process.
    """
    found: dict[str, list[Diagnosis]] = {}
    threads = {name: _started(check, found, name) for name, check in checks.items()}
    end = time.monotonic() + patience
    for thread in threads.values():
        thread.join(max(0.0, end - time.monotonic()))
    return {name: found.get(name) or [_unanswered(patience)] for name in checks}


def _started(check: Check, found: dict[str, list[Diagnosis]], name: str) -> threading.Thread:
    def run() -> None:
        try:
            found[name] = list(check())
        except Exception as error:  # noqa: BLE001 - whatever it meets, the others are still shown
            found[name] = [_failed(error)]

    thread = threading.Thread(target=run, name=f"doctor {name}", daemon=True)
    thread.start()
    return thread


def _failed(error: Exception) -> Diagnosis:
    said = (str(error).splitlines() or [""])[0][:200]
    what = f"This could not be looked at: {type(error).__name__}: {said}".rstrip(": .")
    return attend(f"{what}.", "Run it as the user whose services run, and mend what is named.")


def _unanswered(patience: float) -> Diagnosis:
    return attend(
        f"This has not been answered in {patience:g} seconds.",
        "Look whether a disk or a network that it needs hangs, and run it again.",
    )
