"""Where the deployments are declared: in a clone, and where pip has put them without one."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest


@pytest.fixture
def deploy(prefect_api):
    """The module, read once this process's Prefect has its settings."""
    from flows import deploy  # noqa: PLC0415

    return deploy


def test_a_clone_has_its_own_file(deploy):
    """A developer who edits prefect.yaml registers what it says."""
    assert deploy.declared() == Path(__file__).resolve().parents[2] / "prefect.yaml"


def test_without_a_clone_the_file_is_where_the_wheel_puts_it(deploy, monkeypatch, tmp_path):
    """An operator who installed a wheel has the same deployments."""
    pyproject = tomllib.loads((deploy.ROOT / "pyproject.toml").read_text("utf-8"))
    (folder,) = pyproject["tool"]["setuptools"]["data-files"]
    monkeypatch.setattr(deploy, "ROOT", tmp_path)
    monkeypatch.setattr(deploy.sysconfig, "get_path", lambda _: str(tmp_path))
    assert deploy.declared() == tmp_path / folder / "prefect.yaml"
    assert pyproject["tool"]["setuptools"]["data-files"][folder] == ["prefect.yaml"]
