"""Draws the picture of the README: how much of the window each step used, down one chain.

Draws the latest propagation of the ledger, along the chain whose addressee receives last:

    python docs/images/window_budget.py > docs/images/window-budget.svg
"""  # noqa: INP001 - a script beside its picture

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from xml.sax.saxutils import escape

import numpy as np

from wian.cli.recorded import Recorded, recorded
from wian.delays.hop_record import HopRecord, Source
from wian.delays.window import DayRange, WindowUse
from wian.jurisdictions.instant import Instant

_WIDTH, _LEFT, _RIGHT, _TOP, _ROW = 900, 372, 24, 92, 30
_COLOURS = {Source.OBSERVED: "#1f4e79", Source.SIMULATED: "url(#simulated)"}
_LEFT_OVER = "#4f8f5b"
_FONT = "font-family='Noto Sans, DejaVu Sans, Arial, sans-serif'"


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch: its name, the days of the window gone before and after it, its source."""

    name: str
    before: int
    after: int
    source: Source


def picture(found: Recorded) -> str:
    """The SVG of a propagation that has a window."""
    window = found.plan.directive.window
    if window is None:
        raise SystemExit("The latest propagation has no window to draw.")
    use = WindowUse(window, found.plan.working)
    bars = list(_bars(found, use))
    return "\n".join(_drawn(bars, use.length, window, len(found.plan.route.addressees))) + "\n"


def _bars(found: Recorded, use: WindowUse) -> Iterator[Bar]:
    """Travel and handling of each hop of the chain; observed where history saw both ends."""
    name, zone = found.plan.namer.one, found.plan.working.calendar.zone

    def gone(at: Instant | None) -> int | None:
        return None if at is None else int(use.used(np.datetime64(at.date(zone), "D")))

    for hop in _slowest(found):
        issued, ready, forwarded = gone(hop.issued), gone(hop.ready), gone(hop.forwarded)
        end = name(hop.recipient) if hop.forwards else "the last local body"
        if issued is not None and ready is not None:
            yield Bar(f"{_short(name(hop.sender))} to {_short(end)}", issued, ready, hop.source)
        if ready is not None and forwarded is not None:
            yield Bar(f"{_short(end)}: desk to own letter", ready, forwarded, hop.source)


def _slowest(found: Recorded) -> list[HopRecord]:
    """The hops down to the addressee that receives last."""
    reached = {hop.recipient: hop for hop in found.hops}
    last = max(
        (reached[office] for office in found.plan.route.addressees),
        key=lambda hop: hop.received.minute if hop.received else 0,
    )
    return [reached[office] for office in found.plan.route.chain(last.recipient)[1:]]


def _short(name: str) -> str:
    """A long official name as people say it."""
    spoken = {
        "Office of the Permanent Secretary, Prime Minister's Office": "Prime Minister's Office",
        "Department of Local Administration": "Dept. of Local Administration",
    }
    return spoken.get(name, name)


def _drawn(bars: list[Bar], length: int, window: DayRange, addressees: int) -> Iterator[str]:
    height = _TOP + _ROW * (len(bars) + 1) + 62
    yield (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {_WIDTH} {height}' "
        f"width='{_WIDTH}' height='{height}' {_FONT} font-size='13' fill='#222'>"
    )
    yield (
        "<defs><pattern id='simulated' width='6' height='6' patternUnits='userSpaceOnUse' "
        "patternTransform='rotate(45)'><rect width='6' height='6' fill='#f2c48d'/>"
        "<rect width='2' height='6' fill='#c77f2a'/></pattern></defs>"
    )
    yield f"<rect width='{_WIDTH}' height='{height}' fill='#fff'/>"
    yield _text(20, 30, f"Where the {length} days of the window went", size=18, weight="bold")
    yield _text(20, 52, f"Down to the last of {addressees} local bodies to receive the directive")
    yield from _axis(length, window, height)
    for row, bar in enumerate(bars):
        yield from _row(row, bar, length)
    yield from _rest(len(bars), bars[-1].after, length)
    yield from _legend(height - 18)
    yield "</svg>"


def _x(day: float, length: int) -> float:
    return round(_LEFT + (_WIDTH - _LEFT - _RIGHT) * day / length, 1)


def _axis(length: int, window: DayRange, height: int) -> Iterator[str]:
    """A line a week, dated; the last one is the end of the closing day."""
    for day in (*range(0, length - 4, 7), length):
        x = _x(day, length)
        yield f"<path d='M{x} {_TOP - 6}V{height - 44}' stroke='#ddd'/>"
        shown = window.opens + timedelta(days=min(day, length - 1))
        anchor = "middle" if day < length else "end"
        label = f"{shown.day} {shown:%b}"
        yield _text(x, _TOP - 12, label, size=11, anchor=anchor, fill="#666")


def _row(row: int, bar: Bar, length: int) -> Iterator[str]:
    y = _TOP + _ROW * row
    start, end = _x(bar.before, length), _x(bar.after, length)
    days = bar.after - bar.before
    yield _text(_LEFT - 14, y + 19, bar.name, anchor="end")
    fill = _COLOURS[bar.source]
    yield (
        f"<rect x='{start}' y='{y + 5}' width='{max(end - start, 2):.1f}' height='{_ROW - 10}' "
        f"fill='{fill}'/>"
    )
    yield _text(end + 8, y + 19, f"{days} day{'' if days == 1 else 's'}", fill="#444")


def _rest(row: int, gone: int, length: int) -> Iterator[str]:
    y = _TOP + _ROW * row
    start, end = _x(gone, length), _x(length, length)
    yield _text(_LEFT - 14, y + 19, "left for the local body", anchor="end", weight="bold")
    yield (
        f"<rect x='{start}' y='{y + 5}' width='{end - start:.1f}' height='{_ROW - 10}' "
        f"fill='{_LEFT_OVER}'/>"
    )
    middle = (start + end) / 2
    label = f"{length - gone} days"
    yield _text(middle, y + 19, label, anchor="middle", fill="#fff", weight="bold")


def _legend(y: int) -> Iterator[str]:
    entries = (
        (20, _COLOURS[Source.OBSERVED], "observed: letters and stamps of the record"),
        (346, _COLOURS[Source.SIMULATED], "simulated: assumed delays, seed 1"),
        (624, _LEFT_OVER, "left until 28 February, that day included"),
    )
    for x, fill, words in entries:
        yield f"<rect x='{x}' y='{y - 11}' width='14' height='14' fill='{fill}'/>"
        yield _text(x + 20, y, words, size=12)


def _text(  # noqa: PLR0913 - the attributes of SVG text
    x: float,
    y: float,
    words: str,
    *,
    size: int = 13,
    anchor: str = "start",
    weight: str = "normal",
    fill: str = "#222",
) -> str:
    return (
        f"<text x='{x}' y='{y}' font-size='{size}' font-weight='{weight}' "
        f"text-anchor='{anchor}' fill='{fill}'>{escape(words)}</text>"
    )


if __name__ == "__main__":
    sys.stdout.write(picture(recorded(None)))
