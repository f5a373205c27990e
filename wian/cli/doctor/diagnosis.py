"""What was found at one place of an installation: fine or not, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How something is."""

    OK = "ok"
    ATTENTION = "attention"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that was looked at.

    Attributes:
        verdict: ``ok``; ``attention``: it works, and will not do or is not safe in the long run;
            ``fault``: something fails or is open to strangers now.
        what: What was found, in a sentence. It holds no secret.
        remedy: How to mend it, in a sentence; empty where nothing is to be mended.
    """

    verdict: Verdict
    what: str
    remedy: str = ""


def fine(what: str) -> Diagnosis:
    """Nothing is to be mended."""
    return Diagnosis(Verdict.OK, what)


def attend(what: str, remedy: str) -> Diagnosis:
    """Somebody should see to it."""
    return Diagnosis(Verdict.ATTENTION, what, remedy)


def faulty(what: str, remedy: str) -> Diagnosis:
    """It must be mended."""
    return Diagnosis(Verdict.FAULT, what, remedy)
