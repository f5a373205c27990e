"""The line below a report that says where the figures of its hops come from."""

from __future__ import annotations

from collections.abc import Mapping

from wian.kit.counted import counted, number


def said_of_sources(sources: Mapping[str, int], not_begun: int, recognised: int = 0) -> str:
    """How many hops that have begun come from each source, and how many nobody has written yet.

    Args:
        sources: Source -> how many.
        not_begun: How many nobody has written yet.
        recognised: How many rest on a letter that was recognised from a picture.
    """
    counts = ", ".join(f"{number(count)} {name}" for name, count in sources.items())
    rest = f"; {number(not_begun)} not yet" if not_begun else ""
    return f"Hops begun: {counts or 'none'}{rest}.{said_of_recognition(recognised)}"


def said_of_recognition(hops: int) -> str:
    """What is never sure: hops of letters that were recognised from pictures; empty without any."""
    if not hops:
        return ""
    return f" Recognised from pictures (OCR), which is never sure: {counted(hops, 'hop')}."
