"""What ``wian status`` shows for a live propagation: roll-up, who is late, who answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from wian.cli.life.amendments_shown import (
    AmendedBy,
    amended_by,
    amendments_json,
    show_amendments,
)
from wian.cli.life.give_back import returned_json, show_returned
from wian.cli.life.succeeded_offices import show_succeeded, succeeded_among, succeeded_json
from wian.cli.mail.mail_status import MailStatus, mail_status, show_mail
from wian.cli.propagate.route_growth import grown_json, show_growth
from wian.cli.terminal.console import heading, say, table, to_the_minute
from wian.delays.hop_table import HopTable
from wian.followup.due import Overdue
from wian.followup.owed_now import overdue_now
from wian.jurisdictions.instant import Instant
from wian.kit.counted import counted, number
from wian.ledger.acts import Act, Closed, Withdrawn
from wian.ledger.database import Ledger
from wian.ledger.life.lives import life, suspended_in_order
from wian.ledger.life.replacement import live_of, replacing
from wian.ledger.life.returns import LetterReturn
from wian.ledger.life.suspensions import Suspension
from wian.ledger.read.offices.reminders import Reminder, reminders_of
from wian.ledger.read.recorded import letters
from wian.ledger.succession.succession import Succession
from wian.letters.secrecy import is_secret
from wian.propagation.plan import Plan
from wian.propagation.recurring.time_before import TimeBefore, time_before
from wian.propagation.standing.rollup_cache import board_of
from wian.reports.progress.rollup import RollUp

_SHOWN = 20
_ROLL_UP = (
    ("office", "whole"),
    ("below", "right"),
    ("received", "right"),
    ("not received yet", "right"),
    ("waiting", "right"),
    ("asked", "right"),
    ("in time", "right"),
    ("late", "right"),
    ("missing", "right"),
    ("pending", "right"),
)
_OWED = {"reception": "a stamp", "forwarding": "its own letter", "answer": "an answer"}


@dataclass(frozen=True)
class LiveStatus:
    """How a live propagation stands now.

    Attributes:
        origin: What the origin sees of those below it.
        first_level: What each office sees that the origin writes to.
        overdue: What is owed for longer than it may.
        reminders: The reminders that there are.
        ending: The act that withdrew or closed it; ``None`` while it goes on.
        withdrawn_by: Numbers of the origin's letters that withdraw it; none where it is not.
        mail: How its letters by e-mail stand.
        suspended: Offices whose clocks rest, the longest first; none once it has ended.
        amended_by: Its amendments, the first one first.
        before: The time before, of a directive that recurs.
        related: The live propagations of each directive that this one names.
        replaced_by: The live propagations that take its place, the latest first.
        succeeded: The offices of it whose place others took.
        returns: The letters that offices gave back.
    """

    origin: RollUp
    first_level: tuple[RollUp, ...]
    overdue: tuple[Overdue, ...]
    reminders: tuple[Reminder, ...]
    ending: Act | None = None
    withdrawn_by: tuple[str, ...] = ()
    mail: MailStatus = field(default_factory=MailStatus)
    suspended: tuple[Suspension, ...] = ()
    amended_by: tuple[AmendedBy, ...] = ()
    before: TimeBefore | None = None
    related: Mapping[str, list[str]] = field(default_factory=dict)
    replaced_by: tuple[str, ...] = ()
    succeeded: tuple[Succession, ...] = ()
    returns: tuple[LetterReturn, ...] = ()


def live_status(ledger: Ledger, plan: Plan, hops: HopTable, now: Instant) -> LiveStatus:
    """How a live propagation stands now, of which these are the hops."""
    found = board_of(ledger, plan, hops, now)
    _, sent = plan.sending(plan.route.origin)
    known = life(ledger, plan.id)
    return LiveStatus(
        found.of(plan.route.origin),
        tuple(found.of(hop.recipient) for hop in sent),
        overdue_now(ledger, plan, hops, now=now),
        tuple(reminders_of(ledger, plan.id)),
        known.ending,
        _withdrawn_by(ledger, known.ending),
        mail_status(ledger, plan),
        () if known.ending else suspended_in_order(ledger, plan.id),
        amended_by(ledger, known),
        time_before(ledger, plan),
        _related(ledger, plan),
        tuple(replacing(ledger, plan.directive.id)),
        succeeded_among(ledger, plan),
        known.returns,
    )


def _related(ledger: Ledger, plan: Plan) -> dict[str, list[str]]:
    sent = plan.directive
    named = (*((sent.replaces,) if sent.replaces else ()), *sent.references)
    return {name: live_of(ledger, name) for name in dict.fromkeys(named)}


def _withdrawn_by(ledger: Ledger, act: Act | None) -> tuple[str, ...]:
    if act is None or not isinstance(act.body, Withdrawn):
        return ()
    sent = letters(ledger, act.body.follower, [act.office])
    return tuple(each.letter.number for each in sent)


def live_summary(plan: Plan, status: LiveStatus) -> dict[str, Any]:
    """The same as JSON values."""
    origin, follows = asdict(status.origin), plan.directive.follows
    answers = ("asked", "in_time", "late", "missing", "pending")
    return {
        "first_level": [asdict(each) for each in status.first_level],
        "overdue": [
            {
                "office": late.office,
                "owed": late.owed.value,
                "due": plan.clock_of(late.office).isoformat(late.due),
                "since_working_minutes": late.since_working_minutes,
            }
            for late in status.overdue
        ],
        "reminders": [_reminder(plan, each) for each in status.reminders],
        "answers": {name: origin[name] for name in answers},
        "ended": _ended(plan, status),
        "follows": follows and {"propagation": follows.propagation, "kind": follows.kind.value},
        "mail": dict(status.mail.counts),
        "mail_need_desks": list(status.mail.need_desks),
        "suspended": [_suspended(plan, each) for each in status.suspended],
        "amended": amendments_json(plan, status.amended_by),
        "grown": grown_json(plan),
        "before": asdict(status.before) if status.before else None,
        "references": [_reference(status, name) for name in plan.directive.references],
        "replaces": plan.directive.replaces and _reference(status, plan.directive.replaces),
        "replaced_by": list(status.replaced_by),
        "succeeded": succeeded_json(status.succeeded),
        "returned": returned_json(plan, status.returns),
    }


def _reference(status: LiveStatus, name: str) -> dict[str, Any]:
    return {"directive": name, "propagations": status.related[name]}


def _suspended(plan: Plan, rest: Suspension) -> dict[str, Any]:
    return {
        "office": rest.begun.office,
        "since": plan.clock_of(rest.begun.office).isoformat(rest.begun.at),
        "waits_for": rest.body.waits_for,
        "reason": None if is_secret(plan.directive) else rest.body.reason,
    }


def _ended(plan: Plan, status: LiveStatus) -> dict[str, Any] | None:
    told = ended_json(plan, status.ending)
    if told and status.withdrawn_by:
        told["numbers"] = list(status.withdrawn_by)
    return told


def ended_json(plan: Plan, act: Act | None) -> dict[str, Any] | None:
    """How a propagation ended, as JSON values; ``None`` while it goes on."""
    if act is None:
        return None
    at = plan.clock_of(act.office).isoformat(act.at)
    said = None if is_secret(plan.directive) else getattr(act.body, "reason", None)
    told = {"as": act.kind.value, "at": at, "reason": said}
    if isinstance(act.body, Withdrawn):
        told |= {"number": act.body.number, "follower": act.body.follower}
    return told


def show_ending(plan: Plan, status: LiveStatus) -> None:
    """Print how it was amended, and how it ended, where it was and has."""
    show_amendments(plan, status.amended_by)
    act = status.ending
    if act is None:
        return
    at = to_the_minute(plan.clock_of(act.office).isoformat(act.at))
    body = act.body
    if isinstance(body, Withdrawn):
        word = "letter" if len(status.withdrawn_by) == 1 else "letters"
        by = f"with its {word} {', '.join(status.withdrawn_by)} ({body.follower})"
        heading(f"Withdrawn by {act.office} on {at} {by}{_why(plan, body.reason)}")
    elif isinstance(body, Closed):
        itself = "" if body.reason else ": all have it, and have answered"
        if body.ended_with:
            itself = f", as {body.ended_with} ended, which it amends"
        heading(f"Closed on {at}{itself}{_why(plan, body.reason)}")
    say("Nothing of it is forwarded any more, so that nobody waits behind anybody.")


def _why(plan: Plan, reason: str | None) -> str:
    """The reason behind a sentence; not of a secret directive, whose words stay at its offices."""
    return f": {reason}" if reason and not is_secret(plan.directive) else ""


def _reminder(plan: Plan, reminder: Reminder) -> dict[str, Any]:
    body = reminder.body
    return {
        "sender": reminder.act.office,
        "number": body.letter.number,
        "at": plan.clock_of(reminder.act.office).isoformat(reminder.act.at),
        "owed": body.owed.value,
        "recipients": list(body.recipients),
    }


def show_live(plan: Plan, status: LiveStatus) -> None:
    """Print it."""
    if follows := plan.directive.follows:
        heading(f"These letters are the {follows.kind} of {follows.propagation}")
    show_growth(plan)
    _show_related(plan, status)
    _show_before(plan, status.before)
    show_succeeded(status.succeeded)
    show_returned(plan, status.returns, ended=status.ending is not None)
    rows = [_row(each) for each in (*status.first_level[:_SHOWN], status.origin)]
    over = status.ending is not None  # nobody waits for the answers that are missing
    columns = _ROLL_UP[:-1] if over else _ROLL_UP
    rows = [row[: len(columns)] for row in rows]
    table(columns, rows, title="Below each office that the origin writes to, and below the origin")
    if len(status.first_level) > _SHOWN:
        say(f"  and {number(len(status.first_level) - _SHOWN)} more; --json names all")
    _show_overdue(plan, status.overdue)
    _show_suspended(plan, status.suspended)
    if status.reminders:
        said = counted(len(status.reminders), "reminder")
        heading(f"{said}; wian letters --reminders lists them")
    show_mail(status.mail)


def _show_related(plan: Plan, status: LiveStatus) -> None:
    for by in status.replaced_by:
        say(f"Its place is taken by {by}.")
    sent = plan.directive
    if sent.replaces:
        say(f"It takes the place of {_named(status, sent.replaces)}.")
    if sent.references and not sent.follows:
        say(f"It refers to {', '.join(_named(status, each) for each in sent.references)}.")


def _named(status: LiveStatus, name: str) -> str:
    """A directive, with the latest live propagation that sends it."""
    live = status.related[name]
    return f"{name} ({live[0]})" if live else name


def _show_before(plan: Plan, before: TimeBefore | None) -> None:
    if before is None:
        return
    heading(f"The time before was {before.key} ({before.propagation})")
    if before.asked:
        never = number(len(before.unanswered))
        say(f"{never} of {counted(before.asked, 'office')} asked never answered it")
    for said, offices in (
        ("never answered", before.unanswered),
        ("is asked now, was not then", before.joined),
        ("was asked then, is not now", before.left),
    ):
        for office in offices[:_SHOWN]:
            known = office in plan.hierarchy.graph
            say(f"  {plan.namer.one(office) if known else office} ({office}) {said}")
        if len(offices) > _SHOWN:
            say(f"  and {number(len(offices) - _SHOWN)} more; --json names all")


def _show_suspended(plan: Plan, suspended: Sequence[Suspension]) -> None:
    if not suspended:
        return
    heading(f"{number(len(suspended))} waiting for another: their clocks rest")
    for each in suspended[:_SHOWN]:
        office, whom = each.begun.office, each.body.waits_for
        named = f" for {plan.namer.one(whom)} ({whom})" if whom else ""
        since = to_the_minute(plan.clock_of(office).isoformat(each.begun.at))
        why = _why(plan, each.body.reason)
        say(f"  {plan.namer.one(office)} ({office}) waits{named} since {since}{why}")
    if len(suspended) > _SHOWN:
        say(f"  and {number(len(suspended) - _SHOWN)} more; --json names all")


def _row(each: RollUp) -> tuple[object, ...]:
    _, *counts = asdict(each).values()
    return (each.office, *map(number, counts))


def _show_overdue(plan: Plan, late: Sequence[Overdue]) -> None:
    if not late:
        return
    rows = [
        (
            plan.namer.one(each.office),
            each.office,
            _OWED[each.owed.value],
            to_the_minute(plan.clock_of(each.office).isoformat(each.due)),
            f"{each.since_working_minutes / plan.working.minutes_a_day:.1f}",
        )
        for each in late[:_SHOWN]
    ]
    columns = (
        ("office", "left"),
        ("id", "whole"),
        ("owes", "left"),
        ("was due", "whole"),
        ("working days\nago", "right"),
    )
    table(columns, rows, title=f"{number(len(late))} overdue")
    if len(late) > _SHOWN:
        say(f"  and {number(len(late) - _SHOWN)} more; --json names all")
