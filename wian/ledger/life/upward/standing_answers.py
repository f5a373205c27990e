"""Which answer and report of each office hold, of all that it gave, took back or got back?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wian.ledger.acts import Act, ActKind, Answered
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


def standing_reports(acts: Iterable[tuple[ActKind, str, str]]) -> frozenset[str]:
    """The offices whose last report holds: whoever asked has not returned it.

    Args:
        acts: Kind, office and key of acts of any kinds, in whichever order.
    """
    last: dict[str, int] = {}
    back = set[tuple[str, int]]()
    for kind, office, key in acts:
        if kind is ActKind.REPORTED:
            last[office] = max(last.get(office, 0), int(key))
        elif kind is ActKind.REPORT_RETURNED:
            sender, _, report = key.partition("|")
            back.add((sender, int(report)))
    return frozenset(office for office, report in last.items() if (office, report) not in back)
