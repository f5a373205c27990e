"""What do the letters of a jurisdiction look like? A sample, from an invented directive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache, partial

from hierarchy.graph import Hierarchy
from hierarchy.office import LetterForm, Line, Office, Signatory
from hierarchy.route.planner import plan_route
from wian.jurisdictions.handling import Urgency
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.letters.composition.composer import Composer
from wian.letters.composition.later_letter import LaterLetter
from wian.letters.composition.reminder import Reminding
from wian.letters.composition.upward.reporting import (
    ReportContent,
    ReportedFigure,
    Reporting,
)
from wian.letters.directive import Directive, Follows, FollowUpKind
from wian.letters.letter import Letter, Reference

ISSUED = date(2026, 3, 2)
_FORWARDED = date(2026, 3, 9)


def sample_letters(country: Jurisdiction) -> dict[str, Letter]:
    """Letters by what they are; see ``sample_writings``.

    Args:
        country: Whose words, numbers and dates.

    Raises:
        WianError: A template fails, or is missing.
    """
    return {name: write() for name, write in sample_writings(country).items()}


def sample_writings(country: Jurisdiction) -> dict[str, Callable[[], Letter]]:
    """What writes each letter that a directive may need, by what it is.

    The origin's letter, a forwarder's in each form, reminders, a report, the withdrawal: the
    origin's, and a forwarder's in each form; and the origin's amendment, whose forms are those of
    the withdrawal.
    Each raises what its own templates have wrong.

    Args:
        country: Whose words, numbers and dates.

    Raises:
        WianError: What all letters share fails.
    """
    hierarchy, directive = _offices(country), _directive()
    composer = _composer(country, hierarchy, directive)
    first = cache(partial(_first, composer, country))
    owed = ("reception", "forwarding", "answer")
    later = partial(_later, country, hierarchy, directive)
    return {
        "first": first,
        **{form.value: partial(_forwarded, composer, country, first, form) for form in LetterForm},
        **{
            f"reminder of {each}": partial(_reminder, composer, country, hierarchy, first, each)
            for each in owed
        },
        "report": partial(_report, composer, country, hierarchy, first),
        "withdrawal": lambda: _first(later(), country, earlier=first()),
        **{
            f"withdrawal, {form.value}": partial(_forwarded_later, later, country, first, form)
            for form in LetterForm
        },
        "amendment": lambda: _first(
            _amending(country, hierarchy, directive), country, earlier=first()
        ),
    }


def _composer(country: Jurisdiction, hierarchy: Hierarchy, directive: Directive) -> Composer:
    route = plan_route(hierarchy, directive.origin, directive.addressees)
    return Composer(hierarchy, route, directive, country)


def _first(composer: Composer, country: Jurisdiction, earlier: Letter | None = None) -> Letter:
    number = _number(country, "AA", 1, ISSUED)
    return composer.compose("sample-a", number, ISSUED, None, earlier=earlier)


def _forwarded(
    composer: Composer,
    country: Jurisdiction,
    first: Callable[[], Letter],
    form: LetterForm,
    earlier: Letter | None = None,
) -> Letter:
    came = first()
    cited = Reference(came.issuer, came.number, came.dated)
    number = _number(country, "BB", 2, _FORWARDED)
    return composer.compose("sample-b", number, _FORWARDED, cited, form, earlier=earlier)


def _reminder(
    composer: Composer,
    country: Jurisdiction,
    hierarchy: Hierarchy,
    first: Callable[[], Letter],
    owed: str,
) -> Letter:
    number = _number(country, "BB", 2, _FORWARDED)
    remind = Reminding(hierarchy, country, composer.worded).remind
    return remind(first(), ["sample-b"], owed=owed, due=ISSUED, number=number, dated=_FORWARDED)


def _report(
    composer: Composer, country: Jurisdiction, hierarchy: Hierarchy, first: Callable[[], Letter]
) -> Letter:
    """A second report, with everything that a report may say."""
    came, number = first(), _number(country, "BB", 3, _FORWARDED)
    before = replace(came, issuer="Office B", number=_number(country, "BB", 2, _FORWARDED))
    figures = (
        ReportedFigure("Extinguishers", "1,204", "pieces", "1,203"),
        ReportedFigure("Cost", "2,501.00"),
    )
    said = ReportContent(71, 103, figures, "The others were reminded", before)
    reporting = Reporting(hierarchy, country, composer)
    return reporting.report(came, "sample-b", said, number=number, dated=_FORWARDED)


def _later(country: Jurisdiction, hierarchy: Hierarchy, first: Directive) -> Composer:
    """What writes the letters that withdraw the invented directive."""
    words, kind = LaterLetter(country.wording), FollowUpKind.WITHDRAWAL
    changes = {
        "subject": words.subject(kind, first.subject),
        "decided": words.decided(kind, "the extinguishers are new"),
        "purpose": words.purpose(kind),
        "window": None,
        "asks": (),
        "enclosures": (),
        "follows": Follows(propagation="sample", kind=kind),
    }
    return _composer(country, hierarchy, first.model_copy(update=changes))


def _amending(country: Jurisdiction, hierarchy: Hierarchy, first: Directive) -> Composer:
    """What writes the letters that amend the invented directive."""
    wording, kind = country.wording, FollowUpKind.AMENDMENT
    words = LaterLetter(wording)
    day = wording.long_date(_FORWARDED)
    changes = {
        "subject": words.subject(kind, first.subject),
        "decided": words.decided(kind, ""),
        "purpose": words.purpose(kind),
        "details": (
            words.window(wording.window_phrase(ISSUED, _FORWARDED)),
            words.answer_by("", day),
            words.unchanged(),
        ),
        "asks": (),
        "follows": Follows(propagation="sample", kind=kind),
    }
    return _composer(country, hierarchy, first.model_copy(update=changes))


def _forwarded_later(
    later: Callable[[], Composer],
    country: Jurisdiction,
    first: Callable[[], Letter],
    form: LetterForm,
) -> Letter:
    return _forwarded(later(), country, first, form, earlier=first())


def _number(country: Jurisdiction, code: str, number: int, dated: date) -> str:
    wording = country.wording
    year = wording.register_year(dated)
    return wording.letter_number(code, number, year, dated=dated, circular=False)


def _offices(country: Jurisdiction) -> Hierarchy:
    """One office of each of three levels, those that the jurisdiction names first."""
    levels = [*country.level_names, "top", "middle", "bottom"][:3]
    offices = [
        Office(
            id=f"sample-{letter}",
            name=f"Office {letter.upper()}",
            level=level,
            kind=level,
            letter_code=letter.upper() * 2,
            address=("1 Hill Street",),
            signatory=Signatory("Deputy", "Head") if letter == "b" else Signatory("Head"),
            addressee=f"Head of Office {letter.upper()}",
            phone="555 0100",
        )
        for letter, level in zip("abc", levels, strict=True)
    ]
    lines = [Line("sample-a", "sample-b"), Line("sample-b", "sample-c")]
    return Hierarchy.build(offices, lines, subject="a sample", jurisdiction=country.id)


def _directive() -> Directive:
    return Directive.model_validate(
        {
            "id": "sample",
            "origin": "sample-a",
            "subject": "Inspection of fire extinguishers",
            "decided": "has resolved to inspect every fire extinguisher",
            "purpose": "keep everybody safe",
            "window": {"opens": "2026-03-02", "closes": "2026-04-30"},
            "asks": [
                {
                    "to": {"ids": ["sample-c"]},
                    "text": "inspect their fire extinguishers",
                    "answer_by": "2026-04-15",
                }
            ],
            "enclosures": [{"title": "Checklist", "count": "1"}],
            "contact": {"unit": "Safety Unit", "phone": ["555 0199"]},
            "urgency": Urgency.URGENT,
            "addressees": [{"ids": ["sample-c"]}],
        }
    )
