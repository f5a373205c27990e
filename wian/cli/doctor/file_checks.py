"""Files: who may read and write what holds letters, keys and secrets, and room on the disk."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from wian.cli.doctor.diagnosis import Diagnosis, attend, faulty, fine
from wian.cli.doctor.installation import Installation
from wian.kit.counted import number
from wian.kit.text_file import printable
from wian.ledger.checkpoints.checkpoint_files import FOLDER, KEY_FILE
from wian.ledger.condition import LATELY_DAYS, LedgerCondition

_OTHERS = 0o077
_MB = 10**6
_FEW_DAYS = 90
_SECRETS = ("desk.key", KEY_FILE, "wian.db", "wian.db-wal", "wian.db-shm", "defects.log")


def permissions(found: Installation) -> Iterator[Diagnosis]:
    """Whether only their user can read home, keys, ledger and the file of variables."""
    home = found.home
    if not home.exists():
        yield fine(f"There is no {_named(home)} yet; wian makes it for its user alone.")
    else:
        yield from _of_home(home)
    variables = found.doctor.env_file
    if variables.exists() and variables.stat().st_mode & _OTHERS:
        what = f"Others than its user may read the secrets in {_named(variables)}."
        yield faulty(what, f"Run chmod 600 {_named(variables)}.")


def _of_home(home: Path) -> Iterator[Diagnosis]:
    wrong: list[Diagnosis] = []
    mode = home.stat().st_mode
    if not os.access(home, os.W_OK | os.X_OK):
        what = f"This user may not write to {_named(home)}."
        wrong.append(faulty(what, "Run wian as the folder's user, or give it that user (chown)."))
    if mode & stat.S_IWOTH:
        wrong.append(faulty(f"Everybody may write to {_named(home)}.", _closed(home)))
    elif mode & _OTHERS:
        wrong.append(attend(f"Others than its user may open {_named(home)}.", _closed(home)))
    for path in (home / name for name in _SECRETS):
        if path.exists() and path.stat().st_mode & _OTHERS:
            what = f"Others than its user may read {_named(path)}."
            wrong.append(faulty(what, f"Run chmod 600 {_named(path)}."))
    folder = home / FOLDER
    if folder.exists() and folder.stat().st_mode & 0o022:
        what = f"Others than its user may write to {_named(folder)}."
        wrong.append(faulty(what, _closed(folder)))
    yield from wrong or [fine(f"Only its user can read what is in {_named(home)}.")]


def _closed(folder: Path) -> str:
    return f"Run chmod 700 {_named(folder)}."


def disk(found: Installation) -> Iterator[Diagnosis]:
    """Room for the ledger, for a copy of it, and for how fast it grows."""
    place = next(each for each in (found.home, *found.home.parents) if each.exists())
    free = shutil.disk_usage(place).free
    said = f"{_megabytes(free)} are free where {_named(found.home)} is"
    remedy = "Make room on that disk, or move WIAN_HOME to a larger one."
    ledger = found.ledger if isinstance(found.ledger, LedgerCondition) else None
    if free < found.doctor.free_mb * _MB:
        yield faulty(f"Only {said}, less than WIAN_DOCTOR_FREE_MB wants.", remedy)
    elif ledger is None or ledger.on_server:
        yield fine(f"{said}.")
    elif free < 2 * ledger.size_bytes:
        what = f"{said}, and the ledger takes {_megabytes(ledger.size_bytes)}: no room for copies."
        yield attend(what, remedy)
    else:
        yield from _growth(free, ledger, said, remedy)


def _growth(free: int, ledger: LedgerCondition, said: str, remedy: str) -> Iterator[Diagnosis]:
    """How long the room lasts where the ledger grows as it did lately."""
    a_day = ledger.size_bytes * ledger.letters_lately / max(1, ledger.letters) / LATELY_DAYS
    days = free / a_day if a_day else float("inf")
    if days < _FEW_DAYS:
        yield attend(f"{said}: room for {int(days)} days as the ledger grows now.", remedy)
    else:
        yield fine(f"{said}; the ledger takes {_megabytes(ledger.size_bytes)}.")


def _megabytes(count: int) -> str:
    return f"{number(round(count / _MB))} MB" if count >= _MB else f"{count / _MB:.1f} MB"


def _named(path: Path) -> str:
    return printable(str(path))
