"""A bundle as plain values: the object that ``wian import bundle --json`` prints."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from wian.jurisdictions.handling import Secrecy, Urgency
from wian.jurisdictions.paper import (
    Bundle,
    Citation,
    Finding,
    Medium,
    Reading,
    ReadLetter,
    ReadStamp,
)


def bundle_values(bundle: Bundle) -> dict[str, Any]:
    """A bundle as values for JSON: ``letters`` and ``findings``.

    ``medium`` says how a letter's words were read; whatever is read of one that is ``unsure`` was
    recognised from a picture. Dates are ISO 8601, a date alone where no time was read; ``None``
    where nothing could be read. A stamp's ``inferred`` is the moment meant; ``inference`` says
    why, where that is not what it reads.
    """
    return {
        "letters": [_letter(letter) for letter in bundle.letters],
        "findings": [_finding(finding) for finding in bundle.findings],
    }


def _letter(letter: ReadLetter) -> dict[str, Any]:
    signed = letter.signatory.value if letter.signatory else None
    return {
        "source": letter.source,
        "lines": [letter.first_line, letter.last_line],
        "kind": letter.kind.value,
        "urgency": _class(letter.urgency),
        "secrecy": _class(letter.secrecy),
        "number": _value(letter.number),
        "date": iso_text(letter.dated.value if letter.dated else None),
        "subject": _value(letter.subject),
        "sender": _value(letter.sender),
        "office": letter.office,
        "recipients": [each.value for each in letter.recipients],
        "references": [_citation(each) for each in letter.references],
        "enclosures": [each.value for each in letter.enclosures],
        "signatory": signed and {"post": signed.post, "acting_for": signed.acting_for},
        "chain": [each.value for each in letter.chain],
        "stamps": [_stamp(each) for each in letter.stamps],
        "inferred": _inferred(letter),
        "simulated": letter.simulated,
        "medium": letter.medium.value,
        "unsure": letter.medium is Medium.OCR,
    }


def _inferred(letter: ReadLetter) -> list[dict[str, Any]]:
    """The fields whose meaning is not what stands there, each with its reason."""
    fields: dict[str, Reading[Any] | None] = {
        "number": letter.number,
        "date": letter.dated,
        "subject": letter.subject,
        "sender": letter.sender,
    }
    return [
        {"field": name, "read": each.read, "value": _plain(each.value), "why": each.inference}
        for name, each in fields.items()
        if each and each.inference
    ]


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "office": citation.office,
        "number": _value(citation.number),
        "date": iso_text(citation.dated.value if citation.dated else None),
        "place": citation.place.value,
        "read": citation.read,
    }


def _stamp(stamp: ReadStamp) -> dict[str, Any]:
    return {
        "desk": _value(stamp.desk),
        "receipt_number": _value(stamp.receipt_number),
        "read": stamp.read,
        "inferred": iso_text(stamp.inferred),
        "inference": stamp.moment.inference if stamp.moment else None,
        "office": stamp.office,
        "heading": _value(stamp.heading),
        "units": list(stamp.units),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind.value,
        "where": finding.where,
        "what": finding.what,
        "confidence": finding.confidence,
        "settles": finding.settles,
        "letter": finding.letter,
        "unsure": finding.recognised,
    }


def _value(reading: Reading[str] | None) -> str | None:
    return reading.value if reading else None


def _class(mark: Reading[Urgency] | Reading[Secrecy] | None) -> dict[str, str | None] | None:
    """A mark as printed, and the class that it stands for, named as in a directive's file."""
    if mark is None:
        return None
    return {"read": mark.read, "value": mark.value.value if mark.value else None}


def _plain(value: Any) -> Any:
    return iso_text(value) if isinstance(value, date) else value


def iso_text(moment: date | None) -> str | None:
    """A day, or a moment to the minute, in ISO 8601; ``None`` of none."""
    if isinstance(moment, datetime):
        return moment.isoformat(timespec="minutes")
    return moment.isoformat() if moment else None
