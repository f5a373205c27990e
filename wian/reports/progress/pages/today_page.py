"""The page of today over all live directives, the worst first, and the sentence on its card."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hierarchy.graph import Hierarchy
from wian.kit.counted import agreeing, counted, number, rounded
from wian.kit.markdown import link, picture, plain, table
from wian.reports.progress.directive_day import Chance, DirectiveDay
from wian.reports.progress.pages.ahead import call_list, expectation, reached
from wian.reports.progress.pages.tiles import tiles

_SHOWN, _FEW, _HEAD = 20, 3, 5
_WHOLE = 5
"""Directives that are told in full; of the others there is a line in the table."""


@dataclass(frozen=True, slots=True)
class OtherPages:
    """Where a directive's other pages are, in the user interface that shows this page.

    Attributes:
        page: Its own artifact.
        run: Its run, whose graph shows its days; ``None`` where there is none.
        tree: Its offices as a tree at the desk; ``None`` where no desk is known.
    """

    page: str
    run: str | None
    tree: str | None


def today_line(days: Sequence[DirectiveDay]) -> str:
    """What today is about, in one sentence of plain text; the worst directive first."""
    if not days:
        return "No directive is under way."
    worst, more = days[0], len(days) - 1
    others = f"; {counted(more, 'other directive')}" if more else ""
    return f"{worst.phrase[:1].upper()}{worst.phrase[1:]} ({worst.directive}){others}."


def today_page(
    days: Sequence[DirectiveDay],
    hierarchies: Mapping[str, Hierarchy],
    links: Mapping[str, OtherPages],
    as_of: str,
    own: Iterable[str] = (),
) -> str:
    """The page.

    Args:
        days: How each live directive stands, the worst first.
        hierarchies: The offices of each, under the propagation's id.
        links: Its other pages, under the same.
        as_of: The moment, in words.
        own: What it says in the offices' languages, as paragraphs.
    """
    parts = ["# Today", f"**{plain(today_line(days))}**"]
    if days:
        parts += [f"**{_first_call(days)}**", _summary(days, as_of), _table(days, links), *own]
        parts += ["## In English"] if len(parts) > _HEAD else []
        for day in days[:_WHOLE]:
            parts += _directive(day, hierarchies[day.propagation], links[day.propagation])
    return "\n\n".join(parts) + "\n"


def _first_call(days: Sequence[DirectiveDay]) -> str:
    """The one call to make before any other."""
    calls = [call for day in days for call in day.calls[:1]]
    if not calls:
        return "Nobody has to be telephoned."
    return f"First call: {reached(calls[0])}."


def _summary(days: Sequence[DirectiveDay], as_of: str) -> str:
    late = sum(day.overdue for day in days)
    waiting = sum(day.offices - day.have for day in days)
    return (
        f"As of {as_of}: {counted(len(days), 'live directive')}; "
        f"{counted(waiting, 'office does', 'offices do')} not have "
        f"{agreeing(len(days), 'it', 'theirs')} yet, and {number(late)} "
        f"{agreeing(late, 'is', 'are')} overdue."
    )


def _table(days: Sequence[DirectiveDay], links: Mapping[str, OtherPages]) -> str:
    columns = ("waiting", "overdue", "for days", "days left", "in time", "all")
    head = [("directive", "left"), ("stuck at", "left"), *((each, "right") for each in columns)]
    rows = [_row(day, links[day.propagation]) for day in days[:_SHOWN]]
    told = table(head, rows)  # type: ignore[arg-type]  # the sides are literals
    more = len(days) - _SHOWN
    return f"{told}\n\nand {counted(more, 'more directive')}." if more > 0 else told


def _row(day: DirectiveDay, where: OtherPages) -> Sequence[str]:
    return (
        f"[{day.directive}]({where.page})",  # an id: nothing in it is mark-up
        plain(day.stuck.name) if day.stuck else "",
        number(day.offices - day.have),
        number(day.overdue),
        rounded(day.overdue_days, 1) if day.overdue else "",
        "" if day.days_left is None else number(max(day.days_left, 0)),
        _share(day.chance),
        day.chance.all_in_time if day.chance else "",
    )


def _share(chance: Chance | None) -> str:
    """The share that is expected in time; between which it lies is told below the table."""
    if chance is None:
        return ""
    return f"{round(100 * chance.expected / max(chance.addressees, 1))} %"


def _directive(day: DirectiveDay, hierarchy: Hierarchy, where: OtherPages) -> Iterator[str]:
    yield f"## {plain(day.title)}"
    yield f"**{plain(day.sentence)}** {_deadline(day)}"
    ways = [f"[Everything about it]({where.page})"]
    ways += [f"[Its days as a graph]({where.run})"] if where.run else []
    ways += [link("Its offices at the desk", where.tree)] if where.tree else []
    ways += [link("Its letter at the desk", day.letter)] if day.letter else []
    yield " · ".join(ways)
    yield from call_list(day)
    if len(day.provinces) >= _FEW:
        yield picture(
            "The provinces, and the share of each that has it", tiles(day.provinces, hierarchy)
        )


def _deadline(day: DirectiveDay) -> str:
    if day.closes is None or day.days_left is None:
        return "It has no last day."
    told = f"The last day {'is' if day.days_left > 0 else 'was'} {day.closes}"
    if day.days_left > 0:
        told += f": {counted(day.days_left, 'day is', 'days are')} left."
    else:
        told += "."
    return f"{told} {expectation(day.chance)}" if day.chance else told
