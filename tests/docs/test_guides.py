"""The promise that the guides are true: what they show is run.

They stand apart from the other pages so that two processes can share the work.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[2]
_RUN = [
    str(page.relative_to(_ROOT))
    for page in sorted((_ROOT / "docs" / "how-to").glob("*.md"))
    if "```console" in page.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("name", _RUN)
def test_a_reader_who_types_a_guide_sees_what_it_shows(
    name: str, root: Path, run_page: Callable[[Path], int]
) -> None:
    """Somebody with a task at hand goes down a guide and gets the lines printed there."""
    assert run_page(root / name) > 0
