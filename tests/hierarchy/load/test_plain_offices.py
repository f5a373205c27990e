"""The quick way to load offices gives what the careful way gives, or leaves the file to it."""

from __future__ import annotations

import csv
import io

import pytest

from hierarchy.graph import Hierarchy
from hierarchy.load.entries import checked
from hierarchy.load.file_conventions import ANY, Countries, OfficeRules
from hierarchy.load.office_rows import COLUMNS, OfficeRows
from hierarchy.load.plain_offices import NotPlain, PlainOffices

KNOWN = Countries(ids=("home",), rules={"home": OfficeRules("Asia/Bangkok")})
USUAL = {"name": "Name", "level": "low", "kind": "town", "parent": "top"}
TEXTS = ("Ordinary", 'with "quotes" and \\', "อำเภอท่าข้าม", "a < b", "né", "ne\u0301", "x" * 300)
TEXTS += ("x\u00a0y", "two\nlines", "☂ 😀")
RIGHT = [{"name_en": text, "note": text} for text in TEXTS if "\n" not in text] + [
    {"note": "two\nlines"},
    {"note": "y" * 1000},
    {"form": "external"},
    {"form": "stamped"},
    {"desks": "registry"},
    {"desks": "front | back"},
    {"address": "one||two|", "copies": "|", "drafted_by": "ฝ่าย"},
    {"signatory": "Head", "acting_for": "Chief", "acting_term": "caretaker"},
    {"signatory": "Head", "acting_term": "delegated"},
    {"signatory": "Head", "acting_since": "2021-01-01", "acting_until": "2021-02-01"},
    {"time_zone": "Asia/Bangkok"},
    {"line_kind": "supervision", "channel": "electronic"},
    {"line_kind": "command", "channel": "post"},
    {"email": "registry@town.example", "reach": "desk"},
    {"email": "registry@town.example", "reach": "mail", "circulars": "together"},
    {"phone": "0 2000", "salutation": "Dear", "closing": "Yours", "letter_code": "A 1"},
]
WRONG = [
    {"reach": "mail"},
    {"email": "registry"},
    {"id": ""},
    {"id": "Upper"},
    {"name": ""},
    {"name": "<b>bold</b>"},
    {"name": "{{ name }}"},
    {"name": "x" * 301},
    {"name": "zero\u200bwidth"},
    {"level": "two words"},
    {"level": ""},
    {"kind": "Town"},
    {"form": "postcard"},
    {"desks": "|"},
    {"desks": "a|a"},
    {"acting_for": "Chief"},
    {"signatory": "Head", "acting_term": "by chance"},
    {"signatory": "Head", "acting_term": "caretaker"},
    {"signatory": "Head", "acting_since": "soon"},
    {"time_zone": "Europe/Paris"},
    {"line_kind": "friendship"},
    {"channel": "pigeon"},
    {"parent": "nowhere"},
    {"parent": "top|top"},
    {"id": "top"},
]


def table(*rows: dict[str, str]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerow({**USUAL, "id": "top", "parent": ""})
    writer.writerows({**USUAL, "id": f"o{at}", **row} for at, row in enumerate(rows))
    return text.getvalue()


def quick(path) -> Hierarchy:
    offices = PlainOffices({}, OfficeRules("Asia/Bangkok"))
    offices.add_rows(OfficeRows(path, KNOWN))
    return offices.hierarchy("the file", ())


def careful(path) -> Hierarchy:
    rows = OfficeRows(path, KNOWN)
    return checked(rows.entries(), {}, OfficeRules("Asia/Bangkok")).hierarchy("the file", ())


def test_both_ways_give_the_same_hierarchy(write):
    """Byte for byte: the ledger's digest does not tell by which way a file was read."""
    path = write("right.csv", table(*RIGHT))
    assert quick(path).to_json() == careful(path).to_json()
    assert quick(path).office("o5").name_en == "n\u00e9"


@pytest.mark.parametrize("row", WRONG, ids=repr)
def test_what_may_be_a_fault_is_left_to_the_careful_way(write, row):
    """The quick way never lets a fault pass, and never reports one."""
    with pytest.raises(NotPlain):
        quick(write("wrong.csv", table({}, row)))


def test_ragged_rows_and_open_quotes_are_left_to_it_too(write):
    """So is a file whose rows cannot even be told apart."""
    for more in ("o9,too,few\n", 'o9,"open\n'):
        with pytest.raises(NotPlain):
            quick(write("broken.csv", table({}) + more))


def test_defaults_of_a_kind_hold_for_its_rows_alone(write):
    """A row of the kind takes what it leaves out; the others are as they stand."""
    path = write("some.csv", table({"kind": "mill", "level": ""}, {}))
    offices = PlainOffices({"mill": {"level": "high", "desks": ["gate"]}}, ANY)
    offices.add_rows(OfficeRows(path, KNOWN))
    realm = offices.hierarchy("the file", ())
    assert (realm.office("o0").level, realm.office("o0").desks) == ("high", ("gate",))
    assert (realm.levels, realm.office("o1").desks) == ({"low": 2, "high": 1}, ("registry",))


def test_zones_are_as_rows_say_or_as_ids_tell(write):
    """The usual zone is left out, whoever says it; both ways agree."""
    zones = {"o1": "Europe/Paris", "o2": "Europe/Paris", "o3": "Asia/Bangkok"}
    rules = OfficeRules("Asia/Bangkok", others=frozenset({"Europe/Paris"}), zone_of=zones.get)
    path = write(
        "zones.csv", table({"time_zone": "Europe/Paris"}, {}, {"time_zone": "Asia/Bangkok"}, {})
    )
    quickly = PlainOffices({}, rules)
    quickly.add_rows(OfficeRows(path, KNOWN))
    realm = quickly.hierarchy("the file", ())
    full = checked(OfficeRows(path, KNOWN).entries(), {}, rules).hierarchy("the file", ())
    assert realm.to_json() == full.to_json()
    assert realm.offices.zones == {"o0": "Europe/Paris", "o1": "Europe/Paris"}
    wrong = OfficeRows(write("wrong.csv", table({"time_zone": "Europe/Rome"})), KNOWN)
    (fault,) = checked(wrong.entries(), {}, rules).faults
    assert "use one of Asia/Bangkok, Europe/Paris" in str(fault)
