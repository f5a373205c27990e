"""Two people do opposite things at once: whatever comes between whose steps, one truth is left.

On SQLite one transaction follows the other, so that only what was seen before it can be stale.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hierarchy.route.wanted_offices import wanted_offices
from wian.followup.remind import follow_up
from wian.kit.errors import WianError
from wian.ledger.acts import ActKind
from wian.ledger.life.lives import life
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import acts
from wian.ledger.succession.recorded_successions import successions
from wian.lifecycle.addition import add
from wian.lifecycle.amendment import amend
from wian.lifecycle.changes import Wish
from wian.lifecycle.closure import close
from wian.lifecycle.detour import reroute
from wian.lifecycle.letter_return import give_back, insist
from wian.lifecycle.succession.successor import Successor, succeed
from wian.lifecycle.suspension import resume, suspend
from wian.lifecycle.withdrawal import withdraw
from wian.office.actor import Acting
from wian.office.joint_issue import issue

_MINISTRY, _ADDED = "moi", "phitsanulok.bang-rakam"
_BEFORE = {"insist": ("return",), "resume": ("suspend",)}


class Pair:
    """A propagation of its own, at the ministry, on which two verbs are done."""

    def __init__(self, ledger, plan, living, minutes):
        self.ledger, self.plan, self.living, self.minutes = ledger, plan, living, minutes

    def acting(self, office):
        return Acting(self.ledger, self.plan, office, f"{office} ธุรการ", self._now)

    @property
    def _now(self):
        return self.living.later(self.minutes)

    def verb(self, name):
        """What somebody does who looks now and acts when it is called."""
        origin, ministry = self.acting("opm"), self.acting(_MINISTRY)
        district = wanted_offices(self.plan.hierarchy, [_ADDED])
        return {
            "amend": lambda: amend(origin, Wish(text=("ให้ซักซ้อมสองครั้ง",))),
            "withdraw": lambda: withdraw(origin, "ฝนหยุดแล้ว"),
            "add": lambda: add(origin, district, "ตกหล่น"),
            "close": lambda: close(origin, "พอแล้ว"),
            "reroute": lambda: reroute(origin, _MINISTRY, "เร่งด่วน"),
            "return": lambda: give_back(ministry, "มิใช่หน้าที่"),
            "insist": lambda: insist(origin, _MINISTRY, "เป็นหน้าที่"),
            "suspend": lambda: suspend(ministry, "รอแผนที่"),
            "resume": lambda: resume(ministry),
            "issue": lambda: issue(ministry),
            "succeed": self._succeed,
        }[name]

    def _succeed(self):
        old = self.plan.hierarchy.office(_MINISTRY)
        heir = replace(old, id="moi-2", name="กระทรวงใหม่", letter_code="มม")
        wanted = Successor(_MINISTRY, (heir.id,), date(2026, 12, 1))
        succeed(self.ledger, wanted, [heir], by="operator", now=self._now)

    def begin(self, *verbs):
        """The letter lies stamped at the ministry, and what the verbs need before is done."""
        self.living.begin(self.ledger, self.plan, self._now)
        self.living.stamp(self.ledger, self.plan, _MINISTRY, self.minutes)
        for name in dict.fromkeys(each for verb in verbs for each in _BEFORE.get(verb, ())):
            self.verb(name)()


def done(act):
    """Whether it was done; else it was refused in a sentence."""
    try:
        act()
    except WianError:
        return False
    return True


def contradictions(ledger, pair):
    """What cannot both be: ended twice, or going on after its end."""
    found = life(ledger, pair.plan.id)
    ends = [act for act in (found.withdrawn, found.closed) if act]
    amended = [life(ledger, each.follower) for each in found.amendments]
    if ends and any(each.ending is None for each in amended):
        yield "an amendment goes on after the end"


_OPPOSITES = (
    *(("amend", "withdraw"), ("amend", "close"), ("amend", "issue"), ("add", "withdraw")),
    *(("withdraw", "close"), ("issue", "withdraw"), ("reroute", "issue"), ("reroute", "return")),
    *(("return", "issue"), ("return", "suspend"), ("insist", "withdraw"), ("resume", "issue")),
)
_OF_AN_HEIR = ("issue", "return", "suspend", "reroute", "amend", "withdraw")


def _copy(plan, name):
    """The same directive under another id, so that a ledger holds both."""
    return replace(plan, directive=plan.directive.model_copy(update={"id": name}))


def _both_orders(pairs):
    return [order for pair in pairs for order in (pair, pair[::-1])]


def test_each_pair_of_verbs_leaves_one_truth(live_ledger, living):
    """The later one looked before the earlier one acted: it is done, or refused in a sentence."""
    plan = living.plan(id="pair", addressees=[{"ids": [living.leaf]}])
    for at, (early, late) in enumerate(_both_orders(_OPPOSITES)):
        pair = Pair(live_ledger, _copy(plan, f"pair-{at}"), living, 100)
        pair.begin(early, late)
        looked = [pair.verb(early), pair.verb(late)]
        did = [done(each) for each in looked]
        assert any(did), (early, late)
        assert not [*contradictions(live_ledger, pair)], (early, late)
    assert verify(live_ledger).ok, verify(live_ledger).faults


def test_whoever_looked_before_a_succession_acts_as_nobody(live_ledger, living):
    """What the old office, or somebody who writes to it, does after it is refused or the heir's."""
    plan = living.plan(id="heir", addressees=[{"ids": [living.leaf]}])
    pairs = {
        late: Pair(live_ledger, _copy(plan, f"heir-{late}"), living, 100) for late in _OF_AN_HEIR
    }
    for late, pair in pairs.items():
        pair.begin(late)
    looked = {late: pair.verb(late) for late, pair in pairs.items()}
    assert done(next(iter(pairs.values())).verb("succeed"))
    did = {late: done(act) for late, act in looked.items()}
    assert not any(did[each] for each in ("issue", "return", "suspend"))  # its desk looks again
    assert did["amend"]
    assert did["withdraw"]
    assert verify(live_ledger).ok, verify(live_ledger).faults


def test_a_reminder_waits_for_the_next_sweep_where_its_writer_was_succeeded(
    live_ledger, live_plan, living, monkeypatch
):
    """The sweep had looked before: nothing goes out under the old office's name."""
    living.stamp(live_ledger, live_plan, _MINISTRY, 10)
    issue(Acting(live_ledger, live_plan, _MINISTRY, "x", living.later(10)))
    pair = Pair(live_ledger, live_plan, living, 20)
    week = living.later(9 * 24 * 60)
    looked = successions(live_ledger)
    assert done(pair.verb("succeed"))
    with monkeypatch.context() as before:
        before.setattr("wian.followup.remind.successions", lambda _: looked)
        follow_up(live_ledger, live_plan, now=week)
    written = acts(live_ledger, live_plan.id, office=_MINISTRY, kind=ActKind.REMINDED)
    assert written == []
    follow_up(live_ledger, live_plan, now=week)
    (reminder,) = acts(live_ledger, live_plan.id, office=_MINISTRY, kind=ActKind.REMINDED)
    assert reminder.body.letter.issuer == "กระทรวงใหม่"
    assert verify(live_ledger).ok, verify(live_ledger).faults
