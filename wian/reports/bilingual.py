"""What reports say, in the offices' language where it has a catalogue and in English beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from wian.delays.local_clock import DAY
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.kit.catalogue import Catalogue, catalogue
from wian.kit.counted import number, rounded
from wian.kit.number_signs import NumberSigns, SignedNumber
from wian.letters.composition.vocabulary import vocabulary

ENGLISH = Path(__file__).parent / "words" / "en.yaml"
_OWN = "reports.yaml"
_FEW = ((0.000_05, 6), (0.005, 4), (0.05, 2))
"""Days that one decimal would round to nothing, and the decimals that they get."""


@dataclass(frozen=True, slots=True)
class Words:
    """The same thing said in English and, where the offices have one, in their own language."""

    en: str
    own: str | None = None

    @property
    def main(self) -> str:
        """The offices' own words, or else the English ones."""
        return self.en if self.own is None else self.own

    def __str__(self) -> str:
        """Both, where there is room for one line only; once what is the same in both."""
        return self.en if self.own in (None, self.en) else f"{self.own} · {self.en}"


class Bilingual:
    """Says things in both languages of a country's reports, or in English alone.

    Args:
        country: Whose offices the report is of.
    """

    def __init__(self, country: Jurisdiction) -> None:
        self._country, self._english = country, catalogue(ENGLISH)
        self._own = _own(country)
        self.language = "en" if self._own is None else country.language
        self.signs = NumberSigns() if self._own is None else country.wording.signs

    def __call__(self, key: str, **values: object) -> Words:
        """The words of a key; a value that is ``Words`` goes by language, a number by its signs."""
        own, english = self._own, {name: _in_english(each) for name, each in values.items()}
        said = self._english.say(key, **english)
        if own is None:
            return Words(said)
        return Words(
            said, own.say(key, **{name: self._main(each) for name, each in values.items()})
        )

    def same(self, own: str, english: str | None = None) -> Words:
        """A name, which is no word of a catalogue: of an office, or of nothing (empty)."""
        return Words(english or own, None if self._own is None else own)

    def joined(self, between: Words, many: Iterable[Words]) -> Words:
        """Several in a row."""
        found = tuple(many)
        english = between.en.join(each.en for each in found)
        if self._own is None:
            return Words(english)
        return Words(english, between.main.join(each.main for each in found))

    def figure(self, english: str) -> Words:
        """A figure that is formatted as English writes it, in the signs of each language."""
        return self.same(self.signs.written(english), english)

    def count(self, many: int) -> Words:
        """A count with thousands separated."""
        return self.figure(number(many))

    def days(self, minutes: float) -> Words:
        """Minutes as days, as :func:`days` shows them."""
        return self.figure(days(minutes))

    def in_days(self, value: float) -> Words:
        """Days, as :func:`in_days` shows them."""
        return self.figure(in_days(value))

    def level(self, slug: str | None, kinds: Iterable[str | None] = ()) -> Words:
        """A level of offices; its slug where nobody has named it.

        Args:
            slug: The level.
            kinds: The kinds of its offices. If there is one alone, and letters in the offices'
                language have a noun for it, the level goes by that noun.
        """
        if not slug:
            return self.same("–")
        english, _ = self._country.level_names.get(slug, (slug, slug))
        if self._own is None:
            return self.same(english)
        own = self._noun(kinds) or self._own.own.get(f"level.{slug}", slug)
        return self.same(own, english)

    def _noun(self, kinds: Iterable[str | None]) -> str | None:
        """What letters call offices that are all of one kind, where they have a noun for it."""
        if len(found := set(kinds)) != 1:
            return None
        groups = vocabulary(self._country.wording).groups
        return groups.get(found.pop() or "", {}).get("noun")

    def _main(self, value: object) -> object:
        if isinstance(value, Words):
            return value.main
        return SignedNumber(value, self.signs) if isinstance(value, int | float) else value

    @property
    def months(self) -> tuple[str, ...]:
        """The months as charts write them, January first."""
        return tuple(self("months").main.split())

    @property
    def era(self) -> int:
        """What is added to a Gregorian year beside these months."""
        era = self._country.era
        return era.offset if era and self._own is not None else 0

    def month(self, text: str | None) -> str:
        """A month, ``2021-01``, as charts write it; as it stands where it is none."""
        year, _, number = (text or "").partition("-")
        if not (year.isdigit() and number.isdigit() and 1 <= int(number) <= len(self.months)):
            return text or "–"
        return f"{self.months[int(number) - 1]} {int(year) + self.era}"


def _own(country: Jurisdiction) -> Catalogue | None:
    """The catalogue in the offices' language; ``None`` where they have none, or read English."""
    if country.language == "en" or country.words is None:
        return None
    path = country.words / _OWN
    return catalogue(path, ENGLISH) if path.exists() else None


def _in_english(value: object) -> object:
    return value.en if isinstance(value, Words) else value


def days(minutes: float) -> str:
    """Minutes as days with one decimal, whole ones without; a few minutes or seconds with more."""
    return in_days(minutes / DAY).removesuffix(".0")


def in_days(value: float) -> str:
    """Days with one decimal; so few that it would show nothing of them, with more.

    Whatever shows days in a report shows them by this rule, its page's script included: the same
    figure is the same text in every table, chart and sentence.
    """
    most = round(abs(value), 9)
    places = next((places for few, places in _FEW if 0 < most < few), 1)
    return rounded(value, places)
