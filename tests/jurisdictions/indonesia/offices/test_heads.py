"""What villages and districts are called, and the zone that a province keeps."""

from __future__ import annotations

import pytest

from wian.jurisdictions.indonesia.offices.areas import Area
from wian.jurisdictions.indonesia.offices.english_names import english_name, place
from wian.jurisdictions.indonesia.offices.heads import called
from wian.jurisdictions.indonesia.offices.zones import IANA, zone_of


@pytest.mark.parametrize(
    ("code", "kind", "before", "head"),
    [
        ("11.01.01.2001", "desa", "Pemerintah Gampong", "Keuchik Gampong"),
        ("13.06.01.2001", "desa", "Pemerintah Nagari", "Wali Nagari"),
        ("13.77.01.2001", "desa", "Pemerintah Desa", "Kepala Desa"),
        ("34.02.01.2001", "desa", "Pemerintah Kalurahan", "Lurah"),
        ("51.03.01.2001", "desa", "Pemerintah Desa", "Perbekel"),
        ("91.71.01.2001", "desa", "Pemerintah Kampung", "Kepala Kampung"),
        ("91.71.01.1001", "kelurahan", "Kelurahan", "Lurah"),
        ("94.01.01", "distrik", "Distrik", "Kepala Distrik"),
        ("34.02.01", "kecamatan", "Kapanewon", "Panewu"),
    ],
)
def test_regions_have_words_of_old(code, kind, before, head):
    """Gampong, nagari, kalurahan, kampung: by province, and by regency where that differs."""
    found = called(Area(code, "A", kind))
    assert (found.before, found.head) == (before, head)


def test_places_are_named_as_english_names_them():
    """The side of the compass first, islands last."""
    assert place("Kepulauan Riau") == "Riau Islands"
    assert place("Aceh Barat Daya") == "Southwest Aceh"
    assert english_name(Area("34", "Daerah Istimewa Yogyakarta", "provinsi")) == (
        "Special Region of Yogyakarta"
    )


def test_three_zones_lie_an_hour_apart():
    """Java in the west, Bali in the middle, Papua in the east."""
    assert [zone_of(code) for code in ("33", "51", "91")] == ["WIB", "WITA", "WIT"]
    assert [IANA[zone] for zone in ("WIB", "WITA", "WIT")] == [
        *("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
    ]
