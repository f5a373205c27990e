"""Who keeps an office's work, where chains of heirs are long, and where they were forged?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from wian.ledger.records import RegisterEntry
from wian.ledger.succession.succession import (
    Succession,
    Successions,
    read_shares,
    succession_digest,
    succession_row,
    written_shares,
)

_DAY = date(2026, 10, 1)
_DIGEST = "bf900723b418e79ee06e76985b70ce2fd73db52c2634713ba3bfd0f71b615bd7"
"""Of ``_took("a", "b", 10)``, as it was made before shares were kept."""


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
    assert sorted(known.all_holders("a")) == sorted({office for office, _ in ring})


@pytest.mark.parametrize("written", ["[1", "[]", '"x"', "7", '{"x":1}'])
def test_shares_that_somebody_edited_are_none(written):
    """The proof names them; whoever reads them meets no error."""
    assert read_shares(written) == {}


def test_who_has_a_part_is_named_once():
    """The heir first, also where a forged row gives it a part besides."""
    told = written_shares({"y": "c", "x": "b", "z": "c", "w": "d"})
    split = replace(_took("a", "b", 10), written_shares=told)
    assert split.takers == ("b", "c", "d")
    assert split.parts == {"b": ["x"], "c": ["y", "z"], "d": ["w"]}
    assert [split.taker(to) for to in (None, "nobody", "x", "w")] == ["b", "b", "b", "d"]


def test_a_row_of_before_there_were_shares_keeps_its_digest():
    """Checkpoints that others hold of it go on to prove it."""
    whole = _took("a", "b", 10)
    row = succession_row(whole)
    assert succession_digest(row) == _DIGEST
    assert succession_digest(succession_row(replace(whole, written_shares="{}"))) != _DIGEST


@pytest.mark.parametrize(
    ("minute", "writer"), [(9, "a"), (10, "c"), (19, "c"), (20, "d"), (None, "d")]
)
def test_each_moment_has_its_writer_of_a_part(minute, writer):
    """Of a part whose office was succeeded in its turn."""
    split = replace(_took("a", "b", 10), written_shares=written_shares({"x": "c"}))
    known = Successions([split, _took("c", "d", 20)])
    assert known.writer("a", "x", minute) == writer
    assert known.writer("a", None) == "b"
    assert known.holders("a") == ("b", "d")
    assert known.all_holders("a") == ("a", "b", "c", "d")


def test_those_who_write_stand_in_one_order():
    """The heir and the others by their ids."""
    split = replace(_took("a", "b", 10), written_shares=written_shares({"x": "d", "y": "c"}))
    assert Successions([split]).holders("a") == ("b", "c", "d")
    assert Successions([split, _took("b", "e", 20)]).holders("a") == ("c", "d", "e")
