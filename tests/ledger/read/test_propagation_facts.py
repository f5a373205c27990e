"""What reports know of propagations is what was recorded."""

from __future__ import annotations

import pytest

from wian.ledger.database import Ledger
from wian.ledger.errors import UnknownPropagation
from wian.ledger.read.propagation_facts import propagation_facts
from wian.ledger.write.propagations import list_propagations


def test_they_are_those_of_the_whole_record(filled: Ledger) -> None:
    """The earliest first; the window is the directive's."""
    assert [
        (each.id, each.directive_id, each.clock, each.window_opens, each.hierarchy_digest)
        for each in propagation_facts(filled)
    ] == [
        (each.id, each.directive.id, each.clock, each.window_opens, each.hierarchy_digest)
        for each in list_propagations(filled)[::-1]
    ]


def test_each_is_told_once_in_the_order_asked_for(filled: Ledger) -> None:
    """However often it is named."""
    assert [each.id for each in propagation_facts(filled, ["p2", "p1", "p2"])] == ["p2", "p1"]


def test_an_unknown_one_is_refused(filled: Ledger) -> None:
    """By its name."""
    with pytest.raises(UnknownPropagation, match="nobody"):
        propagation_facts(filled, ["p1", "nobody"])
