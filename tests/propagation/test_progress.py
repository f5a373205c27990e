"""Telling whoever watches how far a propagation is."""

from __future__ import annotations

import pytest

from wian.propagation.progress import advance, watched_by


def test_every_watcher_hears_every_step_while_it_watches():
    """Two bars in one process, one of which stops early."""
    one, other = [], []
    with watched_by(one.append):
        with watched_by(other.append):
            advance(3)
        advance(4)
    advance(5)
    assert (one, other) == ([3, 4], [3])


def test_a_failed_body_stops_the_watching():
    """An interrupted propagation leaves no bar behind."""
    heard = []
    with pytest.raises(KeyboardInterrupt), watched_by(heard.append):
        raise KeyboardInterrupt
    advance(1)
    assert heard == []
