"""Examining letters as a careful reader does: one list of findings from every family."""

from __future__ import annotations

from collections.abc import Sequence

from wian.history.findings.addressees import addressee_findings
from wian.history.findings.citations import citation_findings
from wian.history.findings.digits import digit_findings
from wian.history.findings.numbers import number_findings
from wian.history.findings.requests import request_findings
from wian.history.findings.stamps import early_stamps
from wian.history.findings.unread import (
    day_findings,
    fragment_findings,
    uncertain_findings,
    unread_findings,
)
from wian.history.letters.office_index import OfficeIndex
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.jurisdictions.paper import Finding, ReadLetter


def examine(
    letters: Sequence[ReadLetter], jurisdiction: Jurisdiction, index: OfficeIndex | None = None
) -> tuple[Finding, ...]:
    """What a careful reader flags in letters read together.

    Args:
        letters: The letters with their stamps, the moments of impossible ones inferred
            (:func:`wian.history.findings.stamps.with_inferences`).
        jurisdiction: Whose calendar and registers they follow.
        index: Offices whose posts addressees are compared with; without it the usual posts.

    Returns:
        The findings, letter by letter; those about several letters first.
    """
    paper = jurisdiction.paper
    found = [
        *citation_findings(letters, paper),
        *early_stamps(letters, paper),
        *number_findings(letters, jurisdiction),
        *request_findings(letters, paper),
    ]
    for letter in letters:
        found += digit_findings(letter, paper)
        found += day_findings(letter, jurisdiction.calendar)
        found += addressee_findings(letter, index, paper)
        found += fragment_findings(letter.fragments, letter.source, letter, paper)
        found += unread_findings(letter)
        found += uncertain_findings(letter, paper)
    return tuple(found)
