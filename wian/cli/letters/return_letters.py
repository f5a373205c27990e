"""``wian letters --returns``: by which letters did offices give theirs back to the sender?"""

from __future__ import annotations

from wian.cli.letters.letters_apart import LetterApart, LettersApart
from wian.kit.errors import WianError
from wian.ledger.acts import ActKind
from wian.ledger.life.lives import life
from wian.ledger.life.returns import LetterReturn
from wian.ledger.life.upward.gathering_acts import ReportReturned
from wian.ledger.read.live_letters import acts
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
    """The letters by which offices returned what they were sent, also where the sender insists,
    and those by which they returned reports.

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
    reports = [
        (each, each.body)
        for each in acts(runtime.ledger(), plan.id, kind=ActKind.REPORT_RETURNED)
        if isinstance(each.body, ReportReturned) and office in {None, each.office, each.body.sender}
    ]
    if office is not None and not (found or reports):
        raise NoReturn(plan.id, office)
    back = [_report(act.office, body) for act, body in reports]
    return LettersApart("return", _COLUMNS, [*map(_apart, found), *back])


def _report(office: str, body: ReportReturned) -> LetterApart:
    values: dict[str, object] = {"sender": body.sender, "for": None, "insisted": False, "files": []}
    return LetterApart(
        office, body.letter, {**values, "report": int(body.report)}, (body.sender, "", "")
    )


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
