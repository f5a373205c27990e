"""Hostile inputs are the same each time they are asked for, and packages stay packages."""

from __future__ import annotations

import gzip
import io
import random
import zipfile

import pytest
import yaml

from benchmarks.faults.hostile.mutation import (
    entities,
    laughs,
    mutated,
    regzipped,
    repacked,
    swollen,
)

_drawn = random.Random
_SAMPLE = "id,name\n1,กรม\n2,กอง 15\n".encode() * 5


def test_a_seed_gives_the_same_inputs_again():
    """One that fails can be tried again."""
    first, again = (
        [mutated(_drawn(f"1:{number}"), _SAMPLE, b"other") for number in range(200)]
        for _ in range(2)
    )
    assert first == again
    assert len(set(first)) > 150


def _package() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("a.xml", "<a></a>")
        package.writestr("b.xml", "<b/>")
    return made.getvalue()


@pytest.mark.parametrize("seed", range(5))
def test_a_package_is_sound_around_what_is_changed_in_it(seed):
    """So that its reader gets as far as the part."""
    with zipfile.ZipFile(io.BytesIO(repacked(_drawn(seed), _package(), b"x"))) as changed:
        assert changed.testzip() is None
    packed = regzipped(_drawn(seed), gzip.compress(b"abc" * 9), gzip.compress(b"x"))
    assert isinstance(gzip.decompress(packed), bytes)


def test_bombs_are_small_and_grow():
    """What goes off is what comes out."""
    bomb = swollen(_package(), "a.xml", b"</a>", b"<c/>", 100_000)
    with zipfile.ZipFile(io.BytesIO(bomb)) as package:
        assert package.getinfo("a.xml").file_size > 80 * len(bomb)
    assert len(entities()) < 1_000
    assert len(laughs()) < 1_000
    assert yaml.compose(laughs().decode(), yaml.SafeLoader).tag.endswith("map")
