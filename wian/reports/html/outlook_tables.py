"""The tables of an outlook's page: whom to telephone, behind whom others wait, the provinces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.reports.bilingual import Bilingual, Words
from wian.reports.outlook.holders import holders
from wian.reports.outlook.outlook import Outlook
from wian.reports.outlook.upward.answers_outlook import AnswersOutlook

_FIRST = 40
_FEW, _MANY = 3, 100
"""Provinces and addressees still to come from which on they are summed up by province."""
Named = Callable[[str], str]
"""An office's name by its id."""
Phone = Callable[[str], tuple[str, str] | None]
"""A number that reaches an office, and the id of the office that answers there."""


def _no_phone(_: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Foretold:
    """An outlook, and what it is told with.

    Attributes:
        told: The outlook.
        title: What was sent; its id where it is secret.
        country: Whose offices they are.
        named: Their names.
        words: Says things in both languages.
        phone: Their telephones.
        provinces: The province that each office is reached through.
        answers: What is to be expected of the answers that it asks for; ``None``: it asks none.
    """

    told: Outlook
    title: str
    country: Jurisdiction
    named: Named
    words: Bilingual
    phone: Phone = _no_phone
    provinces: Mapping[str, str] = field(default_factory=dict)
    answers: AnswersOutlook | None = None

    def placed(self, office: str) -> str:
        """An office's name, with its province's: several provinces have districts of one name."""
        province = self.provinces.get(office, office)
        name = self.named(office)
        return name if province == office else f"{name} · {self.named(province)}"

    def day(self, day: date) -> Words:
        """A day in both languages."""
        written = self.country.wording.long_date(day)
        return self.words.same(written, day.isoformat())

    @property
    def as_of(self) -> date:
        """The day from which it looks ahead."""
        outset = self.told.outset
        moment: date = outset.working.local_days([outset.now.minute])[0].item()
        return moment


def calls(of: Foretold) -> Sequence[Mapping[str, Any]]:
    """Whom to telephone today: with the number, who waits, and what it brings."""
    return [
        {
            "name": of.placed(each.office),
            **_phone(each.office, of),
            "waiting": each.waiting,
            "gain": f"{each.gain:.1f}",
        }
        for each in of.told.telephone
    ]


def behind(of: Foretold) -> Mapping[str, Any]:
    """Behind whom addressees wait that are least likely in time, and how many more there are."""
    found = holders(of.told)
    rows = [
        {
            "name": of.placed(each.office),
            "at": of.words("outlook.at.holds" if each.forwards else "outlook.at.silent"),
            "waiting": each.waiting,
            "in_time": None if each.expected is None else _share(each.expected, each.waiting),
            "days": [of.day(day) for day in (each.early, each.middle, each.late)],
        }
        for each in found[:_FIRST]
    ]
    return {"offices": rows, "offices_more": max(len(found) - _FIRST, 0)}


def provinces(of: Foretold) -> Mapping[str, Any]:
    """The provinces that lose anybody, the most first, and how many more there are.

    None are told where few addressees are still to come.
    """
    rows = _provinces(of)
    lose = [row for row in rows if row["late"]]
    return {"provinces": lose, "provinces_more": len(rows) - len(lose) if lose else 0}


def _provinces(of: Foretold) -> Sequence[Mapping[str, Any]]:
    where = of.provinces
    waiting = [each for each in of.told.offices if each.received is None]
    places = [each for each in of.told.offices if each.office in where]
    whole = Counter(where[each.office] for each in places)
    if len(whole) < _FEW or len(waiting) < _MANY or of.told.outset.closes is None:
        return []
    have = Counter(where[each.office] for each in places if each.received)
    expected = dict.fromkeys(whole, 0.0)
    for each in places:
        expected[where[each.office]] += each.in_time or 0.0
    return [
        {
            "name": of.named(each),
            "addressees": whole[each],
            "have": have[each],
            "in_time": _share(expected[each], whole[each]),
            "late": round(whole[each] - expected[each]),
        }
        for each in sorted(whole, key=lambda each: (expected[each] - whole[each], each))
    ]


def _share(part: float, whole: int) -> str:
    """A share in percent: 0 and 100 only where nothing is left open."""
    share = 100 * part / whole
    return f"{share:.0f} %" if share in {0.0, 100.0} else f"{min(max(share, 1), 99):.0f} %"


def _phone(office: str, of: Foretold) -> Mapping[str, str]:
    number, whose = of.phone(office) or ("", office)
    return {"phone": number, "answers": "" if whose == office else of.named(whose)}
