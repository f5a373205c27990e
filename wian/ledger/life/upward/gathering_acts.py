"""Acts of the way back up: what an office gathers from those below it, and reports."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, ClassVar, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from hierarchy.office import OfficeId
from wian.letters.letter import Letter

Request = Annotated[str | None, Field(exclude_if=lambda key: key is None)]


class SimulatedAnswer(NamedTuple):
    """When an answer was given and arrived in a rehearsal, as UTC minutes.

    Attributes:
        office: Whose answer it is.
        issued: It was given.
        received: The first desk of the office that gathers had it.
        ready: Its last desk had it.
    """

    office: OfficeId
    issued: int
    received: int
    ready: int


class Gathered(BaseModel):
    """An office gathers its answers in a rehearsal; once an office, so the key is empty.

    Attributes:
        issued: When its own report goes out, as a UTC minute; ``None``: it is the origin, which
            reports to nobody.
        answers: The answers, in the order of the hops that brought the directive down.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    KIND: ClassVar[str] = "gathered"

    issued: int | None
    answers: tuple[SimulatedAnswer, ...]


class AnswerRef(NamedTuple):
    """The act that holds an answer.

    Attributes:
        office: Whose answer it is.
        kind: ``answered``, or ``reported`` where that office gathered answers itself.
        key: Key of the act.
    """

    office: OfficeId
    kind: str
    key: str


class Adjusted(BaseModel):
    """An office says that a figure of an office below it means another number.

    The number stands as it was given; this stands beside it. It is of one answer: a later one of
    that office stands alone. Key: the answer's office, the field, and which correction it is.

    Attributes:
        of: The answer.
        field: The field.
        was: The number that stands there, with what was corrected below.
        value: The number that is meant.
        reason: Why.
        request: Key of the request that a program made, which is carried out once.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    KIND: ClassVar[str] = "adjusted"

    of: AnswerRef
    field: str
    was: Decimal
    value: Decimal
    reason: str
    request: Request = None


class ReportedTotal(BaseModel):
    """What a field comes to in a report.

    Attributes:
        given: How many answers give it.
        sum: The numbers added up.
        counts: How many gave each value.
        change: What corrections on the way add to the sum.
        columns: The same of a table's columns.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    given: int = 0
    sum: Decimal = Decimal(0)
    counts: Mapping[str, int] = {}
    change: Decimal = Decimal(0)
    columns: Mapping[str, ReportedTotal] = {}


class ReportedUp(BaseModel):
    """An office answers for those below it, by a letter to whoever wrote to it.

    Key: which of its reports it is, from 0.

    Attributes:
        to: The office that asked.
        letter: The letter.
        answers: The answers in it: of those below it, and its own.
        answered: Answers of how many offices are in it, those in reports among them.
        bodies: How many offices are asked.
        totals: What they come to, by field.
        corrections: Keys of the office's corrections that are in the totals.
        remark: What the office says of its own.
        request: Key of the request that a program made, which is carried out once.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    KIND: ClassVar[str] = "reported"

    to: OfficeId
    letter: Letter
    answers: tuple[AnswerRef, ...]
    answered: int
    bodies: int
    totals: Mapping[str, ReportedTotal]
    corrections: tuple[str, ...] = ()
    remark: str | None = None
    request: Request = None


class ReportStamped(BaseModel):
    """A desk stamped a report that came from below; key: its sender, its key and the desk.

    Attributes:
        sender: Whose report it is.
        report: Key of that act.
        position: Of the desk, from 0.
        desk: Its name.
        last: No desk of the office stamps it after this one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    KIND: ClassVar[str] = "report-stamped"

    sender: OfficeId
    report: str
    position: int
    desk: str
    last: Annotated[bool, Field(exclude_if=lambda last: not last)] = False


class ReportReturned(BaseModel):
    """The office that asked gives a report back, as it is wrong; key: its sender and its key.

    Its answers are not gathered any more; its sender owes another one.

    Attributes:
        sender: Whose report it is.
        report: Key of that act.
        reason: What is wrong.
        letter: The letter that says so.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    KIND: ClassVar[str] = "report-returned"

    sender: OfficeId
    report: str
    reason: str
    letter: Letter


GatheringBody = Gathered | ReportedUp | Adjusted | ReportStamped | ReportReturned
