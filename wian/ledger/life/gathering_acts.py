"""Acts of the way back up: what an office gathers from those below it."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from pydantic import BaseModel, ConfigDict

from hierarchy.office import OfficeId


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
