"""What does an office's inbox list of a letter that it was sent? Made from the records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from wian.jurisdictions.handling import Urgency
from wian.kit.folded_text import folded
from wian.ledger.acts import Act
from wian.ledger.dialects import Row
from wian.ledger.life.life import Life
from wian.ledger.life.upward.gathering_acts import ReportedUp
from wian.ledger.life.upward.report_address import ReportAddress
from wian.ledger.records import IssuedLetter, SentHop
from wian.letters.directive import Directive
from wian.letters.letter import Letter
from wian.letters.secrecy import is_secret

LISTED_COLUMNS = (
    "office",
    "propagation",
    "owes",
    "stamped",
    "answered",
    "level",
    "asked",
    "answer_by",
    "closes",
    "given_back",
    "ended",
    "urgency",
    "issued_minute",
    "words_at",
    "sender",
    "words",
    "bare_words",
    "replaces",
)
_URGENCIES, _NONE = tuple(Urgency), (None, None, None)


class ListFacts(NamedTuple):
    """What the letters of a propagation are listed by.

    Attributes:
        directive: What is sent.
        level: The level of an office, by its id.
        asked: The first day by which an office is to answer, by its id; ``None``: it is not.
    """

    directive: Directive
    level: Callable[[str], str]
    asked: Callable[[str], date | None]


class OfficeSteps(NamedTuple):
    """What an office has done with a letter.

    Attributes:
        owes: It has still to write to somebody.
        stamped: Its last desk has stamped.
        answered: It has answered.
    """

    owes: bool
    stamped: bool
    answered: bool


def listed_rows(  # noqa: PLR0913, PLR0917 - what the records say of a letter
    propagation: str,
    facts: ListFacts,
    life: Life,
    letters: Iterable[IssuedLetter],
    hops: Iterable[SentHop],
    steps: Mapping[str, OfficeSteps] = MappingProxyType({}),
) -> list[Row]:
    """The values of ``LISTED_COLUMNS`` for each office that letters went to.

    Args:
        propagation: Id of the propagation.
        facts: What its letters are listed by.
        life: What became of it.
        letters: The letters.
        hops: The hops that they went out on.
        steps: What offices have done; of those left out, nothing.
    """
    sent = {(each.office, each.part): each for each in letters}
    hops = list(hops)
    texts = _texts(facts.directive, sent, hops)
    closes = closing_day(life, facts.directive)
    rank = _URGENCIES.index(facts.directive.urgency)
    return [
        (
            hop.recipient,
            propagation,
            *steps.get(hop.recipient, _first_step(life, hop)),
            level := facts.level(hop.recipient),
            asked := _iso(facts.asked(hop.recipient)),
            answer_day(life, level, asked),
            closes,
            hop.recipient in life.returned,
            life.ending is not None,
            rank,
            sent[hop.sender, hop.part].issued.minute,
            *texts[hop.recipient],
            facts.directive.replaces or "",
        )
        for hop in hops
    ]


def report_row(
    propagation: str, directive: Directive, act: Act, *, stamped: bool, returned: bool = False
) -> Row:
    """The values of ``LISTED_COLUMNS`` of a report, for the office that it went to.

    Args:
        propagation: Id of the propagation.
        directive: What was sent down in it.
        act: The report.
        stamped: The last desk of that office has stamped it.
        returned: That office has returned it.
    """
    body = act.body
    if not isinstance(body, ReportedUp):
        raise TypeError(f"act {act.key} of {act.office} is no report")
    address = ReportAddress(propagation, act.office, act.key).text
    rank = _URGENCIES.index(directive.urgency)
    steps = OfficeSteps(owes=False, stamped=stamped, answered=False)
    days = ("", None, None, None)  # a report is received, and nothing else is owed
    words = (body.to, *_words(directive, body.letter))
    return (body.to, address, *steps, *days, returned, False, rank, act.at.minute, *words, "")


def answer_day(life: Life, level: str, asked: str | None) -> str | None:
    """The day in force for an answer, by the first one; ``None``: none is asked for."""
    if not life.amended:
        return asked
    return _iso(life.answer_day(level, date.fromisoformat(asked) if asked else None))


def closing_day(life: Life, directive: Directive) -> str | None:
    """The last day of the window in force; ``None`` where there is no deadline."""
    window = life.window(directive.window)
    return window.closes.isoformat() if window else None


def _first_step(life: Life, hop: SentHop) -> OfficeSteps:
    forwards = hop.forwards
    if life.growth:
        forwards = life.growth.forwards(hop.recipient, sent=forwards)
    return OfficeSteps(owes=forwards, stamped=False, answered=False)


def _texts(
    directive: Directive, sent: Mapping[tuple[str, int], IssuedLetter], hops: Iterable[SentHop]
) -> dict[str, tuple[str, str | None, str | None, str | None]]:
    """Where the words of each recipient's letter stand, and these in the first one's row."""
    texts: dict[str, tuple[str, str | None, str | None, str | None]] = {}
    first: dict[tuple[str, int], str] = {}
    for hop in sorted(hops, key=lambda each: each.recipient):
        at = first.setdefault((hop.sender, hop.part), hop.recipient)
        own = _words(directive, sent[hop.sender, hop.part].letter) if at == hop.recipient else _NONE
        texts[hop.recipient] = (at, *own)
    return texts


def _words(directive: Directive, letter: Letter) -> tuple[str, str, str | None]:
    """Who sends it, all of its words, and of a secret letter those without its subject."""
    bare = folded(f"{letter.number}\n{letter.issuer}")
    whole = folded(f"{letter.number}\n{letter.subject}\n{letter.issuer}")
    return letter.issuer, whole, bare if is_secret(directive, letter) else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
