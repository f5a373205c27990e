"""Stories of instants that no calendar covers."""

from __future__ import annotations

from datetime import datetime

from wian.delays.hop_record import HopRecord, Source
from wian.delays.hop_rows import hop_rows
from wian.delays.stray_instants import stray_instants
from wian.delays.working_time import working_time
from wian.jurisdictions.instant import Instant

_WORKING = working_time("thailand")
_SENT = Instant.of(datetime(2026, 12, 1, 9, 0), _WORKING.zone)  # noqa: DTZ001 - the offices' clock
_STRAY = Instant.of(datetime(2036, 2, 1, 10, 0), _WORKING.zone)  # noqa: DTZ001 - the same


def _hop(issued: Instant, received: Instant | None) -> HopRecord:
    line = ("p", "d", 1, "a", "b", "1", Source.LIVE)
    return HopRecord(*line, issued, received, None, None, forwards=False)


def test_a_stray_stamp_is_named_with_what_mends_it():
    """Whose it is, what it shows, and the command."""
    (stray,) = stray_instants([_hop(_SENT, _SENT), _hop(_SENT, _STRAY)], _WORKING)
    assert (stray.office, stray.stamped, stray.at) == ("b", True, "2036-02-01T10:00+07:00")
    assert "wian correct p b says which moment it means" in str(stray)


def test_a_stray_letter_is_named_once_for_all_its_hops():
    """It cannot be corrected, and the sentence says so."""
    (stray,) = stray_instants([_hop(_STRAY, None), _hop(_STRAY, None)], _WORKING)
    assert stray.office == "a"
    assert "cannot be corrected" in str(stray)


def test_a_stray_stamp_leaves_working_time_empty_and_calendar_time_as_it_is():
    """The other hops have both."""
    stray, sound = hop_rows([_hop(_SENT, _STRAY), _hop(_SENT, _SENT)], _WORKING, None)
    assert stray["transit_working_days"] is None
    assert stray["transit_days"] > 3_000
    assert sound["transit_working_days"] == 0
