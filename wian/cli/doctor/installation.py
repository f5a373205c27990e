"""The installation that is looked at: its settings, as far as they can be read, and its ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from wian.cli.doctor.timed_checks import answered
from wian.desk.app.settings import DeskSettings, read_settings
from wian.kit.errors import Fault, InputFaults, WianError
from wian.kit.pydantic_faults import faults_of_settings
from wian.kit.settings import Settings, clock_minutes
from wian.ledger.condition import LedgerCondition, condition_of
from wian.ledger.database_url import hide_password
from wian.ledger.errors import LedgerError
from wian.notices.mail_settings import MailSettings, mail_settings

PATIENCE_SECONDS = 3.0
"""How long a server may take to answer."""
_PREFIX = "WIAN_DOCTOR_"
_T = TypeVar("_T")


class DoctorSettings(BaseSettings):
    """Read from the environment: each field in capitals after ``WIAN_DOCTOR_``.

    Attributes:
        backups: The file, or the folder, that backups are written to.
        backup_hours: Hours after which the last backup is old.
        checkpoints: A folder elsewhere that checkpoints are copied to.
        checkpoint_days: Days after which the last checkpoint that is held elsewhere is old.
        free_mb: Room on the disk, in megabytes, below which something is wrong.
        env_file: The file of variables that services read.
    """

    model_config = SettingsConfigDict(env_prefix=_PREFIX, frozen=True, env_ignore_empty=True)

    backups: Path | None = None
    backup_hours: float = Field(default=48.0, gt=0, le=100_000)
    checkpoints: Path | None = None
    checkpoint_days: float = Field(default=7.0, gt=0, le=10_000)
    free_mb: int = Field(default=1024, ge=0, le=10**9)
    env_file: Path = Path("/etc/wian.env")


@dataclass(frozen=True)
class Installation:
    """What the checks look at.

    Attributes:
        home: The folder of the ledger and of keys.
        environ: The environment.
        now: This moment.
        doctor: What it is held against.
        desk: The desk's settings; ``None`` where they make no sense.
        mail: The settings of e-mail; ``None`` where no server is named, or they make no sense.
        clock_minutes: How many minutes clocks may differ.
        ledger: The ledger's condition; the error where it cannot be looked at.
        faults: What is wrong with the settings.
    """

    home: Path
    environ: Mapping[str, str]
    now: datetime
    doctor: DoctorSettings
    desk: DeskSettings | None
    mail: MailSettings | None
    clock_minutes: int
    ledger: LedgerCondition | WianError
    faults: Sequence[Fault]


def installation(environ: Mapping[str, str], now: datetime) -> Installation:
    """Read the settings, and look at the ledger once for all checks.

    Args:
        environ: The environment of this process.
        now: This moment.
    """
    faults: list[Fault] = []
    doctor = _read(_doctor_settings, DoctorSettings.model_construct(), faults)
    desk = _read(read_settings, None, faults)
    mail = _read(mail_settings, None, faults)
    minutes = _read(clock_minutes, 5, faults)
    settings = Settings()
    home = settings.home.expanduser().absolute()
    ledger = _ledger(settings, now)
    return Installation(home, environ, now, doctor, desk, mail, minutes, ledger, tuple(faults))


def _ledger(settings: Settings, now: datetime) -> LedgerCondition | WianError:
    """The ledger's condition, or why it cannot be looked at."""
    minute = int(now.timestamp() // 60)
    try:
        url = settings.ledger_url
        look = partial(condition_of, url, now_minute=minute, patience=PATIENCE_SECONDS)
        return answered(look, 2 * PATIENCE_SECONDS)
    except WianError as error:
        return error
    except TimeoutError:
        what = f"has not answered in {2 * PATIENCE_SECONDS:g} seconds"
        return LedgerError(hide_password(url), what, "look whether its disk or its server hangs")
    except OSError as error:
        what = f"cannot be read ({(error.strerror or type(error).__name__).lower()})"
        return LedgerError(hide_password(url), what, "run it as the user whose services run")


def _read(read: Callable[[], _T], otherwise: _T, faults: list[Fault]) -> _T:
    try:
        return read()
    except InputFaults as error:
        faults += error.faults
        return otherwise


def _doctor_settings() -> DoctorSettings:
    try:
        return DoctorSettings()
    except ValidationError as error:
        raise InputFaults("The settings of doctor", faults_of_settings(error, _PREFIX)) from None
