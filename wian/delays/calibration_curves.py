"""How outlooks of past directives held, as a delay profile carries it along."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

_Level = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
_Tenth = Annotated[int, Field(ge=0, le=9)]


class CalibrationCurve(BaseModel):
    """Which levels held where others were meant.

    Attributes:
        cases: From how many cases.
        levels: Levels that were meant, ascending.
        held: The level of the futures below which that share of the past lay.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    cases: Annotated[int, Field(ge=1)]
    levels: Annotated[tuple[_Level, ...], Field(min_length=2, max_length=100)]
    held: Annotated[tuple[_Level, ...], Field(min_length=2, max_length=100)]


class Calibration(BaseModel):
    """How outlooks of past directives held, by tenths of their windows.

    Attributes:
        directives: How many directives were looked back on.
        offices: Of single offices.
        counts: Of how many addressees were in time; none where too few directives are known.
        last: Of the last reception; the same.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    directives: Annotated[int, Field(ge=1)]
    offices: Mapping[_Tenth, CalibrationCurve] = {}
    counts: Mapping[_Tenth, CalibrationCurve] = {}
    last: Mapping[_Tenth, CalibrationCurve] = {}
