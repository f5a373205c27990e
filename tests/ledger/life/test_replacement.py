"""Does a directive that takes the place of another find it, and only where both are live?"""

from __future__ import annotations

from types import ModuleType

import pytest

from wian.ledger.database import Ledger
from wian.ledger.life.replacement import live_of, replacing
from wian.ledger.records import Clock


@pytest.mark.parametrize(("clock", "times"), [(Clock.LIVE, 1), (Clock.VIRTUAL, 0)])
def test_only_live_directives_take_the_place_of_another(
    ledger: Ledger, story: ModuleType, clock: Clock, times: int
) -> None:
    """A rehearsal replaces nothing, and is not replaced."""
    first = story.DIRECTIVE
    later = first.model_copy(update={"id": f"{first.id}-2", "replaces": first.id})
    story.record(ledger, "p1", clock=clock)
    story.record(ledger, "p2", clock=clock, directive=later)
    assert live_of(ledger, first.id) == ["p1"] * times
    assert replacing(ledger, first.id) == ["p2"] * times
