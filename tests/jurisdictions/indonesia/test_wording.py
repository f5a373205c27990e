"""Indonesian wording: dates, spans of days, lists, and the posts of an address line."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from wian.jurisdictions.indonesia.dates import first_date
from wian.jurisdictions.indonesia.wording import IndonesianWording
from wian.jurisdictions.indonesia.written_moments import IndonesianDates
from wian.kit.errors import Unfit

WORDING = IndonesianWording()


def test_days_and_times_are_in_indonesian():
    """Months in words, a full stop in a time."""
    day = date(2026, 8, 9)
    assert WORDING.long_date(day) == "9 Agustus 2026"
    assert WORDING.short_date(day) == "9 Agu 2026"
    assert WORDING.clock(time(9, 5)) == "09.05"
    assert first_date("Slawi, 9 Agustus 2026") == day


@pytest.mark.parametrize(
    ("opens", "closes", "phrase"),
    [
        (date(2026, 3, 1), date(2026, 3, 1), "pada tanggal 1 Maret 2026"),
        (date(2026, 3, 1), date(2026, 3, 9), "mulai tanggal 1 sampai dengan 9 Maret 2026"),
        (date(2026, 3, 1), date(2026, 5, 9), "mulai tanggal 1 Maret sampai dengan 9 Mei 2026"),
        (
            date(2026, 12, 1),
            date(2027, 1, 9),
            "mulai tanggal 1 Desember 2026 sampai dengan 9 Januari 2027",
        ),
    ],
)
def test_a_span_of_days_says_month_and_year_once(opens, closes, phrase):
    """Where both days share them."""
    assert WORDING.window_phrase(opens, closes) == phrase


def test_a_list_ends_with_dan():
    """With a comma before it from three on."""
    assert [WORDING.join(items) for items in (["a"], ["a", "b"], ["a", "b", "c"], [])] == [
        *("a", "a dan b", "a, b, dan c", "")
    ]


def test_a_post_may_hold_what_parts_posts():
    """*dan* and commas inside a post are its own."""
    line = "Kepala Dinas Pemberdayaan Masyarakat dan Desa, Para Camat, dan Para Lurah"
    assert WORDING.addressees(line) == (
        "Kepala Dinas Pemberdayaan Masyarakat dan Desa",
        "Para Camat",
        "Para Lurah",
    )


_MOMENT = datetime(2026, 1, 19, 10, 30)  # noqa: DTZ001 - what is typed has no zone yet


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("19 Januari 2026", date(2026, 1, 19)),
        ("Senin, 19 Januari 2026 pukul 10.30 WIB", _MOMENT),
        ("tgl. 19 Nop 2026", date(2026, 11, 19)),
        ("19-1-2026", date(2026, 1, 19)),
        ("19/01/2026 10:30 WITA", _MOMENT),
        ("2026-01-19", date(2026, 1, 19)),
    ],
)
def test_a_typed_moment_is_read(text, moment):
    """In words or numbers, with the zone of the office behind it."""
    assert IndonesianDates().certain(text) == moment


@pytest.mark.parametrize("text", ["31 Februari 2026", "besok", "19 Januari", "x" * 200])
def test_what_is_no_moment_is_refused(text):
    """With how one is written."""
    with pytest.raises(Unfit, match="19 Januari 2026"):
        IndonesianDates().certain(text)
