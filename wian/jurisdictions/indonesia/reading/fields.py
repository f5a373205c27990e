"""How do Indonesian letters label their parts? Number, nature, enclosures, subject, date."""

from __future__ import annotations

import re
from types import MappingProxyType

from wian.jurisdictions.handling import Secrecy, Urgency
from wian.jurisdictions.indonesia.wording import POSTS

_SEP = r"\s*[:;]\s*"
LABELS = MappingProxyType(
    {
        "number": re.compile(rf"^\s*(?:Nomor|No\.?|Nomer){_SEP}(?P<rest>.*)$", re.IGNORECASE),
        "nature": re.compile(rf"^\s*Sifat{_SEP}(?P<rest>.*)$", re.IGNORECASE),
        "enclosed": re.compile(rf"^\s*(?:Lampiran|Lamp\.?){_SEP}(?P<rest>.*)$", re.IGNORECASE),
        "subject": re.compile(rf"^\s*(?:Perihal|Hal){_SEP}(?P<rest>.*)$", re.IGNORECASE),
        "dated": re.compile(rf"^\s*(?:Tanggal|Tgl\.?){_SEP}(?P<rest>.*)$", re.IGNORECASE),
        "sender": re.compile(rf"^\s*Dari{_SEP}(?P<rest>.*)$", re.IGNORECASE),
        "recipients": re.compile(
            rf"^\s*(?:Kepada{_SEP})?(?:Kepada\s+)?Yth\.?(?:{_SEP}|\s+|$)(?P<rest>.*)$",
            re.IGNORECASE,
        ),
    }
)
"""Part -> a line that begins with its label."""
TITLE_NUMBER = re.compile(r"^\s*NOMOR\s*:?\s*(?P<rest>\S.*)$")
"""The number below the title of a circular or a note."""
NOTE = re.compile(r"^\s*NOTA\s+DINAS\s*$", re.IGNORECASE)
CIRCULAR = re.compile(r"^\s*SURAT\s+EDARAN\s*$", re.IGNORECASE)
ABOUT = re.compile(r"^\s*TENTANG\s*$", re.IGNORECASE)
PLACE = re.compile(r"^\s*di\s*(?:[-–]|tempat\b|[A-Z][\w .-]*$|$)", re.IGNORECASE)
"""``di tempat``, ``di -``, ``di Slawi``: where the addressee is, the last line of the head."""
OPEN_PLACE = re.compile(r"^\s*di\s*[-–]?\s*$", re.IGNORECASE)
"""The place itself stands on the next line."""
BY_WAY_OF = re.compile(r"^\s*(?:c\.?\s?q|u\.?\s?p)\.?\s", re.IGNORECASE)
"""``c.q.``, ``u.p.``: in whose hands an addressee has it, on a line of its own."""
DECREED = re.compile(
    r"^\s*(?:(?:Ditetapkan|Dikeluarkan)\s+(?:di\b|pada\b)|pada\s+tanggal\b)", re.IGNORECASE
)
FIGURES = re.compile(r"^\s*(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})\s*$")
"""A date in figures, behind its label."""
AREA = re.compile(r"^\s*(?:KABUPATEN|KOTA|PROVINSI)\b")
"""Whose an office is, on the line below its name."""
FOOT = re.compile(r"^\s*(?P<name>Tembusan|Lampiran)\s*(?:Yth\.?)?\s*:\s*$", re.IGNORECASE)
SHEET = re.compile(r"^\s*DAFTAR\s+(?:PENERIMA|ALAMAT|TUJUAN)\b", re.IGNORECASE)
ITEM = re.compile(r"^\s*(?P<number>\d{1,4})\s*[.)]\s+(?P<text>\S.*)$")
ACTING = re.compile(r"^\s*(?P<term>a\.?\s?n\.?|Plt\.?|Plh\.?)\s+(?P<post>\S.*)$", re.IGNORECASE)
UNDER = re.compile(r"^\s*u\.?\s?b\.?\s*$", re.IGNORECASE)
POST = re.compile(
    rf"^\s*(?P<post>(?:{'|'.join(map(re.escape, POSTS))})\b[^,]*(?:,[^,]+)*?),?\s*$", re.IGNORECASE
)
PERSON = re.compile(r"^\s*(?:Sdr\.?|Saudara|Saudari|Bapak|Ibu)\b(?!/)", re.IGNORECASE)

MARKS: MappingProxyType[str, Urgency | Secrecy] = MappingProxyType(
    {
        "penting": Urgency.URGENT,
        "segera": Urgency.URGENT,
        "sangat segera": Urgency.VERY_URGENT,
        "amat segera": Urgency.VERY_URGENT,
        "kilat": Urgency.MOST_URGENT,
        "terbatas": Secrecy.CONFIDENTIAL,
        "konfidensial": Secrecy.CONFIDENTIAL,
        "rahasia": Secrecy.SECRET,
        "sangat rahasia": Secrecy.TOP_SECRET,
    }
)
"""Mark, in small letters -> its class."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SMALL = frozenset({"dan", "di", "dari", "ke", "yang", "untuk", "pada"})


def in_small_letters(text: str) -> str:
    """A name in capitals as running text writes it: ``Pemerintah Kabupaten Tegal``."""
    if text != text.upper():
        return text
    words = _WORD.sub(lambda found: found.group().capitalize(), text)
    small = (f" {word.capitalize()} " for word in _SMALL)
    for word in small:
        words = words.replace(word, word.lower())
    return words
