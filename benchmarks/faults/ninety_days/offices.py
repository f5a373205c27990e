"""What the offices do in ninety days: all of it safe to repeat, at instants that a seed draws."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property

import networkx as nx

from benchmarks.faults.ninety_days.season import Happening, Season
from hierarchy.route.selection import Selection
from wian.delays.draws import Draws, uniform
from wian.delays.profile import Stage
from wian.followup.sweep import sweep
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.database import Ledger
from wian.ledger.read.recorded import hop_records
from wian.lifecycle.addition import add
from wian.lifecycle.amendment import amend
from wian.lifecycle.changes import Wish
from wian.lifecycle.detour import reroute
from wian.lifecycle.successor import Successor, succeed
from wian.lifecycle.suspension import resume, suspend
from wian.lifecycle.withdrawal import withdraw
from wian.office.actor import Acting
from wian.office.answer import answer
from wian.office.correct import correct
from wian.office.joint_issue import issue
from wian.office.refusals import DirectiveWithdrawn, FirstNotForwarded, WrittenAround
from wian.office.stamp import receive
from wian.propagation import runtime
from wian.propagation.plan import Plan, record

DAY = 24 * 60
_SILENT, _IDLE, _ERRS, _ANSWERS, _WAITS = 0.05, 0.04, 0.03, 0.7, 0.05
"""Shares of offices that never stamp, that never forward, of stamps that are wrong, of offices that
answer, and of forwarders that wait for another office first."""
_HASTE = 4
"""So much faster than the default profile they act: ninety days see them all."""
_ABOVE = 4
"""Levels down to the province."""
_BY, _HEAD = "เจ้าพนักงานธุรการ", "หัวหน้างานสารบรรณ"
_REASON = "มีคำสั่งใหม่แทน"


@dataclass
class Offices:
    """Offices that act in virtual time.

    Args:
        ledger: Where they enter what they do.
        season: What is still to happen, and their own books.
        seed: Of all that is drawn.
    """

    ledger: Ledger
    season: Season
    seed: int

    def live(self, until: int) -> None:
        """Let time pass up to a minute."""
        while (found := self.season.next(until)) is not None:
            self._doings[found.what](found)
            self.season.count(found.what)

    @cached_property
    def _doings(self) -> dict[str, Callable[[Happening], None]]:
        return {
            "send": self._send,
            "issue": self._issue,
            "stamp": self._stamp,
            "correct": self._correct,
            "answer": self._answer,
            "suspend": self._suspend,
            "resume": self._resume,
            "withdraw": self._withdraw,
            "amend": self._amend,
            "add": self._add,
            "reroute": self._reroute,
            "succeed": self._succeed,
            "sweep": self._sweep,
        }

    def _send(self, of: Happening) -> None:
        record(self.ledger, self._plan(of.propagation), _at(of.minute))
        self._issue(of)

    def _issue(self, of: Happening) -> None:
        """An office writes, unless the directive has ended; what amends the letter goes with it."""
        try:
            done = issue(self._acting(of))
        except DirectiveWithdrawn:
            if of.propagation not in self.season.ended:
                raise
            self.season.refused += 1
            return
        except FirstNotForwarded:
            return  # it goes out with the first letter, if that ever does
        except WrittenAround:
            self.season.count("woke up too late")
            return
        self._sent(of, done.recipients)
        for follower in self._amending(of.propagation):
            if self._holds(follower, of.office):
                beside = of._replace(propagation=follower)
                with_it = issue(self._acting(beside))
                if with_it.new:
                    raise RuntimeError(f"{of.office} did not send {follower} on with the first")
                self._sent(beside, with_it.recipients)

    def _amending(self, propagation: str) -> list[str]:
        """What amends the same directive, of which a propagation is the first or another one."""
        for first, followers in self.season.amended.items():
            if propagation in {first, *followers}:
                return [each for each in followers if each != propagation]
        return []

    def _holds(self, propagation: str, office: str) -> bool:
        """Whether the last desk of an office has stamped a letter that it has to forward."""
        plan, stamped = self._plan(propagation), self.season.stamped.get(propagation, {})
        desks = len(plan.hierarchy.office(office).desks)
        on_route = office in plan.route.offices
        return on_route and bool(plan.sending(office)[1]) and stamped.get(office) == desks

    def _sent(self, of: Happening, recipients: Iterable[str]) -> None:
        """An office's letters are out: whoever was not sent one before gets it by post."""
        wrote = self.season.wrote.setdefault(of.propagation, [])
        if of.office not in wrote:
            wrote.append(of.office)
        sent = self.season.sent.setdefault(of.propagation, [])
        for recipient in sorted({*recipients} - {*sent}):
            sent.append(recipient)
            if not (
                self._may_fail(of, recipient) and self._chance(of, recipient, "silent", _SILENT)
            ):
                at = self._after(of, recipient, Stage.TRANSIT)
                self.season.add(Happening(at, "stamp", of.propagation, recipient))

    def _stamp(self, of: Happening) -> None:
        """A desk stamps; the next desk follows, or the office writes, waits first, or answers."""
        receive(self._acting(of), position=of.place)
        self.season.stamped.setdefault(of.propagation, {})[of.office] = of.place + 1
        plan = self._plan(of.propagation)
        if self._chance(of, of.office, f"errs {of.place}", _ERRS):
            wrong = of._replace(minute=of.minute + 5, what="correct", stamped=of.minute)
            self.season.add(wrong)
        if of.place + 1 < len(plan.hierarchy.office(of.office).desks):
            at = self._after(of, of.office, Stage.ROUTING)
            self.season.add(of._replace(minute=at, place=of.place + 1))
        elif plan.sending(of.office)[1]:
            self._forwards_later(of)
        if not of.place and plan.answer_by(of.office):
            self._answers_later(of)

    def _forwards_later(self, of: Happening) -> None:
        if self._may_fail(of, of.office) and self._chance(of, of.office, "idle", _IDLE):
            return
        then = Happening(
            self._after(of, of.office, Stage.HANDLING), "issue", of.propagation, of.office
        )
        if self._chance(of, of.office, "waits", _WAITS):
            days = 1 + int(uniform(self.seed, of.office, "how long") * 9)
            begun, ended = of.minute + 10, of.minute + 10 + days * DAY
            self.season.add(then._replace(minute=begun, what="suspend"))
            self.season.add(then._replace(minute=ended, what="resume", stamped=begun))
            then = then._replace(minute=max(then.minute, ended + 30))
        self.season.add(then)

    def _answers_later(self, of: Happening) -> None:
        if self._chance(of, of.office, "answers", _ANSWERS):
            days = 1 + int(uniform(self.seed, of.office, "answer day") * 50)
            at = of.minute + days * DAY
            self.season.add(Happening(at, "answer", of.propagation, of.office))

    def _correct(self, of: Happening) -> None:
        """The stamp meant a minute later, where the office has not gone on by then."""
        gone_on = self.season.stamped[of.propagation][of.office] > of.place + 1
        if gone_on or of.office in self.season.wrote.get(of.propagation, ()):
            return
        correct(
            self._acting(of, _HEAD),
            position=of.place,
            at=_at(of.stamped + 1),
            reason="ประทับตราผิดเวลา",
            key=f"season {of.place}",
        )

    def _answer(self, of: Happening) -> None:
        if of.propagation not in self.season.ended:
            answer(self._acting(of), "ดำเนินการแล้ว", key="season")
            self.season.answered.setdefault(of.propagation, {})[of.office] = of.minute

    def _suspend(self, of: Happening) -> None:
        if of.propagation not in self.season.ended:
            suspend(self._acting(of), "รอข้อมูลจากหน่วยงานอื่น")

    def _resume(self, of: Happening) -> None:
        wrote = self.season.wrote.get(of.propagation, ())
        if of.propagation not in self.season.ended and of.office not in wrote:
            resume(self._acting(of))
            rested = self.season.rested.setdefault(of.propagation, {})
            rested[of.office] = of.minute - of.stamped

    def _withdraw(self, of: Happening) -> None:
        """The origin withdraws: whom the first letter reached gets another one."""
        done = withdraw(self._acting(of), _REASON)
        self.season.ended[of.propagation] = of.minute
        self._follow(of, done.follower)

    def _amend(self, of: Happening) -> None:
        """The origin allows more days for answers: a letter that says so goes the same way."""
        day = _at(of.minute).date(self._plan(of.propagation).working.zone)
        answer_by = day + timedelta(days=of.place)
        done = amend(self._acting(of), Wish(answer_by=answer_by.isoformat()))
        self.season.answer_by[of.propagation] = answer_by.isoformat()
        self.season.amended.setdefault(of.propagation, []).append(done.follower)
        self._follow(of, done.follower)

    def _follow(self, of: Happening, follower: str) -> None:
        """The origin's letter about another one is out."""
        hops = self._plan(follower).route.hops
        to = [hop.recipient for hop in hops if hop.sender == of.office]
        self._sent(of._replace(propagation=follower), to)

    def _add(self, of: Happening) -> None:
        """An office adds whoever below it was left out: it writes again, or others have to."""
        plan = self._plan(of.propagation)
        left_out = plan.directive.addressees[0].except_ or Selection()
        below = nx.descendants(plan.hierarchy.graph, of.office)
        districts = [each for each in left_out.under if each in below]
        missing = Selection(levels=("local",), under=tuple(districts))
        add(self._acting(of), [missing], "ตกหล่นจากรายชื่อ")
        hops = self._plan(of.propagation).route.hops
        sent, wrote = self.season.sent[of.propagation], self.season.wrote[of.propagation]
        new = [hop for hop in hops if hop.recipient not in sent and hop.sender in wrote]
        self._sent(of, [hop.recipient for hop in new if hop.sender == of.office])
        for sender in sorted({hop.sender for hop in new} - {of.office}):
            again = Happening(of.minute + DAY, "issue", of.propagation, sender)
            self.season.add(again)

    def _reroute(self, of: Happening) -> None:
        """Whoever wrote to an office that has not written on writes straight to those behind it."""
        wrote = {*self.season.wrote[of.propagation]}
        hops = self._plan(of.propagation).route.hops
        for hop in [each for each in hops if each.forwards and each.sender in wrote]:
            if hop.recipient not in wrote:
                sender = of._replace(office=hop.sender)
                reroute(self._acting(sender), hop.recipient)
                self.season.count("ways around an office")
                for each in (of.propagation, *self.season.amended.get(of.propagation, ())):
                    self._sent_by(sender._replace(propagation=each))

    def _sent_by(self, of: Happening) -> None:
        """Whoever an office has written to by now gets its letter by post."""
        hops = hop_records(self.ledger, of.propagation)
        to = [hop.recipient for hop in hops if hop.sender == of.office]
        if to:
            self._sent(of, to)

    def _succeed(self, of: Happening) -> None:
        """An office is renamed: who takes its place goes on with what waits there."""
        plan = self._plan(of.propagation)
        old = plan.hierarchy.office(of.office)
        new = replace(old, id=f"{old.id}.new", name=f"{old.name} (ใหม่)", letter_code="ทด ๙๙๙๙")
        day = _at(of.minute).date(plan.working.zone)
        wanted = Successor(old.id, (new.id,), day, reason="เปลี่ยนชื่อ")
        succeed(self.ledger, wanted, (new,), by=_HEAD, now=_at(of.minute))

    def _sweep(self, of: Happening) -> None:
        """The evening's sweep over all that is live, and now and then another one after it."""
        for propagation in self._live():
            found = sweep(self.ledger, self._plan(propagation), now=_at(of.minute))
            self.season.count("reminders", len(found.followed.reminders))
            self.season.count("escalations", len(found.followed.escalations))
        if of.place % 10 == 0:
            for propagation in self._live():
                again = sweep(self.ledger, self._plan(propagation), now=_at(of.minute))
                if again.written:
                    raise RuntimeError(f"the second sweep of {propagation} wrote {again}")

    def _live(self) -> list[str]:
        return sorted(self.season.wrote.keys() - self.season.ended.keys())

    def _plan(self, propagation: str) -> Plan:
        return runtime.recorded_plan(propagation, self.ledger)

    def _acting(self, of: Happening, by: str = _BY) -> Acting:
        return Acting(self.ledger, self._plan(of.propagation), of.office, by=by, now=_at(of.minute))

    def _may_fail(self, of: Happening, office: str) -> bool:
        """Whoever stands above the districts does what it must, or nobody would get anything."""
        return len(self._plan(of.propagation).route.chain(office)) > _ABOVE

    def _chance(self, of: Happening, office: str, what: str, share: float) -> bool:
        return uniform(self.seed, f"{of.propagation} {office}", what) < share

    def _after(self, of: Happening, office: str, stage: Stage) -> int:
        """When a stage that begins now is over, in office time."""
        plan = self._plan(of.propagation)
        who, working = plan.hierarchy.office(office), plan.working
        draws = Draws(plan.profile, self.seed, working.minutes_a_day)
        minutes = draws.minutes(stage, who.level, who.kind, None, office, stage.value)
        return int(working.add(of.minute, max(minutes // _HASTE, 1)))


def _at(minute: int) -> Instant:
    return Instant(minute, Precision.MINUTE)
