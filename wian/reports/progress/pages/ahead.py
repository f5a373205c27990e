"""What is expected of a directive, and whom to telephone: the same words on every page."""

from __future__ import annotations

from collections.abc import Iterator

from wian.kit.counted import agreeing, counted, number, rounded
from wian.kit.markdown import plain
from wian.reports.progress.directive_day import Chance, DayCall, DirectiveDay


def expectation(chance: Chance) -> str:
    """How many are expected in time, in one sentence."""
    expected = round(chance.expected)
    return (
        f"{number(expected)} of {counted(chance.addressees, 'addressee')} "
        f"{agreeing(expected, 'is', 'are')} expected in time "
        f"({number(chance.low)} to {number(chance.high)} in 90 % of the futures); "
        f"all of them: {chance.all_in_time}."
    )


def call_list(day: DirectiveDay) -> Iterator[str]:
    """The calls that help most, the best one first; nothing where nobody has to be telephoned."""
    if day.calls:
        yield "Whom to telephone today:\n\n" + "\n".join(_call(call, day) for call in day.calls)


def _call(call: DayCall, day: DirectiveDay) -> str:
    gain = ""
    if call.gain >= 0.05 and day.closes:
        gain = f"; if it acts today, {rounded(call.gain, 1)} more are in time"
    elif call.gain >= 0.05:
        gain = f"; if it acts today, {rounded(call.gain, 1)} working days of waiting are saved"
    waits = f"{number(call.waiting)} {agreeing(call.waiting, 'waits', 'wait')}"
    return f"- {reached(call)}: {waits}{gain}"


def reached(call: DayCall) -> str:
    """An office to be telephoned, and the number that reaches it."""
    if call.phone is None:
        return f"{plain(call.name)} (no telephone number is known)"
    whose = f" of {plain(call.whose)}" if call.whose else ""
    return f"{plain(call.name)} (telephone{whose}: {plain(call.phone)})"
