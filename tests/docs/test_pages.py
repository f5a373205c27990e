"""The promise that README, tutorials and reference are true: what they show is run."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[2]
_RUN = [
    "README.md",
    *(
        str(page.relative_to(_ROOT))
        for folder in ("tutorial", "reference")
        for page in sorted((_ROOT / "docs" / folder).glob("*.md"))
        if "```console" in page.read_text(encoding="utf-8")
    ),
]


@pytest.mark.parametrize("name", _RUN)
def test_a_reader_who_types_a_page_sees_what_it_shows(
    name: str, root: Path, run_page: Callable[[Path], int]
) -> None:
    """A newcomer goes down a page, types each command, and gets the lines printed there."""
    assert run_page(root / name) > 0


@pytest.mark.skipif(not (_ROOT / ".git").exists(), reason="no repository, so that nothing is kept")
def test_what_the_tutorials_have_a_reader_write_is_not_kept_by_git(root: Path) -> None:
    """Whoever tries them out in a clone commits no letter of a rehearsal by accident."""
    pages = [root / "README.md", *(root / "docs" / "tutorial").glob("*.md")]
    text = "".join(page.read_text(encoding="utf-8") for page in pages)
    written = re.findall(r"--out (\S+)", text)
    told = subprocess.run(
        ["git", "check-ignore", *written],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.stdout.split() == written
    assert written
