"""The heads of foreign letters: what is read of them stays as good as it was found to be."""

from __future__ import annotations

from benchmarks.truth.letter_heads import HEADS, heads_of, measured


def test_heads_of_ten_layouts_are_read(indonesia):
    """Nothing wrong is read, nothing is invented, and little is missed."""
    heads = heads_of(HEADS / "indonesia" / "first.yaml")
    tallies, _ = measured(heads, indonesia)
    assert len(heads) == 40
    assert {name: each.precision for name, each in tallies.items() if each.wrong} == {}
    assert sum(each.invented for each in tallies.values()) == 0
    least = {name: each.recall for name, each in tallies.items() if name != "marks"}
    assert min(least.values()) >= 0.92
