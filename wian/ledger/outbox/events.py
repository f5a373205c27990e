"""The catalogue of events: what is told of a propagation, to whom, and with which facts.

Whatever happens is one piece of news. Webhooks get a message of it, written in the transaction in
which it happens; Prefect gets an event, rung for once that transaction is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple


class Event(StrEnum):
    """What a webhook can be sent."""

    ISSUED = "wian.letter.issued"
    RECEIVED = "wian.letter.received"
    READY = "wian.letter.ready"
    ANSWERED = "wian.letter.answered"
    RETRACTED = "wian.letter.answer-taken-back"
    REPORTED = "wian.report.issued"
    REPORT_RECEIVED = "wian.report.received"
    REPORT_RETURNED = "wian.report.returned"
    OVERDUE = "wian.office.overdue"
    REMINDED = "wian.office.reminded"
    ESCALATED = "wian.office.escalated"
    PROPAGATION_OVERDUE = "wian.propagation.overdue"
    AMENDED = "wian.propagation.amended"
    WITHDRAWN = "wian.propagation.withdrawn"
    CLOSED = "wian.propagation.closed"
    SUSPENDED = "wian.office.suspended"
    RESUMED = "wian.office.resumed"
    ADDED = "wian.propagation.added"
    REROUTED = "wian.office.rerouted"
    RETURNED = "wian.letter.returned"
    INSISTED = "wian.letter.insisted"
    CHECKPOINT = "wian.ledger.checkpoint"


AT_RISK = "wian.propagation.at-risk"
"""Only Prefect is told: it is a forecast, and the flow run remembers that it was told."""
DAY_ALERT = "wian.propagation.day-alert"
"""Only Prefect is told, once a day, of all that is late: about the worst propagation."""
TEST = "wian.webhook.test"
"""Only the webhook that is tried out is told."""


class CatalogueEntry(NamedTuple):
    """An event of the catalogue.

    Attributes:
        name: Its name.
        meaning: What has happened.
        hearers: The offices whose webhooks are told; empty where none is.
        fields: What a webhook's message holds besides office and propagation, each with a note.
        prefect: What the event in Prefect holds besides them; ``None`` where Prefect is not told.
        repeated: Every sweep finds it again for as long as it lasts; all else happens once.
    """

    name: str
    meaning: str
    hearers: str
    fields: Mapping[str, str]
    prefect: tuple[str, ...] | None
    repeated: bool = False


_STAMP = {
    "sender": "",
    "recipient": "",
    "desk": "position, from 0",
    "receipt_number": "",
    "at": "",
}
_STAMPED = ("sender", "desk", "receipt_number", "at")
_REPORT = {
    "sender": "who reported",
    "recipient": "who asked",
    "report": "which of the sender's reports, from 0",
    "number": "of the report's letter",
    "at": "",
}
_OWED = "`reception`, `forwarding` or `answer`"
_RESTS = {
    "recipient": "who waits",
    "waits_for": "the office that it waits for, or null",
    "at": "",
    "number": "in its journal",
}
_FOLLOWED = {
    "follower": "the propagation whose letters say so",
    "number": "of the origin's letter that says so",
    "at": "",
    "numbers": "of all of them: one for each salutation",
}
_ENTRIES = (
    CatalogueEntry(
        Event.ISSUED,
        "An office issued its letter.",
        "the office that issued, and each that it wrote to",
        {"sender": "", "number": "", "at": ""},
        ("number", "recipients", "at"),
    ),
    CatalogueEntry(
        Event.RECEIVED,
        "A desk stamped the letter that its office was sent.",
        "the office whose desk stamped, and the one that wrote to it",
        _STAMP,
        _STAMPED,
    ),
    CatalogueEntry(
        Event.READY,
        "The last desk stamped: the office may forward.",
        "the same two",
        _STAMP,
        _STAMPED,
    ),
    CatalogueEntry(
        Event.ANSWERED,
        "An office's answer was recorded.",
        "the office that answered, the one that wrote to it, and the origin",
        {"recipient": "", "number": "in its journal", "at": ""},
        ("number",),
    ),
    CatalogueEntry(
        Event.RETRACTED,
        "An office took its answer back.",
        "the same three",
        {"recipient": "", "number": "of the answer in its journal", "at": ""},
        ("number",),
    ),
    CatalogueEntry(
        Event.REPORTED,
        "An office reported the answers below it, by a letter to the office that asked.",
        "the office that reported, the one that it wrote to, and the origin",
        _REPORT | {"answered": "of how many bodies", "bodies": "asked below it"},
        ("sender", "number", "answered", "bodies", "at"),
    ),
    CatalogueEntry(
        Event.REPORT_RECEIVED,
        "A desk stamped a report.",
        "the office whose desk stamped, and the one that reported",
        _REPORT | {"desk": "position, from 0", "receipt_number": "", "last": "all desks have"},
        ("sender", "desk", "receipt_number", "at"),
    ),
    CatalogueEntry(
        Event.REPORT_RETURNED,
        "A report went back: it is wrong, and its sender reports again.",
        "the office that returned it, and the one that reported",
        _REPORT | {"number": "of the letter that says so"},
        ("sender", "recipient", "number", "at"),
    ),
    CatalogueEntry(
        Event.OVERDUE,
        "An office owes something, and its time is over.",
        "the office that is late, and the one that wrote to it",
        {"recipient": "who is late", "owed": _OWED, "due": ""},
        ("owed", "due", "overdue"),
        repeated=True,
    ),
    CatalogueEntry(
        Event.REMINDED,
        "An office was reminded by the one that wrote to it.",
        "who was reminded, and who reminded",
        {"sender": "who reminded", "owed": "", "due": "", "number": "of the reminder"},
        ("sender", "owed", "number"),
    ),
    CatalogueEntry(
        Event.ESCALATED,
        "An office that stayed silent was brought before the office above it.",
        "the silent office, and the one above that it was brought before",
        {
            "recipient": "who is silent",
            "to": "",
            "owed": "",
            "due": "",
            "reminder": "its number",
        },
        ("to", "owed", "reminder"),
    ),
    CatalogueEntry(
        Event.PROPAGATION_OVERDUE,
        "Offices are late in a directive.",
        "the origin, when offices have begun to be late",
        {"due": "the earliest; sent again when that changes"},
        ("overdue", "subject", "text"),
        repeated=True,
    ),
    CatalogueEntry(
        Event.AMENDED,
        "The origin amended a directive: its new days hold from now on.",
        "the origin, and each office that was sent the first letter",
        _FOLLOWED,
        ("follower", "number", "at"),
    ),
    CatalogueEntry(
        Event.WITHDRAWN,
        "The origin withdrew a directive; nobody forwards it any more.",
        "the origin, and each office that was sent the first letter",
        _FOLLOWED,
        ("follower", "number", "at"),
    ),
    CatalogueEntry(
        Event.CLOSED,
        "A directive was closed; nobody is reminded of it any more.",
        "the origin",
        {"by_itself": "all had it and had answered, and nobody closed it", "at": ""},
        ("by_itself", "at"),
    ),
    CatalogueEntry(
        Event.SUSPENDED,
        "An office's clock rests: it waits for another before it can go on.",
        "the office that waits, and the one that wrote to it",
        _RESTS,
        ("waits_for", "at"),
    ),
    CatalogueEntry(
        Event.RESUMED,
        "An office's clock runs again.",
        "the same two",
        _RESTS,
        ("waits_for", "at"),
    ),
    CatalogueEntry(
        Event.ADDED,
        "Offices that a directive had left out were added to its route.",
        "the office that added them, and each that has to write to one of them",
        {"recipients": "ids of the offices that were added", "at": ""},
        ("recipients", "at"),
    ),
    CatalogueEntry(
        Event.REROUTED,
        "The office that wrote to another one has written directly to those that wait behind it.",
        "the office that wrote, and the one that it went around",
        {
            "around": "the office that did not forward",
            "recipients": "ids of those who waited behind it",
            "at": "",
        },
        ("around", "recipients", "at"),
    ),
    CatalogueEntry(
        Event.RETURNED,
        "An office gave a letter back: it is not for it.",
        "the office that gave it back, and the one that wrote it",
        {
            "sender": "who wrote the letter",
            "number": "of the letter that says so",
            "meant_for": "the office that it is for, or null",
            "at": "",
        },
        ("sender", "number", "at"),
    ),
    CatalogueEntry(
        Event.INSISTED,
        "The sender of a letter that came back insists that it be dealt with.",
        "the sender, and the office that gave it back",
        {"sender": "", "recipient": "who has to deal with it", "at": ""},
        ("sender", "at"),
    ),
    CatalogueEntry(
        Event.CHECKPOINT,
        "The ledger was signed as it stands: keep the note, and hold the ledger to it later.",
        "every office whose webhook asks for it; once for the same ledger",
        {
            "size": "entries that it covers; there is no `propagation`",
            "root": "hexadecimal",
            "checkpoint": "the signed note",
        },
        None,
        repeated=True,
    ),
    CatalogueEntry(
        AT_RISK,
        "Addressees will miss the closing day, as things stand.",
        "",
        {},
        ("closes", "addressees", "will_miss", "missed", "last", "subject", "text"),
    ),
    CatalogueEntry(
        DAY_ALERT,
        "The day's message about all that is late.",
        "",
        {},
        ("subject", "text"),
        repeated=True,
    ),
    CatalogueEntry(
        TEST,
        "A webhook is tried out.",
        "the webhook that is tried out",
        {"test": "there is no `propagation`"},
        None,
    ),
)
CATALOGUE: Mapping[str, CatalogueEntry] = MappingProxyType({each.name: each for each in _ENTRIES})
"""Every event by its name."""


@dataclass(frozen=True, slots=True)
class News:
    """Something that has happened, to be sent: ids, numbers and times, never a letter's text.

    Attributes:
        event: What.
        propagation: Id of the propagation; empty where it is about the whole ledger.
        about: Offices that it is about; Prefect gets an event about each.
        hearers: Offices whose webhooks are told, each in a message of its own.
        facts: Whatever the catalogue says that the event holds, wherever it is told.
        key: Of news that every sweep finds again: the same key is the same news.
    """

    event: Event
    propagation: str
    about: tuple[str, ...]
    hearers: tuple[str, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)
    key: tuple[str | int, ...] = ()

    def message(self, office: str) -> dict[str, Any]:
        """What the webhooks of an office are told."""
        known = {"office": office}
        if self.propagation:
            known["propagation"] = self.propagation
        return known | self._facts(CATALOGUE[self.event].fields)

    def payload(self) -> dict[str, Any]:
        """What the event in Prefect holds besides office and propagation."""
        return self._facts(CATALOGUE[self.event].prefect or ())

    def _facts(self, wanted: Mapping[str, str] | tuple[str, ...]) -> dict[str, Any]:
        return {name: self.facts[name] for name in wanted if name in self.facts}
