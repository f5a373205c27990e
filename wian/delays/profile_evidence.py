"""What a learned figure rests on: how many hops, of which offices, from when until when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from wian.kit.text import ShortText

_Count = Annotated[int, Field(ge=0)]
_Spread = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class Evidence(BaseModel):
    """What the figures of one stage at the offices of a kind were learned from.

    Attributes:
        stage: Which stage.
        kind: Kind of the recipients.
        finished: Spans that ended.
        open: Spans that had not ended; they count as at least as long as they had lasted.
        offices, directives: How many they are of.
        sources: How many spans each source has.
        since, until: Days on which the first and the last of them began.
        half_life_days: Age at which a span counts half; all count alike where it is not given.
        chance: Spread within an office and a directive, on the scale of logarithms.
        between: Spread between offices.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    stage: ShortText
    kind: ShortText
    finished: _Count
    open: _Count
    offices: _Count
    directives: _Count
    sources: Mapping[ShortText, _Count]
    since: date
    until: date
    half_life_days: Annotated[float | None, Field(gt=0, exclude_if=lambda days: days is None)] = (
        None
    )
    chance: _Spread
    between: _Spread
