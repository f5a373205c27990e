"""How a benchmark waits: for a while, and then it says for what."""

from __future__ import annotations

import pytest

from benchmarks.bounded_wait import wait_until


def test_a_wait_ends_once_it_is_so() -> None:
    """It looks again and again."""
    looks = iter((False, False, True))
    wait_until(lambda: next(looks), "the third look", seconds=60, pause=0)
    assert not [*looks]


def test_a_wait_in_vain_says_what_it_waited_for() -> None:
    """So nobody has to guess which of several things did not come."""
    with pytest.raises(SystemExit, match=r"Waited 0 s for a letter\."):
        wait_until(lambda: False, "a letter", seconds=0, pause=0)
