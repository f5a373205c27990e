"""What an office does in a live propagation besides stamping and issuing.

An act is an entry of one of the office's registers, so that it has a number and stands in a
running digest. Its kind is that of its body; its key tells acts of a kind apart, and the same key
is the same act.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, ClassVar, get_args

from pydantic import BaseModel, ConfigDict, Field

from hierarchy.office import OfficeId
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.life.growth_acts import Added, Rerouted, Shared
from wian.ledger.life.return_acts import Insisted, Returned
from wian.ledger.life.upward.answer_acts import Retracted
from wian.ledger.life.upward.gathering_acts import GatheringBody
from wian.ledger.records import RegisterEntry
from wian.letters.directive import Changes
from wian.letters.enclosed_file import KeptFile
from wian.letters.letter import Letter

JOURNAL = "journal"
"""Name of the register that numbers an office's acts."""


class ActKind(StrEnum):
    """What an act is."""

    STAMPED = "stamped"
    ROUTED = "routed"
    DRAFTED = "drafted"
    ISSUED = "issued"
    ANSWERED = "answered"
    CORRECTED = "corrected"
    REMINDED = "reminded"
    ESCALATED = "escalated"
    AMENDED = "amended"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    MAILED = "mailed"
    BOUNCED = "bounced"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    ADDED = "added"
    REROUTED = "rerouted"
    RETURNED = "returned"
    INSISTED = "insisted"
    SHARED = "shared"
    TELEPHONED = "telephoned"
    GATHERED = "gathered"
    RETRACTED = "retracted"
    REPORTED = "reported"
    ADJUSTED = "adjusted"
    REPORT_STAMPED = "report-stamped"
    REPORT_RETURNED = "report-returned"


class Owed(StrEnum):
    """What an office owes once a letter was sent to it."""

    RECEPTION = "reception"
    """A stamp of its first desk."""
    FORWARDING = "forwarding"
    """Its own letter to the next ones down."""
    ANSWER = "answer"
    """The answer that the directive asks for."""


class Moment(BaseModel):
    """An instant as an act's body holds it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    minute: int
    precision: Precision

    @classmethod
    def of(cls, instant: Instant) -> Moment:
        """The moment of an instant."""
        return cls(minute=instant.minute, precision=instant.precision)

    @property
    def instant(self) -> Instant:
        """The instant."""
        return Instant(self.minute, self.precision)


class _Body(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    KIND: ClassVar[ActKind]


class Stamped(_Body):
    """A desk stamped; key: the desk's position.

    Attributes:
        position: Of the desk, from 0.
        reason: Why the stamp shows an earlier moment than that at which it was recorded.
    """

    KIND: ClassVar[ActKind] = ActKind.STAMPED
    position: int
    reason: str | None = None


class Routed(_Body):
    """A letter was handed to a group of the office; key: that of the request.

    Attributes:
        group: Who is to deal with it.
        note: What the officer wrote to it.
    """

    KIND: ClassVar[ActKind] = ActKind.ROUTED
    group: str
    note: str | None = None


class Drafted(_Body):
    """The paragraphs of the next letter were edited; key: the revision, from 1.

    One of several who write in a split office's place counts its own, and has its id behind them.
    """

    KIND: ClassVar[ActKind] = ActKind.DRAFTED
    paragraphs: tuple[str, ...]


class Issued(_Body):
    """The office issued its letter; one an office and propagation, so the key is empty.

    Attributes:
        revision: Of the draft that it was issued from; 0: as composed.
        alone: It went out on reception, since the office has set so.
    """

    KIND: ClassVar[ActKind] = ActKind.ISSUED
    revision: int = 0
    alone: bool = False


class Answered(_Body):
    """The office answered; a later answer goes before an earlier one; key: that of the request.

    Attributes:
        text: The answer; where the directive has a form, a remark beside it, and often empty.
        answered: When: the moment of recording, or as written on paper.
        reason: Why that is earlier than the moment of recording.
        files: The files that go with it.
        values: What was filled in, by field, as the form's values are kept.
    """

    KIND: ClassVar[ActKind] = ActKind.ANSWERED
    text: str
    answered: Moment
    reason: str | None = None
    files: Annotated[tuple[KeptFile, ...], Field(exclude_if=lambda files: not files)] = ()
    values: Annotated[Mapping[str, Any], Field(exclude_if=lambda values: not values)] = {}


class Corrected(_Body):
    """A stamp's moment is another than was stamped; key: that of the request.

    Attributes:
        in_register, year, number: The entry that is corrected.
        position: The desk whose stamp it is.
        at: The moment that is meant.
        reason: Why.
    """

    KIND: ClassVar[ActKind] = ActKind.CORRECTED
    in_register: str
    year: int
    number: int
    position: int
    at: Moment
    reason: str


class Reminded(_Body):
    """A letter of its own kind to those who owe something; key: what and since when.

    Attributes:
        owed: What they owe.
        due: By when it was due.
        recipients: Who owes it.
        letter: The reminder.
    """

    KIND: ClassVar[ActKind] = ActKind.REMINDED
    owed: Owed
    due: Moment
    recipients: tuple[OfficeId, ...]
    letter: Letter


class Escalated(_Body):
    """An office that stays silent after its reminder is brought before the office above it.

    The act is the upper office's. Key: the silent office and what it owes.

    Attributes:
        recipient: The silent office.
        owed: What it owes.
        due: By when it was due.
        reminder: Number of the reminder that it left unanswered.
    """

    KIND: ClassVar[ActKind] = ActKind.ESCALATED
    recipient: OfficeId
    owed: Owed
    due: Moment
    reminder: str


class Amended(_Body):
    """The origin amended the directive; key: which amendment it is, from 1.

    Attributes:
        changes: What it changes.
        follower: Id of the propagation whose letters say so.
        number: Number of the origin's letter that says so.
    """

    KIND: ClassVar[ActKind] = ActKind.AMENDED
    changes: Changes
    follower: str
    number: str


class Withdrawn(_Body):
    """The origin withdrew the directive; once a propagation, so the key is empty.

    Attributes:
        reason: Why, as the letters say it.
        follower: Id of the propagation whose letters say so.
        number: Number of the origin's letter that says so.
    """

    KIND: ClassVar[ActKind] = ActKind.WITHDRAWN
    reason: str
    follower: str
    number: str


class Closed(_Body):
    """Nothing more is wanted of anybody; once a propagation, so the key is empty.

    Attributes:
        reason: Why the origin closed it; ``None`` where it closed by itself, as all had it and
            had answered.
        ended_with: The propagation that it amends, where it closed as that one ended.
    """

    KIND: ClassVar[ActKind] = ActKind.CLOSED
    reason: str | None = None
    ended_with: Annotated[str | None, Field(exclude_if=lambda first: first is None)] = None


class Mailed(_Body):
    """A letter or reminder of the office was handed over to the mail server for an office.

    Key: the message's id and how often it was sent anew, from 0.

    Attributes:
        recipient: The office.
        address: Its e-mail address.
        part: Which of the sender's letters, from 0.
        reminder: Key of the reminder; ``None`` of a letter.
    """

    KIND: ClassVar[ActKind] = ActKind.MAILED
    recipient: OfficeId
    address: str
    part: int = 0
    reminder: str | None = None


class Bounced(_Body):
    """The mail system did not take such a message, or gave it back; the key is the same.

    Attributes:
        recipient: The office that it did not reach.
        address: Its e-mail address.
        reason: What the mail system said, shortened.
        refused: It was never handed over.
    """

    KIND: ClassVar[ActKind] = ActKind.BOUNCED
    recipient: OfficeId
    address: str
    reason: str
    refused: bool = False


class Suspended(_Body):
    """The office's clock rests while it waits for another; key: how many times it has, from 1.

    Attributes:
        reason: Why.
        waits_for: The office that it waits for, where that is an office that is known.
    """

    KIND: ClassVar[ActKind] = ActKind.SUSPENDED
    reason: str
    waits_for: OfficeId | None = None


class Resumed(_Body):
    """The office's clock runs again; key: that of the suspension that ends."""

    KIND: ClassVar[ActKind] = ActKind.RESUMED


class Telephoned(_Body):
    """Somebody telephoned an office below about the directive; key: that of the request.

    Attributes:
        recipient: The office that was called.
        spoken_to: The post that answered; never a person's name.
        said: What was said.
    """

    KIND: ClassVar[ActKind] = ActKind.TELEPHONED
    recipient: OfficeId
    spoken_to: str | None = None
    said: str


Body = (
    Stamped
    | Routed
    | Drafted
    | Issued
    | Answered
    | Corrected
    | Reminded
    | Escalated
    | Amended
    | Withdrawn
    | Closed
    | Mailed
    | Bounced
    | Suspended
    | Resumed
    | Added
    | Rerouted
    | Shared
    | Returned
    | Insisted
    | Telephoned
    | GatheringBody
    | Retracted
)
BODIES: dict[ActKind, type[Body]] = {ActKind(body.KIND): body for body in get_args(Body)}


@dataclass(frozen=True, slots=True)
class Act:
    """An entry of an office's journal (a reminder: of its send register).

    Attributes:
        office: Whose act it is.
        key: Tells it from others of its kind.
        by: The post that did it; ``wian`` where the office's desk acted by itself.
        at: When it was recorded, to the minute.
        body: What was done.
        entry: Its place in the register.
        register: Name of the register.
    """

    office: str
    key: str
    by: str
    at: Instant
    body: Body
    entry: RegisterEntry
    register: str = JOURNAL

    @property
    def kind(self) -> ActKind:
        """What kind of act it is."""
        return ActKind(self.body.KIND)
