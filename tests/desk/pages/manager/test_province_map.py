"""A manager whose letters go through several provinces sees them on a map; others see none."""

from __future__ import annotations

import re

import pytest

from wian.ledger.access.permissions import Role

_TILE = re.compile(r'<a href="([^"]+)" aria-label="([^"]+)"><rect class="shade-(\d)"')


@pytest.fixture(scope="module")
def national(living):
    """A directive to every province of the country."""
    asks = [{"to": {"levels": ["province"]}, "text": "ซักซ้อม"}]
    wanted = [{"levels": ["province"]}]
    return living.plan(id="map", hierarchy="thailand", asks=asks, addressees=wanted)


def test_the_map_shows_who_has_it_and_leads_to_the_province(
    opened_desk, empty_ledger, living, national, words
):
    """Those that have stamped are as dark as can be; a late one is said to be late."""
    living.begin(empty_ledger, national)
    living.reach(empty_ledger, national, "phitsanulok")
    living.stamp(empty_ledger, national, "phitsanulok")
    desk = opened_desk(empty_ledger, living.start.minute + 40 * 24 * 60)
    page = desk.signed_in("opm", "ผู้บริหาร", Role.MANAGER).get(f"/follow-up/{national.id}")
    tiles = {
        label.partition(":")[0]: (href, label, int(s))
        for href, label, s in _TILE.findall(page.text)
    }
    assert len(tiles) == 76
    href, label, shade = tiles["จังหวัดพิษณุโลก"]
    assert shade == 4
    assert label == "จังหวัดพิษณุโลก: ลงรับแล้วร้อยละ ๑๐๐"
    assert href.endswith("?open=phitsanulok#o-phitsanulok")
    _, label, shade = tiles["จังหวัดน่าน"]
    assert (shade, "มีหน่วยงานเกินกำหนด" in label) == (0, True)
    assert ">กท</text>" in page.text, "the capital is on the map, though no letter goes there"


def test_one_province_needs_no_map(drill):
    """The drill goes to a single one."""
    drill.reach(drill.living.leaf)
    page = drill.at("opm", Role.MANAGER).get(f"/follow-up/{drill.plan.id}")
    assert "<svg" not in page.text.partition("<main")[2]
