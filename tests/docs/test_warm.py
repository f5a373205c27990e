"""The loaded ``wian`` that types the pages' commands: to whoever types, it is the program."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    "command",
    [
        "wian --help",
        "wian plan",
        "cat offices.yaml | wian offices --file offices.yaml --json | head -c 20",
        "cd .. && LC_ALL=C WIAN_HOME=elsewhere wian status 'ไม่มี'",
        "PREFECT_API_URL=http://127.0.0.1:9/api wian propagate nothing-here.yaml",
    ],
)
def test_it_ends_and_prints_as_the_program_does(
    command: str, warm: dict[str, str], root: Path, tmp_path: Path
) -> None:
    """Arguments, directory, environment, streams and exit status all come through."""
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / "offices.yaml").write_bytes((root / "examples/gecc-2564/offices.yaml").read_bytes())

    def typed(path: str) -> tuple[int, bytes, bytes]:
        ran = subprocess.run(
            ["bash", "-c", f"set -o pipefail; {command}"],
            cwd=folder,
            env={**warm, "PATH": path, "WIAN_HOME": str(tmp_path / "home")},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        return ran.returncode, ran.stdout, ran.stderr

    loaded = warm["PATH"]
    assert typed(loaded) == typed(loaded.partition(os.pathsep)[2])
