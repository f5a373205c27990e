"""One alert a day: what is late in all live directives, read from the ledger just before it."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from wian.delays.working_time import working_time
from wian.followup.current_snapshot import directive_days
from wian.jurisdictions.instant import Instant
from wian.kit.errors import WianError
from wian.kit.private_files import make_folder, opener
from wian.kit.settings import Settings
from wian.ledger.database import Ledger
from wian.ledger.read.live_letters import latest_live_jurisdiction
from wian.mail.digest import works_on
from wian.notices.alert import alert
from wian.notices.alert_out import channels
from wian.notices.alert_settings import AlertSettings, alert_settings

_log = logging.getLogger("wian.alerts")


def send_alert(ledger: Ledger, *, now: Instant) -> tuple[str, ...]:
    """Send the alert of today to whoever has not had it, from its hour on, on working days.

    What was handed over is noted in the home, so that a dispatcher that is started again tells
    nobody twice. A channel that fails is tried again with the next call, the others are not.

    Args:
        ledger: Where the directives are.
        now: When this is.

    Returns:
        The channels that got it by this call.

    Raises:
        InputFaults: The settings of alerts or of e-mail make no sense.
    """
    wanted, country = alert_settings(), latest_live_jurisdiction(ledger)
    if country is None:
        return ()
    working = working_time(country)
    here = now.local(working.zone)
    if here.hour < wanted.hour or not works_on(working, here.date()):
        return ()
    told = _told(here.date())
    if told is None:
        return ()
    return _sent(ledger, wanted, told, here.date(), now)


def _sent(
    ledger: Ledger, wanted: AlertSettings, had: Sequence[str], today: date, now: Instant
) -> tuple[str, ...]:
    found = alert(directive_days(ledger, now), today)
    fresh, whole = list[str](), True
    for name, hand_over in channels(found, wanted, now) if found else ():
        if name in had:
            continue
        try:
            hand_over()
        except WianError as error:
            whole = False
            _log.warning("%s", error)
        else:
            fresh.append(name)
    _note(today, [*had, *fresh], whole=whole)
    return tuple(fresh)


def _file() -> Path:
    return Settings().home.expanduser() / "alert.json"


def _told(today: date) -> list[str] | None:
    """Who has had today's alert; ``None``: everyone."""
    try:
        noted = json.loads(_file().read_text(encoding="utf-8"))
        if noted["day"] == today.isoformat():
            return None if noted["whole"] else list(noted["told"])
    except (OSError, ValueError, KeyError, TypeError):
        return []  # nobody, as far as is known
    return []


def _note(today: date, told: Sequence[str], *, whole: bool) -> None:
    path = _file()
    make_folder(path.parent)
    fresh = path.with_suffix(".new")
    with open(fresh, "w", encoding="utf-8", opener=opener) as written:
        json.dump({"day": today.isoformat(), "told": list(told), "whole": whole}, written)
    fresh.replace(path)
