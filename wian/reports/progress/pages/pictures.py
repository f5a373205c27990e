"""The pictures of a snapshot: how the window was used, and the map of the chain, as SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hierarchy.graph import Hierarchy
from wian.delays.hop_record import Source
from wian.kit.counted import counted
from wian.reports.progress.delivery import Standing, WaveStanding
from wian.reports.progress.pages.svg import SOFT, WIDTH, drawing, rect, short, text
from wian.reports.progress.snapshot import Budget, HopSituation, Situation, Step

_MARGIN = 20
_SAID = {Source.SIMULATED: "#c77f2a"}
_SEEN, _OPEN, _LEFT = "#1f4e79", "#b3261e", "#4f8f5b"
_HOLDS = "#e0a030"
STANDING_COLOURS = {
    Standing.CONFIRMED: "#4f8f5b",
    Standing.SILENT: "#b3261e",
    Standing.UNREACHABLE: "#bdbdbd",
}
_WORDS = {
    Standing.CONFIRMED: "received",
    Standing.SILENT: "not received yet",
    Standing.UNREACHABLE: "waiting behind another office",
}


def waterfall(budget: Budget, hierarchy: Hierarchy) -> str | None:
    """What each stretch down the chain ate, one below the other; ``None`` where nothing has yet."""
    steps = budget.steps
    if not steps:
        return None
    length = max(budget.length or 0, steps[-1].after, 1)
    bars = [bar for row, step in enumerate(steps) for bar in _bar(row, step, hierarchy, length)]
    rows = len(steps)
    if budget.left:
        bars += _rest(rows, budget.left, length)
        rows += 1
    kinds = _legend(steps, budget, 34 + 46 * rows)
    return drawing(34 + 46 * rows + 30, [*bars, *kinds])


def chain_map(found: Situation, hierarchy: Hierarchy) -> str:
    """The chain that matters most, an office below the other, and how each wave stands."""
    at = {hop.office: hop for hop in found.hops}
    chain = found.budget.chain
    boxes: list[str] = []
    for row, office in enumerate(chain):
        boxes += _box(row, hierarchy.office(office).name, at.get(office))
        if row:
            boxes += _wave(row, found.waves[row - 1])
    below = found.waves[len(chain) - 1 :]
    for extra, wave in enumerate(below):
        boxes += _wave(len(chain) + extra, wave)
    rows = len(chain) + len(below)
    top = 64 * rows + 24
    return drawing(top + 26, [*boxes, *_keys(top)])


def _bar(row: int, step: Step, hierarchy: Hierarchy, length: int) -> Iterator[str]:
    name = hierarchy.office(step.office).name
    words = f"to {name}" if step.sender else f"{name}: own letter"
    days = step.after - step.before
    said = f"{counted(days, 'day')}{' so far' if step.open else ''}"
    colour = _OPEN if step.open else _SAID.get(step.source, _SEEN)
    yield from _stretch(row, short(words), (step.before, step.after, length), said, colour)


def _rest(row: int, left: int, length: int) -> Iterator[str]:
    said = f"{counted(left, 'day')}"
    yield from _stretch(row, "left of the window", (length - left, length, length), said, _LEFT)


def _stretch(
    row: int, words: str, days: tuple[int, int, int], said: str, colour: str
) -> Iterator[str]:
    y, (before, after, length) = 16 + 46 * row, days
    scale = (WIDTH - 2 * _MARGIN) / length
    x, wide = _MARGIN + before * scale, max((after - before) * scale, 2)
    yield text(_MARGIN, y + 12, words, size=14)
    yield text(WIDTH - _MARGIN, y + 12, said, size=13, anchor="end", fill=SOFT)
    yield rect(_MARGIN, y + 18, WIDTH - 2 * _MARGIN, 14, "#f1f1f1")
    yield rect(x, y + 18, wide, 14, colour)


def _legend(steps: Sequence[Step], budget: Budget, y: int) -> Iterator[str]:
    simulated = any(step.source is Source.SIMULATED and not step.open for step in steps)
    seen = any(step.source is not Source.SIMULATED and not step.open for step in steps)
    entries = [
        *([(_SEEN, "over")] if seen else []),
        *([(_SAID[Source.SIMULATED], "simulated")] if simulated else []),
        *([(_OPEN, "open")] if any(step.open for step in steps) else []),
        *([(_LEFT, "left")] if budget.left else []),
    ]
    yield from _entries(entries, y)


def _keys(y: int) -> Iterator[str]:
    known = [(STANDING_COLOURS[each], _WORDS[each]) for each in Standing]
    return _entries([*known, (_HOLDS, "received, not forwarded yet")], y)


def _entries(entries: Sequence[tuple[str, str]], y: int) -> Iterator[str]:
    x = _MARGIN
    for colour, words in entries:
        yield rect(x, y, 12, 12, colour)
        yield text(x + 18, y + 11, words, size=12, fill=SOFT)
        x += 40 + 8 * len(words)


def _box(row: int, name: str, hop: HopSituation | None) -> Iterator[str]:
    """An office of the chain; the origin, to which nobody writes, has the directive."""
    y, colour = 12 + 64 * row, _colour(hop)
    if row:
        yield f"<path d='M{_MARGIN + 12} {y - 22}V{y}' stroke='{SOFT}' stroke-width='2'/>"
    yield rect(_MARGIN, y, 440, 42, "#fafafa", stroke=colour)
    yield rect(_MARGIN, y, 8, 42, colour)
    yield text(_MARGIN + 18, y + 18, short(name, 50), size=14)
    yield text(_MARGIN + 18, y + 35, _said(hop), size=12, fill=SOFT)


def _colour(hop: HopSituation | None) -> str:
    if hop is None:
        return STANDING_COLOURS[Standing.CONFIRMED]
    holds = hop.open and hop.standing is Standing.CONFIRMED
    return _HOLDS if holds else STANDING_COLOURS[hop.standing]


def _said(hop: HopSituation | None) -> str:
    if hop is None:
        return "writes first"
    if hop.standing is Standing.UNREACHABLE:
        return "nobody has written to it yet"
    days = f"{hop.days:.1f} working days" if hop.days is not None else "since an unknown day"
    if hop.standing is Standing.SILENT:
        return f"not received for {days}"
    return f"has it and has not forwarded, {days}" if hop.open else f"done after {days}"


def _wave(row: int, wave: WaveStanding) -> Iterator[str]:
    y, x, width = 12 + 64 * row, 480, WIDTH - 480 - _MARGIN
    yield text(x, y + 16, f"wave {wave.wave}: {_counted(wave)}", size=12, fill=SOFT)
    for each in Standing:
        wide = width * getattr(wave, each.value) / max(wave.recipients, 1)
        if wide:
            yield rect(x, y + 23, wide, 12, STANDING_COLOURS[each])
        x += wide


def _counted(wave: WaveStanding) -> str:
    return f"{wave.confirmed:,} of {wave.recipients:,} received"
