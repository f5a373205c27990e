"""The numbers of Indonesian letters: classification, running number, unit, Roman month and year.

A number is made of what the letter's subject is classified as, its number in the register of
letters sent, the unit that drafted it, and month and year: ``140/001/TGR/VII/2026``. Which of these
stand in it, and in which order, differs between institutions; many ministries leave month and year
out, as in ``100.3.5/2625/BPD``. An office's letter code therefore is the form itself, as data:

* ``140/TGR``: ``140/001/TGR/VII/2026``, the number behind the first part, month and year last;
* ``TGR``: ``001/TGR/VII/2026``; no code at all: ``001/VII/2026``;
* anything with ``{nomor}``: that, with ``{bulan}`` and ``{tahun}`` filled in too:
  ``140/{nomor}/SJ``, ``{nomor}/DPMD/{bulan}/{tahun}``.

That a number holds classification, running number and unit is the rule of the guidelines on
official documents (Peraturan ANRI 5 of 2021; for regions Permendagri 1 of 2023); these forms are
assumed, as each institution lays down its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from wian.jurisdictions.office_numbers import NumberRule

NUMBER = "{nomor}"
_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ROMAN = "|".join(sorted(_MONTHS, key=len, reverse=True))
_LONGEST = 120
_BEHIND = re.compile(rf"\s*/\s*(?:(?:{_ROMAN})\s*/\s*)?(?P<year>(?:19|20)\d\d)\s*$")
_RUNNING = re.compile(r"\d{1,9}")
_YEARLY = re.compile(r"(?P<number>\d{1,6}) TAHUN (?:19|20)\d\d", re.IGNORECASE)
"""``12 Tahun 2024``: circulars of a year."""
_KIND = re.compile(r"^(?P<kind>[A-Z]{1,4})-(?P<number>\d{1,9})(?=/)")
"""``ND-18/UM/2024``: the kind of letter stands before its running number."""
_CLASSIFIED = re.compile(r"\d{3}(?:\.\d{1,2})*")
"""A classification code: three digits, and parts of one or two."""


def code_parts(code: str | None) -> tuple[str | None, str | None]:
    """The classification that a letter code begins with, and the unit behind it."""
    first, _, rest = (code or "").partition("/")
    return (first, rest) if rest and _CLASSIFIED.fullmatch(first) else (None, code)


NUMBER_RULE = NumberRule(
    re.compile(
        r"(?=.*(?:\{code\}|\{class\}.*\{unit\}|\{unit\}.*\{class\}))"
        r"(?:[^/]+/)*\{number(?::[2-9])?\}(?:/[^/]+)*"
    ),
    "does not hold the classification, the running number and the unit between slashes; write "
    "{class}/{number:3}/{unit}/{roman}/{year}, or {code} for classification and unit",
    parts=code_parts,
    classified=True,
)


@dataclass(frozen=True, slots=True)
class NumberedLetter:
    """A letter's number, in its parts.

    Attributes:
        code: All but running number, month and year: ``140/TGR``; ``None`` where nothing is left.
        number: Running number in the register, from 1.
        circular: Never: numbers of circulars look like all others.
    """

    code: str | None
    number: int
    circular: bool = False


def letter_number(code: str | None, number: int, year: int, dated: date) -> str:
    """A number by an office's letter code, as described above.

    Args:
        code: The office's letter code, which is the form; ``None`` where it has none.
        number: Its number in the register.
        year: The register's year.
        dated: The letter's date, whose month stands in Roman digits.
    """
    form = _form(code)
    values = {NUMBER: f"{number:03}", "{bulan}": _MONTHS[dated.month - 1], "{tahun}": str(year)}
    for name, value in values.items():
        form = form.replace(name, value)
    return form


def read_number(text: str) -> NumberedLetter | None:
    """The parts of a number of any of these forms; ``None`` where it is none.

    Month and year at the end are left out. Of several parts of digits alone the first that is no
    classification is the running number.
    """
    plain = " ".join(text[:_LONGEST].split())
    if yearly := _YEARLY.fullmatch(plain):
        return NumberedLetter(None, int(yearly["number"])) if int(yearly["number"]) else None
    plain = _KIND.sub(r"\g<kind>/\g<number>", plain)
    bare = _BEHIND.sub("", plain)
    parts = [part.strip() for part in bare.split("/")]
    at = _running(parts)
    if at is None or len(text) > _LONGEST or not (plain != bare or len(parts) > 1):
        return None
    number = int(parts[at])
    rest = "/".join(part for place, part in enumerate(parts) if place != at and part)
    return NumberedLetter(rest or None, number) if number else None


def _running(parts: list[str]) -> int | None:
    """Which part is the running number."""
    digits = [at for at, part in enumerate(parts) if _RUNNING.fullmatch(part)]
    behind = [at for at in digits if at > 0 or not _CLASSIFIED.fullmatch(parts[at])]
    return next(iter(behind or digits), None)


def _form(code: str | None) -> str:
    if code and NUMBER in code:
        return code
    first, _, rest = (code or "").partition("/")
    parts = (first, NUMBER, rest) if rest else (NUMBER, first)
    return "/".join([*filter(None, parts), "{bulan}", "{tahun}"])
