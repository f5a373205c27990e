"""Texts compared: edits counted, digits of every script read, white space closed up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wian.kit import likeness
from wian.kit.likeness import close_to, edits, plain_digits, squeezed


def plain_edits(one: str, other: str) -> int:
    """Optimal string alignment, by its definition."""
    if not one or not other:
        return len(one) + len(other)
    best = min(
        plain_edits(one[:-1], other) + 1,
        plain_edits(one, other[:-1]) + 1,
        plain_edits(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    )
    if len(one) > 1 and len(other) > 1 and one[-2:] == other[-1] + other[-2]:
        best = min(best, plain_edits(one[:-2], other[:-2]) + 1)
    return best


@given(one=st.text(alphabet="กขค", max_size=6), other=st.text(alphabet="กขค", max_size=6))
def test_edits_are_counted_as_defined_or_given_up(one, other):
    """Within the bound the exact count, beyond it nothing."""
    count = plain_edits(one, other)
    assert edits(one, other, 3) == (count if count <= 3 else None)


def test_digits_of_every_script_are_read():
    """Thai, Arabic-Indic and full-width ones; what only looks like a digit stays."""
    assert plain_digits("๑๒ ٣٤ ５６ 78 ²") == "12 34 56 78 ²"


def test_white_space_is_closed_up():
    """Runs of it become one space, and none is left at the ends."""
    assert squeezed(" a \n\t b ") == "a b"


def test_of_very_many_words_those_are_compared_that_begin_or_end_alike(monkeypatch):
    """A slip at either end of an id finds it among a quarter of a million as among a few."""
    names = [f"province-{number}.{part}" for number in range(60) for part in ("east", "west")]
    wanted = {"provnce-17.east": "province-17.east", "PROVINCE-17.eest": "province-17.east"}
    few = {word: close_to(word, names) for word in wanted}
    monkeypatch.setattr(likeness, "_MANY", 100)
    for word, meant in wanted.items():
        assert meant in few[word]
        assert meant in close_to(word, names)
    assert close_to("Province-9.west", names) == "did you mean province-9.west?"
    assert close_to("nothing of the kind", names) == "correct it"
