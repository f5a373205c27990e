"""What is still to happen in the ninety days, and what the offices did so far, as they know it."""

from __future__ import annotations

import heapq
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple, Self


class Happening(NamedTuple):
    """One thing that happens.

    Attributes:
        minute: When, in minutes since 1970-01-01T00:00Z.
        what: Name of the method of ``Offices`` that does it.
        propagation: In which propagation.
        office: Who does it.
        place: The desk that stamps, from 0.
        stamped: The minute of the stamp that is corrected.
    """

    minute: int
    what: str
    propagation: str
    office: str
    place: int = 0
    stamped: int = 0


@dataclass
class Season:
    """What is still to happen, and the books that the offices keep for themselves.

    A child process lives a day of it and hands it back as JSON; where the child is killed, the
    parent still has the morning's.

    Attributes:
        coming: What is still to happen, as a heap.
        wrote: By propagation, who issued a letter.
        sent: By propagation, who was sent one.
        stamped: By propagation, how many desks of an office have stamped.
        answered: By propagation, when an office answered, in minutes.
        answer_by: By propagation, the day in force for answers, as YYYY-MM-DD.
        amended: By propagation, those that amend it.
        rested: By propagation, how many minutes an office's clock rested before it forwarded.
        returned: By propagation, when an office gave the letter back, in minutes.
        insisted: By propagation, when its sender insisted that it deal with it, in minutes.
        mailboxes: The address of every office that is reached by e-mail.
        posted: How a letter by e-mail stands, by its propagation and office.
        links: The link to the same, as its message has it.
        mending: The offices of whose wrong address somebody knows.
        senders: Who insists on a letter that was given back, by its propagation and office.
        arrived: The messages that mailboxes have got, each once.
        ended: When a propagation ended, in minutes.
        refused: How often an office was told that a directive has ended.
        counted: How often each thing happened.
    """

    coming: list[Happening] = field(default_factory=list)
    wrote: dict[str, list[str]] = field(default_factory=dict)
    sent: dict[str, list[str]] = field(default_factory=dict)
    stamped: dict[str, dict[str, int]] = field(default_factory=dict)
    answered: dict[str, dict[str, int]] = field(default_factory=dict)
    answer_by: dict[str, str] = field(default_factory=dict)
    amended: dict[str, list[str]] = field(default_factory=dict)
    rested: dict[str, dict[str, int]] = field(default_factory=dict)
    returned: dict[str, dict[str, int]] = field(default_factory=dict)
    insisted: dict[str, dict[str, int]] = field(default_factory=dict)
    mailboxes: dict[str, str] = field(default_factory=dict)
    posted: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    mending: list[str] = field(default_factory=list)
    senders: dict[str, str] = field(default_factory=dict)
    arrived: list[str] = field(default_factory=list)
    ended: dict[str, int] = field(default_factory=dict)
    refused: int = 0
    counted: dict[str, int] = field(default_factory=dict)

    def add(self, happening: Happening) -> None:
        """Have something happen."""
        heapq.heappush(self.coming, happening)

    def next(self, until: int) -> Happening | None:
        """What happens next, up to a minute; ``None`` where nothing does."""
        if not self.coming or self.coming[0].minute > until:
            return None
        return heapq.heappop(self.coming)

    def count(self, what: str, times: int = 1) -> None:
        """Count that something happened."""
        self.counted[what] = self.counted.get(what, 0) + times

    def as_json(self) -> dict[str, Any]:
        """As JSON holds it."""
        return asdict(self)

    @classmethod
    def from_json(cls, held: dict[str, Any]) -> Self:
        """What :meth:`as_json` gave."""
        coming = [Happening(*each) for each in held["coming"]]
        return cls(**{**held, "coming": coming})
