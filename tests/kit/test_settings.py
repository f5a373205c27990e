"""The settings of an installation."""

from __future__ import annotations

from pathlib import Path

import pytest

from wian.kit.errors import InputFaults
from wian.kit.settings import Settings, prefect_start_seconds
from wian.ledger.database import open_ledger


def test_without_settings_files_lie_where_the_platform_keeps_them(monkeypatch):
    """Nobody has to set anything."""
    monkeypatch.delenv("WIAN_HOME", raising=False)
    monkeypatch.delenv("WIAN_DATABASE_URL", raising=False)
    assert Settings().home.name == "wian"
    assert Settings().ledger_url.startswith("sqlite:////")


@pytest.mark.parametrize("name", ["two words", "เวียน หนังสือ", "50%", "a#b&c", "it's"])
def test_any_folder_name_is_a_home(monkeypatch, tmp_path: Path, name):
    """Spaces, Thai letters and signs that mean something in a URL: the ledger lies there."""
    monkeypatch.delenv("WIAN_DATABASE_URL", raising=False)
    monkeypatch.setenv("WIAN_HOME", str(tmp_path / name))
    with open_ledger(Settings().ledger_url):
        assert [path.name for path in tmp_path.iterdir()] == [name]
        assert (tmp_path / name / "wian.db").is_file()


def test_a_relative_home_is_under_the_working_directory(monkeypatch, tmp_path: Path):
    """It does not move when the program does."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WIAN_HOME", "here")
    assert Settings().prefect_home == tmp_path / "here" / "prefect"


def test_a_home_may_begin_with_a_tilde(monkeypatch, tmp_path: Path):
    """As people write it."""
    monkeypatch.delenv("WIAN_DATABASE_URL", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("WIAN_HOME", "~/office")
    assert Settings().ledger_url == f"sqlite:///{tmp_path}/office/wian.db"


def test_an_empty_setting_is_no_setting(monkeypatch, tmp_path: Path):
    """``WIAN_DATABASE_URL=`` means the embedded database."""
    monkeypatch.setenv("WIAN_HOME", str(tmp_path))
    monkeypatch.setenv("WIAN_DATABASE_URL", "")
    assert Settings().ledger_url == f"sqlite:///{tmp_path}/wian.db"


def test_a_named_database_wins(monkeypatch, tmp_path: Path):
    """The embedded one is then not touched."""
    monkeypatch.setenv("WIAN_HOME", str(tmp_path))
    monkeypatch.setenv("WIAN_DATABASE_URL", "postgresql://wian@db/ledger")
    assert Settings().ledger_url == "postgresql://wian@db/ledger"


def test_a_slow_machine_gives_prefect_more_time(monkeypatch):
    """Ninety seconds are much on a server, and little on an old laptop."""
    monkeypatch.delenv("WIAN_PREFECT_START_SECONDS", raising=False)
    assert prefect_start_seconds() == 90
    monkeypatch.setenv("WIAN_PREFECT_START_SECONDS", "600")
    assert prefect_start_seconds() == 600


@pytest.mark.parametrize("wrong", ["soon", "0", "-1", "nan"])
def test_a_time_that_is_none_is_refused_in_a_sentence(monkeypatch, wrong):
    """Under the name of its variable."""
    monkeypatch.setenv("WIAN_PREFECT_START_SECONDS", wrong)
    with pytest.raises(InputFaults, match="WIAN_PREFECT_START_SECONDS"):
        prefect_start_seconds()
