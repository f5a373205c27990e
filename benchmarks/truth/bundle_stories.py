"""Bundles for the mutation test of the forensics: stamped letters of real offices."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import cache
from typing import Any

import networkx as nx

from benchmarks.truth.bundle_themes import CODE_NOTE, FOR_DISTRICTS, Theme
from hierarchy.graph import Hierarchy
from hierarchy.office import Office
from hierarchy.route.planner import plan_route
from hierarchy.route.route import Route
from hierarchy.route.selection import Selection
from wian.history.findings.stamps import is_working_day
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.jurisdictions.thailand.numerals import to_arabic_digits, to_thai_digits
from wian.letters.composition.composer import Composer
from wian.letters.directive import Directive
from wian.letters.letter import Letter, Reference
from wian.letters.text_and_html import render

ORIGINS = ("opm", "moi", "dla")
_FIRST_DAY = date(2021, 1, 18)
_WIDTHS = (72, 84, 96)
_WITH_CODE, _COLLECTING, _DAY_ONLY, _ARABIC, _HALF, _MISREAD = 0.3, 0.4, 0.3, 0.3, 0.5, 0.3
"""How often a letter names a QR code, asks districts, a stamp shows no time, digits are Arabic."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A reception stamp as it is put on paper."""

    desk: str
    number: int
    day: date
    clock: time | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One letter as it lies in the bundle.

    Attributes:
        letter: The letter.
        text: Its words on paper, stamps apart.
        marks: Its stamps.
        behind: What else stands behind it.
    """

    letter: Letter
    text: str
    marks: tuple[Mark, ...] = ()
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """Two directives that went down one line of offices: a file each, the origin's letter first."""

    first: tuple[Sheet, ...]
    second: tuple[Sheet, ...]


@cache
def thailand() -> Jurisdiction:
    """Whose letters they are."""
    return jurisdiction("thailand")


@cache
def offices() -> Hierarchy:
    """The built-in offices."""
    return thailand().build(None)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a story is made from; a defect may change it before the letters are composed.

    Attributes:
        days: Date of each letter.
        lost: From which letter on down an ask is left out, and which.
        code: Down to which letter the QR code is mentioned.
        collect: Districts are asked something themselves.
    """

    theme: Theme
    days: tuple[date, ...]
    numbers: tuple[int, ...]
    lost: tuple[int, int] | None = None
    code: int | None = None
    collect: bool = False


@dataclass(frozen=True, slots=True)
class Branch:
    """A line of offices with the local bodies at its end, taken from the built-in ones.

    Attributes:
        hierarchy: The offices of the branch.
        route: From its first office to its local bodies.
        writers: Who writes, top down.
    """

    hierarchy: Hierarchy
    route: Route
    writers: tuple[Office, ...]


@cache
def districts() -> tuple[str, ...]:
    """Ids of the built-in districts."""
    return tuple(each.id for each in offices().offices if each.level == "district")


@cache
def _graph() -> Any:
    """The offices as a graph of plain dictionaries: it is walked for hundreds of branches."""
    return nx.DiGraph(offices().graph)


@cache
def _below(origin: str) -> frozenset[str]:
    """Everybody below one of the origins."""
    return frozenset(nx.descendants(_graph(), origin))


def branch_of(rng: random.Random) -> Branch:
    """The branch from a central office to a district's local bodies."""
    district, origin = rng.choice(districts()), rng.choice(ORIGINS)
    above = (nx.ancestors(_graph(), district) & _below(origin)) | {origin, district}
    held = above | nx.descendants(_graph(), district)
    ends = [(each, child) for each in sorted(above) for child in _graph()[each] if child in held]
    lines = [_graph().edges[each]["line"] for each in ends]
    hierarchy = Hierarchy.build(
        list(map(offices().office, sorted(held))), lines, subject="a branch"
    )
    route = plan_route(hierarchy, origin, [Selection(levels=("local",))])
    writers = dict.fromkeys(hop.sender for hop in route.hops)
    return Branch(hierarchy, route, tuple(map(offices().office, writers)))


def plan_of(rng: random.Random, theme: Theme, count: int, start: date, floor: int) -> Plan:
    """Working days one to six apart, numbers that grow with them."""
    days = [on_or_after(start)]
    while len(days) < count:
        days.append(on_or_after(days[-1] + timedelta(days=rng.randint(1, 8))))
    numbers = tuple(floor + rng.randint(10, 900) for _ in days)
    code = count if rng.random() < _WITH_CODE else None
    return Plan(theme, tuple(days), numbers, code=code, collect=rng.random() < _COLLECTING)


def on_or_after(day: date, *, working: bool = True) -> date:
    """The first day from ``day`` on that is (no) working day."""
    while is_working_day(day, thailand().calendar) is not working:
        day += timedelta(days=1)
    return day


def composed(rng: random.Random, plan: Plan, branch: Branch) -> list[Letter]:
    """The letters, each citing the one above; lower offices may reword the asks."""
    letters: list[Letter] = []
    reworded = rng.sample(range(len(plan.theme.asks)), rng.randint(0, 1))
    for place, office in enumerate(branch.writers):
        directive = _directive(plan, place, reworded if place > 1 else (), branch.route.origin)
        composer = Composer(branch.hierarchy, branch.route, directive, thailand())
        above = letters[-1] if letters else None
        received = Reference(above.issuer, above.number, above.dated) if above else None
        day, code = plan.days[place], office.letter_code
        number = thailand().wording.letter_number(code, plan.numbers[place], day.year, dated=day)
        letters.append(composer.compose(office.id, number, day, received))
    return letters


def _directive(plan: Plan, place: int, reworded: Sequence[int], origin: str) -> Directive:
    theme = plan.theme
    lost = plan.lost[1] if plan.lost and place >= plan.lost[0] else None
    asks = [
        {"to": {"levels": ["local"]}, "text": said[at in reworded]}
        for at, said in enumerate(theme.asks)
        if at != lost
    ]
    if plan.collect:
        asks.append({"to": {"levels": ["district"]}, "text": FOR_DISTRICTS})
    noted = plan.code is not None and place < plan.code
    return Directive.model_validate(
        {
            "id": "story",
            "origin": origin,
            "subject": theme.subject,
            "decided": theme.decided,
            "purpose": theme.purpose,
            "details": [CODE_NOTE] if noted else [],
            "asks": asks,
            "addressees": [{"levels": ["local"]}],
            "issued": plan.days[0],
            "window": {"opens": "2021-02-01", "closes": "2021-06-30"},
        }
    )


def stamped(
    rng: random.Random, letters: Sequence[Letter], receipts: Callable[[str], int]
) -> tuple[Sheet, ...]:
    """The letters with the stamps of the office that passes each on."""
    sheets = []
    for place, letter in enumerate(letters):
        below = letters[place + 1] if place + 1 < len(letters) else None
        marks = _marks(rng, letter, below, receipts) if below else ()
        sheets.append(Sheet(letter, render(letter, thailand(), "text"), marks))
    return tuple(sheets)


def _marks(
    rng: random.Random, letter: Letter, below: Letter, receipts: Callable[[str], int]
) -> tuple[Mark, ...]:
    span = (below.dated - letter.dated).days
    day = letter.dated + timedelta(days=rng.randint(0, max(span - 1, 0)))
    day = min(on_or_after(day), below.dated)
    headings = [below.issuer, *(each for each in below.drafted_by if not each.startswith("โทร"))]
    clock = time(9, rng.randint(0, 20))
    marks = []
    for heading in headings[: rng.randint(1, 3)]:
        shown = None if rng.random() < _DAY_ONLY else clock
        marks.append(Mark(heading, receipts(heading), day, shown))
        clock = clock.replace(hour=clock.hour + 1)
    return tuple(marks)


def on_paper(rng: random.Random, sheets: Sequence[Sheet]) -> str:
    """The bundle as text, the lowest letter first, as a scan or a text layer leaves it."""
    width = rng.choice([None, *_WIDTHS])
    arabic = rng.random() < _ARABIC
    parts = []
    misread = rng.random() < _MISREAD
    for sheet in reversed(sheets):
        text = _misread(rng, sheet.text) if misread else sheet.text
        body = _wrapped(text, width) if width else text
        ahead = rng.random() < _HALF
        marks = "\n\n".join(_stamp(rng, mark) for mark in sheet.marks)
        halves = (marks, body, sheet.behind) if ahead else (body, sheet.behind, marks)
        parts.append("\n\n".join(filter(None, halves)))
    text = "\n\n\n".join(parts)
    return to_arabic_digits(text) if arabic and not _MIXED.search(text) else text


_MIXED = re.compile("[๐-๙][0-9oOlๆ]|[0-9oOlๆ][๐-๙]")


def _misread(rng: random.Random, text: str) -> str:
    """The text with one sign in two hundred of its paragraphs dropped or taken for another."""
    lines = text.splitlines()
    return "\n".join(_blurred(rng, line) if line.startswith(" " * 10) else line for line in lines)


def _blurred(rng: random.Random, line: str) -> str:
    if len(line.strip()) < _PARAGRAPH or not re.match(r"\s*(?:[๐-๙]+\. )?[ก-๎]", line):
        return line
    signs = [
        rng.choice(["", *_CONFUSED.get(sign, "")]) if at > _SAFE and _blurs(rng, sign) else sign
        for at, sign in enumerate(line)
    ]
    return "".join(signs)


def _blurs(rng: random.Random, sign: str) -> bool:
    return bool(re.match("[ก-๎]", sign)) and rng.random() < _ONE_IN


_CONFUSED = {
    "ก": "ถภ",
    "ด": "ค",
    "ค": "ด",
    "บ": "ป",
    "ป": "บ",
    "น": "ม",
    "ม": "น",
    "่": "้",
    "้": "่",
    "ิ": "ี",
    "ี": "ิ",
}
_PARAGRAPH, _SAFE, _ONE_IN = 60, 130, 0.005
"""Shortest line of text, the chain at its head that is spared, and how often a sign is misread."""


def _wrapped(text: str, width: int) -> str:
    """Long lines broken at spaces, those of the text also between signs."""
    lines = []
    for line in text.splitlines():
        rest = line
        while len(rest) > width:
            cut = rest.rfind(" ", len(rest) - len(rest.lstrip()) + 10, width)
            cut = cut if cut > width // 2 else _between_signs(rest, width)
            lines.append(rest[:cut])
            rest = rest[cut:].lstrip()
        lines.append(rest)
    return "\n".join(lines)


def _between_signs(text: str, at: int) -> int:
    """The nearest place before ``at`` that no Thai mark above or below stands at."""
    while re.match("[ะาำ\u0e31\u0e34-\u0e3a\u0e47-\u0e4e0-9๐-๙]", text[at]):
        at -= 1
    return at


def _stamp(rng: random.Random, mark: Mark) -> str:
    short = thailand().wording.short_date(mark.day)
    dots = rng.choice(["..... ", " ", "........ "])
    label = rng.choice(["เลขรับ", "เลขที่รับ", "รับที่"])
    lines = [mark.desk, f"{label}{dots}{mark.number}", f"วันที่{dots}{short}"]
    if mark.clock:
        lines.append(f"เวลา{dots}{mark.clock:%H.%M} น.")
    text = "\n".join(lines)
    return text if rng.random() < _HALF else to_thai_digits(text)


def story_of(rng: random.Random, plans: tuple[Plan, Plan], branch: Branch) -> Story:
    """A story of two directives whose receipts go on from the first to the second."""
    counts: dict[str, int] = {}

    def receipts(desk: str) -> int:
        counts[desk] = counts.get(desk, rng.randint(100, 40_000)) + rng.randint(1, 60)
        return counts[desk]

    first, second = (stamped(rng, composed(rng, plan, branch), receipts) for plan in plans)
    return Story(first, second)


def plans_of(rng: random.Random, themes: Sequence[Theme], count: int) -> tuple[Plan, Plan]:
    """Two plans on different subjects, the second one after the first."""
    one, other = rng.sample(list(themes), 2)
    first = plan_of(rng, one, count, _FIRST_DAY + timedelta(days=rng.randint(0, 20)), 100)
    second = plan_of(rng, other, count, first.days[-1] + timedelta(days=rng.randint(3, 30)), 1100)
    return first, second


def with_sheet(sheets: tuple[Sheet, ...], place: int, **changes: object) -> tuple[Sheet, ...]:
    """The sheets with one of them changed."""
    changed = replace(sheets[place], **changes)  # type: ignore[arg-type]
    return (*sheets[:place], changed, *sheets[place + 1 :])
