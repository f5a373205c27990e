"""May an entry of an imported register be of a letter that the ledger knows?"""

from __future__ import annotations

from wian.ledger.records import IssuedLetter
from wian.ledger.registers.collisions.corrected_entries import StandingEntry


def same_letter(entry: StandingEntry, issued: IssuedLetter, day: str, *, named: bool) -> bool:
    """Whether an entry may be of the letter itself: subject and date agree as far as they are kept.

    Args:
        entry: The entry.
        issued: The letter.
        day: When the office entered it, which counts where the entry has no date of the letter.
        named: The entry names the letter by more than its place: then the day does not count.
    """
    theirs, ours = ("".join(text.split()) for text in (entry.subject, issued.letter.subject))
    if other_subject(ours, theirs):
        return False
    if entry.letter_dated is not None:
        return entry.letter_dated == issued.letter.dated.isoformat()
    return named or bool(theirs) or entry.entered[: len(day)] == day


def other_subject(one: str, other: str) -> bool:
    """Whether two subjects, without spaces, are of two letters; registers often shorten one."""
    return bool(one and other) and one not in other and other not in one
