"""What offices of an area are called in Indonesia, and the posts at their heads.

Heads of provinces, regencies and cities: Law 23 of 2014, articles 59 and 65. Heads of districts:
the same, article 224. Heads of villages: Law 6 of 2014, articles 1 and 26, and of kelurahan
Law 23 of 2014, article 229.

The names that regions have of old are assumed for a whole province: *gampong* with its *keuchik*
in Aceh, *nagari* with its *wali nagari* in West Sumatra, *perbekel* in Bali, *kampung* on Papua;
*kapanewon*, *kemantren* and *kalurahan* in Yogyakarta. Within a province some regencies have
others, and some regencies elsewhere have their own, which are not told apart here.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from wian.jurisdictions.indonesia.offices.areas import Area


@dataclass(frozen=True, slots=True)
class Called:
    """How a kind of office is called.

    Attributes:
        before: What stands before the area's name: ``Pemerintah Desa``.
        head: The post at its head, without the area's name: ``Kepala Desa``.
        own: The word for such an area, which a name may have already: ``Desa``.
    """

    before: str
    head: str
    own: str = ""


_ACEH, _WEST_SUMATRA, _YOGYAKARTA, _BALI = "11", "13", "34", "51"
_PAPUA = "9"
_CITY_OF_YOGYAKARTA = "34.71"
_DESA = Called("Pemerintah Desa", "Kepala Desa", "Desa")
_VILLAGES = MappingProxyType(
    {
        _ACEH: Called("Pemerintah Gampong", "Keuchik Gampong", "Gampong"),
        _WEST_SUMATRA: Called("Pemerintah Nagari", "Wali Nagari", "Nagari"),
        _YOGYAKARTA: Called("Pemerintah Kalurahan", "Lurah", "Kalurahan"),
        _BALI: Called("Pemerintah Desa", "Perbekel", "Desa"),
    }
)
_NOT_NAGARI = frozenset({"13.09", "13.73", "13.77"})
"""Mentawai, Sawahlunto and Pariaman, which have *desa*."""
_KAMPUNG = Called("Pemerintah Kampung", "Kepala Kampung", "Kampung")


def called(area: Area) -> Called:
    """How the office of a district or a village is called, and its head."""
    if area.kind in {"kecamatan", "distrik"}:
        return _district(area)
    if area.kind == "kelurahan":
        return Called("Kelurahan", "Lurah", "Kelurahan")
    if area.kind == "desa-adat":
        return Called("Pemerintah Desa Adat", "Kepala Desa Adat", "Desa Adat")
    if area.province.startswith(_PAPUA):
        return _KAMPUNG
    return _DESA if area.regency in _NOT_NAGARI else _VILLAGES.get(area.province, _DESA)


def _district(area: Area) -> Called:
    if area.regency == _CITY_OF_YOGYAKARTA:
        return Called("Kemantren", "Mantri Pamong Praja")
    if area.province == _YOGYAKARTA:
        return Called("Kapanewon", "Panewu")
    if area.kind == "distrik":
        return Called("Distrik", "Kepala Distrik")
    return Called("Kecamatan", "Camat")


def head_of_region(area: Area) -> tuple[str, str]:
    """The post at the head of a province, regency or city, and the same without its name."""
    if area.kind == "provinsi":
        return f"Gubernur {area.name}", "Gubernur"
    post = "Wali Kota" if area.kind == "kota" else "Bupati"
    name = area.name
    for word in ("Kabupaten Administrasi ", "Kota Administrasi ", "Kabupaten ", "Kota "):
        if name.startswith(word):
            return f"{post} {name.removeprefix(word)}", post
    return f"{post} {name}", post
