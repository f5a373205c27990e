"""The HTML report: one file with its scripts, fonts, figures and data inside."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
from markupsafe import Markup

from wian.kit.safe_csv import safe_csv
from wian.kit.whole_file import text_file
from wian.letters.directive import Directive
from wian.letters.secrecy import is_secret, public_name
from wian.reports.bilingual import Words
from wian.reports.bottlenecks.costliest import NAMED, costliest
from wian.reports.bottlenecks.overview import Bottlenecks, find
from wian.reports.html.figures import Drawn, drawn
from wian.reports.html.frame import FOLDER, rendered
from wian.reports.html.offices import offices
from wian.reports.html.outlook_page import outlook_figures, outlook_sentences
from wian.reports.html.outlook_tables import Foretold
from wian.reports.html.simulated_share import mark
from wian.reports.html.summary import causes, stage_words, summary
from wian.reports.html.way_back_section import AnswersTold, way_back_section
from wian.reports.scope.hop_filter import Choice

LONG = 50_000
"""Data of more characters than this lie packed in the page."""
_MOST = 1_000
"""Parts that are saved with the table of what held up most."""
_WORST, _FIRST = 10, 40
_SHARED = ("level", "province", "so_far")
_PLACES = 6
"""Decimals of days in the page: the script rounds them to one, as figures drawn here are."""
_COLUMNS = (
    *("name", "level", "province", "letters", "transit_days", "routing_days", "handling_days"),
    *("arrival_days", "offices_below", "office_days"),
)
"""Columns of the table of offices that the page shows."""
_UNDIVIDED = "undivided_days"
"""A column that it shows behind the parts' where there is anything in it."""
_NAMED = {"name": "office", "offices_below": "waited"}
"""Columns that have another word than their own name."""


class FormerOffice(NamedTuple):
    """An office of the report whose place another took.

    Attributes:
        name: What it was called.
        heir: What the one is called that acts now.
        day: First day on which that is so.
    """

    name: str
    heir: str
    day: date


def write_report(  # noqa: PLR0913 - what the page says besides its figures
    frame: pl.DataFrame,
    directives: Sequence[Directive] = (),
    *,
    out: Path,
    as_of: int | None = None,
    scope: Choice = Choice(),  # noqa: B008 - frozen
    former: Sequence[FormerOffice] = (),
    ahead: Foretold | None = None,
    returned: AnswersTold | None = None,
) -> Path:
    """Write the report of some hops as one HTML file that needs nothing else.

    Args:
        frame: Hops of ``wian.reports.hop_frame.SCHEMA``, of one jurisdiction.
        directives: What was sent, for the heading; a secret one's subject is not shown.
        out: The file; one that is there is replaced once the new one is whole.
        as_of: Look at all hops as of this UTC minute; each as of its own where ``None``.
        scope: Which hops these are, of how many.
        former: Offices that are named and are no more.
        ahead: What is to be expected of the one directive that it is of; nothing is said of it
            where ``None``.
        returned: The answers to that one directive; ``None``: it asks for none in a form.

    Returns:
        The file.

    Raises:
        UnwritableFile: The file cannot be written; what was there stays.
        SeveralJurisdictions: The hops are not of one jurisdiction.
        OutsideCalendarError: An instant lies outside the working calendar.
    """
    with text_file(out) as file:  # a folder that is not there is told before the work
        file.write(report_page(find(frame, as_of), directives, scope, former, ahead, returned))
    return out


def report_page(  # noqa: PLR0913, PLR0917 - what the page says besides its figures
    findings: Bottlenecks,
    directives: Sequence[Directive] = (),
    scope: Choice = Choice(),  # noqa: B008 - frozen
    former: Sequence[FormerOffice] = (),
    ahead: Foretold | None = None,
    returned: AnswersTold | None = None,
) -> str:
    """The report as HTML."""
    figures = drawn(charted := findings.in_levels())
    table = offices(findings)
    return rendered(
        "report.html.j2",
        findings.words,
        findings.country,
        columns=[
            (each, findings.words(f"page.{_NAMED.get(each, each)}")) for each in _shown(table)
        ],
        titles=_titles(findings, directives),
        as_of=_as_of(findings),
        scope=findings.chosen(scope),
        former=[
            findings.words("page.former", office=each.name, heir=each.heir, day=str(each.day))
            for each in former
        ],
        summary=summary(findings),
        ahead=list(outlook_sentences(ahead)) if ahead else [],
        ahead_figures=outlook_figures(ahead) if ahead else [],
        way_back=way_back_section(returned),
        causes=causes(findings),
        causes_simulated=mark(findings, findings.chains["source"]),
        simulated=mark(findings, findings.hops["source"]),
        worst=(worst := _worst(findings)),
        worst_several=any(row["letters"] > 1 for row in worst),
        figures=[_figure(figure) for figure in figures],
        offices=table.head(_FIRST).to_dicts(),
        office_count=table.height,
        some_open=(table["so_far"] != "").any(),
        data=_island({"offices": _table(table), "csv": _csvs(charted, figures)}),
        script=Markup((FOLDER / "report.js").read_text(encoding="utf-8")),  # noqa: S704 - our own file
    )


def _shown(table: pl.DataFrame) -> tuple[str, ...]:
    """The columns of the table of offices that the page shows."""
    if not table[_UNDIVIDED].count():
        return _COLUMNS
    place = _COLUMNS.index("arrival_days")
    return (*_COLUMNS[:place], _UNDIVIDED, *_COLUMNS[place:])


def _titles(findings: Bottlenecks, directives: Sequence[Directive]) -> list[str]:
    """Subjects of what was sent, ids where they are secret or not known."""
    by_secrecy = sorted(directives, key=is_secret)  # of two with one id the secret one decides
    shown = {each.id: public_name(each) for each in by_secrecy}
    found = findings.hops["directive"].drop_nulls().unique(maintain_order=True).to_list()
    return [shown.get(each, each) for each in found]


def _as_of(findings: Bottlenecks) -> Words | None:
    """When the hops were looked at, on the offices' clock."""
    known = findings.hops["as_of_minute"].drop_nulls().to_numpy()
    if not known.size:
        return None
    working = findings.working
    day = working.local_days(known.max(keepdims=True))[0].item()
    written = findings.country.wording.long_date(day)
    return findings.words("page.as_of", day=findings.words.same(written, day.isoformat()))


def _worst(findings: Bottlenecks) -> list[dict[str, Any]]:
    shown = costliest(findings.named(findings.costs, NAMED)).head(_WORST)
    return [
        {**row, "said": stage_words(findings, row), "from": _sources(findings, row)}
        for row in shown.iter_rows(named=True)
    ]


def _sources(findings: Bottlenecks, row: dict[str, Any]) -> Words:
    """Where the parts of an office come from: more than one where it had more than one letter."""
    words = findings.words
    each = (words(f"source.{name}") for name in row["source"].split(", "))
    return words.joined(words.same(", "), each)


def _figure(figure: Drawn) -> dict[str, Any]:
    """A figure for the template; its drawing comes escaped from the drawing program."""
    return {
        "name": figure.name,
        "title": figure.title,
        "caption": figure.caption,
        "data": figure.chart.data,
        "wide": Markup(figure.wide),  # noqa: S704 - escaped by vl-convert
        "narrow": Markup(figure.narrow),  # noqa: S704 - escaped by vl-convert
    }


def _table(table: pl.DataFrame) -> dict[str, Any]:
    """The table for the page's script; packed where it is that of a country."""
    columns = _columns(table)
    text = json.dumps(columns, ensure_ascii=False, separators=(",", ":"))
    return _packed(text) if len(text) > LONG else columns


def _columns(table: pl.DataFrame) -> dict[str, Any]:
    """The table column by column; of a text that many rows share, each once and its places."""
    rounded = table.with_columns(pl.col(pl.Float64).round(_PLACES))
    return {
        name: _shared(rounded[name]) if name in _SHARED else rounded[name].to_list()
        for name in rounded.columns
    }


def _shared(column: pl.Series) -> dict[str, list[Any]]:
    texts = column.unique(maintain_order=True).to_list()
    place = {text: at for at, text in enumerate(texts)}
    return {"texts": texts, "at": [place[text] for text in column.to_list()]}


def _csvs(findings: Bottlenecks, figures: Sequence[Drawn]) -> dict[str, str | dict[str, Any]]:
    """The data behind the figures by name, long ones packed."""
    made = {figure.chart.data: figure.chart.rows for figure in figures}
    texts = {
        **{name: safe_csv(rows(findings)) for name, rows in made.items()},
        "parts": safe_csv(_first_parts(findings)),
    }
    return {name: _packed(text) if len(text) > LONG else text for name, text in texts.items()}


def _first_parts(findings: Bottlenecks) -> pl.DataFrame:
    """The costliest parts of all."""
    costing = findings.costs.lazy().filter(pl.col("office_minutes") > 0)
    return findings.named(costing.head(_MOST).collect())


def _packed(text: str) -> dict[str, Any]:
    """A text that the page's script unpacks: a tenth of its size."""
    return {"gzip": base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode()}


def _island(value: Mapping[str, Any]) -> Markup:
    """JSON that can stand in a script element whatever its texts are."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - cannot end its element
