"""The line below a report that says where the figures of its hops come from."""

from __future__ import annotations

from collections.abc import Mapping

from wian.kit.counted import number


def said_of_sources(sources: Mapping[str, int], not_begun: int) -> str:
    """How many hops that have begun come from each source, and how many nobody has written yet."""
    counts = ", ".join(f"{number(count)} {name}" for name, count in sources.items())
    rest = f"; {number(not_begun)} not yet" if not_begun else ""
    return f"Hops begun: {counts or 'none'}{rest}."
