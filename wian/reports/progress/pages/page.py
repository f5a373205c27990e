"""A snapshot as a page of Markdown for managers: words, tables and pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wian.jurisdictions.instant import Instant
from wian.jurisdictions.office_clocks import OfficeClock
from wian.kit.counted import agreeing, counted, number
from wian.kit.markdown import code, link, picture, plain, table
from wian.reports.outlook.at_risk import AtRisk
from wian.reports.progress.by_province import ProvinceStanding, by_province
from wian.reports.progress.delivery import Blocker, Standing
from wian.reports.progress.directive_day import DirectiveDay
from wian.reports.progress.pages.ahead import call_list, expectation
from wian.reports.progress.pages.answers_back import answers_section
from wian.reports.progress.pages.pictures import chain_map, waterfall
from wian.reports.progress.pages.setting import Setting
from wian.reports.progress.pages.tiles import tiles
from wian.reports.progress.pages.whereabouts import call, days, headline, state, whereabouts
from wian.reports.progress.snapshot import HopSituation, Situation, Step

_SHOWN = 10
_FEW = 3
"""Provinces up to which a table of them says no more than the waves do."""


def page(found: Situation, setting: Setting, day: DirectiveDay | None = None) -> str:
    """The whole page.

    Args:
        found: How it stands.
        setting: What it is told with.
        day: What is expected and whom to telephone, as the page of today says it; ``None``: the
            page says nothing of what is to come.
    """
    parts = [
        f"# {plain(setting.title)}",
        f"**{headline(found, setting).replace('**', '')}**",
        f"**{call(found, setting, _first(day))}**",
        picture("The chain that matters most", chain_map(found, setting.hierarchy)),
        _summary(found, setting),
        *(call_list(day) if day and found.live else ()),
        *_own(found, setting, day),
        *_where(found, setting),
        *answers_section(found.back, setting),
        *_window(found, setting, day),
        *_worst(found, setting),
        *_more(found, setting),
    ]
    return "\n\n".join(parts) + "\n"


def moment(instant: Instant | None, clock: OfficeClock) -> str:
    """A moment on an office's clock, a day alone where no more is known; empty: unknown."""
    return "" if instant is None else clock.isoformat(instant)[:16].replace("T", " ")


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
        f"{agreeing(have, 'has', 'have')} received it, {silent:,} "
        f"{agreeing(silent, 'has', 'have')} not received it yet, and {cut_off:,} "
        f"{agreeing(cut_off, 'waits', 'wait')} behind another office.{overdue}{kind}"
    )


def _first(day: DirectiveDay | None) -> str | None:
    """The office to be telephoned before any other."""
    return day.calls[0].office if day and day.calls else None


def _own(found: Situation, setting: Setting, day: DirectiveDay | None) -> Iterator[str]:
    """The section in the offices' language, where there is one."""
    if setting.own:
        clock = setting.clocks.of(setting.route.origin)
        where = (day.calls[0] if day and day.calls else None) or whereabouts(found, setting)
        call = None
        if found.live and where and where.answers and where.phone:
            call = (where.answers, where.phone)
        chance = day.chance if day else None
        ahead = (
            (round(chance.expected), chance.addressees, chance.low, chance.high) if chance else None
        )
        yield from setting.own.section(found, setting.hierarchy, clock, call, ahead)


def _where(found: Situation, setting: Setting) -> Iterator[str]:
    yield "## Where it is"
    sides = ("wave", "offices", "received", "not received yet", "waiting")
    rows = [
        (
            str(wave.wave),
            plain(setting.namer.reached(setting.route, hops)),
            *(f"{n:,}" for n in (wave.recipients, wave.confirmed, wave.silent, wave.unreachable)),
        )
        for wave, hops in zip(found.waves, setting.route.places.waves, strict=True)
    ]
    head = [("wave", "right"), ("to", "left"), *((name, "right") for name in sides[1:])]
    yield table(head, rows)  # type: ignore[arg-type]  # the sides are literals
    if found.blockers:
        some = found.blockers[:_SHOWN]
        yield "Behind whom others wait:\n\n" + "\n".join(_blocker(each, setting) for each in some)
    if len(found.blockers) > _SHOWN:
        yield f"and {len(found.blockers) - _SHOWN:,} more."
    yield from _provinces(found, setting)


def _blocker(blocker: Blocker, setting: Setting) -> str:
    why = "has not received it yet" if blocker.standing is Standing.SILENT else "has not forwarded"
    return f"- {setting.name(blocker.office)} {why}: {blocker.waiting:,} wait"


def _provinces(found: Situation, setting: Setting) -> Iterator[str]:
    """A tile for each province, and the figures of those with most offices to come."""
    rows = by_province(found, setting.route, setting.hierarchy)
    if len(rows) < _FEW:
        return
    yield picture(
        "The provinces, and the share of each that has it", tiles(rows, setting.hierarchy)
    )
    open_ = [row for row in rows if row.have < row.offices]
    if open_:
        columns = ("offices", "received", "not received yet", "overdue")
        head = [("province", "left"), *((name, "right") for name in columns)]
        yield table(head, [_province(row, setting) for row in open_[:_SHOWN]])  # type: ignore[arg-type]  # the sides are literals
    if len(open_) > _SHOWN:
        yield f"and {counted(len(open_) - _SHOWN, 'more province')} with offices to come."


def _province(row: ProvinceStanding, setting: Setting) -> Sequence[str]:
    figures = (row.offices, row.have, row.silent, row.overdue)
    return setting.name(row.province), *map(number, figures)


def _window(found: Situation, setting: Setting, day: DirectiveDay | None) -> Iterator[str]:
    budget = found.budget
    yield "## What the time went on"
    if found.risk:
        yield _risk(found.risk, day)
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


def _risk(risk: AtRisk, day: DirectiveDay | None) -> str:
    """Who received by the last day, and what the outlook expects of the others."""
    told = (
        f"The last day is {risk.closes}. Of {counted(risk.addressees, 'addressee')} "
        f"{risk.in_time:,} {agreeing(risk.in_time, 'has', 'have')} received by then."
    )
    if risk.missed:
        told += f" **{risk.missed:,} {agreeing(risk.missed, 'has', 'have')} missed it.**"
    if day and day.chance:
        told += f" {expectation(day.chance)}"
    return told


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
    overdue = f"{days(hop.overdue)} days" if hop.overdue is not None else ""
    return (
        f"{setting.label(hop.sender)} → {setting.label(hop.office)}",
        state(hop),
        days(hop.days),
        f"{hop.behind:,}",
        overdue,
        _letter(hop.sender, setting),
    )


def _letter(sender: str, setting: Setting) -> str:
    """The sender's letter: its page at the desk, or the command that shows it."""
    if setting.desk:
        return link("at the desk", f"{setting.desk}/outgoing/{setting.propagation}")
    return code(f"wian letters {setting.propagation} --office {sender}")


def _more(found: Situation, setting: Setting) -> Iterator[str]:
    yield "## More"
    lines = [
        f"- Everyone who is behind: {code(f'wian status {setting.propagation}')}",
        f"- Every hop as a table: {code(f'wian hops {setting.propagation} --format csv')}",
    ]
    if found.live and setting.desk:
        lines.insert(0, f"- {link('The desk', setting.desk)}")
    yield "\n".join(lines)
