"""Offices and a directive in another script than their jurisdiction's letters are warned of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wian.jurisdictions.countries import jurisdiction
from wian.letters.composition.foreign_texts import foreign_texts

_THAI = {"subject": "เรื่อง", "decided": "มีมติ"}
_ENGLISH = {"subject": "Gauges", "decided": "has resolved"}


_OFFICES = (
    "2 of 3 offices that write have a name without a letter of the script of Thailand, so that "
    "letters would mix two languages: o0, o1. Say whose offices they are in the hierarchy file "
    "(jurisdiction: plain), or write them again."
)
_TEXTS = (
    "The directive's subject, decided are without a letter of the script of Thailand, so that "
    "letters would mix two languages."
)
_OTHER = (
    "1 of 1 office that writes has a name in a script that letters of Plain are not written in, so "
    "that letters would mix two languages: o0. Name another jurisdiction in the hierarchy file, or "
    "write them again."
)


@pytest.mark.parametrize(
    ("country", "names", "texts", "told"),
    [
        ("thailand", ["กรม", "จังหวัด", "UNESCO"], _THAI, []),
        ("thailand", ["12", "กรม"], {**_THAI, "subject": "GECC 2564"}, []),
        ("thailand", ["Board", "Branch", "กรม"], _ENGLISH, [_OFFICES, _TEXTS]),
        ("plain", ["Board", "Branch"], _ENGLISH, []),
        ("plain", ["กรม"], _ENGLISH, [_OTHER]),
    ],
    ids=["own", "digits", "foreign", "english", "other"],
)
def test_most_names_and_all_texts_tell(country, names, texts, told):
    """A few names in another script are usual; most are not."""
    held = {f"o{number}": name for number, name in enumerate(names)}
    assert foreign_texts(held, texts, jurisdiction(country)) == told


def test_whom_no_script_tells_from_english_is_held_against_the_others():
    """Whatever country that is."""
    other = replace(jurisdiction("plain"), name="Erewhon")
    assert "Erewhon" in foreign_texts({"a": "กรม"}, {}, other)[0]
