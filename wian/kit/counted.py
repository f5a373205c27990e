"""Counts in a sentence: ``1 office``, ``2,000 offices``, and the verb that agrees."""

from __future__ import annotations


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
