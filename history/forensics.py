"""Owns examining letters as a careful reader does: one list of findings from every family."""

from __future__ import annotations

from collections.abc import Sequence

from history.addressee_findings import addressee_findings
from history.citation_findings import citation_findings
from history.digit_findings import digit_findings
from history.matching import OfficeIndex
from history.number_findings import number_findings
from history.reading_findings import (
    day_findings,
    fragment_findings,
    uncertain_findings,
    unread_findings,
)
from history.request_findings import request_findings
from history.stamp_findings import early_stamps
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.jurisdictions.paper import Finding, ReadLetter


def examine(
    letters: Sequence[ReadLetter], jurisdiction: Jurisdiction, index: OfficeIndex | None = None
) -> tuple[Finding, ...]:
    """What a careful reader flags in letters read together.

    Args:
        letters: The letters with their stamps, the moments of impossible ones inferred
            (:func:`history.stamp_findings.with_inferences`).
        jurisdiction: Whose calendar and registers they follow.
        index: Offices whose posts addressees are compared with; without it the usual posts.

    Returns:
        The findings, letter by letter; those about several letters first.
    """
    found = [
        *citation_findings(letters),
        *early_stamps(letters),
        *number_findings(letters, jurisdiction.wording),
        *request_findings(letters),
    ]
    for letter in letters:
        found += digit_findings(letter)
        found += day_findings(letter, jurisdiction.calendar)
        found += addressee_findings(letter, index)
        found += fragment_findings(letter.fragments, letter.source, letter)
        found += unread_findings(letter)
        found += uncertain_findings(letter)
    return tuple(found)
