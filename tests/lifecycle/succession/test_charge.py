"""Whom an administrator may speak of, above, below and after a succession."""

from __future__ import annotations

from datetime import date

import pytest

from hierarchy.graph import UnknownOffice
from wian.lifecycle.detour import reroute
from wian.lifecycle.succession.charge import Charge, NewOffice, NotInCharge
from wian.lifecycle.succession.successor import Successor
from wian.lifecycle.withdrawal import withdraw
from wian.office.actor import Acting

_DAY = date(2026, 12, 1)


def test_an_administrator_covers_the_own_office_and_those_below(live_ledger, living):
    """Also where that office took another's place, and where one below did."""
    province = Charge(live_ledger, "phitsanulok", "phitsanulok ผู้ดูแล")
    assert province.covers("phitsanulok")
    assert province.covers(living.leaf)
    assert not province.covers("dla")
    with pytest.raises(UnknownOffice):
        province.covers("nowhere")
    new = NewOffice(id="phitsanulok-2", name="จังหวัดใหม่")
    done = province.succeed(Successor("phitsanulok", (), _DAY), new, now=living.later(60))
    assert (done.succession.heir, done.succession.by) == ("phitsanulok-2", "phitsanulok ผู้ดูแล")
    heir = Charge(live_ledger, "phitsanulok-2", "phitsanulok-2 ผู้ดูแล")
    assert heir.covers(living.leaf)
    assert heir.covers("phitsanulok-2")
    assert Charge(live_ledger, "moi", "moi").covers("phitsanulok-2")
    assert [each.office for each in heir.known()] == ["phitsanulok"]
    with pytest.raises(NotInCharge):
        heir.take_back("dla", "x", now=living.later(61))


def test_a_new_office_is_as_the_one_before_in_all_that_is_not_said(live_plan):
    """Desks, address and code stay; the addressee of a named post follows the name."""
    old = live_plan.hierarchy.office("phitsanulok")
    made = NewOffice(id="p-2", name="จังหวัดใหม่").after(old)
    assert (made.desks, made.letter_code, made.level) == (old.desks, old.letter_code, old.level)
    assert (made.name, made.name_en) == ("จังหวัดใหม่", None)


def test_the_way_around_an_office_takes_nobody_out_of_its_charge(live_ledger, live_plan, living):
    """A withdrawal has the department under the origin, as letters went; nothing else follows."""
    living.stamp(live_ledger, live_plan, "moi", 40)
    origin = Acting(live_ledger, live_plan, "opm", "x", living.later(50))
    reroute(origin, "moi")
    withdraw(origin, "ฝนหยุดแล้ว")
    assert Charge(live_ledger, "moi", "moi ผู้ดูแล").covers("dla")
