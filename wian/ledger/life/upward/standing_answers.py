"""Which answer of each office holds, of all that it gave and took back?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wian.ledger.acts import Act, Answered
from wian.ledger.life.upward.answer_acts import Retracted


def standing_answers(acts: Iterable[Act]) -> Mapping[str, Act]:
    """The answer that holds of each office: its last, unless it took that back.

    Args:
        acts: Acts of any kinds; those of one office in the order in which they were entered.
    """
    found: dict[str, Act] = {}
    for act in acts:
        if isinstance(act.body, Answered):
            found[act.office] = act
        elif isinstance(act.body, Retracted):
            found.pop(act.office, None)
    return found
