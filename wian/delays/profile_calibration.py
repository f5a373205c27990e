"""How outlooks of past directives held: which levels held where others were meant."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

_Level = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
_Levels = Annotated[tuple[_Level, ...], Field(min_length=2, max_length=101)]
_Tenth = Annotated[int, Field(ge=0, le=9)]


class CalibrationCurve(BaseModel):
    """Which levels held where those of the calibration were meant.

    Attributes:
        cases: From how many cases.
        held: The level of the futures below which that share of the past lay.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    cases: Annotated[int, Field(ge=1)]
    held: _Levels

    @model_validator(mode="after")
    def _rises(self) -> CalibrationCurve:
        if any(low > high for low, high in pairwise(self.held)):
            raise ValueError("has levels that fall; they rise from 0 to 1")
        return self


_Curves = Mapping[_Tenth, CalibrationCurve]


class Calibration(BaseModel):
    """How outlooks of past directives held, by tenths of their windows, from 0.

    Attributes:
        directives: How many directives were looked back on.
        levels: Levels that were meant, from 0 to 1.
        offices: What held of single offices.
        counts: Of how many addressees were in time; none where too few directives are known.
        last: Of the last reception; the same.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    directives: Annotated[int, Field(ge=1)]
    levels: _Levels
    offices: _Curves
    counts: Annotated[_Curves, Field(exclude_if=lambda curves: not curves)] = {}
    last: Annotated[_Curves, Field(exclude_if=lambda curves: not curves)] = {}

    @model_validator(mode="after")
    def _as_many(self) -> Calibration:
        if any(low >= high for low, high in pairwise(self.levels)):
            raise ValueError("has levels that do not rise; give each once, from 0 to 1")
        for name in ("offices", "counts", "last"):
            curves: _Curves = getattr(self, name)
            if any(len(each.held) != len(self.levels) for each in curves.values()):
                raise ValueError(f"gives {name} not as many levels as it has; give each one")
        return self
