"""How long did offices take to answer once their last desk had the letter?"""

from __future__ import annotations

from collections.abc import Sequence

from wian.delays.hop_arrays import InstantColumn
from wian.delays.hop_figures import Figure, length_between
from wian.delays.hop_record import HopRecord
from wian.delays.working_time import WorkingTime


def answering_days(records: Sequence[HopRecord], working: WorkingTime) -> tuple[Figure, Figure]:
    """Calendar days and working days from the last desk's stamp to the answer.

    Args:
        records: Hops of the way up; shape (hops,).
        working: Working time of the offices.

    Returns:
        Both with NaN where an office gathers the answers of others, or it is not known.
    """
    asked = InstantColumn.of(record.asked for record in records)
    issued = InstantColumn.of(record.issued for record in records)
    if working.own is not None:
        own = working.own.parts([record.sender for record in records])
        asked, issued = asked.shown_by(own), issued.shown_by(own)
    return length_between(asked, issued, working)
