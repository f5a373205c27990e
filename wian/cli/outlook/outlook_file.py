"""``--out`` of ``wian outlook``: a page, or the chart alone, by the ending of the file."""

from __future__ import annotations

from pathlib import Path

from wian.followup.current_snapshot import setting
from wian.jurisdictions.countries import DEFAULT_JURISDICTION, jurisdiction
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.kit.whole_file import text_file
from wian.letters.secrecy import public_name
from wian.propagation.plan import Plan
from wian.propagation.standing.past_directives import LookBack
from wian.reports.bilingual import Bilingual
from wian.reports.charts.chart_files import write_chart
from wian.reports.charts.foresight.reliability import reliability
from wian.reports.html.outlook_page import fan_chart, outlook_page
from wian.reports.html.outlook_tables import Foretold
from wian.reports.html.past_page import past_page
from wian.reports.outlook.outlook import Outlook
from wian.reports.outlook.upward.answers_outlook import AnswersOutlook
from wian.reports.progress.by_province import provinces_on
from wian.reports.progress.pages.whereabouts import nearest_phone

_PAGES = (".html", ".htm")


def is_page(out: Path | None) -> bool:
    """Whether a file is to be a page."""
    return out is not None and out.suffix.lower() in _PAGES


def foretold(plan: Plan, told: Outlook, answers: AnswersOutlook | None = None) -> Foretold:
    """An outlook with the words of its offices, and that of the answers where it asks for some."""
    country, where = plan.jurisdiction, setting(plan)
    return Foretold(
        told,
        public_name(plan.directive),
        country,
        lambda office: plan.hierarchy.office(office).name,
        Bilingual(country),
        lambda office: nearest_phone(office, where),
        provinces_on(plan.route, plan.hierarchy),
        answers,
    )


def write_outlook(
    plan: Plan, told: Outlook, out: Path, answers: AnswersOutlook | None = None
) -> None:
    """Write the page of an outlook, or its fan chart.

    Raises:
        NothingToDraw: There are no days to draw.
        UnwritableFile: The file cannot be written; what was there stays.
    """
    of = foretold(plan, told, answers)
    if is_page(out):
        with text_file(out) as file:
            file.write(outlook_page(of))
        return
    country = of.country
    heading = f"{of.words('chart.fan.title')} · {plan.id}"
    write_chart(fan_chart(of), out, country.rastered, heading=heading)


def write_past(back: LookBack, out: Path) -> None:
    """Write the page of past outlooks, or their calibration plot.

    Raises:
        NothingToDraw: Nothing of the past is known.
        UnwritableFile: The file cannot be written; what was there stays.
    """
    country = _country(back)
    if is_page(out):
        with text_file(out) as file:
            file.write(past_page(back.found, country))
        return
    words = Bilingual(country)
    heading = str(words("chart.reliability.title"))
    plot = reliability(back.found.outlooks, words)
    write_chart(plot, out, country.rastered, heading=heading)


def _country(back: LookBack) -> Jurisdiction:
    """Whose directives they were; the usual one's where there were several, or none."""
    known = {*back.jurisdictions}
    return jurisdiction(known.pop() if len(known) == 1 else DEFAULT_JURISDICTION)
