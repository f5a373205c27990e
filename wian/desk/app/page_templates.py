"""How pages are made: templates, words in the reader's language, dates and digits."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from wian.desk.app.access import account_here, this_page
from wian.desk.app.context import desk_of, office_clock
from wian.desk.app.csrf import csrf_field
from wian.desk.app.help_guide import guide_of
from wian.desk.app.reader_language import language_of
from wian.desk.app.sessions import take_flashes
from wian.desk.app.words import Language, languages
from wian.jurisdictions.instant import Instant, Precision
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.jurisdictions.office_clocks import OfficeClock
from wian.kit.cache import Remembered
from wian.ledger.access.permissions import Role
from wian.letters.attached_files import LARGEST_ATTACHED, MOST_FILES
from wian.letters.composition.vocabulary import vocabulary
from wian.letters.file_kind import ENDINGS, MIB

_Reader = Context | Mapping[str, Any]
"""What tells the language and the country of who reads: of a template, or of a request."""
HERE = Path(__file__).parents[1]
STATIC = HERE / "static"


def environment() -> Environment:
    """The desk's templates. Every value is escaped; a name that is misspelt is an error."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(
        digits=_digits,
        count=_count,
        figure=_figure,
        long_day=_long_day,
        short_day=_short_day,
        moment=_moment,
        lang_of=_lang_of,
        mark=_mark,
    )
    made.globals["static"] = static
    made.globals["file_limits"] = {
        "endings": ",".join(ENDINGS),
        "most": MOST_FILES,
        "bytes": LARGEST_ATTACHED,
        "mib": LARGEST_ATTACHED // MIB,
    }
    return made


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page of the desk.

    Every template has, besides ``values``: ``t(key, **values)`` for words, ``language`` and
    ``languages``, ``mark`` (the brand's letter), ``account`` (``None`` before signing in), ``csrf``
    (the hidden field of a form), ``flashes``, ``here`` (its own address), ``links`` (of the
    navigation), ``help`` (where its help is).

    Args:
        request: The request that it answers.
        template: Name of its template.
        status: HTTP status.
        values: What it shows; ``topic``, if given, is what the reader needs help with, and the
            name of the template otherwise.
    """
    content = desk_of(request).templates.get_template(template)
    common = _common(request, values.get("topic", template.partition(".")[0]))
    return HTMLResponse(content.render(common | values), status)


def listing(request: Request, template: str) -> Callable[[Hashable], Markup]:
    """Writes the rows of a list by a template; one that says the same is written once.

    Args:
        request: Whose reader they are for.
        template: Name of the template of a row, which sees it as ``row``.
    """
    language, country = language_of(request), desk_of(request).country
    made = desk_of(request).templates.get_template(template)
    clock = clock_here(request)
    shared = {
        "t": language.words.say,
        "language": language,
        "country": country,
        "office_clock": clock,
    }

    def listed(row: Hashable) -> Markup:
        key = (template, country.id, language.tag, clock.zone.key, row)
        return _rows.get(key, lambda: Markup(made.render(shared | {"row": row}).strip()))  # noqa: S704 - escaped by the template

    return listed


_rows: Remembered[Hashable, Markup] = Remembered(4096)
"""Rows of lists, some 5 MB of them."""


def _common(request: Request, topic: str) -> dict[str, Any]:
    language, country = language_of(request), desk_of(request).country
    offered = languages(country)
    return {
        "t": language.words.say,
        "language": language,
        "languages": offered,
        "mark": offered[0].words["desk.mark"],
        "country": country,
        "office_clock": clock_here(request),
        "account": account_here(request),
        "csrf": csrf_field(request),
        "flashes": take_flashes(request),
        "here": this_page(request),
        "links": [link[:2] for link in request.app.state.links if _is_for(request, link[2])],
        "help": guide_of(language, country).address(topic),
    }


def _is_for(request: Request, role: Role | None) -> bool:
    """Whether an entry of the navigation is for whoever asks."""
    account = account_here(request)
    return role is None or (account is not None and role in account.roles)


def clock_here(request: Request) -> OfficeClock:
    """The clock of the office whose desk a request comes from; the usual one before signing in."""
    desk, account = desk_of(request), account_here(request)
    return office_clock(desk, account.office) if account else desk.country.clock


def shown_to(request: Request) -> Callable[[object], str]:
    """Writes values as the reader of a request does: moments, and the digits of all others."""
    reader = {
        "language": language_of(request),
        "country": desk_of(request).country,
        "office_clock": clock_here(request),
    }

    def shown(value: object) -> str:
        return _moment(reader, value) if isinstance(value, Instant) else _digits(reader, value)

    return shown


def told(request: Request, value: object) -> str:
    """A value for a message, in the digits of the reader."""
    return shown_to(request)(value)


@cache
def static(name: str) -> str:
    """Address of a static file; another one when the file is another."""
    digest = sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


@pass_context
def _digits(context: _Reader, value: object) -> str:
    """Text with its digits as the reader writes them."""
    return _country(context).wording.digits(str(value)) if _own(context) else str(value)


@pass_context
def _count(context: Context, value: int) -> str:
    """A count with thousands separated."""
    return _figure(context, f"{value:,}")


@pass_context
def _figure(context: Context, english: str) -> str:
    """A figure that is formatted as English writes it, in the signs and digits of the reader."""
    return _digits(context, _language(context).signs.written(english))


@pass_context
def _long_day(context: Context, value: date | Instant) -> str:
    """A day as the offices' letters write it; in English ``19 Jan 2021``, with their year."""
    day = _day(context, value)
    return _country(context).wording.long_date(day) if _own(context) else _english(context, day)


@pass_context
def _short_day(context: _Reader, value: date | Instant) -> str:
    """A day as the offices' stamps write it; in English ``19 Jan 2021``, with their year."""
    day = _day(context, value)
    return _country(context).wording.short_date(day) if _own(context) else _english(context, day)


@pass_context
def _moment(context: _Reader, value: Instant) -> str:
    """A day, and the time where it is known."""
    day = _short_day(context, value)
    if value.precision is Precision.DAY:
        return day
    at = _clock(context).local(value)
    clock = _country(context).wording.clock(at.time()) if _own(context) else f"{at:%H:%M}"
    return _language(context).words.say("moment", day=day, clock=clock)


@pass_context
def _lang_of(context: Context, name: str) -> str:
    """The language of a name: the offices' own where its letters tell, else that of the page."""
    country = _country(context)
    own = country.script is not None and country.script.search(name)
    return country.language if own else _language(context).tag


@pass_context
def _mark(context: Context, printed: str) -> str:
    """A mark of urgency or secrecy: as letters print it, or in English to a reader of English."""
    if _own(context):
        return printed
    known = vocabulary(_country(context).wording)
    for kind, marks in (("urgency", known.urgency), ("secrecy", known.secrecy)):
        for name, mark in marks.items():
            if mark == printed:
                return _language(context).words.say(f"mark.{kind}.{name}")
    return printed


def _day(context: _Reader, value: date | Instant) -> date:
    return _clock(context).date(value) if isinstance(value, Instant) else value


def _clock(context: _Reader) -> OfficeClock:
    """The clock of the office whose desk it is."""
    clock: OfficeClock = context["office_clock"]
    return clock


def _english(context: _Reader, day: date) -> str:
    """``19 Jan 2021``; with the year of the country's era behind it, where it has another."""
    era = _country(context).era
    year = f" ({day.year + era.offset})" if era else ""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}{year}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _own(context: _Reader) -> bool:
    """Whether days and digits stand as in the offices' letters."""
    return _language(context).own


def _language(context: _Reader) -> Language:
    language: Language = context["language"]
    return language


def _country(context: _Reader) -> Jurisdiction:
    country: Jurisdiction = context["country"]
    return country
