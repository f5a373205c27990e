"""Stories of the words for groups of offices."""

from __future__ import annotations

from copy import copy

import pytest

from hierarchy.office import Office
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.plain.words import joined_words
from wian.jurisdictions.thailand.offices.local_authorities import KINDS
from wian.letters.composition.vocabulary import vocabulary


@pytest.fixture(scope="module")
def words(thailand):
    return vocabulary(thailand.wording)


def test_every_office_of_thailand_has_words(words, thailand):
    """No built-in office is called a mere unit, nor comes last among addressees."""
    for office in thailand.build(None).offices:
        assert words.group(office) != words.unknown
        assert words.precedence(office) < len(words.groups)
    assert {kind.slug for kind in KINDS.values()} <= words.groups.keys()


def test_offices_of_one_kind_go_by_its_noun_and_several_kinds_by_their_level(words):
    """Two towns are towns; a town and a subdistrict municipality are local bodies."""
    town = Office("t", "ก", "local", "town-municipality")
    other = Office("u", "ข", "local", "subdistrict-municipality")
    district = Office("d", "ค", "district", "district")
    assert words.nouns([town, town]) == ("เทศบาลเมือง",)
    assert words.nouns([town, other]) == ("องค์กรปกครองส่วนท้องถิ่น",)
    assert words.nouns([other, district]) == ("อำเภอ", "องค์กรปกครองส่วนท้องถิ่น")


def test_forwarders_of_different_reach_pass_on_to_whom_it_concerns(words):
    """A ministry and a district share no area."""
    ministry = Office("m", "ก", "ministry", "ministry")
    district = Office("d", "ค", "district", "district")
    assert words.reach([district, district]) == "ในเขตพื้นที่"
    assert words.reach([ministry, district]) == words.unknown["reach"]


def test_a_kind_with_a_noun_of_its_own_is_not_called_by_its_level(words):
    """A school on the level of local bodies is none; a district of the capital has another word."""
    school = Office("s", "ก", "local", "school")
    town = Office("t", "ข", "local", "town-municipality")
    khet = Office("k", "ค", "district", "khet")
    district = Office("d", "ง", "district", "district")
    assert words.nouns([school]) == ("โรงเรียน",)
    assert words.nouns([school, town]) == ("องค์กรปกครองส่วนท้องถิ่น", "โรงเรียน")
    assert words.nouns([khet, district]) == ("อำเภอ", "เขต")


def test_organisations_that_share_templates_keep_their_own_words():
    """A desk serves two of them: what one calls its stations is no word of the other's."""
    country = jurisdiction("plain")
    depot, station = (_called(country.wording, each) for each in ("depots", "stations"))
    office = Office("s", "Alba", "station", "station")
    assert vocabulary(depot).nouns([office]) == ("depots",)
    assert vocabulary(station).nouns([office]) == ("stations",)


def _called(wording, noun):
    """The wording with a noun for the level ``station``."""
    other = copy(wording)
    other.words = joined_words({}, "en", {"station": (noun[:-1], noun)})
    return other
