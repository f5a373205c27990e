"""The ledger, its version, its backups, and the checkpoints that others hold of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from wian.cli.doctor.diagnosis import Diagnosis, attend, faulty, fine
from wian.cli.doctor.installation import Installation
from wian.kit.counted import counted
from wian.kit.text_file import printable
from wian.ledger.backup.readable import fault_of_backup, is_backup
from wian.ledger.checkpoints.checkpoint_files import FOLDER
from wian.ledger.condition import NEWEST, LedgerCondition
from wian.ledger.errors import LedgerError, NoLedger

_OLD_HERE = timedelta(days=2)
"""The sweep makes a checkpoint every day."""
_HAND_OVER = (
    "Add a webhook of somebody else (wian webhooks add OFFICE URL --event wian.ledger.checkpoint), "
    "or copy wian checkpoint --out to another machine and name that folder in "
    "WIAN_DOCTOR_CHECKPOINTS."
)
_UNSEEN = attend("This cannot be looked at without the ledger (see ledger).", "Mend it first.")


def ledger(found: Installation) -> Iterator[Diagnosis]:
    """Whether there is a ledger, and it can be read."""
    seen = found.ledger
    if isinstance(seen, LedgerCondition):
        letters = counted(seen.letters, "letter")
        yield fine(f"The ledger {seen.shown} can be read; it holds {letters}.")
    elif isinstance(seen, NoLedger):
        remedy = "wian propagate, wian import or wian up makes it; or correct WIAN_HOME."
        yield attend(f"The ledger {seen.url} is not there yet.", remedy)
    elif isinstance(seen, LedgerError):
        yield faulty(f"The ledger {seen.url} {seen.what}.", f"{_capital(seen.remedy)}.")
    else:
        yield faulty(str(seen), "Correct WIAN_HOME or WIAN_DATABASE_URL.")


def schema(found: Installation) -> Iterator[Diagnosis]:
    """Whether the ledger's tables are of this program's version."""
    seen = found.ledger
    if isinstance(seen, NoLedger):
        yield fine(f"There are no tables to look at; this program makes version {NEWEST}.")
    elif not isinstance(seen, LedgerCondition):
        yield _UNSEEN
    elif seen.version is None:
        what = "The database holds no ledger yet."
        yield attend(what, "wian propagate, wian import or wian up makes its tables.")
    elif seen.version == NEWEST:
        yield fine(f"Its tables are of version {NEWEST}, as this program wants them.")
    elif seen.version > NEWEST:
        what = f"Its tables are of version {seen.version}; this program knows {NEWEST}."
        yield faulty(what, "Use the newer wian that made them.")
    else:
        what = f"Its tables are of version {seen.version}; this program wants {NEWEST}."
        remedy = "Back it up (wian backup), then run wian status, which brings it up to date."
        yield attend(what, remedy)


def backup(found: Installation) -> Iterator[Diagnosis]:
    """When the last backup was made, and whether it opens."""
    if isinstance(found.ledger, NoLedger):
        yield fine("There is nothing to back up yet.")
        return
    place = found.doctor.backups
    if place is None:
        what = "Nobody has said where backups are, so that the last one cannot be looked at."
        yield attend(
            what, "Run wian backup every night, and name its folder in WIAN_DOCTOR_BACKUPS."
        )
        return
    last = _latest(each for each in _files(place) if is_backup(each))
    if last is None:
        what = f"There is no backup in {printable(str(place))}."
        yield faulty(what, "Run wian backup FILE, every night.")
        return
    if fault := fault_of_backup(last):
        what = f"The last backup {printable(str(last))} {fault}."
        yield faulty(what, "Run wian backup again, and keep your older backups.")
        return
    yield _aged_backup(last, found)


def _aged_backup(last: Path, found: Installation) -> Diagnosis:
    age = _age(last, found.now)
    said = f"The last backup {printable(str(last))} opens, and is {_shown(age)} old."
    if age > timedelta(hours=found.doctor.backup_hours):
        return attend(said, "Look why no newer one was made, and run wian backup.")
    return fine(said)


def checkpoint(found: Installation) -> Iterator[Diagnosis]:
    """Whether somebody else holds a checkpoint of late, and the sweep makes new ones."""
    seen = found.ledger
    if not isinstance(seen, LedgerCondition | NoLedger):
        yield _UNSEEN
        return
    if isinstance(seen, NoLedger) or not seen.letters:
        yield fine("There is nothing to witness yet.")
        return
    here = _latest((found.home / FOLDER).glob("*.txt"))
    if seen.live and (here is None or _age(here, found.now) > _OLD_HERE):
        what = "No checkpoint was made in the last two days; a sweep that runs makes one a day."
        yield attend(what, "Start wian up or the unit wian-sweep.timer, or give it an hour.")
    yield _held_elsewhere(seen, found)


def _held_elsewhere(seen: LedgerCondition, found: Installation) -> Diagnosis:
    ages = list(_ages_elsewhere(seen, found))
    if not ages:
        waits = seen.hearers and "A webhook gets checkpoints, and has accepted none yet."
        what = "No checkpoint is held elsewhere: who can write here could rewrite the past unseen."
        return attend(waits or what, _HAND_OVER)
    said = f"The last checkpoint that is held elsewhere is {_shown(min(ages))} old."
    if min(ages) > timedelta(days=found.doctor.checkpoint_days):
        return attend(said, _HAND_OVER)
    return fine(said)


def _ages_elsewhere(seen: LedgerCondition, found: Installation) -> Iterator[timedelta]:
    if seen.handed_over_second is not None:
        yield found.now - datetime.fromtimestamp(seen.handed_over_second, UTC)
    folder = found.doctor.checkpoints
    if folder and (last := _latest(folder.glob("*.txt"))):
        yield _age(last, found.now)


def _files(place: Path) -> list[Path]:
    """Regular files at a place: that file, or those in that folder."""
    if not place.is_dir():
        return [place] if place.is_file() else []
    return [each for each in place.iterdir() if each.is_file()]


def _latest(files: Iterable[Path]) -> Path | None:
    return max(files, key=lambda each: each.stat().st_mtime, default=None)


def _age(file: Path, now: datetime) -> timedelta:
    return now - datetime.fromtimestamp(file.stat().st_mtime, UTC)


def _shown(age: timedelta) -> str:
    hours = max(0, int(age.total_seconds() // 3600))
    return counted(hours // 24, "day") if hours >= 48 else counted(hours, "hour")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
