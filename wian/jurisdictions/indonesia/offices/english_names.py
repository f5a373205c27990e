"""What the areas of Indonesia are called in English."""

from __future__ import annotations

from types import MappingProxyType

from wian.jurisdictions.indonesia.offices.areas import Area

_SIDES = MappingProxyType(
    {
        "Barat Daya": "Southwest",
        "Barat": "West",
        "Selatan": "South",
        "Tengah": "Central",
        "Tenggara": "Southeast",
        "Timur": "East",
        "Utara": "North",
        "Pegunungan": "Highland",
    }
)
"""What stands behind a name in Indonesian, and before it in English."""
_PLACES = MappingProxyType(
    {
        "Jawa": "Java",
        "Sumatera": "Sumatra",
        "Bangka Belitung": "Bangka Belitung",
        "Daerah Istimewa Yogyakarta": "Special Region of Yogyakarta",
        "Daerah Khusus Ibukota Jakarta": "Special Capital Region of Jakarta",
        "Papua Pegunungan": "Highland Papua",
    }
)
_WORDS = (
    ("Kabupaten Administrasi ", "Administrative Regency"),
    ("Kota Administrasi ", "Administrative City"),
    ("Kabupaten ", "Regency"),
    ("Kota ", "City"),
)


def english_name(area: Area) -> str:
    """``West Java Province``, ``Tegal Regency``, ``Slawi District``, ``Kudaile Village``."""
    if area.kind == "provinsi":
        named = _PLACES.get(area.name) or place(area.name)
        return named if named.startswith("Special") else f"{named} Province"
    for word, english in _WORDS if area.kind in {"kabupaten", "kota"} else ():
        if area.name.startswith(word):
            return f"{place(area.name.removeprefix(word))} {english}"
    if area.kind in {"kecamatan", "distrik"}:
        return f"{area.name} District"
    return f"{area.name} {'Urban Village' if area.kind == 'kelurahan' else 'Village'}"


def place(name: str) -> str:
    """A place with its side of the compass and its islands as English puts them."""
    for side, english in _SIDES.items():
        if name.endswith(f" {side}"):
            return f"{english} {place(name.removesuffix(f' {side}'))}"
    if name.startswith("Kepulauan "):
        return f"{name.removeprefix('Kepulauan ')} Islands"
    return _PLACES.get(name, name)
