"""How Indonesian letters are worded: dates, numbers, lists, and where templates lie."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from pathlib import Path
from types import MappingProxyType

from wian.jurisdictions.indonesia import dates, letter_numbers
from wian.jurisdictions.indonesia.offices.zones import IANA, WIB
from wian.jurisdictions.plain_wording import PlainWording
from wian.kit.number_signs import NumberSigns

POSTS = (
    *("Menteri", "Sekretaris", "Direktur", "Gubernur", "Bupati", "Wali Kota", "Walikota", "Camat"),
    *("Kepala", "Lurah", "Keuchik", "Wali Nagari", "Perbekel", "Panewu", "Mantri", "Pimpinan"),
    *("Para", "Seluruh", "Ketua", "Inspektur", "Rektor", "Komandan", "Asisten", "Penjabat", "Pj."),
)
"""How the posts that letters are addressed to begin."""
_BETWEEN = re.compile(rf"(?:;|,? dan|,) (?=(?:Yth\. )?(?:{'|'.join(map(re.escape, POSTS))})\b)")
_PLACE = re.compile(
    r"\b(?:Provinsi|Kabupaten|Kota|Kecamatan|Distrik|Desa|Kelurahan|Gampong|Nagari|Kampung"
    r"|Gubernur|Bupati|Wali Kota|Camat|Lurah|Keuchik|Perbekel)"
    r" ((?:[A-Z][\w'.-]*)(?: [A-Z][\w'.-]*){0,3})"
)


class IndonesianWording(PlainWording):
    """Wording by the guidelines on official documents.

    Those are Peraturan ANRI 5 of 2021 for all institutions, and Permendagri 1 of 2023 for regions
    and their offices. A letter (*surat dinas*) has Nomor, Sifat, Lampiran and Hal at its head, the
    addressee behind Yth., the post that signs, and Tembusan at the foot; a circular (*surat
    edaran*) and an internal note (*nota dinas*) have heads of their own. The end of
    ``docs/explanation/indonesia.md`` says which source each rule rests on, and what is assumed.
    """

    hour_mark = WIB
    hour_marks: Mapping[str, str] = MappingProxyType(
        {zone: mark for mark, zone in IANA.items() if mark != WIB}
    )

    def __init__(self) -> None:
        super().__init__(
            Path(__file__).parent / "templates",
            salutation="Yth.",
            closing="",
            lead_ins={"purpose": "untuk", "text": "untuk"},
            months=dates.MONTHS,
            last="dan",
            signs=NumberSigns(decimal=",", thousands="."),
        )

    def short_date(self, day: date) -> str:
        """``13 Jan 2026``."""
        return dates.short_date(day)

    def clock(self, at: time) -> str:
        """``15.29``."""
        return f"{at:%H.%M}"

    def window_phrase(self, opens: date, closes: date) -> str:
        """``mulai tanggal 1 Januari sampai dengan 28 Februari 2026``."""
        return dates.window_phrase(opens, closes, self.long_date(closes))

    def letter_number(  # noqa: D102 - as the protocol says
        self,
        code: str | None,
        number: int,
        year: int,
        *,
        dated: date,
        circular: bool = True,
    ) -> str:
        del circular
        return letter_numbers.letter_number(code, number, year, dated)

    def join(self, items: Sequence[str]) -> str:
        """``a``, ``a dan b``, ``a, b, dan c``."""
        *others, last = items or ("",)
        comma = "," if len(others) > 1 else ""
        return f"{', '.join(others)}{comma} dan {last}" if others else last

    def addressees(self, line: str) -> tuple[str, ...]:
        """The posts that an address line names: a comma or *dan* stands inside some of them."""
        return tuple(_BETWEEN.split(line))

    def proper_names(self, offices: Iterable[str]) -> frozenset[str]:
        """``Tegal``, of ``Pemerintah Kabupaten Tegal``."""
        return frozenset(found[1] for name in offices for found in _PLACE.finditer(name))
