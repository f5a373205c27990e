"""What do the numbers of an office's letters look like? As it says, within its country's rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from hierarchy.office import Office, Series
from wian.jurisdictions.number_form import NumberForm, NumberValues, checked_form, fields_of
from wian.kit.errors import Fault

_ANY_DAY = date(2021, 1, 19)


class RunningNumber(NamedTuple):
    """A number of an office's register, and the letter that it is for.

    Attributes:
        number: The number.
        year: The register's year.
        dated: The letter's date, whose month stands in the numbers of some countries.
        circular: The letter goes to several recipients.
        classification: What its subject is classified as; ``None`` where nobody says.
    """

    number: int
    year: int
    dated: date
    circular: bool = True
    classification: str | None = None


def _no_class(code: str | None) -> tuple[str | None, str | None]:
    """No classification stands in a letter code."""
    return None, code


@dataclass(frozen=True)
class NumberRule:
    """What a country's regulation wants of the form of its letters' numbers.

    Attributes:
        fits: What the form of an office must be; any where ``None``.
        said: What that is, as a clause, with an example.
        mark: What stands before the running number of a circular.
        parts: The classification that a letter code begins with, and the rest of the code.
        classified: Numbers hold what a letter's subject is classified as.
    """

    fits: re.Pattern[str] | None = None
    said: str = ""
    mark: str = ""
    parts: Callable[[str | None], tuple[str | None, str | None]] = _no_class
    classified: bool = False

    def classification(self, office: Office, said: str | None) -> str | None:
        """What a letter of an office is classified as: as somebody says, else by its code."""
        return said or self.parts(office.letter_code)[0]


class NumberWording(Protocol):
    """What the wording of a country knows of numbers: see ``Wording``."""

    def digits(self, text: str) -> str:
        """``text`` with Arabic digits turned into the country's."""

    def register_year(self, day: date) -> int:
        """The year whose registers number a letter of ``day``."""

    def letter_number(
        self, code: str | None, number: int, year: int, *, dated: date, circular: bool = True
    ) -> str:
        """A letter's number in the country's usual form."""


class NumberingCountry(Protocol):
    """What of a jurisdiction decides how its offices number."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def numbers(self) -> NumberRule:
        """What its regulation wants of the form of numbers."""

    @property
    def wording(self) -> NumberWording:
        """How its letters are worded."""


ANY_NUMBER = NumberRule()
"""The rule where a country has none."""


def office_number(country: NumberingCountry, office: Office, of: RunningNumber) -> str:
    """The number of a letter of an office, as the letter prints it.

    Args:
        country: Its jurisdiction.
        office: Who writes the letter.
        of: Its running number, and what else stands in the number.
    """
    rule, wording = country.numbers, country.wording
    own, unit = rule.parts(office.letter_code)
    held = of.classification or own
    code = "/".join(filter(None, (held, unit))) if of.classification else office.letter_code
    if office.number_form is None:
        return wording.letter_number(code, of.number, of.year, dated=of.dated, circular=of.circular)
    mark = rule.mark if of.circular else ""
    values = NumberValues(code, of.number, of.year, of.dated.month, held, unit, mark)
    return wording.digits(NumberForm(office.number_form).written(values))


def number_faults(country: NumberingCountry, office: Office) -> Iterator[Fault]:
    """What does not fit in how an office says that it numbers, each at its field."""
    form_fault = _form_fault(country, office)
    if form_fault:
        yield form_fault
        return
    apart = office.circulars is Series.APART
    if apart and not _differ(country, office, circular=True):
        what = f"circulars is apart, but numbers of {country.name} do not distinguish circulars"
        yield Fault("circulars", what, "leave it out: all letters run in one series")
    if office.classes is not Series.APART:
        return
    if apart:
        what = "classes is apart, and circulars too: a letter has one series"
        yield Fault("classes", what, "leave one of them out")
    elif not _differ(country, office, classification="1"):
        what = "classes is apart, but the numbers of the office do not show the classification"
        yield Fault("classes", what, "leave it out: all letters run in one series")


def _form_fault(country: NumberingCountry, office: Office) -> Fault | None:
    """Why a form that an office has for itself cannot be."""
    form, rule = office.number_form, country.numbers
    if form is None:
        return None
    try:
        checked_form(form)
    except ValueError as error:
        what, _, remedy = str(error).partition("; ")
        return Fault("number_form", f"number_form {what}", remedy)
    if "{" in (office.letter_code or ""):
        what = f"number_form is given, and letter_code '{office.letter_code}' is a form too"
        return Fault("number_form", what, "give the code alone there, or leave number_form out")
    if rule.fits is not None and not rule.fits.fullmatch(form):
        what, _, remedy = rule.said.partition("; ")
        return Fault("number_form", f"number_form '{form}' {what}", remedy)
    if "class" in fields_of(form) and not rule.classified:
        what = f"number_form names {{class}}, but numbers of {country.name} hold no classification"
        return Fault("number_form", what, "leave it out")
    return None


def _differ(
    country: NumberingCountry,
    office: Office,
    *,
    circular: bool = False,
    classification: str | None = None,
) -> bool:
    """Whether one number looks unlike another that differs in this.

    Series that run apart each have a number 1, and the two must not look alike.
    """
    plain = RunningNumber(1, country.wording.register_year(_ANY_DAY), _ANY_DAY, circular=False)
    if classification and not country.numbers.classified:
        return False
    other = plain._replace(circular=circular, classification=classification)
    one = plain._replace(classification="2" if classification else None)
    return office_number(country, office, one) != office_number(country, office, other)
