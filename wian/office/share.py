"""What has one of several successors of a split office to write, and what is for the others?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wian.ledger.acts import Act, Body, Drafted, Issued, Telephoned
from wian.ledger.life.growth_acts import Shared
from wian.ledger.records import PLACE
from wian.ledger.succession.succession import Successions
from wian.ledger.write.cohort import CohortWriter
from wian.office.actor import Acting
from wian.office.refusals import Refusal

_DIVIDED = (Drafted, Issued, Shared, Telephoned)


class PartOfOthers(Refusal):
    """What is left to write in a split office's place is for others who took a part of it.

    Args:
        office: The office that was split.
        keeper: Who asks.
        others: Who has something left to write.
    """

    def __init__(self, office: str, keeper: str, others: Sequence[str]) -> None:
        those = f"what is left is for {', '.join(others)}" if others else "nothing is left"
        super().__init__(
            f"{keeper} has nothing to forward in the place of {office}: its successors forward to "
            f"the offices of their part, and {those}."
        )


class PlaceOfHeir(Refusal):
    """What nobody can divide is done by the heir of a split office.

    Args:
        office: The office that was split.
        heir: Who keeps its work.
    """

    def __init__(self, office: str, heir: str) -> None:
        super().__init__(
            f"{heir} does this in the place of {office}, which was split: it stamps, answers and "
            "returns what was sent there. The other successors forward it to the offices of their "
            "part."
        )


def refuse_undivided(writer: CohortWriter, acting: Acting, body: Body | None = None) -> None:
    """Refuse to one of the other successors what the heir of a split office does.

    Args:
        writer: The transaction.
        acting: Who acts.
        body: What is done; ``None``: a thing that nobody divides.

    Raises:
        PlaceOfHeir: The heir does it.
    """
    heir = writer.successions.keeper(acting.office)
    if acting.of is not None and acting.keeper != heir and not isinstance(body, _DIVIDED):
        raise PlaceOfHeir(acting.office, heir)


def own_acts(known: Successions, acting: Acting, acts: Sequence[Act]) -> list[Act]:
    """An office's acts, of its drafts and letters only those of whoever acts, by their own keys."""
    heir, found = known.keeper(acting.office), []
    for act in acts:
        key, _, whose = act.key.partition(PLACE)
        if not isinstance(act.body, Drafted | Issued):
            found.append(act)
        elif (known.keeper(whose) if whose else heir) == acting.keeper:
            found.append(replace(act, key=key))
    return found


def own_parts(known: Successions, office: str, keeper: str, acts: Sequence[Act]) -> list[int]:
    """The places, from 0, of the letters that somebody issued in an office's place.

    Args:
        known: The successions.
        office: The office.
        keeper: Who issued them.
        acts: The acts of the office in one propagation. Of letters that went out together under one
            act only the first counts.
    """
    issued = (act.key.partition(PLACE) for act in acts if isinstance(act.body, Issued))
    return [int(key or 0) for key, _, by in issued if known.keeper(by or office) == keeper]


def own_key(writer: CohortWriter, acting: Acting, key: str) -> str:
    """The key of an act that several may do in an office's place, each for its part."""
    heir = writer.successions.keeper(acting.office)
    return key if acting.keeper == heir else f"{key}{PLACE}{acting.keeper}"
