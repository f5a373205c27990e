"""Work in a thread of its own that is waited for only so long: it may hang in Prefect's client."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import Callable, Coroutine
from typing import Any


async def bounded_run(make: Callable[[], Coroutine[Any, Any, Any]], seconds: float) -> None:
    """Run a coroutine on an event loop of another thread.

    The thread is left to itself where it takes too long. What it does must be safe to repeat.

    Args:
        make: Makes the coroutine.
        seconds: How long to wait for it.

    Raises:
        TimeoutError: It has not ended in that time.
        Exception: What the coroutine raised.
    """
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    raised: list[BaseException] = []
    context = contextvars.copy_context()

    def work() -> None:
        try:
            context.run(asyncio.run, make())
        except BaseException as error:  # noqa: BLE001 - raised below, in the thread that waits
            raised.append(error)
        if not loop.is_closed():
            loop.call_soon_threadsafe(ended.set)

    threading.Thread(target=work, name="bounded run", daemon=True).start()
    async with asyncio.timeout(seconds):
        await ended.wait()
    if raised:
        raise raised[0]
