"""The desk of the offices on a drill's way down, and those who work there."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from wian.ledger.access.permissions import Role
from wian.ledger.read.live_letters import acts, incoming

_KEY = re.compile(r'name="key" value="([^"]+)"')
_TAGS = re.compile(r"<[^>]+>")
_LINE_ENDS = re.compile(r"<wbr>|<span class=\"(?:lines|loose)\">")
"""Where a line may end in a paper's text: to who reads, nothing."""
POSTS = {
    Role.CLERK: "เจ้าพนักงานธุรการ",
    Role.OFFICER: "นักจัดการงานทั่วไป",
    Role.OBSERVER: "ผู้ตรวจราชการ",
    Role.ADMINISTRATOR: "ผู้ดูแลหน่วยงาน",
    Role.MANAGER: "ผู้บริหาร",
}


@dataclass
class Drill:
    """A drill under way, as its offices see it at their desks."""

    desk: object
    plan: object
    living: object

    @property
    def ledger(self):
        return self.desk.ledger

    @property
    def path(self):
        return f"/letters/{self.plan.id}"

    @property
    def sent(self):
        return f"/outgoing/{self.plan.id}"

    def reach(self, office, minutes=30):
        self.living.reach(self.ledger, self.plan, office, minutes)

    def at(self, office, *roles):
        """A browser in which a post of an office has signed in."""
        given = roles or (Role.CLERK, Role.OFFICER)
        return self.desk.signed_in(office, POSTS[given[0]], *given)

    def acts(self, office):
        return acts(self.ledger, self.plan.id, office=office)

    def item(self, office):
        return incoming(self.ledger, self.plan.id, office)

    def wait(self, minutes):
        self.desk.watch.minute += minutes


@pytest.fixture
def drill(opened_desk, live_ledger, live_plan, living):
    """The origin has issued an hour ago; nobody has stamped."""
    return Drill(opened_desk(live_ledger, living.start.minute + 60), live_plan, living)


@pytest.fixture
def drill_of(living):
    """Another directive under way, as its offices see it."""

    def made(desk, plan):
        return Drill(desk, plan, living)

    return made


@pytest.fixture
def key_of():
    """The one-time key of the forms on a page."""

    def key(page):
        return _KEY.search(page.text)[1]

    return key


@pytest.fixture
def words():
    """What a page shows, without its tags."""

    def shown(page):
        body = page.text.partition("<main")[2]
        return " ".join(_TAGS.sub(" ", _LINE_ENDS.sub("", body)).split())

    return shown
