"""How is the number of a letter written? By a pattern such as ``[{code}-]{number}/{year}``."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

_FIELD = re.compile(r"\{(?P<name>[a-z]+)(?::(?P<width>[2-9]))?\}")
_CODES = ("code", "class", "unit")
"""Fields that an office or a letter may lack."""
_FIELDS = (*_CODES, "number", "year", "month", "roman")
OF_AN_ORGANISATION = tuple(name for name in _FIELDS if name not in {"class", "unit"})
"""Fields of a form that all offices of an organisation share."""
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_LONGEST = 80
_LONGEST_READ = 120
"""Characters of a text that is read back: a stranger's may be of any length."""
_READ = {
    "code": r"(?P<code>\S.*?)",
    "class": r"(?P<class>\S.*?)",
    "unit": r"(?P<unit>\S.*?)",
    "number": r"(?P<number>\d{1,9})",
    "year": r"\d{4}",
    "month": r"\d{1,2}",
    "roman": r"[IVX]{1,4}",
}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_EXAMPLE = "[{code}-]{number}/{year}"


class NumberValues(NamedTuple):
    """What the number of a letter is made of.

    Attributes:
        code: Letter code of the office; ``None`` where it has none.
        number: Its running number.
        year: Year of the register.
        month: Month of the letter's date.
        classification: What the letter's subject is classified as.
        unit: What is left of the letter code without a classification.
        mark: What stands before the running number of a circular; empty where nothing does.
    """

    code: str | None
    number: int
    year: int
    month: int
    classification: str | None = None
    unit: str | None = None
    mark: str = ""


def checked_form(pattern: str, known: Sequence[str] = _FIELDS) -> str:
    """A pattern that can be written and read back.

    Args:
        pattern: What somebody wrote.
        known: The fields that it may have.

    Raises:
        ValueError: It is none; a clause that follows the field, with the remedy.
    """
    if len(pattern) > _LONGEST:
        raise ValueError(f"is longer than {_LONGEST} characters; shorten it")
    if not pattern.isprintable():
        raise ValueError("holds a sign that does not print; write it again")
    names = fields_of(pattern)
    if "{" in _FIELD.sub("", pattern) or "}" in _FIELD.sub("", pattern):
        raise ValueError(f"has a brace that opens no field; write it as in {_EXAMPLE}")
    if unknown := [name for name in names if name not in known]:
        use = ", ".join(f"{{{name}}}" for name in known)
        raise ValueError(f"names {{{unknown[0]}}}, which no number has; use {use}")
    if names.count("number") != 1 or len(set(names)) < len(names):
        raise ValueError(f"must have {{number}} once, and no field twice; write {_EXAMPLE}")
    return _checked_brackets(pattern)


def fields_of(pattern: str) -> list[str]:
    """The names of a pattern's fields, in their order."""
    return [found["name"] for found in _FIELD.finditer(pattern)]


def _checked_brackets(pattern: str) -> str:
    """The same, where its square brackets stand around a code and what goes with it."""
    bare = _OPTIONAL.sub("", pattern)
    if "[" in bare or "]" in bare:
        raise ValueError(f"has a square bracket without its other half; write {_EXAMPLE}")
    held = [fields_of(each) for each in _OPTIONAL.findall(pattern)]
    if any("number" in each or not set(each) & set(_CODES) for each in held):
        raise ValueError("has square brackets around no {code}; they hold what goes with a code")
    return pattern


@dataclass(frozen=True)
class NumberForm:
    """A pattern of letter numbers.

    ``{code}`` is the office's letter code, ``{class}`` the classification of the letter's subject
    and ``{unit}`` the rest of the code, ``{number}`` the running number, ``{year}`` the register
    year, ``{month}`` the month of the letter's date and ``{roman}`` the same in Roman numerals;
    ``{number:3}`` has at least three digits. What stands in square brackets is left out where a
    code in them is lacking.

    Attributes:
        pattern: One that ``checked_form`` lets pass.
    """

    pattern: str

    def written(self, of: NumberValues) -> str:
        """A number in this form."""
        values = {"code": of.code, "class": of.classification, "unit": of.unit}
        held = {name: value or "" for name, value in values.items()}
        held |= {"number": str(of.number), "year": str(of.year), "month": str(of.month)}
        held["roman"] = _ROMAN[of.month - 1]

        def kept(found: re.Match[str]) -> str:
            return found[1] if all(held[name] for name in fields_of(found[1])) else ""

        def value(found: re.Match[str]) -> str:
            text = held[found["name"]].zfill(int(found["width"] or 0))
            return of.mark + text if found["name"] == "number" else text

        return _FIELD.sub(value, _OPTIONAL.sub(kept, self.pattern)).strip()

    def read(
        self, text: str, alike: Callable[[str], str] = str, mark: str = ""
    ) -> dict[str, str] | None:
        """The codes of a text in this form, and its number; ``None`` where it is in none.

        Args:
            text: The number, as it stands on paper, in capitals or not.
            alike: Writes what looks alike in one way: the text, and the words of the form.
            mark: What may stand before the running number of a circular.
        """
        if len(text) > _LONGEST_READ:
            return None
        plain = alike(text)
        tried = (each.fullmatch(plain) for each in _expressions(self.pattern, alike, mark))
        return next((found.groupdict() for found in tried if found), None)


@lru_cache(maxsize=256)
def _expressions(
    pattern: str, alike: Callable[[str], str], mark: str
) -> tuple[re.Pattern[str], ...]:
    """What a pattern reads, with what stands in square brackets, and without."""
    written = (_expression(each, alike, alike(mark)) for each in _both(pattern))
    return tuple(re.compile(each, re.IGNORECASE) for each in written)


def _both(pattern: str) -> tuple[str, ...]:
    """A pattern with what stands in square brackets, and without."""
    both = (_OPTIONAL.sub(r"\1", pattern), _OPTIONAL.sub("", pattern))
    return tuple(dict.fromkeys(each.strip() for each in both))


def _expression(pattern: str, alike: Callable[[str], str], mark: str) -> str:
    ends = [0, *(place for found in _FIELD.finditer(pattern) for place in found.span())]
    between = [pattern[a:b] for a, b in zip(ends[::2], [*ends[1::2], len(pattern)], strict=True)]
    marked = f"(?:{re.escape(mark)})?" if mark else ""
    fields = [(marked if name == "number" else "") + _READ[name] for name in fields_of(pattern)]
    literal = [re.escape(alike(each)).replace(r"\ ", r"\s*") for each in between]
    return "".join(a + b for a, b in zip(literal, [*fields, ""], strict=True))
