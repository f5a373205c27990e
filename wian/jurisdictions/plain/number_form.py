"""How is the number of a letter written? By a pattern such as ``[{code}-]{number}/{year}``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

_FIELD = re.compile(r"\{(?P<name>[a-z]+)(?::(?P<width>[2-9]))?\}")
_FIELDS = ("code", "number", "year", "month", "roman")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_LONGEST = 80
_READ = {
    "code": r"(?P<code>\S.*?)",
    "number": r"(?P<number>\d{1,9})",
    "year": r"\d{4}",
    "month": r"\d{1,2}",
    "roman": r"[IVX]{1,4}",
}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_EXAMPLE = "[{code}-]{number}/{year}"


def checked_form(pattern: str) -> str:
    """A pattern that can be written and read back.

    Raises:
        ValueError: It is none; a clause that follows the field, with the remedy.
    """
    if len(pattern) > _LONGEST:
        raise ValueError(f"is longer than {_LONGEST} characters; shorten it")
    if not pattern.isprintable():
        raise ValueError("holds a sign that does not print; write it anew")
    names = [found["name"] for found in _FIELD.finditer(pattern)]
    if "{" in _FIELD.sub("", pattern) or "}" in _FIELD.sub("", pattern):
        raise ValueError(f"has a brace that opens no field; write it as in {_EXAMPLE}")
    if unknown := [name for name in names if name not in _FIELDS]:
        known = ", ".join(f"{{{name}}}" for name in _FIELDS)
        raise ValueError(f"names {{{unknown[0]}}}, which no number has; use {known}")
    if names.count("number") != 1 or len(set(names)) < len(names):
        raise ValueError(f"must have {{number}} once, and no field twice; write {_EXAMPLE}")
    return _checked_brackets(pattern)


def _checked_brackets(pattern: str) -> str:
    """The same, where its square brackets stand around the code and what goes with it."""
    bare = _OPTIONAL.sub("", pattern)
    if "[" in bare or "]" in bare:
        raise ValueError(f"has a square bracket without its other half; write {_EXAMPLE}")
    if any("{code" not in each or "{number" in each for each in _OPTIONAL.findall(pattern)):
        raise ValueError("has square brackets around no {code}; they hold what goes with a code")
    return pattern


@dataclass(frozen=True)
class NumberForm:
    """A pattern of letter numbers.

    ``{code}`` is the office's letter code, ``{number}`` the running number, ``{year}`` the register
    year, ``{month}`` the month of the letter's date and ``{roman}`` the same in Roman numerals;
    ``{number:3}`` has at least three digits. What stands in square brackets is left out for an
    office without a code.

    Attributes:
        pattern: One that ``checked_form`` lets pass.
    """

    pattern: str

    def written(self, code: str | None, number: int, year: int, month: int) -> str:
        """A number in this form.

        Args:
            code: Letter code of the office; ``None`` where it has none.
            number: Its running number.
            year: Year of the register.
            month: Month of the letter's date.
        """
        values = {"code": code or "", "number": str(number), "year": str(year)}
        values |= {"month": str(month), "roman": _ROMAN[month - 1]}
        pattern = _OPTIONAL.sub(lambda held: held[1] if code else "", self.pattern)
        return _FIELD.sub(
            lambda held: values[held["name"]].zfill(int(held["width"] or 0)), pattern
        ).strip()

    def parts(self, text: str) -> tuple[str | None, int] | None:
        """The code and the running number of a text in this form; ``None`` where it is in none."""
        for expression in self._expressions:
            if found := expression.fullmatch(text):
                held = found.groupdict()
                return held.get("code"), int(held["number"])
        return None

    @cached_property
    def _expressions(self) -> tuple[re.Pattern[str], ...]:
        """With what stands in square brackets, and without."""
        both = (_OPTIONAL.sub(r"\1", self.pattern), _OPTIONAL.sub("", self.pattern))
        return tuple(re.compile(_expression(each.strip())) for each in dict.fromkeys(both))


def _expression(pattern: str) -> str:
    ends = [0, *(place for found in _FIELD.finditer(pattern) for place in found.span())]
    between = [pattern[a:b] for a, b in zip(ends[::2], [*ends[1::2], len(pattern)], strict=True)]
    fields = [_READ[found["name"]] for found in _FIELD.finditer(pattern)]
    literal = [re.escape(each).replace(r"\ ", r"\s*") for each in between]
    return "".join(a + b for a, b in zip(literal, [*fields, ""], strict=True))
