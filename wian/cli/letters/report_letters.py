"""``wian letters --reports``: by which letters did offices report what they had gathered?"""

from __future__ import annotations

from wian.cli.letters.letters_apart import LetterApart, LettersApart
from wian.kit.counted import number
from wian.kit.errors import WianError
from wian.ledger.read.upward.report_letters import ReportLetter, reports_in
from wian.propagation import runtime
from wian.propagation.plan import Plan

_COLUMNS = (
    ("to", "whole"),
    ("answers", "right"),
    ("of", "right"),
    ("stamps", "right"),
    ("returned", "left"),
)


class NoReportLetter(WianError):
    """Nobody has reported, or not that office or to it."""

    def __init__(self, propagation: str, office: str) -> None:
        super().__init__(
            f"{office} has neither sent nor been sent a report in {propagation}; "
            f"wian gather {propagation} OFFICE --send sends one."
        )


def report_letters(plan: Plan, office: str | None) -> LettersApart:
    """The letters by which offices reported answers to whoever asked.

    Args:
        plan: The propagation.
        office: Only those that it wrote or was sent.

    Raises:
        NoReportLetter: That office has none.
    """
    found = reports_in(runtime.ledger(), plan.id, None if office is None else [office])
    if office is not None and not found:
        raise NoReportLetter(plan.id, office)
    return LettersApart("report", _COLUMNS, [_apart(each) for each in found])


def _apart(report: ReportLetter) -> LetterApart:
    body = report.body
    receipts = [stamp.entry.number for stamp in report.stamps]
    return LetterApart(
        report.act.office,
        body.letter,
        {
            "to": body.to,
            "report": int(report.at.key),
            "answered": body.answered,
            "bodies": body.bodies,
            "receipts": receipts,
            "returned": report.returned.letter.number if report.returned else None,
        },
        (
            body.to,
            number(body.answered),
            number(body.bodies),
            number(len(receipts)),
            report.returned.letter.number if report.returned else "",
        ),
    )
