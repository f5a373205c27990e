"""The table of figures is aligned and says what is not met."""

from __future__ import annotations

import pytest

from benchmarks.figures import Figure, judged, show


def test_the_table_is_aligned_and_says_what_is_not_met(capsys: pytest.CaptureFixture[str]) -> None:
    """A missed target must not hide in a ragged column."""
    show([Figure("one", "1 s"), Figure("another", "9 s", met=judged(False))], ["A note."])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["figure", "ours", "beside", "ratio", "target", "met"]
    assert lines[2].index("1 s") == lines[3].index("9 s") == lines[0].index("ours")
    assert lines[3].endswith("NO")
    assert lines[-1] == "A note."
