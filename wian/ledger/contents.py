"""What a row holds and what its digest covers; shared by writing and verification."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Any

import orjson

from hierarchy.office import Channel
from wian.delays.hop_record import Source
from wian.jurisdictions.instant import Instant, Precision
from wian.kit.text import KEPT
from wian.ledger.acts import BODIES, Act, ActKind, Body
from wian.ledger.dialects import Row
from wian.ledger.records import IssuedLetter, Reception, RegisterEntry, SentHop
from wian.letters.directive import Directive
from wian.letters.letter import Letter, from_json, to_json

LETTER_COLUMNS = (
    "propagation",
    "office",
    "part",
    "wave",
    "form",
    "number",
    "register_year",
    "register_number",
    "issued_minute",
    "issued_precision",
    "source",
    "content",
)
HOP_COLUMNS = (
    "propagation",
    "recipient",
    "sender",
    "part",
    "wave",
    "channel",
    "desks",
    "addressed",
    "forwards",
    "source",
)
RECEPTION_COLUMNS = (
    "propagation",
    "recipient",
    "position",
    "desk",
    "receipt_number",
    "register_year",
    "register_number",
    "at_minute",
    "at_precision",
    "source",
    "read",
    "inference",
)
ACT_COLUMNS = (
    "propagation",
    "office",
    "kind",
    "key",
    "register",
    "register_year",
    "register_number",
    "at_minute",
    "by",
    "body",
)

_LETTER_PART, _HOP_PART = LETTER_COLUMNS.index("part"), HOP_COLUMNS.index("part")


def canonical(value: Any) -> str:
    """``value`` as JSON that is the same for the same content."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def digest(values: Sequence[Any]) -> str:
    """SHA-256 (hex) of plain values in their order, as compact JSON in UTF-8.

    Args:
        values: Texts, integers of at most 64 bits, booleans and ``None``.
    """
    return sha256(orjson.dumps(values)).hexdigest()


def letter_digest(letter: Row, hops: Iterable[Row]) -> str:
    """Digest of a letter's row (``LETTER_COLUMNS``) and of the hops that it went out on.

    An office's first letter has the digest that it had when there was but one: without ``part``.
    """
    if letter[_LETTER_PART] == 0:
        return digest([*_without(letter, _LETTER_PART), *sorted(_without_part(hops))])
    return digest([*letter, *sorted(hops)])


def _without_part(hops: Iterable[Row]) -> list[Row]:
    """Hops without their part where that is 0, as it must be on an office's first letter."""
    return [hop if hop[_HOP_PART] else _without(hop, _HOP_PART) for hop in hops]


def _without(row: Row, place: int) -> Row:
    return (*row[:place], *row[place + 1 :])


def genesis(book: str, office: str, name: str, year: int) -> str:
    """Running digest of a register before its first entry."""
    return digest((book, office, name, year))


def running(previous: str, number: int, key: str, content: str) -> str:
    """Running digest after an entry: of the one before, its number, key and content."""
    return sha256(f"{previous}|{number}|{key}|{content}".encode()).hexdigest()


def letter_row(propagation: str, issued: IssuedLetter) -> Row:
    """The values of ``LETTER_COLUMNS``."""
    year, number = issued.entry or (None, None)
    return (
        propagation,
        issued.office,
        issued.part,
        issued.wave,
        issued.letter.form.value,
        issued.letter.number,
        year,
        number,
        issued.issued.minute,
        issued.issued.precision.value,
        issued.source.value,
        to_json(issued.letter),
    )


def hop_row(propagation: str, hop: SentHop) -> Row:
    """The values of ``HOP_COLUMNS``."""
    return (
        propagation,
        hop.recipient,
        hop.sender,
        hop.part,
        hop.wave,
        str(hop.channel),  # as fast as a method; reading an enum's value takes longer
        hop.desks,
        hop.addressed,
        hop.forwards,
        str(hop.source),
    )


def hops_by_letter(hops: Iterable[Row]) -> dict[tuple[str, int], list[Row]]:
    """Hops by the letter that they bring: its office and part."""
    sender, part = HOP_COLUMNS.index("sender"), HOP_COLUMNS.index("part")
    sent: dict[tuple[str, int], list[Row]] = {}
    for row in hops:
        sent.setdefault((row[sender], row[part]), []).append(row)
    return sent


def reception_row(propagation: str, reception: Reception) -> Row:
    """The values of ``RECEPTION_COLUMNS``."""
    year, number = reception.entry or (None, None)
    return (
        propagation,
        reception.recipient,
        reception.position,
        reception.desk,
        reception.receipt_number,
        year,
        number,
        reception.at.minute,
        str(reception.at.precision),
        str(reception.source),
        reception.read,
        reception.inference,
    )


def act_row(propagation: str, act: Act) -> Row:
    """The values of ``ACT_COLUMNS``."""
    return (
        propagation,
        act.office,
        act.kind.value,
        act.key,
        act.register,
        *act.entry,
        act.at.minute,
        act.by,
        act.body.model_dump_json(),
    )


def letter_of(row: Row) -> IssuedLetter:
    """The letter that a row of ``LETTER_COLUMNS`` holds."""
    _, office, part, wave, _, _, year, number, minute, precision, source, content = row
    return IssuedLetter(
        office=office,
        wave=wave,
        letter=_letter(content),
        issued=Instant(minute, Precision(precision)),
        source=Source(source),
        entry=entry_of(year, number),
        part=part,
    )


def hop_of(row: Row) -> SentHop:
    """The hop that a row of ``HOP_COLUMNS`` holds."""
    _, recipient, sender, part, wave, channel, desks, addressed, forwards, source = row
    return SentHop(
        sender, recipient, wave, Channel(channel), desks, addressed, forwards, Source(source), part
    )


def reception_of(row: Row) -> Reception:
    """The reception that a row of ``RECEPTION_COLUMNS`` holds."""
    _, recipient, position, desk, receipt, year, number, minute, precision, source, read, why = row
    at = Instant(minute, Precision(precision))
    entry = entry_of(year, number)
    return Reception(recipient, position, desk, receipt, at, Source(source), entry, read, why)


def act_of(row: Row) -> Act:
    """The act that a row of ``ACT_COLUMNS`` holds."""
    _, office, kind, key, register, year, number, minute, by, body = row
    return Act(
        office,
        key,
        by,
        Instant(minute, Precision.MINUTE),
        _body(kind, body),
        RegisterEntry(year, number),
        register,
    )


def directive_of(text: str) -> Directive:
    """The directive that the ledger holds as a text."""
    return _directive(text)


@lru_cache(maxsize=1024)
def _letter(text: str) -> Letter:
    """What never changes is read once by its text; so are the two below."""
    return from_json(text)


@lru_cache(maxsize=256)
def _directive(text: str) -> Directive:
    return Directive.model_validate_json(text, context=KEPT)


@lru_cache(maxsize=2048)
def _body(kind: str, text: str) -> Body:
    return BODIES[ActKind(kind)].model_validate_json(text, context=KEPT)


def entry_of(year: int | None, number: int | None) -> RegisterEntry | None:
    """The place in a register; ``None`` where the number was observed."""
    return None if year is None or number is None else RegisterEntry(year, number)
