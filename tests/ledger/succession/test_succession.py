"""Who keeps an office's work, where chains of heirs are long, and where they were forged?"""

from __future__ import annotations

from datetime import date

import pytest

from wian.ledger.records import RegisterEntry
from wian.ledger.succession.succession import Succession, Successions

_DAY = date(2026, 10, 1)


def _took(office: str, heir: str, minute: int) -> Succession:
    return Succession(office, RegisterEntry(2569, 1), _DAY, heir, "[]", None, "registrar", minute)


@pytest.fixture
def chain():
    """Kept by b from minute 10 on, and by c from minute 20 on."""
    return Successions([_took("a", "b", 10), _took("b", "c", 20)])


@pytest.mark.parametrize(
    ("minute", "keeper"), [(9, "a"), (10, "b"), (19, "b"), (20, "c"), (99, "c")]
)
def test_each_moment_has_its_keeper(chain, minute, keeper):
    assert chain.at("a", minute) == keeper


def test_the_heir_of_the_heir_keeps_all(chain):
    assert chain.keepers("a") == ("a", "b", "c")
    assert chain.keeper("a") == "c"
    assert chain.last("a") == chain.of("b")
    assert chain.kept_by("c") == ("a", "b")
    assert chain.last("c") is None


@pytest.mark.parametrize(
    "ring",
    [[("a", "b"), ("b", "a")], [("a", "b"), ("b", "c"), ("c", "b")]],
    ids=["both", "later"],
)
def test_a_forged_ring_of_heirs_has_an_end(ring):
    """Whoever follows it must come to its end, so that the proof can name it."""
    known = Successions(_took(office, heir, 10) for office, heir in ring)
    assert len(set(known.keepers("a"))) == len(known.keepers("a"))
    assert known.at("a", 99) == known.keeper("a")
    assert known.of(known.keeper("a")) is not None
