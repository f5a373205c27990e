"""What the API says of a report that goes up, beside what it says of every letter."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class ReportHeld(BaseModel):
    """That a letter is a report of answers, and what it holds."""

    model_config = ConfigDict(frozen=True)

    propagation: Annotated[str, Field(description="Id of the propagation that it is about.")]
    report: Annotated[int, Field(description="Which of its sender's reports it is, from 0.")]
    answered: Annotated[int, Field(description="Of how many offices it holds answers.")]
    bodies: Annotated[int, Field(description="How many offices are asked.")]


ReportShown = Annotated[
    ReportHeld | None,
    Field(description="A report that goes up; null: a letter that goes down."),
]
