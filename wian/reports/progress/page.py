"""A snapshot as a page of Markdown for managers: words, tables and pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hierarchy.graph import Hierarchy
from hierarchy.route.route import Route
from wian.jurisdictions.instant import Instant
from wian.jurisdictions.office_clocks import OfficeClock, OfficeClocks
from wian.kit.counted import agreeing, counted
from wian.kit.markdown import code, link, picture, plain, table
from wian.reports.offices_in_words import Namer
from wian.reports.outlook.at_risk import AtRisk
from wian.reports.progress.delivery import Blocker, Standing
from wian.reports.progress.own_words import OwnWords
from wian.reports.progress.pictures import chain_map, waterfall
from wian.reports.progress.snapshot import HopSituation, Situation, Step, names

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Setting:
    """What a situation is told with.

    Attributes:
        propagation: Its id.
        directive: Id of the directive.
        subject: Its subject; ``None`` where that is secret.
        route: The plan.
        hierarchy: The offices.
        namer: Names them.
        clocks: Their clocks.
        desk: Address of the desk without a slash at its end; ``None`` where none is known.
        own: Says it in the offices' language too; ``None``: in English alone.
    """

    propagation: str
    directive: str
    subject: str | None
    route: Route
    hierarchy: Hierarchy
    namer: Namer
    clocks: OfficeClocks
    desk: str | None = None
    own: OwnWords | None = None

    def label(self, office: str) -> str:
        """An office in few words, as Markdown."""
        return plain(self.namer.one(office))

    def name(self, office: str) -> str:
        """An office in English and in its own language, as Markdown."""
        return plain(names(self.hierarchy, office))


def headline(found: Situation, setting: Setting) -> str:
    """Where it is stuck, in one sentence of Markdown that begins with the name: a card is small."""
    who, what = _stuck(found, setting)
    return f"**{plain(who)}** {what}"


def sentence(found: Situation, setting: Setting) -> str:
    """The same as plain text."""
    return " ".join(_stuck(found, setting))


def page(found: Situation, setting: Setting) -> str:
    """The whole page."""
    title = setting.subject or f"Directive {setting.directive}"
    parts = [
        f"# {plain(title)}",
        f"**{headline(found, setting).replace('**', '')}**",
        _summary(found, setting),
        *_own(found, setting),
        *_where(found, setting),
        *_window(found, setting),
        *_worst(found, setting),
        *_more(found, setting),
    ]
    return "\n\n".join(parts) + "\n"


def moment(instant: Instant | None, clock: OfficeClock) -> str:
    """A moment on an office's clock, a day alone where no more is known; empty: unknown."""
    return "" if instant is None else clock.isoformat(instant)[:16].replace("T", " ")


def _stuck(found: Situation, setting: Setting) -> tuple[str, str]:
    """The office that is waited for most, and what it does."""
    if found.blockers:
        return _holding_up(found, found.blockers[0], setting)
    waiting = [hop for hop in found.behind if hop.overdue is not None] or found.behind
    if not waiting:
        return "Everyone", f"has it: {counted(found.offices, 'office')}."
    worst = max(waiting, key=lambda hop: (hop.days or 0.0, hop.office))
    more = f"; {len(waiting) - 1:,} more" if len(waiting) > 1 else ""
    what = f"is {state(worst)} for {_days(worst.days)} working days{more}."
    return setting.namer.one(worst.office), what


def _holding_up(found: Situation, blocker: Blocker, setting: Setting) -> tuple[str, str]:
    who, hop = setting.namer.one(blocker.office), found.of(blocker.office)
    wait = f"{counted(blocker.waiting, 'office waits', 'offices wait')} behind it."
    if hop is None:
        return who, f"has not begun: {wait}"
    does = "is silent" if blocker.standing is Standing.SILENT else "has not written on"
    return who, f"{does} for {_days(hop.days)} working days: {wait}"


def _summary(found: Situation, setting: Setting) -> str:
    have, silent = found.count(Standing.CONFIRMED), found.count(Standing.SILENT)
    cut_off = found.count(Standing.UNREACHABLE)
    as_of = moment(found.as_of, setting.clocks.of(setting.route.origin))
    late = sum(hop.overdue is not None for hop in found.hops)
    owe = agreeing(late, "has", "have")
    overdue = f" {late:,} {owe} owed something for longer than their target." if late else ""
    kind = "" if found.live else " This is a rehearsal: what history did not see is simulated."
    return (
        f"As of {as_of}, {have:,} of {counted(found.offices, 'office')} "
        f"{agreeing(have, 'has', 'have')} it, {silent:,} {agreeing(silent, 'is', 'are')} silent, "
        f"and {cut_off:,} cannot know of it yet.{overdue}{kind}"
    )


def _own(found: Situation, setting: Setting) -> Iterator[str]:
    """The section in the offices' language, where there is one."""
    if setting.own:
        clock = setting.clocks.of(setting.route.origin)
        yield from setting.own.section(found, setting.hierarchy, clock)


def _where(found: Situation, setting: Setting) -> Iterator[str]:
    yield "## Where it is"
    sides = ("wave", "offices", "have it", "silent", "cannot know yet")
    rows = [
        (
            str(wave.wave),
            plain(setting.namer.many([hop.recipient for hop in route.hops])),
            *(f"{n:,}" for n in (wave.recipients, wave.confirmed, wave.silent, wave.unreachable)),
        )
        for wave, route in zip(found.waves, setting.route.waves, strict=True)
    ]
    head = [("wave", "right"), ("to", "left"), *((name, "right") for name in sides[1:])]
    yield table(head, rows)  # type: ignore[arg-type]  # the sides are literals
    if found.blockers:
        some = found.blockers[:_SHOWN]
        yield "Behind whom others wait:\n\n" + "\n".join(_blocker(each, setting) for each in some)
    if len(found.blockers) > _SHOWN:
        yield f"and {len(found.blockers) - _SHOWN:,} more."
    yield picture("The chain that matters most", chain_map(found, setting.hierarchy))


def _blocker(blocker: Blocker, setting: Setting) -> str:
    why = "is silent" if blocker.standing is Standing.SILENT else "has not written on"
    return f"- {setting.name(blocker.office)} {why}: {blocker.waiting:,} wait"


def _window(found: Situation, setting: Setting) -> Iterator[str]:
    budget = found.budget
    yield "## What the time went on"
    if found.risk:
        yield from _risk(found.risk, setting)
    if budget.length is None:
        yield "The directive names no last day; the days are counted from the first letter."
    else:
        yield (
            f"Of the {counted(budget.length, 'day')} of its window {budget.left or 0:,} "
            f"{agreeing(budget.left or 0, 'is', 'are')} left. Down to "
            f"{setting.name(budget.chain[-1])}:"
        )
    if drawn := waterfall(budget, setting.hierarchy):
        yield picture("What each stretch ate", drawn)
        yield table(
            (("stretch", "left"), ("calendar days", "right")),
            [_step(step, setting) for step in budget.steps],
        )


def _step(step: Step, setting: Setting) -> tuple[str, str]:
    who = setting.label(step.office)
    words = f"{setting.label(step.sender)} to {who}" if step.sender else f"{who}: own letter"
    return words, f"{step.after - step.before:,}{' so far' if step.open else ''}"


def _risk(risk: AtRisk, setting: Setting) -> Iterator[str]:
    told = (
        f"The last day is {risk.closes}. Of {counted(risk.addressees, 'addressee')} "
        f"{risk.in_time:,} {agreeing(risk.in_time, 'has', 'have')} received by then, and "
        f"{risk.expected:,} more {agreeing(risk.expected, 'is', 'are')} expected to."
    )
    if risk.missed:
        told += f" **{risk.missed:,} {agreeing(risk.missed, 'has', 'have')} missed it.**"
    if risk.will_miss:
        told += f" **{len(risk.will_miss):,} will miss it** if what is open takes its usual time."
    if risk.last:
        told += f" The last one is expected on {risk.last}."
    yield told
    if risk.will_miss:
        some = [setting.name(office) for office in risk.will_miss[:_SHOWN]]
        rest = len(risk.will_miss) - len(some)
        yield "Will miss it: " + ", ".join(some) + (f" and {rest:,} more." if rest else ".")


def _worst(found: Situation, setting: Setting) -> Iterator[str]:
    if not found.worst:
        return
    yield f"## The {len(found.worst)} worst hops" if len(found.worst) > 1 else "## The worst hop"
    yield (
        "Open ones first, then by the days that offices waited: the hop's own working days times "
        "the offices that are reached through it."
    )
    columns = (
        ("hop", "left"),
        ("", "left"),
        ("working days", "right"),
        ("offices", "right"),
        ("overdue", "right"),
        ("letter", "left"),
    )
    yield table(columns, [_hop(hop, setting) for hop in found.worst])  # type: ignore[arg-type]  # the sides are literals


def _hop(hop: HopSituation, setting: Setting) -> Sequence[str]:
    overdue = f"{_days(hop.overdue)} days" if hop.overdue is not None else ""
    return (
        f"{setting.label(hop.sender)} → {setting.label(hop.office)}",
        state(hop),
        _days(hop.days),
        f"{hop.behind:,}",
        overdue,
        _letter(hop.sender, setting),
    )


def _letter(sender: str, setting: Setting) -> str:
    """The sender's letter: its page at the desk, or the command that shows it."""
    if setting.desk:
        return link("at the desk", f"{setting.desk}/outgoing/{setting.propagation}")
    return code(f"wian letters {setting.propagation} --office {sender}")


def state(hop: HopSituation) -> str:
    """How a hop stands, in words."""
    if hop.standing is Standing.UNREACHABLE:
        return "cannot know yet"
    if hop.standing is Standing.SILENT:
        return "silent"
    record = hop.record
    if not hop.open or record is None:
        return "done"
    return "at its desks" if record.ready is None else "to forward"


def _more(found: Situation, setting: Setting) -> Iterator[str]:
    yield "## More"
    lines = [
        f"- Everyone who is behind: {code(f'wian status {setting.propagation}')}",
        f"- Every hop as a table: {code(f'wian hops {setting.propagation} --format csv')}",
    ]
    if found.live and setting.desk:
        lines.insert(0, f"- {link('The desk', setting.desk)}")
    yield "\n".join(lines)


def _days(days: float | None) -> str:
    return "unknown" if days is None else f"{days:,.1f}"
