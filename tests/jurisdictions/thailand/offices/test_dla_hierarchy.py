"""Thailand's offices: ministry, departments, provinces, districts, local bodies."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import networkx as nx
import pytest

from hierarchy.graph import Hierarchy
from hierarchy.load.hierarchy_file import load_hierarchy
from hierarchy.office import Channel, LetterForm, Signatory
from hierarchy.route.planner import plan_route
from hierarchy.route.selection import Selection
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.thailand.offices.areas import provinces, subdistricts
from wian.jurisdictions.thailand.offices.dla_hierarchy import build_offices
from wian.jurisdictions.thailand.offices.letter_codes import PROVINCE_LETTERS

ROOT = Path(__file__).resolve().parents[4]
LIST = ROOT.parent / "shared" / "data" / "offices" / "dla-local-authorities.csv"
EXAMPLE = ROOT / "examples" / "gecc-2564" / "offices.yaml"
LOCAL = (Selection(levels=("local",)),)


@pytest.fixture(scope="module")
def placeholders() -> Hierarchy:
    """The hierarchy as it is without a list of local bodies."""
    return jurisdiction("thailand").build(None)


@pytest.fixture(scope="module")
def listed() -> Hierarchy:
    """The hierarchy with the department's own list."""
    if not LIST.exists():
        pytest.skip("the department's list of local bodies is not beside the project")
    return build_offices(LIST)


def test_without_a_list_a_placeholder_stands_for_each_subdistrict(placeholders):
    """Nobody can mistake a placeholder for a body: its name, its note and a remark say so."""
    assert list(placeholders.levels.items()) == [
        ("prime-minister", 1),
        ("ministry", 1),
        ("department", 1),
        ("province", 76),
        ("district", 878),
        ("local", 7256),
    ]
    stand_in = placeholders.office("phitsanulok.bang-rakam.bang-rakam")
    assert "แทนชื่อจริง" in stand_in.name
    assert "(placeholder)" in stand_in.label
    assert stand_in.note
    assert placeholders.remarks[0].startswith("7,256 placeholders")
    assert any("geothai, CC-BY-4.0" in remark for remark in placeholders.remarks)


def test_with_the_list_the_counts_are_the_countrys(listed):
    """7,849 bodies: 302 directly under their provinces, 7,547 through their districts."""
    assert listed.levels["local"] == 7849
    kinds = Counter(office.kind for office in listed.offices if office.level == "local")
    assert kinds == {
        "pao": 76,
        "city-municipality": 30,
        "town-municipality": 195,
        "subdistrict-municipality": 2247,
        "sao": 5300,
        "special": 1,
    }
    senders = Counter(
        (listed.office(line.parent).level, listed.office(line.child).level) for line in listed.lines
    )
    assert senders["province", "district"] == 878
    assert senders["province", "local"] == 302
    assert senders["district", "local"] == 7547
    assert listed.office("la-3200408").name == "เมืองพัทยา"
    assert listed.office("la-3200408").addressee == "นายกเมืองพัทยา"
    assert "la-3200408" in listed.children("chon-buri")


def test_the_national_route_reaches_every_body_in_five_waves(listed):
    """All but one district forward: Ko Samui's only body is a city, under its province."""
    route = plan_route(listed, "opm", LOCAL)
    assert set(listed.graph) - set(route.offices) == {"surat-thani.ko-samui"}
    assert [len(wave.hops) for wave in route.waves] == [1, 1, 76, 1179, 7547]
    fan_out = Counter(hop.sender for hop in route.waves[-1].hops)
    assert (len(fan_out), max(fan_out.values())) == (877, 26)
    assert [len(wave.cohorts) for wave in route.waves] == [1, 1, 1, 1, 76]


def test_the_chain_of_the_case_has_its_real_letterheads(placeholders):
    """Numbers, forms, desks and signatories are those that the letters of 2564 show."""
    moi, dla, province = map(placeholders.office, ("moi", "dla", "phitsanulok"))
    assert (moi.letter_code, moi.form) == ("มท ๐๒๑๘", LetterForm.MEMO)
    assert placeholders.line("moi", "dla").channel is Channel.HAND
    assert dla.letter_code == "มท ๐๘๑๐.๗"
    assert dla.desks == (
        "งานสารบรรณกลาง",
        "กองพัฒนาและส่งเสริมการบริหารงานท้องถิ่น",
        "กลุ่มงานส่งเสริมการบริหารกิจการบ้านเมืองที่ดีท้องถิ่น",
    )
    assert province.letter_code == "พล ๐๐๒๓.๓"
    assert province.address == ("ศาลากลางจังหวัดพิษณุโลก", "ถนนวังจันทร์ พล ๖๕๐๐๐")
    assert province.signatory == Signatory("รองผู้ว่าราชการจังหวัด", "ผู้ว่าราชการจังหวัดพิษณุโลก")
    district = placeholders.office("phitsanulok.bang-rakam")
    assert district.letter_code == "พล ๐๔๒๓"
    assert (district.addressee, district.addressee_class) == ("นายอำเภอบางระกำ", "นายอำเภอ")


def test_every_province_has_letters_of_its_own():
    """76 provinces, 76 pairs of letters, those of well-known letterheads among them."""
    assert {each.name for each in provinces()} == set(PROVINCE_LETTERS)
    assert len(set(PROVINCE_LETTERS.values())) == 76
    known = {"พิษณุโลก": "พล", "เชียงใหม่": "ชม", "นครราชสีมา": "นม", "พระนครศรีอยุธยา": "อย"}
    assert known.items() <= PROVINCE_LETTERS.items()


def test_areas_that_share_an_english_name_have_ids_of_their_own():
    """Ayutthaya has two districts that are Bang Sai in English; their codes distinguish them."""
    ayutthaya = next(each for each in provinces() if each.code == "14")
    twins = [each.id for each in ayutthaya.districts if each.name_en == "Bang Sai"]
    assert twins == [
        "phra-nakhon-si-ayutthaya.bang-sai-1404",
        "phra-nakhon-si-ayutthaya.bang-sai-1413",
    ]
    ids = [area.id for each in provinces() for d in each.districts for area in subdistricts(d)]
    assert len(set(ids)) == 7256


def test_the_example_is_that_part_of_the_country(listed):
    """The example's offices and lines are the national ones, word for word."""
    example = load_hierarchy(EXAMPLE)
    part = {"opm", "moi", "dla", "phitsanulok"} | nx.descendants(listed.graph, "phitsanulok")
    assert set(example.offices) == {office for office in listed.offices if office.id in part}
    assert set(example.lines) == {
        line for line in listed.lines if line.parent in part and line.child in part
    }


def test_the_example_goes_down_as_the_case_did():
    """Twelve recipients of the province's letter, a hundred of the districts'."""
    route = plan_route(load_hierarchy(EXAMPLE), "opm", LOCAL)
    assert [len(wave.hops) for wave in route.waves] == [1, 1, 1, 12, 100]
    kinds = Counter(load_hierarchy(EXAMPLE).office(h.recipient).kind for h in route.waves[-1].hops)
    assert kinds == {"sao": 76, "subdistrict-municipality": 24}
