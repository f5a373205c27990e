"""The reception stamp that is drawn on a received copy: one desk's, with its number."""

from __future__ import annotations

from datetime import date, time

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from wian.kit.text import LongText, ShortText


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Stamp:
    """What a desk stamps on a letter that it receives.

    Receipt number, date and time, under the name of the office.

    Attributes:
        office: Name of the office.
        desk: Name of the desk in it.
        number: Receipt number, as printed.
        day: Date, Gregorian; printed in the jurisdiction's era and digits.
        clock: Time on the office's own clock; ``None`` where the stamp shows a date only.
        read: What the stamp reads, where that is not what is meant.
        inference: Why the moment meant differs from what it reads.
        simulated: It was worked out in a rehearsal; no desk stamped it.
        zone: IANA zone of that clock, which says what stands behind the time; ``None`` where it
            is the jurisdiction's usual one.
    """

    office: ShortText
    desk: ShortText
    number: ShortText
    day: date
    clock: time | None = None
    simulated: bool = False
    read: ShortText | None = None
    inference: LongText | None = None
    zone: ShortText | None = None
