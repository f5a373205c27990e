"""Which directives of the past are over, and which of them had ended before another one began?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from wian.delays.local_clock import DAY
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.read.propagation_facts import PropagationFacts
from wian.ledger.records import Clock

_INSTANTS = ("issued", "received", "ready", "forwarded")


@dataclass(frozen=True, slots=True)
class EndedDirective:
    """A propagation that is over.

    Attributes:
        facts: What is known of it.
        begun: The minute of its first letter.
        over: The minute from which on nothing more happened.
    """

    facts: PropagationFacts
    begun: int
    over: int

    @property
    def end(self) -> Instant:
        """When it was over."""
        return Instant(self.over, Precision.MINUTE)


def ended_directives(hops: pl.DataFrame, known: Sequence[PropagationFacts]) -> list[EndedDirective]:
    """The propagations that are over, the earliest first.

    A live one is when it was withdrawn or closed, or once every office did what it owes; a
    rehearsal, or history, with the last that is known of it.

    Args:
        hops: One row per hop that happened.
        known: What is known of the propagations.
    """
    spans = _spans(hops)
    found = []
    for each in known:
        span = spans.get(each.id)
        if span is None:
            continue
        begun, last, complete = span
        if each.ended_minute is not None:
            last = each.ended_minute
        elif each.clock is Clock.LIVE and not complete:
            continue
        found.append(EndedDirective(each, begun, last))
    return sorted(found, key=lambda each: (each.begun, each.facts.id))


def before(ended: Sequence[EndedDirective], begun: int) -> list[str]:
    """The propagations that had ended before a minute, so that all of them was known then."""
    return [each.facts.id for each in ended if each.over < begun]


def _spans(hops: pl.DataFrame) -> Mapping[str, tuple[int, int, bool]]:
    """First letter, end of the last moment known, and whether nothing is owed; by propagation."""
    last = pl.max_horizontal(
        pl.col(f"{name}_minute") + pl.when(pl.col(f"{name}_dated")).then(DAY - 1).otherwise(0)
        for name in _INSTANTS
    )
    done = pl.col("ready_minute").is_not_null() & (
        ~pl.col("forwards") | pl.col("forwarded_minute").is_not_null()
    )
    found = (
        hops.filter(pl.col("issued_minute").is_not_null())
        .group_by("propagation")
        .agg(pl.col("issued_minute").min(), last=last.max(), complete=done.all())
    )
    return {name: (begun, last, complete) for name, begun, last, complete in found.iter_rows()}
