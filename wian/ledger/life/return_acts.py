"""What the acts say by which a letter goes back to its sender, and by which that insists."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from hierarchy.office import OfficeId
from wian.letters.enclosed_file import KeptFile
from wian.letters.letter import Letter


class Returned(BaseModel):
    """The office gives the letter back to its sender: it is not for it; once, so the key is empty.

    Attributes:
        reason: Why.
        meant_for: Whom it is for, where that is known.
        sender: The office that wrote it, and gets it back.
        letter: The letter that says so.
        files: The files that go with that letter.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    KIND: ClassVar[str] = "returned"
    reason: str
    meant_for: OfficeId | None = None
    sender: OfficeId
    letter: Letter
    files: Annotated[tuple[KeptFile, ...], Field(exclude_if=lambda files: not files)] = ()


class Insisted(BaseModel):
    """The sender insists: the office that returned its letter has to deal with it; key: its id.

    Attributes:
        recipient: The office.
        reason: Why.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    KIND: ClassVar[str] = "insisted"
    recipient: OfficeId
    reason: str
