"""What do the letters of a jurisdiction look like? A sample, from an invented directive."""

from __future__ import annotations

from datetime import date

from hierarchy.graph import Hierarchy
from hierarchy.office import LetterForm, Line, Office, Signatory
from hierarchy.route.planner import plan_route
from wian.jurisdictions.handling import Urgency
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.letters.composition.composer import Composer
from wian.letters.composition.reminder import Reminding
from wian.letters.directive import Directive
from wian.letters.letter import Letter, Reference

ISSUED = date(2026, 3, 2)
_FORWARDED = date(2026, 3, 9)


def sample_letters(country: Jurisdiction) -> dict[str, Letter]:
    """Letters by what they are: the origin's, a forwarder's in each form, a reminder.

    Args:
        country: Whose words, numbers and dates.

    Raises:
        WianError: A template fails, or is missing.
    """
    hierarchy, directive = _offices(country), _directive()
    route = plan_route(hierarchy, directive.origin, directive.addressees)
    composer = Composer(hierarchy, route, directive, country)
    first = composer.compose("sample-a", _number(country, "AA", 1, ISSUED), ISSUED, None)
    cited = Reference(first.issuer, first.number, first.dated)
    second = _number(country, "BB", 2, _FORWARDED)
    made = {"first": first}
    for form in LetterForm:
        made[form.value] = composer.compose("sample-b", second, _FORWARDED, cited, form)
    reminding = Reminding(hierarchy, country, composer.worded)
    for owed in ("reception", "forwarding", "answer"):
        made[f"reminder of {owed}"] = reminding.remind(
            first, ["sample-b"], owed=owed, due=ISSUED, number=second, dated=_FORWARDED
        )
    return made


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
                    "text": "inspect its fire extinguishers",
                    "answer_by": "2026-04-15",
                }
            ],
            "enclosures": [{"title": "Checklist", "count": "1"}],
            "contact": {"unit": "Safety Unit", "phone": ["555 0199"]},
            "urgency": Urgency.URGENT,
            "addressees": [{"ids": ["sample-c"]}],
        }
    )
