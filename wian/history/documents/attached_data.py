"""The data that wian attaches to its pages (``letter.json``): read back, exact."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from wian.history.letters.letter_reader import from_data
from wian.jurisdictions.paper import Reading, ReadLetter, ReadStamp
from wian.jurisdictions.paper_reader import PaperReader
from wian.letters.drawn_stamp import Stamp
from wian.letters.letter import Letter

NAMES = re.compile(r"letter(?:-\d{1,4})?\.json")
"""How the attachments are called: of one letter, and of the letters of a bundle."""
_MOST_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="ignore"))
class _Attached:
    """What is attached: the letter, its stamps, its own page, and whether it was rehearsed."""

    wian: int
    letter: Letter
    stamps: tuple[Stamp, ...] = ()
    link: str | None = None
    simulated: bool = False


_ATTACHED = TypeAdapter(_Attached)
_VERSION = 1


def attached_letter(data: bytes, source: str, paper: PaperReader) -> ReadLetter | None:
    """The letter in an attachment; ``None`` where it is none of ours, or of a later version."""
    if len(data) > _MOST_BYTES:
        return None
    try:
        held = _ATTACHED.validate_json(data)
    except ValidationError:
        return None
    if held.wian != _VERSION:
        return None
    stamps = tuple(_stamp(stamp, source, paper) for stamp in held.stamps)
    letter = from_data(held.letter, source, paper)
    return replace(letter, stamps=stamps, simulated=held.simulated)


def _stamp(stamp: Stamp, source: str, paper: PaperReader) -> ReadStamp:
    moment = datetime.combine(stamp.day, stamp.clock) if stamp.clock else stamp.day
    read = moment.isoformat(" ", "minutes") if isinstance(moment, datetime) else moment.isoformat()
    return ReadStamp(
        desk=Reading(stamp.desk, stamp.desk),
        receipt_number=Reading(stamp.number, paper.receipt_number(stamp.number)),
        moment=Reading(stamp.read or read, moment, stamp.inference),
        units=(),
        source=source,
        first_line=None,
        last_line=None,
        heading=Reading(stamp.office, stamp.office),
        simulated=stamp.simulated,
    )
