"""Counts in a sentence: ``1 office``, ``2,000 offices``, and the verb that agrees; rounding."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

_KNOWN = 9
"""Decimals beyond which a figure is the noise of its reckoning."""


def number(value: int) -> str:
    """A count with thousands separated."""
    return f"{value:,}"


def counted(count: int, noun: str, plural: str = "") -> str:
    """A count with its noun: ``1 office``, ``2,000 offices``.

    Args:
        count: How many.
        noun: What one of them is called.
        plural: What several are called, unless they take an s.
    """
    return f"{number(count)} {noun}" if count == 1 else f"{number(count)} {plural or f'{noun}s'}"


def agreeing(count: int, one: str, many: str) -> str:
    """The word that goes with a count: ``has`` or ``have``."""
    return one if count == 1 else many


def rounded(value: float, places: int) -> str:
    """A figure with so many decimals, thousands separated; halves go up, wherever it is shown.

    A format such as ``.1f`` rounds 25.95 to 25.9 or 26.0, as its last binary digit goes.
    """
    if not math.isfinite(value):
        return f"{value}"
    exact = Decimal(f"{value:.{_KNOWN}f}")
    return f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,.{places}f}"


def percentages(shares: Sequence[float]) -> list[int]:
    """Shares of a whole as percentages that add up to 100; nothing of nothing.

    Each is rounded down, and those that lose most by it get the rest, one each.
    """
    whole = sum(shares)
    if not whole:
        return [0] * len(shares)
    exact = [100 * share / whole for share in shares]
    found = [math.floor(each + 10**-_KNOWN) for each in exact]
    most = sorted(range(len(exact)), key=lambda at: found[at] - exact[at])
    for at in most[: 100 - sum(found)]:
        found[at] += 1
    return found
