"""``wian letters --returns``: by which letters did offices give theirs back to the sender?"""

from __future__ import annotations

from wian.cli.letters.letters_apart import LetterApart, LettersApart
from wian.kit.errors import WianError
from wian.ledger.life.lives import life
from wian.ledger.life.returns import LetterReturn
from wian.propagation import runtime
from wian.propagation.plan import Plan

_COLUMNS = (("returned to", "whole"), ("meant for", "whole"), ("insisted", "left"))


class NoReturn(WianError):
    """Nobody gave a letter back, or not that office or to it."""

    def __init__(self, propagation: str, office: str) -> None:
        super().__init__(
            f"{office} has neither returned a letter nor been sent one back in {propagation}."
        )


def return_letters(plan: Plan, office: str | None) -> LettersApart:
    """The letters by which offices returned what they were sent, also where the sender insists.

    Args:
        plan: The propagation.
        office: Only those that it wrote or was sent.

    Raises:
        NoReturn: That office has none.
    """
    found = [
        each
        for each in life(runtime.ledger(), plan.id).returns
        if office in {None, each.act.office, each.body.sender}
    ]
    if office is not None and not found:
        raise NoReturn(plan.id, office)
    return LettersApart("return", _COLUMNS, [_apart(each) for each in found])


def _apart(back: LetterReturn) -> LetterApart:
    body, insisted = back.body, back.insisted is not None
    return LetterApart(
        back.act.office,
        body.letter,
        {
            "sender": body.sender,
            "for": body.meant_for,
            "insisted": insisted,
            "files": [each.model_dump() for each in body.files],
        },
        (body.sender, body.meant_for or "", "yes" if insisted else ""),
    )
