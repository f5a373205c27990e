"""Environments of the peers, which are never installed beside wian."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

_FOLDER = Path(__file__).resolve().parents[2] / ".venv"


def peer_python(name: str) -> Path:
    """The interpreter of a peer's environment, made or not."""
    return _FOLDER / name / "bin" / "python"


def make(name: str, requirement: str) -> None:
    """Make a peer's environment in ``.venv/NAME``; nothing where it is there.

    Args:
        name: What it is called.
        requirement: The package and its version, as pip takes them.
    """
    python = peer_python(name)
    if python.exists():
        return
    folder = _FOLDER / name
    try:
        venv.create(folder, with_pip=True)
    except subprocess.CalledProcessError:  # a bare Debian, whose Python lacks ensurepip
        subprocess.run([sys.executable, "-m", "virtualenv", "-q", folder], check=True)
    install = ("-m", "pip", "install", "-q", "--disable-pip-version-check", requirement)
    subprocess.run([python, *install], check=True)
