"""What is dear to make is made once, and forgotten where it grows too much."""

from __future__ import annotations

import threading

import pytest

from wian.kit.cache import Remembered


def test_what_was_used_longest_ago_is_forgotten_first():
    """Three of weight four where ten are allowed: the one that nobody asked for again goes."""
    made = []
    kept = Remembered(10, len)

    def get(key: str) -> str:
        return kept.get(key, lambda: made.append(key) or key * 4)

    for key in ("a", "b", "a", "c"):
        get(key)
    assert "a" in kept
    assert "b" not in kept
    assert [get("a"), get("b"), get("c")] == ["aaaa", "bbbb", "cccc"]
    assert made == ["a", "b", "c", "b", "c"]


def test_one_that_is_too_heavy_alone_is_kept_all_the_same():
    """A million offices are worked on, whatever else has to be forgotten for them."""
    kept = Remembered(10, len)
    kept.keep("small", "x")
    kept.keep("large", "x" * 1000)
    assert "large" in kept
    assert "small" not in kept


def test_what_is_over_is_forgotten_with_its_weight():
    """A directive has ended: its place is free for others, and to forget it again does nothing."""
    kept = Remembered(10, len)
    kept.keep("over", "x" * 8)
    kept.forget("over")
    kept.forget("over")
    kept.keep("a", "x" * 5)
    kept.keep("b", "x" * 5)
    assert kept.values() == ["xxxxx", "xxxxx"]


def test_what_is_kept_again_has_the_weight_of_what_it_became():
    """A letter grew: what was light once may not crowd out the others unseen."""
    kept = Remembered(10, len)
    kept.keep("a", "x")
    kept.keep("b", "x" * 4)
    kept.keep("a", "x" * 9)
    assert "a" in kept
    assert "b" not in kept
    kept.keep("a", "x")
    kept.keep("b", "x" * 9)
    assert [key in kept for key in ("a", "b")] == [True, True]


def test_what_no_longer_holds_is_made_anew():
    """Whoever asks says whether the value of before will do."""
    kept: Remembered[str, int] = Remembered(10)
    assert kept.get("day", lambda: 1) == 1
    assert kept.get("day", lambda: 2, lambda known: known == 1) == 1
    assert kept.get("day", lambda: 2, lambda known: known > 1) == 2
    assert len(kept) == 1


def test_who_fails_to_make_something_holds_up_nobody():
    """The next one tries again, and nothing is kept of the attempt."""
    kept: Remembered[str, int] = Remembered(10)
    with pytest.raises(ZeroDivisionError):
        kept.get("key", lambda: 1 // 0)
    assert "key" not in kept
    assert kept.get("key", lambda: 1) == 1


def test_of_many_who_want_the_same_at_once_one_makes_it():
    """Fifty desks open the same letter in the morning: its offices are read once."""
    kept: Remembered[str, object] = Remembered(10, lambda _: 1)
    made, begun = [], threading.Barrier(20)

    def make() -> object:
        made.append(threading.get_ident())
        return object()

    def want() -> None:
        begun.wait()
        found.append(kept.get("same", make))

    found: list[object] = []
    threads = [threading.Thread(target=want) for _ in range(20)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(made) == 1
    assert len(set(map(id, found))) == 1


def test_what_is_looked_for_is_not_made():
    """Who only looks finds what is there, or nothing; and what was found counts as used."""
    kept = Remembered(2)
    assert kept.find("a") is None
    kept.keep("a", 1)
    kept.keep("b", 2)
    assert kept.find("a") == 1
    kept.keep("c", 3)
    assert "b" not in kept
