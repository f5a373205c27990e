"""A directive's life that a kill may interrupt: amended, grown, returned, mailed, ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from hierarchy.office import Reach
from hierarchy.route.selection import Selection
from wian.delays.clock_choice import ClockChoice
from wian.followup.sweep import sweep
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.access.office_reach import say_reach
from wian.ledger.acts import ActKind, Mailed
from wian.ledger.database import Ledger
from wian.ledger.life.lives import life
from wian.ledger.outbox.mail_book import Mail, MailKind, MailState
from wian.ledger.outbox.mail_queue import mails_to
from wian.ledger.outbox.reach import OfficeReach
from wian.ledger.read.live_letters import acts
from wian.lifecycle.addition import add
from wian.lifecycle.amendment import amend
from wian.lifecycle.changes import Wish
from wian.lifecycle.closure import close
from wian.lifecycle.detour import reroute
from wian.lifecycle.letter_return import ReturnedBefore, give_back, insist
from wian.lifecycle.succession.successor import Successor, succeed
from wian.lifecycle.suspension import resume, suspend
from wian.lifecycle.withdrawal import withdraw
from wian.mail.bounce import Bounce
from wian.mail.bounced_mail import note_bounce
from wian.office.actor import Acting
from wian.office.held_letter import note
from wian.office.joint_issue import issue
from wian.office.refusals import DirectiveWithdrawn
from wian.office.stamp import receive
from wian.propagation import runtime
from wian.propagation.plan import Plan, record
from wian.propagation.prepare import prepare
from wian.propagation.request import PropagationRequest

Step = tuple[str, Callable[[], object]]
"""What kind of work it is, and one piece of it: safe to repeat."""

_MODEL = Path(__file__).resolve().parents[3] / "examples" / "water-gauges" / "directive.yaml"
_START = Instant.of(datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Asia/Bangkok")), ZoneInfo("UTC"))
_HOUR = 60
_VERBS = 10 * 24
"""Hours from the sending to the first verb: others write of another directive meanwhile."""
_BY, _REASON = "campaign", "มีข้อสั่งการใหม่"
_ORIGIN, _PROVINCE = "opm", "phitsanulok"
_ABOVE = ("moi", "dla", _PROVINCE)
_DISTRICT, _SILENT = "phitsanulok.wang-thong", "phitsanulok.wat-bot"
_MAILED, _RETURNS, _SUCCEEDED = "la-5650801", "la-6650802", "la-6650803"
_ADDED, _HEIR = "la-6650804", "la-6650805"
_BEHIND = ("la-5650701", "la-6650702")
"""Local bodies of the silent district."""


@dataclass(frozen=True, slots=True)
class LifeSteps:
    """What becomes of two live directives.

    Attributes:
        long: Meets every verb, and is withdrawn in the end.
        short: Is closed.
    """

    long: Plan
    short: Plan

    @classmethod
    def prepared(cls, folder: Path) -> LifeSteps:
        """Plan both directives.

        Args:
            folder: Where their files go.
        """
        long = _planned(folder, "kills-life", (_MAILED, _RETURNS, _SUCCEEDED, *_BEHIND))
        return cls(long, _planned(folder, "kills-short", (_MAILED,)))

    def lay_out(self, ledger: Ledger) -> None:
        """Send both, and pass the long one on as far as two districts, which have stamped it.

        Args:
            ledger: Where they are sent.
        """
        said = OfficeReach(_MAILED, Reach.MAIL, "office@example.org", _BY, _START)
        say_reach(ledger, said)
        for plan in (self.long, self.short):
            record(ledger, plan, _START)
            issue(Acting(ledger, plan, _ORIGIN, _BY, _START))
        _pass_on(ledger, self.long.id, _ABOVE, _later(1))
        for office in (_DISTRICT, _SILENT):
            receive(Acting(ledger, self.long, office, _BY, _later(2)), position=0)

    def steps(self, ledger: Ledger) -> Iterator[Step]:
        """Every verb, in an order in which each has something to do.

        Args:
            ledger: Laid out.
        """
        acting = partial(_acting, ledger, self.long.id)
        yield "suspend", lambda: _suspend(acting(_DISTRICT, 3))
        yield "resume", lambda: resume(acting(_DISTRICT, 30))
        yield "letter by mail", lambda: issue(acting(_DISTRICT, 31))
        yield "amend", _told(lambda: amend(acting(_ORIGIN, 32), Wish(answer_by="2031-12-19")))
        yield "letter by mail", lambda: self._pass_amendment_on(ledger, _later(_VERBS + 33))
        yield "add", _told(lambda: add(acting(_DISTRICT, 34), [Selection(ids=(_ADDED,))], _REASON))
        yield "reroute", _told(lambda: reroute(acting(_PROVINCE, 35), _SILENT, _REASON))
        yield "stamp", lambda: receive(acting(_RETURNS, 36), position=0)
        yield "return", _told(lambda: give_back(acting(_RETURNS, 37), _REASON, _ADDED))
        yield "insist", lambda: insist(acting(_DISTRICT, 38), _RETURNS, _REASON)
        yield "hand over", lambda: _hand_over(ledger, self.long.id, _later(_VERBS + 39))
        yield "bounce", lambda: _bounce(ledger, _later(_VERBS + 40))
        yield "succeed", lambda: _succeed(ledger, _later(_VERBS + 41))
        yield "reminder by mail", lambda: _remind(acting(_ORIGIN, 400))
        yield "close", lambda: close(_acting(ledger, self.short.id, _ORIGIN, 401), _REASON)
        yield "withdraw", lambda: withdraw(acting(_ORIGIN, 402), _REASON)

    def _pass_amendment_on(self, ledger: Ledger, now: Instant) -> None:
        amendment = life(ledger, self.long.id).amendments[0]
        _pass_on(ledger, amendment.follower, (*_ABOVE, _DISTRICT), now)


def _planned(folder: Path, name: str, recipients: tuple[str, ...]) -> Plan:
    text = yaml.safe_load(_MODEL.read_text("utf-8"))
    text |= {
        "id": name,
        "hierarchy": str((_MODEL.parent / text["hierarchy"]).resolve()),
        "addressees": [{"ids": list(recipients)}],
    }
    path = folder / f"{name}.yaml"
    path.write_text(yaml.safe_dump(text, allow_unicode=True), encoding="utf-8")
    return prepare(PropagationRequest(directive=str(path), clock=ClockChoice.LIVE))


def _acting(ledger: Ledger, propagation: str, office: str, hours: int) -> Acting:
    """Whoever acts, with the plan as the ledger has it by then."""
    plan = runtime.recorded_plan(propagation, ledger)
    return Acting(ledger, plan, office, _BY, _later(_VERBS + hours))


def _told(verb: Callable[[], object]) -> Callable[[], object]:
    """Let a verb be refused, as it rightly is where a run after a kill comes to it once more."""

    def done() -> None:
        with suppress(ReturnedBefore, DirectiveWithdrawn):
            verb()

    return done


def _pass_on(ledger: Ledger, propagation: str, offices: tuple[str, ...], now: Instant) -> None:
    """Stamp at every desk of each office, and write to those behind it."""
    plan = runtime.recorded_plan(propagation, ledger)
    for office in offices:
        acting = Acting(ledger, plan, office, _BY, now)
        for position in range(len(plan.hierarchy.office(office).desks)):
            receive(acting, position=position)
        issue(acting)


def _suspend(acting: Acting) -> None:
    """Once: a run after a kill may find that the clock runs again."""
    if not acts(acting.ledger, acting.plan.id, kind=ActKind.RESUMED):
        suspend(acting, _REASON)


def _hand_over(ledger: Ledger, propagation: str, now: Instant) -> None:
    """Enter what the carrier of mail enters once the server has taken a message."""
    plan = runtime.recorded_plan(propagation, ledger)
    for mail in mails_to(ledger, _MAILED):
        letter = mail.propagation == propagation and mail.kind is MailKind.LETTER
        if not letter or mail.state is not MailState.WAITING:
            continue
        acting = Acting(ledger, plan, mail.sender, _BY, now)
        with ledger.cohort(propagation, plan.clock) as writer:
            writer.hold(mail.sender)
            taken = Mailed(recipient=mail.office, address=mail.address, part=mail.part)
            note(writer, acting, taken, mail.act_key)
            writer.mail.change([_taken(mail, now)])


def _taken(mail: Mail, now: Instant) -> Mail:
    return replace(mail, state=MailState.HANDED_OVER, attempts=1, changed_minute=now.minute)


def _bounce(ledger: Ledger, now: Instant) -> None:
    for mail in mails_to(ledger, _MAILED):
        if mail.state is MailState.HANDED_OVER:
            note_bounce(ledger, Bounce(mail.id, mail.round, True, "5.1.1 no such user"), now=now)


def _remind(acting: Acting) -> None:
    """Sweep, unless a run before a kill has come to the end: what has ended is swept no more."""
    if life(acting.ledger, acting.plan.id).ending is None:
        sweep(acting.ledger, acting.plan, now=acting.now)


def _succeed(ledger: Ledger, now: Instant) -> None:
    wanted = Successor(_SUCCEEDED, (_HEIR,), now.date(ZoneInfo("Asia/Bangkok")), reason=_REASON)
    succeed(ledger, wanted, by=_BY, now=now)


def _later(hours: int) -> Instant:
    return Instant(_START.minute + hours * _HOUR, Precision.MINUTE)
