"""One directive opens level by level, to the last local body; or those that hold it up."""

from __future__ import annotations

import pytest

from wian.ledger.access.permissions import Role

DISTRICT = "phitsanulok.wang-thong"


@pytest.fixture
def manager(drill, living):
    """The province has written to its twelve, one district has passed it on; the origin looks."""
    drill.reach(living.leaf)
    drill.wait(7 * 24 * 60)
    return drill.at("opm", Role.MANAGER)


def tree(drill, asked=""):
    return f"/follow-up/{drill.plan.id}{asked}"


def test_the_page_says_where_it_is_stuck(drill, manager, words):
    """The districts behind which most wait, with since when and whom to telephone."""
    shown = words(manager.get(tree(drill)))
    stuck = shown.partition("จุดที่หนังสือค้างอยู่")[2].partition("หน่วยงานข้างใต้")[0]
    assert stuck.count("แห่งรออยู่ข้างหลัง อำเภอ") == 5
    assert "ยังไม่ลงรับ มา ๔ วันทำการ" in stuck
    assert "รอหน่วยงานเหนือแจ้งต่อ" in shown


def test_the_tree_opens_level_by_level(drill, manager, words):
    """Down to the first office that writes to several by itself; then by a link a level."""
    first = manager.get(tree(drill))
    assert "จังหวัดพิษณุโลก" in words(first), "ministry, department and province lead there alone"
    assert "อำเภอวังทอง" in words(first)
    assert "เทศบาลตำบลวังทอง" not in words(first)
    opened = manager.get(tree(drill, f"?open={DISTRICT}"))
    assert 'aria-expanded="true"' in opened.text
    assert "เทศบาลตำบลวังทอง" in words(opened)
    assert "ยังไม่มีหนังสือส่งถึง" in words(opened).partition("อำเภอวังทอง")[2]


def test_a_filter_lists_offices_of_every_level(drill, manager, living, words):
    """Not forwarded yet: the district that has stamped; with the way down to it."""
    living.stamp(drill.ledger, drill.plan, DISTRICT, 40)
    shown = words(manager.get(tree(drill, "?show=not-forwarded")))
    listed = shown.partition("หน่วยงานข้างใต้")[2]
    assert "จังหวัดพิษณุโลก › อำเภอวังทอง ยังไม่แจ้งต่อ" in listed
    assert "อำเภอนครไทย" not in listed
    silent = words(manager.get(tree(drill, "?show=not-stamped"))).partition("หน่วยงานข้างใต้")[2]
    assert "อำเภอนครไทย ยังไม่ลงรับ" in silent
    assert "อำเภอวังทอง" not in silent
    assert "เกินกำหนด" in words(manager.get(tree(drill, "?show=overdue&page=9&open=nowhere")))


def test_a_telephone_is_a_link_where_letters_print_it(drill, words):
    """The department has not stamped; its number stands at the foot of its letters."""
    drill.reach("dla")
    page = drill.at("opm", Role.MANAGER).get(tree(drill))
    assert 'href="tel:022419000"' in page.text, "without the extension behind it"


def test_an_office_without_a_telephone_is_reached_through_the_one_above(drill, manager, words):
    """No district has a number of its own; the province answers, and is named."""
    shown = words(manager.get(tree(drill)))
    assert "โทรศัพท์ของจังหวัดพิษณุโลก: ๐ ๕๕๒๓ ๒๔๙๐" in shown
    province = words(drill.at("phitsanulok", Role.MANAGER).get(tree(drill)))
    assert "อำเภอวังทอง" in province
    assert "โทรศัพท์ของ" not in province, "it need not call itself"


def test_an_office_sees_only_what_is_below_it(drill, manager, words):
    """The district's manager sees its bodies, and neither the province nor another district."""
    own = drill.at("phitsanulok.mueang-phitsanulok", Role.MANAGER)
    shown = words(own.get(tree(drill)))
    assert "เทศบาลตำบลหัวรอ" in shown
    assert "จังหวัดพิษณุโลก" not in shown.partition("ข้อมูล ณ")[2]
    same = words(own.get(tree(drill, f"?open={DISTRICT}")))
    assert "อำเภอวังทอง" not in same
    stranger = drill.at("la-5650203", Role.MANAGER)
    assert stranger.get(tree(drill)).status_code == 404
    assert stranger.get("/follow-up/drill-00000000").status_code == 404


def test_english_readers_get_english_names(drill, manager, words):
    """The page is said in the language that the reader has chosen."""
    manager.send("/language", page="/follow-up", language="en", next="/follow-up")
    shown = words(manager.get(tree(drill)))
    assert "Where it is stuck" in shown
    assert "have it" in shown
