"""The objects and events of an object-centric event log, as OCEL 2.0 defines it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wian.delays.hop_record import Source
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.acts import Act, ActKind, Answered, Escalated, Reminded
from wian.ledger.life.upward.gathering_acts import (
    Adjusted,
    Gathered,
    ReportedUp,
    ReportReturned,
    ReportStamped,
)
from wian.reports.exports.event_stream import HopEvent, Row, Tale, events

DIRECTIVE, LETTER, OFFICE, PROPAGATION = "directive", "letter", "office", "propagation"
OBJECT_TYPES: Mapping[str, Mapping[str, str]] = {
    DIRECTIVE: {"urgency": "string", "subject": "string"},
    LETTER: {"number": "string", "wave": "integer", "source": "string"},
    OFFICE: {
        "name": "string",
        "name_en": "string",
        "level": "string",
        "kind": "string",
        "province": "string",
    },
    PROPAGATION: {"clock": "string", "jurisdiction": "string", "opens": "time", "closes": "time"},
}
"""The types of objects, each with its attributes and their types."""
_TIMED = {"precision": "string", "source": "string", "recognised": "boolean"}
EVENT_TYPES: Mapping[str, Mapping[str, str]] = {
    "issue": {**_TIMED, "wave": "integer"},
    "receive": {
        **_TIMED,
        "wave": "integer",
        "position": "integer",
        "desk": "string",
        "receipt_number": "string",
    },
    "ready": {**_TIMED, "wave": "integer"},
    "forward": {**_TIMED, "wave": "integer"},
    "route": {"precision": "string", "by": "string"},
    "draft": {"precision": "string", "by": "string"},
    "answer": {"precision": "string", "by": "string", "source": "string"},
    "take back answer": {"precision": "string", "by": "string"},
    "correct": {"precision": "string", "by": "string"},
    "remind": {"precision": "string", "by": "string", "owed": "string"},
    "escalate": {"precision": "string", "by": "string", "owed": "string"},
    "report": {
        "precision": "string",
        "by": "string",
        "source": "string",
        "number": "string",
        "answered": "integer",
        "asked": "integer",
    },
    "receive answer": {
        "precision": "string",
        "by": "string",
        "source": "string",
        "position": "integer",
        "desk": "string",
    },
    "return report": {"precision": "string", "by": "string", "source": "string"},
    "correct answer": {"precision": "string", "by": "string", "source": "string"},
}
"""The types of events; those of hops first, then what offices do besides."""
_ACTS = {
    ActKind.ROUTED: "route",
    ActKind.DRAFTED: "draft",
    ActKind.ANSWERED: "answer",
    ActKind.RETRACTED: "take back answer",
    ActKind.CORRECTED: "correct",
    ActKind.REMINDED: "remind",
    ActKind.ESCALATED: "escalate",
    ActKind.REPORTED: "report",
    ActKind.REPORT_STAMPED: "receive answer",
    ActKind.REPORT_RETURNED: "return report",
    ActKind.ADJUSTED: "correct answer",
}
"""Acts that no other event tells of: stamps and letters are events of their hops."""
Link = tuple[str, str]
"""An object's id, and the qualifier that says what it is to the one that is linked to it."""


@dataclass(frozen=True, slots=True)
class OcelObject:
    """An object; attributes that are ``None`` are left out."""

    id: str
    type: str
    attributes: Mapping[str, Any]
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class OcelEvent:
    """An event, and the objects that took part in it."""

    id: str
    type: str
    at: Instant
    attributes: Mapping[str, Any]
    links: tuple[Link, ...]
    second: float | None = None


def named(kind: str, *parts: str) -> str:
    """The id of an object: its type before it, so that no office is taken for a directive."""
    return ":".join((kind, *parts))


def objects(tale: Tale, seen: set[str]) -> Iterator[OcelObject]:
    """The objects of a propagation that were not seen in one before; ``seen`` learns them."""
    for each in _objects(tale):
        if each.id not in seen:
            seen.add(each.id)
            yield each


def _objects(tale: Tale) -> Iterator[OcelObject]:
    sent = tale.sent
    marks = {"urgency": sent.urgency, "subject": sent.subject}
    origin = (named(OFFICE, sent.origin), "origin")
    yield OcelObject(named(DIRECTIVE, sent.directive), DIRECTIVE, marks, (origin,))
    about = {
        "clock": sent.clock,
        "jurisdiction": sent.jurisdiction,
        "opens": sent.window_opens,
        "closes": sent.window_closes,
    }
    sends = (named(DIRECTIVE, sent.directive), "sends")
    yield OcelObject(named(PROPAGATION, sent.propagation), PROPAGATION, about, (sends,))
    yield from _offices(tale)
    yield from _letters(tale)


def _offices(tale: Tale) -> Iterator[OcelObject]:
    """Recipients, then the origin, of which a row says no more than its name."""
    for row in tale.rows:
        about = {
            "name": row["recipient_name"],
            "name_en": row["recipient_name_en"],
            "level": row["level"],
            "kind": row["kind"],
            "province": row["province"],
        }
        yield OcelObject(named(OFFICE, row["recipient"]), OFFICE, about)
    origin = tale.sent.origin
    sent = next((row for row in tale.rows if row["sender"] == origin), {})
    about = {name: sent.get(f"sender_{name}") for name in ("name", "name_en")}
    yield OcelObject(named(OFFICE, origin), OFFICE, about)


def _letters(tale: Tale) -> Iterator[OcelObject]:
    """Every letter, with all whom it went to, and the letter that it forwards."""
    sent: dict[str, list[Row]] = {}
    for row in tale.rows:
        sent.setdefault(_letter(tale, row), []).append(row)
    for letter, rows in sent.items():
        about = {
            "number": rows[0]["letter_number"],
            "wave": rows[0]["wave"],
            "source": rows[0]["source"],
        }
        links = [
            *((each, "part of" if at == 0 else "carries") for at, each in enumerate(_whole(tale))),
            (named(OFFICE, rows[0]["sender"]), "issued by"),
            *((named(OFFICE, row["recipient"]), "addressed to") for row in rows),
        ]
        if above := _above(tale, rows[0]):
            links.append((above, "encloses"))
        yield OcelObject(letter, LETTER, about, tuple(links))


def _letter(tale: Tale, row: Row) -> str:
    """The id of the letter of a hop."""
    return named(LETTER, tale.sent.propagation, row["sender"], *_of_several(tale, row))


def _of_several(tale: Tale, row: Row) -> tuple[str, ...]:
    """What tells letters of an office apart: the number of a later one than its first; the moment,
    where an office can have a case again.
    """
    if tale.revisits:
        return (row["issued_at"] or "",)
    number = row["letter_number"]
    return () if number == tale.first_letters[row["sender"]] else (number or "",)


def _above(tale: Tale, row: Row) -> str | None:
    """The letter that a hop's sender passed on."""
    above = tale.above.get((row["sender"], row["issued_at"]))
    return None if above is None else _letter(tale, above)


def _whole(tale: Tale) -> tuple[str, str]:
    return named(PROPAGATION, tale.sent.propagation), named(DIRECTIVE, tale.sent.directive)


def happenings(tale: Tale) -> Iterator[OcelEvent]:
    """The events of a propagation, every act once: of its hops, then of its offices.

    An office that forwards issues its own letter: that is one act, told as the issue, whichever row
    it stands in. The stamp of an office's last desk is what makes a letter ready there, and is told
    as the reception.
    """
    issues = {(row["sender"], row["issued_at"]) for row in tale.rows}
    told_of: set[str] = set()
    for row in tale.rows:
        stamped = {event.at for event in events(tale, row) if event.name == "receive"}
        for event in events(tale, row):
            if event.name == "forward" and (event.office, row["forwarded_at"]) in issues:
                continue
            if event.name == "ready" and event.at in stamped:
                continue
            one = _happening(tale, row, event)
            if one.id not in told_of:
                told_of.add(one.id)
                yield one
    gathering = {act.office for act in tale.acts if act.kind is ActKind.GATHERED}
    for act in tale.acts:
        if act.kind in _ACTS:
            yield _acted(tale, act)
        elif isinstance(act.body, Gathered):
            yield from _rehearsed(tale, act.office, act.body, gathering)


def _happening(tale: Tale, row: Row, event: HopEvent) -> OcelEvent:
    about = {
        "precision": event.precision,
        "source": event.stamp.source.value if event.stamp else row["source"],
        "recognised": bool(row["recognised"]),
        "wave": row["wave"],
    }
    if event.stamp:
        about |= {
            "position": event.stamp.position,
            "desk": event.stamp.desk,
            "receipt_number": event.stamp.receipt_number,
        }
    links = _part_of(tale) + _parties(tale, row, event)
    name = named(event.name, tale.sent.propagation, event.office, *_which(tale, row, event))
    return OcelEvent(name, event.name, event.at, about, links, event.second)


def _which(tale: Tale, row: Row, event: HopEvent) -> tuple[str, ...]:
    """What tells the events of an office apart: its desk, or the letter where it had several."""
    if event.stamp:
        return (str(event.stamp.position),)
    if event.name == "issue":
        return _of_several(tale, row)
    if not tale.revisits:
        return ()
    return row["sender"], row["issued_at"] or ""


def _parties(tale: Tale, row: Row, event: HopEvent) -> tuple[Link, ...]:
    if event.name == "issue":
        issued = ((_letter(tale, row), "letter"), (named(OFFICE, event.office), "issuer"))
        above = _above(tale, row)
        return issued if above is None else (*issued, (above, "letter passed on"))
    return (
        (_letter(tale, row), "letter received"),
        (named(OFFICE, row["sender"]), "sender"),
        (named(OFFICE, row["recipient"]), "recipient"),
    )


def _part_of(tale: Tale) -> tuple[Link, ...]:
    propagation, directive = _whole(tale)
    return (propagation, "propagation"), (directive, "directive")


def _acted(tale: Tale, act: Act) -> OcelEvent:
    """An act: who did what to whom and when; what was written stays in the ledger."""
    about = {"precision": act.at.precision.value, "by": act.by}
    links = [*_part_of(tale), (named(OFFICE, act.office), "actor")]
    at = act.at
    if isinstance(act.body, Answered):
        at = act.body.answered.instant
        about["precision"] = at.precision.value
    if isinstance(act.body, Reminded):
        about["owed"] = act.body.owed.value
        links += [(named(OFFICE, each), "reminded") for each in act.body.recipients]
    if isinstance(act.body, Escalated):
        about["owed"] = act.body.owed.value
        links.append((named(OFFICE, act.body.recipient), "silent"))
    if isinstance(act.body, _UPWARD):
        about["source"] = Source.LIVE.value
        links += _told_upward(act.body, about)
    kind = _ACTS[act.kind]
    name = named(kind, tale.sent.propagation, act.office, act.key)
    return OcelEvent(name, kind, at, about, tuple(links))


_UPWARD = (Answered, ReportedUp, ReportStamped, ReportReturned, Adjusted)


def _told_upward(body: object, about: dict[str, Any]) -> list[Link]:
    """Whom an act of the way up has to do with besides its actor; its figures go into ``about``."""
    if isinstance(body, ReportedUp):
        about |= {"number": body.letter.number, "answered": body.answered, "asked": body.bodies}
        return [(named(OFFICE, body.to), "asker")]
    if isinstance(body, ReportStamped):
        about |= {"position": body.position, "desk": body.desk}
    if isinstance(body, ReportStamped | ReportReturned):
        return [(named(OFFICE, body.sender), "sender")]
    if isinstance(body, Adjusted):
        return [(named(OFFICE, body.of.office), "answered by")]
    return []


def _rehearsed(
    tale: Tale, asker: str, body: Gathered, gathering: Collection[str]
) -> Iterator[OcelEvent]:
    """The answers that an office gathers in a rehearsal: each is given, and received."""
    for each in body.answers:
        kind = "report" if each.office in gathering else "answer"
        at, sender = (each.issued, each.received), named(OFFICE, each.office)
        above = named(OFFICE, asker)
        ends = ([(sender, "actor"), (above, "asker")], [(above, "actor"), (sender, "sender")])
        for one, minute, links in zip((kind, "receive answer"), at, ends, strict=True):
            about = {"precision": Precision.MINUTE.value, "source": Source.SIMULATED.value}
            name = named(one, tale.sent.propagation, each.office)
            known = Instant(minute, Precision.MINUTE)
            yield OcelEvent(name, one, known, about, (*_part_of(tale), *links))
