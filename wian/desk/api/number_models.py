"""A number that was given elsewhere, as programs send it, and what they get to know of it."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt

from wian.ledger.registers.typed_numbers import TypedAs
from wian.office.given_number import GivenNumber

TypedNumberAsked = Annotated[
    Annotated[StrictInt, Field(ge=1, le=999_999)] | None,
    Field(
        description="The number that was given elsewhere; by default the next one of this register."
    ),
]
ConfirmAsked = Annotated[
    StrictBool,
    Field(description="The number is no slip, though it skips many: refused otherwise."),
]


class NumbersSkipped(BaseModel):
    """Numbers that count as given elsewhere."""

    model_config = ConfigDict(frozen=True)

    first: int
    last: int


class NumberTyped(BaseModel):
    """What a number that was given elsewhere means for its register."""

    model_config = ConfigDict(frozen=True)

    behind: Annotated[
        int | None,
        Field(description="The last number known, where the typed one is not after it."),
    ]
    skipped: Annotated[
        NumbersSkipped | None, Field(description="Numbers before it that it skips, from now on.")
    ]


TypedNumberShown = Annotated[
    NumberTyped | None,
    Field(description="Of a number that this request sent; null where the next one was drawn."),
]


def given(number: int | None, *, confirm: bool) -> GivenNumber | None:
    """A number as sent."""
    return None if number is None else GivenNumber(number, confirm)


def typed(found: TypedAs | None) -> NumberTyped | None:
    """What a typed number means, as the API answers."""
    if found is None:
        return None
    skipped = found.skipped and NumbersSkipped(first=found.skipped[0], last=found.skipped[1])
    return NumberTyped(behind=found.behind, skipped=skipped)
