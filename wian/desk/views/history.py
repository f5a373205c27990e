"""The history of a letter at an office: who did what, when, under which number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from wian.jurisdictions.instant import Instant
from wian.ledger.acts import (
    JOURNAL,
    Act,
    Amended,
    Answered,
    Body,
    Bounced,
    Closed,
    Corrected,
    Drafted,
    Escalated,
    Issued,
    Mailed,
    Reminded,
    Resumed,
    Routed,
    Stamped,
    Suspended,
    Telephoned,
    Withdrawn,
)
from wian.ledger.life.growth_acts import Added, Rerouted, Shared
from wian.ledger.life.return_acts import Insisted, Returned
from wian.ledger.life.upward.answer_acts import Retracted

_OFFICES = {"office", "caller"}
"""Values of words that are ids of offices."""
NAMED = 20
"""Offices that one line of the history names."""


@dataclass(frozen=True, slots=True)
class ShownAct:
    """An act as a page tells it.

    Attributes:
        key: Of the words that say what was done.
        values: What stands in the words' placeholders.
        by: The post that did it.
        at: When it was recorded.
        number, year: Its place in the register.
        journal: Whether that is the journal.
        said: What somebody wrote to it: a reason, a note, an answer.
        moment: When it was done, or is meant to have been, where that is another moment.
        whom: Names of the offices that it was done to, the first of them where they are many.
        others: How many more they are.
    """

    key: str
    values: Mapping[str, object]
    by: str
    at: Instant
    number: int
    year: int
    journal: bool
    said: str | None = field(default=None, repr=False)
    moment: Instant | None = None
    whom: tuple[str, ...] = ()
    others: int = 0


def events(acts: Iterable[Act], desks: Sequence[str], name: Callable[[str], str]) -> list[ShownAct]:
    """The acts of an office, the latest first.

    What was handed over by e-mail stands with each recipient of the office's letter instead: a
    letter may have hundreds.

    Args:
        acts: The acts, in the order in which they were recorded.
        desks: Names of the office's desks.
        name: Names an office, by its id, to the reader.
    """
    return [_event(act, desks, name) for act in acts if not isinstance(act.body, Mailed)][::-1]


def _event(act: Act, desks: Sequence[str], name: Callable[[str], str]) -> ShownAct:
    key, said_of, said = _told(act.body, desks)
    if isinstance(act.body, Telephoned):
        said_of = {**said_of, "caller": act.office}
    values = {
        what: name(str(value)) if what in _OFFICES else value for what, value in said_of.items()
    }
    year, number = act.entry
    journal = act.register == JOURNAL
    moment = _moment(act)
    whom = _whom(act.body)
    return ShownAct(
        f"act.{key}",
        values,
        act.by,
        act.at,
        number,
        year,
        journal,
        said,
        moment,
        tuple(map(name, whom[:NAMED])),
        len(whom[NAMED:]),
    )


def _whom(body: Body) -> tuple[str, ...]:
    """Ids of the offices that something was done to, where its words do not name them."""
    match body:
        case Reminded():
            return body.recipients
        case Escalated():
            return (body.recipient,)
        case Added():
            return body.addressees
        case _:
            return ()


def _moment(act: Act) -> Instant | None:
    match act.body:
        case Corrected():
            return act.body.at.instant
        case Answered():
            meant = act.body.answered.instant
            return None if meant == act.at else meant
        case _:
            return None


def _told(body: Body, desks: Sequence[str]) -> tuple[str, Mapping[str, object], str | None]:
    told: tuple[str, Mapping[str, object], str | None]
    match body:
        case Stamped():
            told = "stamped", {"desk": desks[body.position]}, body.reason
        case Routed():
            told = "routed", {"group": body.group}, body.note
        case Drafted():
            told = "drafted", {"count": len(body.paragraphs)}, None
        case Issued():
            told = "issued_alone" if body.alone else "issued", {}, None
        case Answered():
            told = "answered", {}, body.text
        case Corrected():
            told = "corrected", {"desk": desks[body.position]}, body.reason
        case Reminded():
            told = "reminded", {"count": len(body.recipients)}, None
        case Escalated():
            told = "escalated", {"number": body.reminder}, None
        case _:
            told = _told_of_others(body)
    return told


def _told_of_others(body: Body) -> tuple[str, Mapping[str, object], str | None]:
    """What becomes of a directive, or of a message."""
    told: tuple[str, Mapping[str, object], str | None]
    match body:
        case Bounced():
            values = {"office": body.recipient, "address": body.address}
            told = "refused" if body.refused else "bounced", values, body.reason
        case Amended():
            told = "amended", {"number": body.number}, "\n".join(body.changes.text) or None
        case Withdrawn():
            told = "withdrawn", {"number": body.number}, body.reason
        case Closed():
            told = "closed", {}, body.reason
        case Suspended():
            told = "suspended", {}, body.reason
        case Resumed():
            told = "resumed", {}, None
        case _:
            told = _told_of_ways(body)
    return told


def _told_of_ways(body: Body) -> tuple[str, Mapping[str, object], str | None]:
    """To whom a letter goes besides, or back."""
    told: tuple[str, Mapping[str, object], str | None]
    match body:
        case Added():
            told = "added", {"count": len(body.addressees)}, body.reason
        case Rerouted():
            told = "rerouted", {"count": len(body.ways), "office": body.around}, body.reason
        case Shared():
            told = "shared", {"count": len(body.ways)}, None
        case Returned():
            told = "returned", {"number": body.letter.number}, body.reason
        case Insisted():
            told = "insisted", {"office": body.recipient}, body.reason
        case Telephoned():
            told = "telephoned", {"office": body.recipient}, said_on_telephone(body)
        case Retracted():
            told = "retracted", {"number": body.number}, body.reason
        case _:
            raise TypeError(f"{body.KIND} is no act that a page tells")
    return told


def said_on_telephone(body: Telephoned) -> str:
    """What was said in a call, behind the post that answered it."""
    return f"{body.spoken_to}: {body.said}" if body.spoken_to else body.said
