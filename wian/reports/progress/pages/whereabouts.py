"""Where is a directive stuck, and what is to be done about it now? In a phrase, and in a sentence.

A run's name has room for a phrase, its state and a card for a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

from wian.kit.counted import agreeing, counted, number, rounded
from wian.kit.markdown import link, plain
from wian.reports.progress.delivery import Blocker, Standing
from wian.reports.progress.pages.setting import Setting
from wian.reports.progress.snapshot import HopSituation, Situation


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The office that is waited for most.

    Attributes:
        office: Its id.
        name: Its name in English.
        does: What it does, with the days: ``has not received it for 5.3 working days``.
        waiting: How many others wait behind it.
        days: Working days for which it has held the letter, or was written to; ``None``: unknown.
        overdue: Whether it owes something for longer than it may.
        others: How many others are waited for besides it and those behind it.
        phone: Its telephone number, or that of the nearest office above it that has one.
        answers: Id of the office that answers there; ``None`` where no number is known.
        answering: Its name.
        since: The day since which it has held the letter, or was written to; ``None``: unknown.
    """

    office: str
    name: str
    does: str
    waiting: int
    days: float | None
    overdue: bool
    others: int
    phone: str | None
    answers: str | None
    answering: str | None
    since: str | None


def whereabouts(found: Situation, setting: Setting) -> Whereabouts | None:
    """The office that is waited for most; ``None`` where all have it and have forwarded it."""
    if found.blockers:
        blocker = found.blockers[0]
        hop = found.of(blocker.office)
        others = len(found.blockers) - 1
        return _where(blocker.office, hop, _holds(blocker, hop), blocker.waiting, others, setting)
    waiting = [hop for hop in found.behind if hop.overdue is not None] or found.behind
    if not waiting:
        return None
    worst = max(waiting, key=lambda hop: (hop.days or 0.0, hop.office))
    silent = worst.standing is Standing.SILENT
    held = "has not received it" if silent else f"is {state(worst)}"
    does = f"{held} for {days(worst.days if silent else worst.held)} working days"
    return _where(worst.office, worst, does, 0, len(waiting) - 1, setting)


def headline(found: Situation, setting: Setting) -> str:
    """Where it is stuck, in one sentence of Markdown that begins with the name: a card is small."""
    who, what = _told(found, setting)
    return f"**{plain(who)}** {what}"


def sentence(found: Situation, setting: Setting) -> str:
    """The same as plain text."""
    return " ".join(_told(found, setting))


def phrase(found: Situation, setting: Setting) -> str:
    """The same in few words, for the name of a run."""
    where = whereabouts(found, setting)
    if where is None:
        return f"{'all' if found.live else 'rehearsed, all'} {number(found.offices)} have it"
    verb = "stuck at" if where.overdue else "now at"
    if where.waiting:
        return f"{verb} {where.name}, {_wait(where.waiting)}"
    more = f" and {number(where.others)} more" if where.others else ""
    return f"waiting for {where.name}{more}"


def call(found: Situation, setting: Setting, first: str | None = None) -> str:
    """What to do now, in one sentence of Markdown.

    Args:
        found: How it stands.
        setting: What it is told with.
        first: The office whose act helps most; ``None``: that which is waited for most.
    """
    where = whereabouts(found, setting)
    if where is None:
        return "Nothing is to be done: everyone has it."
    if not found.live:
        return "Nothing is to be done: this is a rehearsal."
    page = setting.letter()
    desk = f"; {link('its letter at the desk', page)}" if page else ""
    office = first or where.office
    who = f"{setting.label(office)}{_number(office, setting)}{desk}"
    hop = found.of(office)
    if hop is not None and hop.overdue is not None:
        return f"Telephone {who}."
    late = sum(each.overdue is not None for each in found.hops)
    if late:
        owe = f"{counted(late, 'other office is', 'other offices are')} overdue"
        why = "its act helps most" if first else "most wait for it"
        return f"Telephone {who}: {why}. {owe}."
    return f"Nothing is overdue. Next: {who}."


def state(hop: HopSituation) -> str:
    """How a hop stands, in words."""
    if hop.standing is Standing.UNREACHABLE:
        return "waiting behind another office"
    if hop.standing is Standing.SILENT:
        return "not received yet"
    record = hop.record
    if not hop.open or record is None:
        return "done"
    return "at its desks" if record.ready is None else "to forward"


def days(many: float | None) -> str:
    """Working days with one decimal."""
    return "unknown" if many is None else rounded(many, 1)


def nearest_phone(office: str, setting: Setting) -> tuple[str, str] | None:
    """A number that reaches an office, and whose it is: its own, or that of an office above it."""
    for each in reversed(setting.route.chain(office)):
        if found := setting.phone(each):
            return found, each
    return None


def _told(found: Situation, setting: Setting) -> tuple[str, str]:
    """The office that is waited for most, and what it does."""
    where = whereabouts(found, setting)
    if where is None:
        return "Everyone", f"has it: {counted(found.offices, 'office')}."
    if where.waiting:
        wait = f"{counted(where.waiting, 'office waits', 'offices wait')} behind it"
        return where.name, f"{where.does}: {wait}."
    more = f"; {number(where.others)} more" if where.others else ""
    return where.name, f"{where.does}{more}."


def _holds(blocker: Blocker, hop: HopSituation | None) -> str:
    """What an office does, and for how long: from the letter to it, or from its own reception."""
    if hop is None:
        return "has not begun"
    if blocker.standing is Standing.SILENT:
        return f"has not received it for {days(hop.days)} working days"
    if hop.held is not None and hop.held < 1:
        return "received it less than a working day ago and has not forwarded it"
    return f"received it {days(hop.held)} working days ago and has not forwarded it"


def _where(  # noqa: PLR0913, PLR0917 - what it is made of
    office: str,
    hop: HopSituation | None,
    does: str,
    waiting: int,
    others: int,
    setting: Setting,
) -> Whereabouts:
    phone, answers = nearest_phone(office, setting) or (None, None)
    overdue = hop is not None and hop.overdue is not None
    spent = None if hop is None else hop.days if hop.held is None else hop.held
    namer = setting.namer
    return Whereabouts(
        office,
        namer.one(office),
        does,
        waiting,
        spent,
        overdue,
        others,
        phone,
        answers,
        namer.one(answers) if answers else None,
        _since(hop, setting),
    )


def _since(hop: HopSituation | None, setting: Setting) -> str | None:
    """The day of the last thing that happened at an office: its stamp, or the letter to it."""
    if hop is None or (record := hop.record) is None:
        return None
    last = record.ready or record.received or record.issued
    return setting.clocks.of(hop.office).date(last).isoformat() if last else None


def _wait(many: int) -> str:
    return f"{number(many)} {agreeing(many, 'waits', 'wait')}"


def _number(office: str, setting: Setting) -> str:
    """The telephone number, and whose it is where that is another office."""
    phone, answers = nearest_phone(office, setting) or (None, None)
    if phone is None or answers is None:
        return " (no telephone number is known)"
    whose = "" if answers == office else f" of {setting.label(answers)}"
    return f" (telephone{whose}: {plain(phone)})"
