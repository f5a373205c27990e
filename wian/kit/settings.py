"""The settings of an installation: where its files are, and which database it uses."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from wian.kit.errors import InputFaults, WianError
from wian.kit.pydantic_faults import faults_of_settings


class UnusableHome(WianError):
    """A home whose path cannot hold the embedded database.

    Args:
        home: Its path.
    """

    def __init__(self, home: Path) -> None:
        super().__init__(
            f"WIAN_HOME {home} has a question mark, which a database URL cannot have; "
            "name another folder."
        )


class Settings(BaseSettings):
    """Read from the environment: ``WIAN_HOME`` and ``WIAN_DATABASE_URL``.

    Attributes:
        home: Folder of the embedded database and of the files that wian keeps.
        database_url: Ledger to use; an SQLite file in ``home`` where none is given.
    """

    model_config = SettingsConfigDict(env_prefix="WIAN_", frozen=True, env_ignore_empty=True)

    home: Path = Field(default_factory=lambda: user_data_path("wian", appauthor=False))
    database_url: str = ""

    @property
    def ledger_url(self) -> str:
        """URL of the ledger.

        Raises:
            UnusableHome: The home's path cannot stand in a URL.
        """
        if "?" in str(self.home) and not self.database_url:
            raise UnusableHome(self.home)
        return self.database_url or f"sqlite:///{self.home.expanduser().absolute() / 'wian.db'}"

    @property
    def prefect_home(self) -> Path:
        """Folder of the embedded Prefect server."""
        return self.home.expanduser().absolute() / "prefect"


class PrefectSettings(BaseSettings):
    """Read from the environment: ``WIAN_PREFECT_START_SECONDS``.

    Attributes:
        start_seconds: How long Prefect, and each piece of ``wian up``, may take to answer.
    """

    model_config = SettingsConfigDict(
        env_prefix="WIAN_PREFECT_", frozen=True, env_ignore_empty=True
    )

    start_seconds: float = Field(default=90.0, gt=0, le=86_400)


def prefect_start_seconds() -> float:
    """How long Prefect, and each piece of ``wian up``, may take to answer.

    Raises:
        InputFaults: The setting makes no sense.
    """
    try:
        return PrefectSettings().start_seconds
    except ValidationError as error:
        faults = faults_of_settings(error, "WIAN_PREFECT_")
        raise InputFaults("The settings of Prefect", faults) from None


class ClockSettings(BaseSettings):
    """Read from the environment: ``WIAN_CLOCK_MINUTES``.

    Attributes:
        minutes: How many minutes the clocks of several machines may differ.
    """

    model_config = SettingsConfigDict(env_prefix="WIAN_CLOCK_", frozen=True, env_ignore_empty=True)

    minutes: int = Field(default=5, ge=1, le=10_000_000)


def clock_minutes() -> int:
    """How many minutes the clocks of several machines may differ.

    Raises:
        InputFaults: The setting makes no sense.
    """
    return _clock_minutes(os.environ.get("WIAN_CLOCK_MINUTES"))


@lru_cache(maxsize=4)
def _clock_minutes(_: str | None) -> int:
    """Read once: every entry of every office asks."""
    try:
        return ClockSettings().minutes
    except ValidationError as error:
        faults = faults_of_settings(error, "WIAN_CLOCK_")
        raise InputFaults("The setting of clocks", faults) from None
