"""What the offices do in ninety days: all of it safe to repeat, at instants that a seed draws."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property

import networkx as nx

from benchmarks.faults.ninety_days.letters_back import LettersBack
from benchmarks.faults.ninety_days.mailed_offices import MailedOffices
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
from wian.lifecycle.succession.successor import Successor, succeed
from wian.lifecycle.suspension import resume, suspend
from wian.lifecycle.withdrawal import withdraw
from wian.office.actor import Acting
from wian.office.answer import answer
from wian.office.correct import correct
from wian.office.joint_issue import issue
from wian.office.refusals import (
    DirectiveWithdrawn,
    EarlierNotForwarded,
    FirstNotForwarded,
    WrittenAround,
)
from wian.office.stamp import receive
from wian.propagation import runtime
from wian.propagation.plan import Plan, record

DAY = 24 * 60
_SILENT, _IDLE, _ERRS, _ANSWERS, _WAITS, _RETURNS = 0.05, 0.04, 0.03, 0.7, 0.05, 0.02
"""Shares of offices that never stamp, that never forward, of stamps that are wrong, of offices that
answer, of forwarders that wait for another office first, and of offices that give a letter back."""
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
    _known: dict[str, Plan] = field(default_factory=dict)

    def live(self, until: int) -> None:
        """Let time pass up to a minute."""
        while (found := self.season.next(until)) is not None:
            self._known.clear()  # plans grow
            self._doings[found.what](found)
            self.season.count(found.what)

    @cached_property
    def _doings(self) -> dict[str, Callable[[Happening], None]]:
        back, mailed = LettersBack(self), MailedOffices(self)
        return {
            **back.doings,
            **mailed.doings,
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
        record(self.ledger, self.plan(of.propagation), _at(of.minute))
        self._issue(of)

    def _issue(self, of: Happening) -> None:
        """An office writes, unless the directive has ended; what amends the letter goes with it."""
        try:
            done = issue(self.acting(of))
        except DirectiveWithdrawn:
            if of.propagation not in self.season.ended:
                raise
            self.season.refused += 1
            return
        except (FirstNotForwarded, EarlierNotForwarded):
            return  # it goes out with the first letter or amendment, if that ever does
        except WrittenAround:
            self.season.count("woke up too late")
            return
        self._sent(of, done.recipients)
        for follower in self._amending(of.propagation):
            if self._holds(follower, of.office):
                beside = of._replace(propagation=follower)
                with_it = issue(self.acting(beside))
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
        plan, stamped = self.plan(propagation), self.season.stamped.get(propagation, {})
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
            if recipient in self.season.mailboxes:
                self.season.posted[f"{of.propagation} {recipient}"] = "waiting"
            elif not self.stays_silent(of, recipient):
                self.stamps_later(of, recipient)

    def stays_silent(self, of: Happening, office: str) -> bool:
        """Whether an office never stamps the letter."""
        return self._may_fail(of, office) and self.chance(of, office, "silent", _SILENT)

    def stamps_later(self, of: Happening, office: str, what: str = "stamp") -> None:
        """Have an office stamp, once the letter that is sent to it now has come."""
        at = self._after(of, office, Stage.TRANSIT)
        self.season.add(Happening(at, what, of.propagation, office))

    def _stamp(self, of: Happening) -> None:
        """A desk stamps; the next desk follows, or the office deals with the letter."""
        stamped = self.season.stamped.get(of.propagation, {}).get(of.office, 0)
        if stamped > of.place:
            return  # it has acknowledged the letter by e-mail, or its desk has since stamped
        receive(self.acting(of), position=of.place)
        plan = self.plan(of.propagation)
        if self.chance(of, of.office, f"errs {of.place}", _ERRS):
            wrong = of._replace(minute=of.minute + 5, what="correct", stamped=of.minute)
            self.season.add(wrong)
        if of.place + 1 < len(plan.hierarchy.office(of.office).desks):
            self.season.stamped.setdefault(of.propagation, {})[of.office] = of.place + 1
            at = self._after(of, of.office, Stage.ROUTING)
            self.season.add(of._replace(minute=at, place=of.place + 1))
        else:
            self.stamped_by_all(of)

    def stamped_by_all(self, of: Happening) -> None:
        """The office's last desk has stamped: the letter goes back, or the office deals with it."""
        desks = len(self.plan(of.propagation).hierarchy.office(of.office).desks)
        self.season.stamped.setdefault(of.propagation, {})[of.office] = desks
        first = not self.plan(of.propagation).directive.follows
        if first and self._may_fail(of, of.office) and self.chance(of, of.office, "not", _RETURNS):
            back = Happening(of.minute + 45, "give_back", of.propagation, of.office)
            self.season.add(back)
        else:
            self.deals_with(of)

    def deals_with(self, of: Happening) -> None:
        """The office forwards the letter in its time, waits first, or answers."""
        plan = self.plan(of.propagation)
        if plan.sending(of.office)[1]:
            self._forwards_later(of)
        if plan.answer_by(of.office) and self.answers_alone(of, of.office):
            days = 1 + int(uniform(self.seed, of.office, "answer day") * 50)
            at = of.minute + days * DAY
            self.season.add(Happening(at, "answer", of.propagation, of.office))

    def answers_alone(self, of: Happening, office: str) -> bool:
        """Whether an office answers by itself."""
        return self.chance(of, office, "answers", _ANSWERS)

    def _forwards_later(self, of: Happening) -> None:
        if self._may_fail(of, of.office) and self.chance(of, of.office, "idle", _IDLE):
            return
        then = Happening(
            self._after(of, of.office, Stage.HANDLING), "issue", of.propagation, of.office
        )
        if self.chance(of, of.office, "waits", _WAITS):
            days = 1 + int(uniform(self.seed, of.office, "how long") * 9)
            begun, ended = of.minute + 10, of.minute + 10 + days * DAY
            self.season.add(then._replace(minute=begun, what="suspend"))
            self.season.add(then._replace(minute=ended, what="resume", stamped=begun))
            then = then._replace(minute=max(then.minute, ended + 30))
        self.season.add(then)

    def _correct(self, of: Happening) -> None:
        """The stamp meant a minute later, where the office has not gone on by then."""
        gone_on = self.season.stamped[of.propagation][of.office] > of.place + 1
        if gone_on or of.office in self.season.wrote.get(of.propagation, ()):
            return
        correct(
            self.acting(of, _HEAD),
            position=of.place,
            at=_at(of.stamped + 1),
            reason="ประทับตราผิดเวลา",
            key=f"season {of.place}",
        )

    def _answer(self, of: Happening) -> None:
        if of.propagation not in self.season.ended:
            answer(self.acting(of), "ดำเนินการแล้ว", key="season")
            self.season.answered.setdefault(of.propagation, {})[of.office] = of.minute

    def _suspend(self, of: Happening) -> None:
        if of.propagation not in self.season.ended:
            suspend(self.acting(of), "รอข้อมูลจากหน่วยงานอื่น")

    def _resume(self, of: Happening) -> None:
        wrote = self.season.wrote.get(of.propagation, ())
        if of.propagation not in self.season.ended and of.office not in wrote:
            resume(self.acting(of))
            rested = self.season.rested.setdefault(of.propagation, {})
            rested[of.office] = of.minute - of.stamped

    def _withdraw(self, of: Happening) -> None:
        """The origin withdraws: whom the first letter reached gets another one."""
        done = withdraw(self.acting(of), _REASON)
        self.season.ended[of.propagation] = of.minute
        self._follow(of, done.follower)

    def _amend(self, of: Happening) -> None:
        """The origin allows more days for answers: a letter that says so goes the same way."""
        day = _at(of.minute).date(self.plan(of.propagation).working.zone)
        answer_by = day + timedelta(days=of.place)
        done = amend(self.acting(of), Wish(answer_by=answer_by.isoformat()))
        self.season.answer_by[of.propagation] = answer_by.isoformat()
        self.season.amended.setdefault(of.propagation, []).append(done.follower)
        self._follow(of, done.follower)

    def _follow(self, of: Happening, follower: str) -> None:
        """The origin's letter about another one is out."""
        hops = self.plan(follower).route.hops
        to = [hop.recipient for hop in hops if hop.sender == of.office]
        self._sent(of._replace(propagation=follower), to)

    def _add(self, of: Happening) -> None:
        """An office adds whoever below it was left out: it writes again, or others have to."""
        plan = self.plan(of.propagation)
        left_out = plan.directive.addressees[0].except_ or Selection()
        below = nx.descendants(plan.hierarchy.graph, of.office)
        districts = [each for each in left_out.under if each in below]
        missing = Selection(levels=("local",), under=tuple(districts))
        add(self.acting(of), [missing], "ตกหล่นจากรายชื่อ")
        self._known.clear()
        hops = self.plan(of.propagation).route.hops
        sent, wrote = self.season.sent[of.propagation], self.season.wrote[of.propagation]
        new = [hop for hop in hops if hop.recipient not in sent and hop.sender in wrote]
        self._sent(of, [hop.recipient for hop in new if hop.sender == of.office])
        for sender in sorted({hop.sender for hop in new} - {of.office}):
            again = Happening(of.minute + DAY, "issue", of.propagation, sender)
            self.season.add(again)

    def _reroute(self, of: Happening) -> None:
        """Whoever wrote to an office that has not written on writes straight to those behind it."""
        wrote = {*self.season.wrote[of.propagation]}
        hops = self.plan(of.propagation).route.hops
        for hop in [each for each in hops if each.forwards and each.sender in wrote]:
            if hop.recipient not in wrote:
                sender = of._replace(office=hop.sender)
                reroute(self.acting(sender), hop.recipient)
                self._known.clear()
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
        plan = self.plan(of.propagation)
        old = plan.hierarchy.office(of.office)
        new = replace(old, id=f"{old.id}.new", name=f"{old.name} (ใหม่)", letter_code="ทด ๙๙๙๙")
        day = _at(of.minute).date(plan.working.zone)
        wanted = Successor(old.id, (new.id,), day, reason="เปลี่ยนชื่อ")
        succeed(self.ledger, wanted, (new,), by=_HEAD, now=_at(of.minute))

    def _sweep(self, of: Happening) -> None:
        """The evening's sweep over all that is live, and now and then another one after it."""
        for propagation in self._live():
            found = sweep(self.ledger, self.plan(propagation), now=_at(of.minute))
            self.season.count("reminders", len(found.followed.reminders))
            self.season.count("escalations", len(found.followed.escalations))
        if of.place % 10 == 0:
            for propagation in self._live():
                again = sweep(self.ledger, self.plan(propagation), now=_at(of.minute))
                if again.written:
                    raise RuntimeError(f"the second sweep of {propagation} wrote {again}")

    def _live(self) -> list[str]:
        return sorted(self.season.wrote.keys() - self.season.ended.keys())

    def plan(self, propagation: str) -> Plan:
        """A propagation as it has grown by now."""
        if propagation not in self._known:
            self._known[propagation] = runtime.recorded_plan(propagation, self.ledger)
        return self._known[propagation]

    def acting(self, of: Happening, by: str = _BY) -> Acting:
        """An office that does what happens."""
        return Acting(self.ledger, self.plan(of.propagation), of.office, by=by, now=_at(of.minute))

    def _may_fail(self, of: Happening, office: str) -> bool:
        """Whoever stands above the districts does what it must, or nobody would get anything."""
        return len(self.plan(of.propagation).route.chain(office)) > _ABOVE

    def chance(self, of: Happening, office: str, what: str, share: float) -> bool:
        """Whether a share of offices does something: the same ones each time."""
        return uniform(self.seed, f"{of.propagation} {office}", what) < share

    def _after(self, of: Happening, office: str, stage: Stage) -> int:
        """When a stage that begins now is over, in office time."""
        plan = self.plan(of.propagation)
        who, working = plan.hierarchy.office(office), plan.working
        draws = Draws(plan.profile, self.seed, working.minutes_a_day)
        minutes = draws.minutes(stage, who.level, who.kind, None, office, stage.value)
        return int(working.add(of.minute, max(minutes // _HASTE, 1)))


def _at(minute: int) -> Instant:
    return Instant(minute, Precision.MINUTE)
