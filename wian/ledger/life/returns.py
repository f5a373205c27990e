"""Which offices have given a letter back, and is the sender content with that?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from wian.ledger.acts import Act
from wian.ledger.life.return_acts import Insisted, Returned


@dataclass(frozen=True, slots=True)
class LetterReturn:
    """A letter that an office gave back.

    Attributes:
        act: The office's act, with its number and moment.
        body: Why, whom it is for, and the letter that says so.
        insisted: The act by which the sender insists; ``None`` while it does not.
    """

    act: Act
    body: Returned
    insisted: Act | None = None


def returns_of_acts(acts: Collection[Act]) -> tuple[LetterReturn, ...]:
    """The letters that were given back, of all acts by which a propagation's life changed."""
    insisted = {act.body.recipient: act for act in acts if isinstance(act.body, Insisted)}
    return tuple(
        LetterReturn(act, act.body, insisted.get(act.office))
        for act in acts
        if isinstance(act.body, Returned)
    )
