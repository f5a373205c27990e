"""How lists, pages and programs name a report: its propagation, who wrote it, and which it is."""

from __future__ import annotations

import re
from typing import NamedTuple

MARK = "~"
"""Stands between the parts of a report's address; no id holds it."""
_ADDRESS = re.compile(r"([a-z0-9][a-z0-9._-]{0,119})~([a-z0-9][a-z0-9._-]{0,63})~([0-9]{1,6})")


class ReportAddress(NamedTuple):
    """Where a report is: ``flood-drill-1a2b3c4d~north~0``.

    Attributes:
        propagation: Id of its propagation.
        sender: Id of the office that wrote it.
        key: Which of that office's reports it is, from 0.
    """

    propagation: str
    sender: str
    key: str

    @property
    def text(self) -> str:
        """The address as lists and pages have it."""
        return MARK.join(self)


def report_address(text: str) -> ReportAddress | None:
    """The report that an address names; ``None`` where it names none, but a letter or nothing."""
    found = _ADDRESS.fullmatch(text)
    return ReportAddress(*found.groups()) if found else None
