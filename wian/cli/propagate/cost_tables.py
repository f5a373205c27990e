"""The tables shown after a propagation: hops, forecast, and what to do next."""

from __future__ import annotations

from wian.cli.recorded import Recorded
from wian.cli.terminal.console import heading, say, table
from wian.delays.hop_record import Source
from wian.jurisdictions.jurisdiction import Wording
from wian.kit.counted import agreeing, counted, number
from wian.reports.outlook.answer_days import AnswerTime, answer_time
from wian.reports.outlook.forecast import Forecast, forecast
from wian.reports.wave_costs import Segment, Stretch, Total, observed_total, segments

_HOP_COLUMNS = (
    ("wave", "right"),
    ("stretch", "left"),
    ("hops", "right"),
    ("calendar\ndays", "decimal"),
    ("slowest", "decimal"),
    ("working\ndays", "decimal"),
    ("window\nused", "decimal"),
    ("working\nof it", "decimal"),
    ("window\nleft", "decimal"),
    ("source", "left"),
)


def show_figures(recorded: Recorded) -> None:
    """Print the table of hops and the arrival forecast of a propagation."""
    show_costs(recorded)
    _show_assumption(recorded)
    plan = recorded.plan
    found = forecast(recorded.hops, plan.route.addressees, plan.working, recorded.days.window)
    show_forecast(found, plan.jurisdiction.wording, recorded)
    _show_answer_time(answer_time(recorded.hops, recorded.days.answers_by, plan.working))


def _show_answer_time(found: AnswerTime) -> None:
    """Print how many had it too late to answer in time, where answers are asked for."""
    if found.asked:
        have = agreeing(found.late, "has", "have")
        say(
            f"Answers: {number(found.late)} of {counted(found.asked, 'office')} that are to answer "
            f"{have} it after their answer day."
        )


def show_costs(recorded: Recorded) -> None:
    """Print the table of hops of a propagation."""
    plan = recorded.plan
    window = recorded.days.window
    rows = [_row(s) for s in segments(recorded.hops, plan.namer, plan.working, window)]
    total = observed_total(recorded.hops, plan.working, window)
    if total:
        rows.append(_total_row(total))
    table(_HOP_COLUMNS, rows, title="What every hop cost (medians where there are several hops)")
    if total and total.window_days and total.window_working_days:
        say(_share(total))


def _row(segment: Segment) -> tuple[object, ...]:
    name, cost = segment.name, segment.cost
    if segment.stretch is Stretch.HANDLING:
        name = f"  {name}"
    hops = number(cost.hops)
    if cost.open_hops:
        hops += f" (+{number(cost.open_hops)} open)"
    return (
        segment.wave,
        name,
        hops,
        days(cost.calendar_days),
        days(cost.slowest_days if cost.hops > 1 else None),
        days(cost.working_days),
        days(cost.window_days_used),
        days(cost.window_working_days_used),
        days(cost.window_days_left),
        segment.source.value,
    )


def _total_row(total: Total) -> tuple[object, ...]:
    left = None
    if total.window_days is not None and total.window_days_used is not None:
        left = total.window_days - total.window_days_used
    return (
        "",
        "total observed",
        number(len(total.offices) - 1),
        days(total.calendar_days),
        "",
        days(total.working_days),
        days(total.window_days_used),
        days(total.window_working_days_used),
        days(left),
        Source.OBSERVED.value,
    )


def _share(total: Total) -> str:
    used, working = total.window_days_used or 0, total.window_working_days_used or 0
    length, working_length = total.window_days or 1, total.window_working_days or 1
    return (
        f"Of the window's {length} days ({working_length} working) the observed hops used "
        f"{used:g} ({used / length:.1%}), of its working days {working:g} "
        f"({working / working_length:.1%})."
    )


def _show_assumption(recorded: Recorded) -> None:
    if any(hop.source is Source.SIMULATED for hop in recorded.hops):
        profile = recorded.plan.profile
        say(
            f"Simulated figures are assumptions ({profile.name}; seed {recorded.plan.seed}). "
            f"{profile.assumption}"
        )


def show_forecast(found: Forecast, wording: Wording, recorded: Recorded) -> None:
    """Print when the addressees have the directive, against the deadline."""
    if not found.points:
        say("No addressee has it yet.")
        return
    sources = ", ".join(f"{number(n)} {source.value}" for source, n in found.sources.items())
    heading(f"Arrival at {counted(found.addressees, 'addressee')} ({sources})")
    rows = [
        (
            {0.0: "first", 100.0: "last"}.get(point.share, f"{point.share:.0f} %"),
            point.day,
            wording.short_date(point.day),
            recorded.plan.namer.one(point.office),
            _left(point.days_left),
        )
        for point in found.points
    ]
    columns = (
        ("have it", "left"),
        ("by", "whole"),
        ("", "whole"),
        ("with", "left"),
        ("window days left", "right"),
    )
    table(columns, rows)
    if found.closes and found.in_time is not None:
        late = found.arrived - found.in_time
        say(
            f"Deadline {found.closes}: {number(found.in_time)} of {number(found.addressees)} "
            f"receive it in time, {number(late)} too late, "
            f"{number(found.addressees - found.arrived)} not yet."
        )


def _left(days_left: int | None) -> str | None:
    """Days of the window left on a day, that day included; or how late the day is."""
    if days_left is None or days_left > 0:
        return None if days_left is None else str(days_left)
    return f"{1 - days_left} late"


def days(value: float | None) -> str | None:
    """Days: whole ones as they are, others with one decimal; ``None`` where unknown."""
    if value is None:
        return None
    return f"{value:.0f}" if value == round(value) else f"{value:.1f}"
