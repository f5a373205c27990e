"""Hears Prefect's events about letters, through whatever befalls the server."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from prefect.events.clients import PrefectEventSubscriber
from prefect.events.filters import EventFilter, EventNameFilter
from prefect.events.schemas.events import Event

_log = logging.getLogger("wian.dispatcher")

_LETTERS = "wian.letter."
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 10.0
_PATIENCE_SECONDS = 20.0


class Ears:
    """Hears events about letters.

    Args:
        url: Address of the Prefect API.
        heard: Called with each event; one may come twice.
        connected: Called each time a connection stands, before its first event.

    Attributes:
        open: Whether a connection stands.
    """

    def __init__(
        self, url: str, heard: Callable[[Event], None], connected: Callable[[], None]
    ) -> None:
        self._url, self._heard, self._connected = url, heard, connected
        self.open = False

    async def listen(self) -> None:
        """Listen until cancelled, and connect again with growing pauses."""
        pause = _FIRST_PAUSE
        while True:
            try:
                await self._once()
            except Exception as lost:  # noqa: BLE001 - whatever it was, it is tried again
                why = type(lost).__name__
            else:
                why = "the server has closed it"
            if self.open:
                self.open, pause = False, _FIRST_PAUSE
                _log.warning("The connection to %s is lost (%s).", self._url, why)
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    async def _once(self) -> None:
        names = EventFilter(event=EventNameFilter(prefix=[_LETTERS]))
        ears = PrefectEventSubscriber(self._url, filter=names, reconnection_attempts=0)
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await ears.__aenter__()
        try:
            self.open = True
            _log.info("Listening to %s.", self._url)
            self._connected()
            async for event in ears:
                self._heard(event)
        finally:
            await ears.__aexit__(None, None, None)
