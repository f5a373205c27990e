"""Holding off the collector: it comes back as it was, and lets alone what was loaded."""

from __future__ import annotations

import gc
from contextlib import suppress

import pytest

from wian.kit.gc_pause import loading, uncollected


class Ring:
    """Refers to itself: only the collector can clear it away."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(params=[True, False], ids=["collecting", "not collecting"])
def collecting(request):
    """Whether the collector is at work before."""
    was = gc.isenabled()
    (gc.enable if request.param else gc.disable)()
    yield request.param
    (gc.enable if was else gc.disable)()


@pytest.mark.parametrize("holding", [uncollected, loading])
def test_it_is_held_off_meanwhile_and_then_as_before(holding, collecting):
    """Also when what is made fails half-way."""
    with suppress(ZeroDivisionError), holding():
        assert not gc.isenabled()
        _ = 1 / 0
    assert gc.isenabled() is collecting


def test_what_was_loaded_is_walked_over_no_more():
    """It is there to the end, and whatever is made later is collected as ever."""
    before = gc.get_freeze_count()
    with loading():
        kept = [Ring() for _ in range(1000)]
    assert gc.get_freeze_count() >= before + len(kept)
    ring = Ring()
    assert any(each is ring for each in gc.get_objects())
    del ring
    assert gc.collect() >= 1
