"""Which values of a letter that was recognised from a picture are kept: better empty than wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypeVar

from wian.jurisdictions.paper import Reading, ReadLetter
from wian.jurisdictions.paper_reader import Recognition

T = TypeVar("T")


def believable(letter: ReadLetter, model: Recognition) -> ReadLetter:
    """A letter without the numbers and dates that the model is known to take for others.

    Left out are those with a digit that the model confuses, and dates that no letter can bear.

    Args:
        letter: As it was read by optical character recognition.
        model: What is known of the model's errors.
    """
    return replace(
        letter,
        number=_sure(letter.number, model),
        dated=_dated(letter.dated, model),
        stamps=tuple(
            replace(
                each,
                receipt_number=_sure(each.receipt_number, model),
                moment=_dated(each.moment, model),
            )
            for each in letter.stamps
        ),
        citations=tuple(
            replace(each, number=_sure(each.number, model), dated=_dated(each.dated, model))
            for each in letter.citations
        ),
    )


def _sure(read: Reading[T] | None, model: Recognition) -> Reading[T] | None:
    """A reading; without its value where that rests on a digit that the model confuses."""
    if read is None or not any(sign in model.confused for sign in read.read):
        return read
    return replace(read, value=None, confidence=0.0)


def _dated(read: Reading[date] | None, model: Recognition) -> Reading[date] | None:
    sure = _sure(read, model)
    if sure is None or sure.value is None or sure.value.year >= model.earliest:
        return sure
    return replace(sure, value=None, confidence=0.0)
