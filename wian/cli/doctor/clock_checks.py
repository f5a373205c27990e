"""Clocks: this machine's against the database's, and today against the working calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from wian.cli.doctor.diagnosis import Diagnosis, attend, faulty, fine
from wian.cli.doctor.installation import Installation
from wian.jurisdictions.countries import DEFAULT_JURISDICTION, jurisdiction
from wian.kit.counted import counted
from wian.ledger.condition import LedgerCondition
from wian.ledger.errors import NoLedger

_SLIGHTLY = timedelta(seconds=30)
_AHEAD = timedelta(days=400)
_SET = "Let this machine and the database's take their time from the same server (NTP)."


def clocks(found: Installation) -> Iterator[Diagnosis]:
    """Whether this machine and its database's server agree on the time."""
    ledger = found.ledger
    if isinstance(ledger, NoLedger):
        yield fine("There is no ledger yet, and no clock but this machine's.")
        return
    if not isinstance(ledger, LedgerCondition):
        yield attend("The database's clock cannot be asked (see ledger).", "Mend the ledger first.")
        return
    if ledger.clock is None:
        yield fine("The ledger is a file, and has no clock but this machine's.")
        return
    apart = abs(ledger.clock - found.now)
    said = f"This machine's clock and the database server's are {_shown(apart)} apart"
    if apart > timedelta(minutes=found.clock_minutes):
        yield faulty(f"{said}: nothing can be entered.", _SET)
    elif apart > _SLIGHTLY:
        yield attend(f"{said}.", _SET)
    else:
        yield fine("This machine's clock and the database server's agree.")


def calendar(found: Installation) -> Iterator[Diagnosis]:
    """Whether the working calendar knows today and the year to come."""
    name = found.desk.jurisdiction if found.desk else DEFAULT_JURISDICTION
    known = jurisdiction(name).calendar
    today = found.now.astimezone(known.zone).date()
    covers = f"the working calendar of {name} covers {known.first} to {known.last}"
    if not known.first <= today <= known.last:
        what = f"Today is {today}, and {covers}: nothing can be entered."
        yield faulty(what, "Set the clock right; if it is right, install a newer wian.")
    elif known.last - today < _AHEAD:
        what = f"Today is {today}, and {covers}."
        yield attend(what, "Install a newer wian (or holidays package) before that day.")
    elif today > known.announced_to:
        what = f"Today is {today}, and holidays after {known.announced_to} are only projected."
        yield attend(
            what, "Install a newer wian (or holidays package), which knows those announced."
        )
    else:
        yield fine(f"Today is {today}; {covers}.")


def _shown(apart: timedelta) -> str:
    seconds = round(apart.total_seconds())
    return counted(seconds // 60, "minute") if seconds >= 120 else counted(seconds, "second")
