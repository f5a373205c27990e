"""Random numbers that depend on nothing but their key and their number.

A draw follows from (seed, office, stage, number of the draw) alone, so that any order, block or
machine gives the same, and a what-if meets the same chance as what it is compared with.

Source: G. Steele, D. Lea, C. Flood: Fast splittable pseudorandom number generators. OOPSLA 2014;
the finaliser of SplitMix64, over a counter.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]

_GOLDEN = 0x9E3779B97F4A7C15
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_WORD = (1 << 64) - 1
_UNIT = 2.0**-53


def keys(seed: int, names: Sequence[str]) -> Keys:
    """The key of each name under a seed; shape (names,)."""
    salt = str(seed).encode()
    digests = b"".join(blake2b(each.encode(), digest_size=8, key=salt).digest() for each in names)
    return np.frombuffer(digests, dtype=">u8").astype(np.uint64)


def stage_keys(offices: Keys, stage: str) -> Keys:
    """The keys of a stage at offices, from the keys of the offices."""
    word = int.from_bytes(blake2b(stage.encode(), digest_size=8).digest(), "big")
    return _mixed(offices ^ np.uint64(word))


def uniforms(of: Keys, draws: int, first: int = 0) -> NDArray[np.float64]:
    """Numbers strictly between 0 and 1; shape (keys, draws).

    Args:
        of: A key for each row.
        draws: How many numbers of each.
        first: Number of the first draw.
    """
    counters = [(each * _GOLDEN) & _WORD for each in range(first + 1, first + draws + 1)]
    words = _mixed(of[:, None] + np.array(counters, dtype=np.uint64))
    words >>= np.uint64(11)
    found = words.astype(np.float64)
    found += 0.5
    found *= _UNIT
    return found


def _mixed(words: Keys) -> Keys:
    words = words.copy()
    words ^= words >> np.uint64(30)
    words *= _FIRST
    words ^= words >> np.uint64(27)
    words *= _SECOND
    words ^= words >> np.uint64(31)
    return words
