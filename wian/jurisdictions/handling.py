"""How fast is a letter to be handled, and who may read it? Classes, and marks that were read."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Urgency(StrEnum):
    """How fast a letter is to be handled; a jurisdiction has its own mark for each class."""

    ORDINARY = "ordinary"
    URGENT = "urgent"
    VERY_URGENT = "very-urgent"
    MOST_URGENT = "most-urgent"


class Secrecy(StrEnum):
    """How secret a letter is; a jurisdiction has its own mark for each class."""

    NONE = "none"
    CONFIDENTIAL = "confidential"
    SECRET = "secret"  # noqa: S105 - a class of secrecy
    TOP_SECRET = "top-secret"  # noqa: S105 - a class of secrecy


def most_urgent(classes: Iterable[Urgency]) -> Urgency:
    """The most urgent of some classes; ordinary where there are none."""
    return max(classes, key=list(Urgency).index, default=Urgency.ORDINARY)


def most_secret(classes: Iterable[Secrecy]) -> Secrecy:
    """The most secret of some classes; none where there are none."""
    return max(classes, key=list(Secrecy).index, default=Secrecy.NONE)
