"""What the act says by which an office takes its answer back."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Retracted(BaseModel):
    """The office takes the answer that holds back; key: that of the answer.

    The answer stays where it was entered; from then on the office has not answered.

    Attributes:
        reason: Why.
        number: Number of the answer in the office's journal.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    KIND: ClassVar[str] = "retracted"
    reason: str
    number: int
