"""The page of an outlook: sentences, the fan of futures, what would help, whom to telephone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from wian.reports.bilingual import Bilingual, Words
from wian.reports.charts import chart_files
from wian.reports.charts.foresight.fan import fan
from wian.reports.charts.foresight.tornado import tornado
from wian.reports.charts.look import NARROW, WIDE
from wian.reports.charts.vega_lite import Spec
from wian.reports.html.answers_section import answers_section
from wian.reports.html.frame import rendered
from wian.reports.html.outlook_tables import Foretold, behind, calls, provinces
from wian.reports.outlook.daily_share import daily_shares
from wian.reports.outlook.remedies import CALLS, DAYS, Remedy, remedies

_NEARLY_ALL = 0.995
_USUAL = (0.95, 1.05)


def outlook_sentences(of: Foretold) -> Iterator[Words]:
    """What an outlook says, in words."""
    words, told = of.words, of.told
    outset, found = told.outset, told.in_time
    who = words("count.addressees", count=told.addressees)
    yield words("outlook.have", received=told.received, addressees=who)
    if outset.unsent:
        yield words("outlook.unsent")
    if found is not None and outset.closes is not None:
        sure = found.p05 == found.p95
        yield words(
            "outlook.in_time.sure" if sure else "outlook.in_time",
            day=of.day(outset.closes),
            expected=round(found.expected),
            addressees=who,
            share=100 * found.expected / max(told.addressees, 1),
            low=found.p05,
            high=found.p95,
        )
    last = {"low": told.last.p05, "middle": told.last.p50, "high": told.last.p95}
    yield words("outlook.last", **{name: of.day(each) for name, each in last.items()})
    if told.learned >= _NEARLY_ALL:
        yield words("outlook.learned.all")
    elif told.learned:
        yield words("outlook.learned", share=100 * told.learned)
    else:
        yield words("outlook.assumed")
    if not outset.unsent and not _USUAL[0] < told.slower < _USUAL[1]:
        yield words("outlook.slower", times=told.slower)
    if told.calibrated:
        yield words("outlook.calibrated", count=told.calibrated)
    yield words("outlook.futures", count=outset.draws)


def fan_chart(of: Foretold, width: int = WIDE) -> Spec | None:
    """The fan chart of an outlook."""
    shares = daily_shares(of.told)
    return fan(shares, of.words, of.told.outset.closes, of.as_of, width)


def outlook_figures(of: Foretold) -> Sequence[Mapping[str, Any]]:
    """The fan of futures, and what would help where somebody still waits."""
    told, words = of.told, of.words
    shares, closes = daily_shares(told), told.outset.closes
    waits = told.received < told.addressees
    tried = [each for each in remedies(told.outset) if each.matters] if waits else []
    found = [(_remedy(each, of), each) for each in tried]
    figures = (
        figure("fan", words, lambda width: fan(shares, words, closes, of.as_of, width)),
        figure("tornado", words, lambda width: tornado(found, words, width)),
    )
    return [each for each in figures if each]


def outlook_page(of: Foretold) -> str:
    """The page as HTML."""
    words = of.words
    return rendered(
        "outlook.html.j2",
        words,
        of.country,
        title=of.title,
        as_of=words("page.as_of", day=of.day(of.as_of)),
        sentences=list(outlook_sentences(of)),
        figures=outlook_figures(of),
        calls=calls(of),
        has_deadline=of.told.outset.closes is not None,
        **provinces(of),
        answers=answers_section(of),
        **behind(of),
    )


def figure(
    name: str, words: Bilingual, draw: Callable[[int], Spec | None]
) -> Mapping[str, Any] | None:
    """A figure for a template, for a screen and for a telephone; ``None`` without anything."""
    wide, narrow = draw(WIDE), draw(NARROW)
    if wide is None or narrow is None:
        return None
    return {
        "name": name,
        "title": words(f"chart.{name}.title"),
        "caption": words(f"chart.{name}.caption"),
        "wide": Markup(chart_files.svg(wide, f"{name}-w-")),  # noqa: S704 - escaped by vl-convert
        "narrow": Markup(chart_files.svg(narrow, f"{name}-n-")),  # noqa: S704 - the same
    }


def _remedy(each: Remedy, of: Foretold) -> str:
    """A change in the offices' language."""
    words = of.words
    if each.kind == "faster":
        tree = of.told.outset.tree
        kinds = [k for k, level in zip(tree.kinds, tree.levels, strict=True) if level == each.level]
        return words("remedy.faster", level=words.level(each.level, kinds)).main
    counts = {"telephone": min(CALLS, len(each.found.called)), "extend": DAYS}
    if each.kind in counts:
        return words(f"remedy.{each.kind}", count=counts[each.kind]).main
    return words(f"remedy.{each.kind}").main
