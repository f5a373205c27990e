"""The chain of a letter: who wrote and stamped on its way, and what each hop cost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from wian.delays.hop_arrays import HopColumns
from wian.delays.hop_figures import Figure, measure
from wian.delays.hop_record import HopRecord, Source
from wian.jurisdictions.instant import Instant
from wian.kit.cache import Remembered
from wian.ledger.acts import Act, Corrected
from wian.ledger.read.offices.passages import Passage
from wian.ledger.records import Reception
from wian.propagation.plan import Plan


@dataclass(frozen=True, slots=True)
class Mark:
    """A stamp as a page shows it; ``reason`` says why it means another moment than it reads."""

    position: int
    desk: str
    number: str
    at: Instant
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """One office of the chain.

    Attributes:
        office: Its name.
        number, dated, issued: Of its own letter; ``None`` while there is none.
        stamps: Its stamps.
        transit, routing, handling: Working days to its first desk, on to its last, and on to
            its own letter, without those in which its clock rested; ``None`` where unknown.
        suspended: Working days in which its clock rested before its own letter.
    """

    office: str
    number: str | None
    dated: date | None
    issued: Instant | None
    stamps: tuple[Mark, ...]
    transit: float | None
    routing: float | None
    handling: float | None
    suspended: float | None

    @property
    def cost(self) -> float | None:
        """Working days from the letter to it to its own, or as far as it has come."""
        costs = (self.transit, self.routing, self.handling, self.suspended)
        known = [each for each in costs if each is not None]
        return sum(known) if known else None


def links(plan: Plan, passages: Sequence[Passage], name: Callable[[str], str]) -> list[Link]:
    """The chain from the origin down, with what each hop cost.

    Args:
        plan: Of which propagation.
        passages: The offices on the way, the origin first.
        name: Names an office, by its id, to the reader.
    """
    hops = tuple(_hop(plan, above, each) for above, each in pairwise(passages))
    costs = _costs.get((plan.jurisdiction.id, hops), lambda: _measured(plan, hops))
    return [
        _link(name(each.office), each, cost)
        for each, cost in zip(passages, [(None, None, None, None), *costs], strict=True)
    ]


_Cost = tuple[float | None, float | None, float | None, float | None]
_costs: Remembered[tuple[str, tuple[HopRecord, ...]], list[_Cost]] = Remembered(1024)
"""What the hops of chains cost: most change no more."""


def _measured(plan: Plan, hops: tuple[HopRecord, ...]) -> list[_Cost]:
    figures = measure(HopColumns.of(hops, plan.working.own), plan.working, None)
    return list(
        zip(
            _plain(figures.transit_working_days),
            _plain(figures.routing_working_days),
            _plain(figures.handling_working_days),
            _plain(figures.suspended_working_days),
            strict=True,
        )
    )


def marks(stamps: Iterable[Reception], acts: Iterable[Act] = ()) -> tuple[Mark, ...]:
    """An office's stamps, each with the latest correction that there is of it."""
    corrected = {act.body.position: act.body for act in acts if isinstance(act.body, Corrected)}
    return tuple(_mark(stamp, corrected.get(stamp.position)) for stamp in stamps)


def _mark(stamp: Reception, correction: Corrected | None) -> Mark:
    reason = correction.reason if correction else None
    return Mark(stamp.position, stamp.desk, stamp.receipt_number, stamp.at, reason)


def _hop(plan: Plan, above: Passage, here: Passage) -> HopRecord:
    last = len(plan.hierarchy.office(here.office).desks)
    return HopRecord(
        propagation=plan.id,
        directive=plan.directive.id,
        wave=0,
        sender=above.office,
        recipient=here.office,
        letter_number=above.own.letter.number if above.own else None,
        source=Source.LIVE,
        issued=above.own.issued if above.own else None,
        received=here.stamps[0].at if here.stamps else None,
        ready=here.stamps[-1].at if len(here.stamps) == last else None,
        forwarded=here.own.issued if here.own else None,
        forwards=here.own is not None,
        receipt_number=here.stamps[0].receipt_number if here.stamps else None,
        rests=here.rests,
    )


def _link(name: str, passage: Passage, cost: _Cost) -> Link:
    own = passage.own
    return Link(
        name,
        own.letter.number if own else None,
        own.letter.dated if own else None,
        own.issued if own else None,
        marks(passage.stamps),
        *cost,
    )


def _plain(figure: Figure) -> list[float | None]:
    return [None if np.isnan(value) else float(value) for value in figure]
