"""What a change would bring: nothing for nothing, and for each change what it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hierarchy.office import Channel
from wian.kit.errors import InputFaults
from wian.ledger.read.recorded import hop_records
from wian.reports.outlook.outset import Outset
from wian.reports.outlook.what_if import WhatIf, compared

CLOSES = date(2027, 1, 5)
DAY = 24 * 60


@pytest.fixture
def outset(live_plan, live_ledger, living):
    """The drill a week after its first letter, of which the ministry has nothing done."""
    plan, records = live_plan, hop_records(live_ledger, live_plan.id)
    of = (plan.route, plan.hierarchy, records, plan.profile, plan.working)
    return replace(Outset.of(*of, now=living.later(7 * DAY), closes=CLOSES), draws=200)


def test_nothing_changes_nothing(outset):
    """To the last figure, as both sides meet the same chance."""
    found = compared(outset, WhatIf())
    assert found.before == found.after
    assert found.in_time == found.last_days
    assert (found.in_time.p05, found.in_time.p50, found.in_time.p95) == (0, 0, 0)


@pytest.mark.parametrize(
    "change",
    [
        WhatIf(skip=("department",)),
        WhatIf(faster={"district": 0.5}),
        WhatIf(faster={"moi": 0.2}),
        WhatIf(earlier=5),
        WhatIf(extend=10),
        WhatIf(telephone=1),
    ],
    ids=["skip", "level", "office", "earlier", "extend", "telephone"],
)
def test_what_helps_helps_in_every_future(outset, change):
    """Common draws: not one future has fewer in time."""
    found = compared(outset, change)
    assert found.in_time.p05 >= 0
    assert found.in_time.p95 > 0
    assert found.last_days.p95 <= 0


def test_a_reminder_makes_nobody_later(outset):
    """It shortens what is overdue only."""
    found = compared(outset, WhatIf(remind=True))
    assert found.in_time.p05 >= 0
    assert found.last_days.p95 <= 0


def test_days_earlier_move_all_by_just_these(outset):
    """The last reception, too; a later deadline moves none."""
    assert compared(outset, WhatIf(earlier=5)).last_days.p50 == -5
    assert compared(outset, WhatIf(extend=5)).last_days.p50 == 0
    more, same = (compared(outset, WhatIf(**{each: 5})) for each in ("earlier", "extend"))
    assert more.in_time == same.in_time


def test_a_channel_says_how_long_letters_travel(outset):
    """By hand in hours instead of days by post; what is on its way already stays as it is."""
    found = compared(outset, WhatIf(channel=Channel.POST))
    quick = compared(outset, WhatIf(channel=Channel.HAND))
    assert quick.after[1].p50 <= found.after[1].p50


def test_telephone_names_who_is_called(outset):
    """The one office that all wait for."""
    assert compared(outset, WhatIf(telephone=3)).called == ("moi",)


def test_what_is_not_there_is_refused_all_at_once(outset):
    """With what was probably meant."""
    change = WhatIf(skip=("districts",), faster={"mo": 0.5})
    with pytest.raises(InputFaults) as refused:
        compared(outset, change)
    said = str(refused.value)
    assert "no level 'districts'" in said
    assert "did you mean district" in said
    assert "no office or level 'mo'" in said
