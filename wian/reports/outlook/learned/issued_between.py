"""Between which days letters were issued that count: those of a period, or all."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, slots=True)
class IssuedBetween:
    """A period of letters' issue.

    Attributes:
        since, until: First and last UTC minute, both included; no bound where ``None``.
    """

    since: int | None = None
    until: int | None = None

    def holds(self, minute: int) -> bool:
        """Whether a letter of a minute counts."""
        after = self.since is None or minute >= self.since
        return after and (self.until is None or minute <= self.until)

    def among(self, hops: pl.DataFrame) -> pl.DataFrame:
        """The hops whose letter counts; all of them where there are no bounds."""
        if self.since is not None:
            hops = hops.filter(pl.col("issued_minute") >= self.since)
        if self.until is not None:
            hops = hops.filter(pl.col("issued_minute") <= self.until)
        return hops


ALWAYS = IssuedBetween()
"""All letters count."""
