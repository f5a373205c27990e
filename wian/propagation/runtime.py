"""What a process keeps open while it works: its ledger, its plans and its clock."""

from __future__ import annotations

import atexit
import logging
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from wian.jurisdictions.instant import Instant
from wian.kit.cache import Remembered
from wian.kit.counted import counted
from wian.kit.errors import WianError
from wian.kit.settings import Settings, clock_minutes
from wian.ledger.database import Ledger, open_ledger
from wian.ledger.errors import LedgerAway
from wian.ledger.life.lives import growth_mark
from wian.ledger.outbox.events import News
from wian.ledger.records import Clock

if TYPE_CHECKING:
    from wian.letters.directive import Directive
    from wian.letters.directive_file import DirectiveFile
    from wian.propagation.plan import Plan
    from wian.propagation.request import PropagationRequest

_log = logging.getLogger("wian.ledger")

_AWAY_SECONDS, _LOOK_SECONDS = 300.0, 1.0
_HOPS = 200_000
"""How many hops the remembered plans have together, at the most."""
_LIGHT = 50
"""How many hops a plan weighs without any."""
_kept: Remembered[str, Plan] = Remembered(_HOPS, lambda plan: plan.hops_held + _LIGHT)
_ledgers: Remembered[str, Ledger] = Remembered(4)
"""Under their URLs."""
_requests: Remembered[PropagationRequest, Plan] = Remembered(1)
_files: dict[PropagationRequest, DirectiveFile] = {}
"""The directive that was read last, until it is prepared."""


class ClocksApart(WianError):
    """This machine's clock and its database's differ, and one of them would date what is entered.

    Args:
        machine: What this machine's says.
        server: What the database's says.
    """

    def __init__(self, machine: datetime, server: datetime) -> None:
        apart = counted(round(abs(server - machine) / timedelta(minutes=1)), "minute")
        super().__init__(
            f"This machine's clock says {_shown(machine)}, and the database server's "
            f"{_shown(server)}: they are {apart} apart, and nothing is entered by a clock that may "
            "be wrong. Set the wrong one right and try again (WIAN_CLOCK_MINUTES says how many "
            "minutes they may differ)."
        )


def _shown(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def ledger(*, make: bool = False) -> Ledger:
    """The installation's ledger, opened once a process.

    Args:
        make: Make it where there is none: whoever only reads would make one wherever a mistyped
            home leads.

    Raises:
        NoLedger: There is none, and none is to be made.
    """
    url = Settings().ledger_url
    return _ledgers.get(url, lambda: open_ledger(url, make=make, announce=_ring))


def awaited_ledger(seconds: float = _AWAY_SECONDS) -> Ledger:
    """The installation's ledger, made where there is none; waited for while its server is away.

    A service that ends instead is started again after ever longer pauses.

    Args:
        seconds: How long it is waited for at the most.

    Raises:
        LedgerAway: The server does not answer in that time.
        LedgerError: It cannot be used for another reason, which is told at once.
    """
    deadline = time.monotonic() + seconds
    while True:
        try:
            return ledger(make=True)
        except LedgerAway as away:
            if time.monotonic() > deadline:
                raise
            _log.warning("%s It is asked again.", away)
            time.sleep(_LOOK_SECONDS)


@atexit.register
def close_ledgers() -> None:
    """Close what :func:`ledger` opened: a ledger's file is whole by itself then.

    Python does it at its end; whoever ends the process without Python's leave calls it before.
    """
    for held in _ledgers.values():
        held.close()


def _ring(news: Sequence[News]) -> None:
    """Ring the doorbell of the Prefect server, where one is known, for what was committed."""
    from wian.notices.doorbell import ring  # noqa: PLC0415 - slow to load, and few need it

    ring(news)


def directive(request: PropagationRequest) -> Directive | None:
    """The directive that a request asks for, read once: :func:`prepared` plans what is read here.

    Returns:
        The directive; ``None`` where it has faults, which preparing it reports.

    Raises:
        InputFaults: Its file cannot be read.
    """
    from wian.letters.directive_file import read_directive  # noqa: PLC0415 - a ledger needs no plan

    if request in _requests:
        return prepared(request).directive
    found = _files.get(request) or read_directive(Path(request.directive))
    _files.clear()
    _files[request] = found
    return found.directive


def prepared(request: PropagationRequest) -> Plan:
    """Prepare a request, and remember its plan; an equal request is not read twice.

    Raises:
        InputFaults: A file has faults, or the directive cannot be sent live any more.
        FarAhead: A later time than the next one of a recurring directive is to be sent live.
    """
    plan = _requests.get(request, lambda: _prepare(request))
    keep(plan)
    return plan


def _prepare(request: PropagationRequest) -> Plan:
    from wian.propagation.prepare import prepare, refuse_what_is_over  # noqa: PLC0415 - the same
    from wian.propagation.recurring.next_time import refuse_ahead  # noqa: PLC0415 - the same

    moment = now()
    plan = prepare(request, _files.pop(request, None), moment)
    refuse_what_is_over(plan, moment)
    refuse_ahead(request, plan, moment)
    return plan


def now() -> Instant:
    """This moment: only the edge of the program asks a clock."""
    return Instant.of(datetime.now(UTC), ZoneInfo("UTC"))


def agreed_now() -> Instant:
    """This moment, to enter something in the ledger: the database's clock says so too.

    Raises:
        ClocksApart: It does not.
        LedgerError: It cannot be asked.
    """
    refuse_clocks_apart(ledger())
    return now()


def refuse_clocks_apart(held: Ledger, machine: datetime | None = None) -> None:
    """Refuse to date anything where this machine and its database's server differ.

    Args:
        held: The ledger; one in a file has no clock but this machine's.
        machine: What this machine's clock says; now where it is not given.

    Raises:
        ClocksApart: They differ by more than clocks of several machines may.
        LedgerError: The server cannot be asked.
    """
    refuse_server_clock(held.time(), machine)


def refuse_server_clock(server: datetime | None, machine: datetime | None = None) -> None:
    """The same, where the server has been asked already.

    Raises:
        ClocksApart: They differ by more than clocks of several machines may.
    """
    machine = machine or datetime.now(UTC)
    if server and abs(server - machine) > timedelta(minutes=clock_minutes()):
        raise ClocksApart(machine, server)


def keep(plan: Plan) -> None:
    """Remember the plan that this process works on."""
    _kept.keep(plan.id, plan)


def forget(propagation: str) -> None:
    """Keep no plan of a propagation that has ended: whoever stamps late has it made again."""
    _kept.forget(propagation)


def recorded_plan(propagation: str, held: Ledger | None = None, *, mark: int | None = None) -> Plan:
    """The plan of a recorded propagation: remembered, else made again from the ledger.

    One that is remembered is made again where its route has grown since, whoever made it grow.

    Args:
        propagation: Its id.
        held: The ledger that holds it; the installation's where none is given.
        mark: By how many acts its route has grown, where the caller has asked that just now.

    Raises:
        UnknownPropagation: The ledger does not hold it.
    """
    from wian.propagation.recorded_plan import restore  # noqa: PLC0415 - the same

    where = held or ledger()

    def holds(known: Plan) -> bool:
        live = known.clock is Clock.LIVE
        if not live:
            return True
        return len(known.growth) == (growth_mark(where, propagation) if mark is None else mark)

    return _kept.get(propagation, lambda: restore(where, propagation, keep), holds)
