"""Instants outside the working calendar: most often a machine's clock was wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from wian.delays.hop_record import HopRecord
from wian.delays.working_time import WorkingTime


class StrayInstant(NamedTuple):
    """An instant that working time cannot be told of.

    Attributes:
        propagation: Whose.
        office: Whose stamp or letter bears it.
        stamped: It is a stamp's, which can be corrected; a letter's otherwise.
        at: The instant in ISO 8601.
    """

    propagation: str
    office: str
    stamped: bool
    at: str

    def __str__(self) -> str:
        what = "A stamp" if self.stamped else "The letter"
        remedy = (
            f"wian correct {self.propagation} {self.office} says which moment it means"
            if self.stamped
            else "a letter that is out cannot be corrected"
        )
        return (
            f"{what} of {self.office} in propagation {self.propagation} shows {self.at}, which is "
            "outside the working calendar: a clock was probably wrong. Working time is left out "
            f"there; {remedy}."
        )


def stray_instants(records: Iterable[HopRecord], working: WorkingTime) -> list[StrayInstant]:
    """The instants of hops that lie outside the working calendar, each once."""
    return list(dict.fromkeys(_found(records, working)))


def _found(records: Iterable[HopRecord], working: WorkingTime) -> Iterator[StrayInstant]:
    for each in records:
        for office, stamped, instant in (
            (each.sender, False, each.issued),
            (each.recipient, True, each.received),
            (each.recipient, True, each.ready),
        ):
            if instant is not None and not working.covers(instant.minute):
                shown = working.clocks.of(office).isoformat(instant)
                yield StrayInstant(each.propagation, office, stamped, shown)
