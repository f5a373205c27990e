"""The page of past outlooks: what was said, what came, and what can be promised."""

from __future__ import annotations

from collections.abc import Iterator

from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.reports.bilingual import Bilingual, Words
from wian.reports.charts.foresight.reliability import reliability
from wian.reports.html.frame import rendered
from wian.reports.html.outlook_page import figure
from wian.reports.outlook.look_back.back_test import NARROWEST, WIDEST, BackTest, ratio
from wian.reports.outlook.look_back.past_outlooks import TENTHS


def past_page(found: BackTest, country: Jurisdiction) -> str:
    """The page as HTML.

    Args:
        found: Outlooks of the past beside what came.
        country: Whose offices they are of.
    """
    words = Bilingual(country)
    plot = figure("reliability", words, lambda width: reliability(found.outlooks, words, width))
    return rendered(
        "past.html.j2",
        words,
        country,
        sentences=[_grounds(found, words), *promised(found, words)],
        figures=[plot] if plot else [],
        tenths=[
            {
                "gone": f"{at / TENTHS:.0%}",
                "directives": words.count(each.directives).main,
                "offices_waiting": words.count(each.offices).main,
                "offices_inside": _share(each.inside, each.offices),
                "counts_inside": _share(each.counts, each.windows),
                "last_inside": _share(each.last, each.directives),
                "share_error": _share(each.share_error, each.windows),
            }
            for at, each in enumerate(found.tenths)
            if each.directives
        ],
    )


def promised(found: BackTest, words: Bilingual) -> Iterator[Words]:
    """What can be relied on, in words; and how much history would be enough where nothing can."""
    for each in found.promises():
        what = words(f"past.what.{each.what}")
        if each.lacking or each.held is None:
            yield words(
                "past.lacks",
                what=what,
                directives=each.directives,
                enough=each.enough,
                lacking=each.lacking,
            )
        else:
            key = _judged(each.held)
            said = {"held": 100 * each.held, "directives": each.directives}
            yield words(f"past.{key}", what=what, **said)


def _judged(held: float) -> str:
    if held < NARROWEST:
        return "narrow"
    return "wide" if held > WIDEST else "holds"


def _grounds(found: BackTest, words: Bilingual) -> Words:
    if not found.directives:
        return words("past.none")
    return words("past.grounds", count=len(found.directives), learned=found.learned)


def _share(part: float, whole: float) -> str:
    share = ratio(part, whole)
    return "–" if share is None else f"{share:.0%}"
