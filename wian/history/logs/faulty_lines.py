"""The lines of a log that were left out, in a file beside the hops: which, and why?"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import TextIO

from wian.kit.errors import Fault
from wian.kit.formulas import harmless

_COLUMNS = ("line", "fault", "remedy", "row")


class FaultyLines:
    """Writes faulty lines as CSV, and counts them.

    Args:
        file: Where they are written; it is the caller's to close.

    Attributes:
        count: How many lines were left out.
    """

    def __init__(self, file: TextIO) -> None:
        self._writer = csv.writer(file, lineterminator="\n")
        self._writer.writerow(_COLUMNS)
        self.count = 0

    def note(self, line: int, faults: Sequence[Fault], row: Sequence[str]) -> None:
        """Write one line with everything that is wrong with it."""
        self.count += 1
        whats = "; ".join(fault.what for fault in faults)
        remedies = "; ".join(dict.fromkeys(fault.remedy for fault in faults if fault.remedy))
        self._writer.writerow((line, whats, remedies, _shown(row)))


def _shown(row: Sequence[str]) -> str:
    """The cells as a line of CSV, which no spreadsheet takes for a formula."""
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(row)
    return str(harmless(text.getvalue())) if row else ""
