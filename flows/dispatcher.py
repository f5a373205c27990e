"""The dispatcher: it hears that an office is ready, and has it forward at once.

The ledger says what is due; an event only says when to look. So a doubled event does nothing
twice, and one that was lost is made up for when the connection stands again, or by the sweep.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Collection, Coroutine
from functools import wraps
from typing import Any

from prefect import get_client, tags
from prefect.events.schemas.events import Event

from flows.bounded_run import bounded_run
from flows.listener import Ears
from flows.prefect_pages.page_update import Shown
from flows.prefect_pages.scheduled import name_scheduled
from flows.prefect_pages.state import STANDS_FOR
from flows.relay import in_words, relay
from wian.followup.sweep import to_sweep
from wian.kit.errors import WianError
from wian.kit.settings import clock_minutes
from wian.ledger.errors import LedgerError, UnknownPropagation
from wian.ledger.outbox.events import Event as Told
from wian.ledger.read.live_letters import open_propagations
from wian.ledger.read.quiet_propagations import change_mark, entered_since
from wian.ledger.turns.dispatcher_seat import DispatcherSeat
from wian.mail.bounced_mail import read_bounces
from wian.mail.daily_alert import send_alert
from wian.mail.daily_digests import send_digests
from wian.mail.hand_over import hand_over_due
from wian.notices.mail_settings import mail_settings
from wian.notices.prefect_address import server_url
from wian.notices.webhook_delivery import deliver_due
from wian.office.relay import due
from wian.office.relay import relay as relay_offices
from wian.propagation import runtime

_log = logging.getLogger("wian.dispatcher")

_GATHER_SECONDS = 0.1
"""Events that come so close together are one run."""
_LOOK_SECONDS = 2.0
"""How often the ledger is asked while no event can be heard."""
_REGULAR_SECONDS = 5.0
"""How often it is asked in any case: a connection may look open and bring nothing."""
_SHOW_SECONDS = 0.25
_NAME_SECONDS = 10.0
_DELIVER_SECONDS = 1.0
_BOUNCES_SECONDS = 60.0
_DIGESTS_SECONDS = 300.0
_ALERT_SECONDS = 60.0
_AT_ONCE = 2
"""Propagations that are relayed at the same time."""
_RUN_SECONDS, _OFFICE_SECONDS = 8.0, 0.1
"""How long a flow run may take, and how much longer for each office, before it is done without."""
_ALONE_SECONDS = 30.0
"""How long Prefect is not asked for a run after it has failed to make one."""
_FAREWELL_SECONDS = 2.0
"""How long webhooks that hang are waited for at the end; they are asked again later."""

_CAMPAIGN_SECONDS = 1.0
"""How often it is asked who works on this ledger."""

Step = Callable[[], Coroutine[Any, Any, None]]
Offices = frozenset[str] | None
"""Offices to look at; ``None``: all."""


class _Heard:
    """What was heard since it was last looked at, by propagation."""

    def __init__(self) -> None:
        self._offices: dict[str, Offices] = {}
        self._something = asyncio.Event()

    def note(self, propagation: str, offices: Offices) -> None:
        known = self._offices.get(propagation, frozenset())
        whole = known is None or offices is None
        self._offices[propagation] = None if whole else known | offices  # type: ignore[operator]
        self._something.set()

    async def taken(self) -> dict[str, Offices]:
        """Wait for something, gather what comes with it, and take it all."""
        await self._something.wait()
        await asyncio.sleep(_GATHER_SECONDS)
        self._something.clear()
        taken, self._offices = self._offices, {}
        return taken


class Dispatcher:
    """Relays what is due, sends what waits in the outbox, and keeps what Prefect shows up to date.

    Of several dispatchers of a ledger one does so; the others wait until its seat is free.
    """

    def __init__(self) -> None:
        self._seat: DispatcherSeat | None = None
        self._leads, self._waits = False, False
        self._heard = _Heard()
        self._few = asyncio.Semaphore(_AT_ONCE)
        self._url = server_url()
        self._ears = (
            Ears(self._url, self._hear, self._look_at_all) if self._url is not None else None
        )
        self._alone_until = 0.0
        self._marks: dict[str, tuple[int, int, int]] = {}
        self._looked: int | None = None
        self._again: set[str] = set()
        self._shown = Shown()

    async def run(self, stop: asyncio.Event) -> None:
        """Work until ``stop`` is set, then finish the step in hand."""
        try:
            await self._campaign()
        except LedgerError as away:  # the next campaign makes up for it
            _log.warning("%s", away)
        if self._ears is None:
            _log.info("Listening to the ledger alone: no Prefect server is named.")
        background = [
            self._for_ever(stop, _CAMPAIGN_SECONDS, self._campaign),
            self._for_ever(stop, _LOOK_SECONDS, self._leading(self._look_if_deaf)),
            self._for_ever(stop, _REGULAR_SECONDS, self._leading(self._look)),
            self._for_ever(stop, _SHOW_SECONDS, self._leading(self._show_all)),
            self._for_ever(stop, _NAME_SECONDS, self._leading(self._name_scheduled)),
            self._for_ever(stop, _DELIVER_SECONDS, self._leading(self._deliver)),
            self._for_ever(stop, _DELIVER_SECONDS, self._leading(self._hand_over)),
            self._for_ever(stop, _BOUNCES_SECONDS, self._leading(self._read_bounces)),
            self._for_ever(stop, _DIGESTS_SECONDS, self._leading(self._send_digests)),
            self._for_ever(stop, _ALERT_SECONDS, self._leading(self._send_alert)),
        ]
        workers = [asyncio.create_task(each) for each in background]
        ears = [asyncio.create_task(self._ears.listen())] if self._ears else []
        relaying = asyncio.create_task(self._relay_for_ever(stop))
        await stop.wait()
        for each in ears:
            each.cancel()
        await relaying
        await asyncio.wait([*workers, *ears], timeout=_FAREWELL_SECONDS)
        if self._seat is not None:
            await asyncio.to_thread(self._seat.leave)
        _log.info("Stopped.")

    async def _campaign(self) -> None:
        """Take the seat where it is free, and then look at all that may have waited."""
        led = self._leads
        try:
            if self._seat is None:
                self._seat = DispatcherSeat(runtime.ledger())
            self._leads = await asyncio.to_thread(self._seat.is_held)
        except LedgerError:
            self._leads = False
            raise
        if self._leads and not led:
            self._look_at_all()
        if not (self._leads or self._waits):
            _log.info("Another dispatcher works on this ledger; this one waits.")
        self._waits = not self._leads

    def _leading(self, step: Step) -> Step:
        """A step that only the dispatcher does that holds the seat."""

        @wraps(step)
        async def done() -> None:
            if self._leads:
                await step()

        return done

    def _hear(self, event: Event) -> None:
        """Note the office of an event; whoever sent it, the ledger decides what is due."""
        propagation, office = (event.payload.get(key) for key in ("propagation", "office"))
        if not isinstance(propagation, str):
            return
        self._shown.note(propagation)
        if event.event == Told.READY:
            self._heard.note(propagation, frozenset({str(office)}))

    def _look_at_all(self) -> None:
        ledger = runtime.ledger()
        waiting = to_sweep(ledger, now=runtime.now())
        for name, _ in open_propagations(ledger):
            self._shown.note(name)
            if name in waiting:
                self._heard.note(name, None)

    async def _look_if_deaf(self) -> None:
        if self._ears is None or not self._ears.open:
            await self._look()

    async def _look(self) -> None:
        """Note what has changed in the ledger, whether an event told of it or not."""
        for name in await asyncio.to_thread(self._changed):
            self._heard.note(name, None)
            self._shown.note(name)

    def _changed(self) -> list[str]:
        """The live propagations in which something has happened since they were last asked."""
        ledger, now = runtime.ledger(), runtime.now().minute
        recent = (
            to_sweep(ledger, now=runtime.now())
            if self._looked is None
            else entered_since(ledger, self._looked - clock_minutes())
        )
        marks = {name: change_mark(ledger, name) for name in recent}
        again, self._again = self._again, set()  # kept where the ledger could not be asked
        self._looked = now
        changed = {name for name, mark in marks.items() if self._marks.get(name) != mark}
        self._marks = marks  # what is not recent has to be entered anew before it is asked again
        return [*changed, *(again - changed)]

    async def _relay_for_ever(self, stop: asyncio.Event) -> None:
        ending = asyncio.create_task(stop.wait())
        while not stop.is_set():
            hearing = asyncio.create_task(self._heard.taken())
            await asyncio.wait({hearing, ending}, return_when=asyncio.FIRST_COMPLETED)
            if not hearing.done():
                hearing.cancel()
                return
            found = hearing.result().items() if self._leads else ()
            await asyncio.gather(*(self._relay(name, offices) for name, offices in found))

    async def _relay(self, propagation: str, offices: Offices) -> None:
        async with self._few:
            try:
                await self._relay_due(propagation, offices)
            except UnknownPropagation:
                _log.info("Propagation %s is not in this ledger.", propagation)
            except Exception as failed:  # noqa: BLE001 - the next look makes up for it
                _log.warning("%s was not relayed: %s", propagation, _said(failed))
                self._again.add(propagation)

    async def _relay_due(self, propagation: str, offices: Offices) -> None:
        plan = await asyncio.to_thread(runtime.recorded_plan, propagation)
        ready = await asyncio.to_thread(due, runtime.ledger(), plan, offices)
        if not ready:
            return
        words = in_words(plan, ready)
        if await self._conducted(propagation, ready):
            _log.info("Relayed: %s.", words)
            return
        now = await asyncio.to_thread(runtime.agreed_now)
        await asyncio.to_thread(relay_offices, runtime.ledger(), plan, ready, now=now)
        _log.info("Relayed without Prefect: %s.", words)

    async def _conducted(self, propagation: str, ready: Collection[str]) -> bool:
        """Relay in a flow run; whether Prefect was there for it."""
        if self._ears is None or not self._ears.open or time.monotonic() < self._alone_until:
            return False
        patience = _RUN_SECONDS + _OFFICE_SECONDS * len(ready)
        try:
            with tags("wian", f"{STANDS_FOR}{propagation}"):
                await bounded_run(lambda: relay(propagation, list(ready)), patience)
        except Exception as failed:  # noqa: BLE001 - the ledger is the truth, not Prefect
            _log.warning("No flow run for %s: %s", propagation, _said(failed))
            self._alone_until = time.monotonic() + _ALONE_SECONDS
            return False
        return True

    async def _show_all(self) -> None:
        """Have the flow runs of propagations in which something has happened say so."""
        if self._ears is None or not self._ears.open:
            return
        await self._shown.show()

    async def _name_scheduled(self) -> None:
        """Have the runs that Prefect has scheduled bear their flow's name."""
        if self._ears is None or not self._ears.open:
            return
        async with get_client() as client:
            await name_scheduled(client)

    async def _deliver(self) -> None:
        await asyncio.to_thread(deliver_due, runtime.ledger(), now=runtime.now())

    async def _hand_over(self) -> None:
        if mail_settings() is not None:
            now = await asyncio.to_thread(runtime.agreed_now)
            await asyncio.to_thread(hand_over_due, runtime.ledger(), now=now)

    async def _read_bounces(self) -> None:
        settings = mail_settings()
        if settings is None or settings.bounces is None:
            return
        now = await asyncio.to_thread(runtime.agreed_now)
        places = [settings.bounces]
        read = await asyncio.to_thread(read_bounces, runtime.ledger(), places, now=now)
        if read.bounced:
            _log.info("%d e-mails came back.", read.bounced)

    async def _send_digests(self) -> None:
        await asyncio.to_thread(send_digests, runtime.ledger(), now=runtime.now())

    async def _send_alert(self) -> None:
        told = await asyncio.to_thread(send_alert, runtime.ledger(), now=runtime.now())
        if told:
            _log.info("Told of what is late: %s.", ", ".join(told))

    async def _for_ever(self, stop: asyncio.Event, seconds: float, step: Step) -> None:
        """Do a step again and again; one that fails is done again later."""
        while not stop.is_set():
            try:
                await step()
            except Exception as failed:  # noqa: BLE001 - the next time may go well
                _log.warning("%s failed: %s", step.__name__.strip("_"), _said(failed))
            try:
                await asyncio.wait_for(stop.wait(), seconds)
            except TimeoutError:
                continue


def _said(error: Exception) -> str:
    """What may be logged of an error: our own sentences, else its kind alone."""
    return str(error) if isinstance(error, WianError) else type(error).__name__
