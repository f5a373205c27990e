"""Is a letter that was read the same as another one, here or in the ledger? It counts once then.

A letter is itself by its office, number and date, whatever file it came in: a scan, its text
layer and a copy typed by hand have three digests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from wian.jurisdictions.instant import Instant
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.jurisdictions.paper import TRUST, ReadLetter
from wian.ledger.database import Ledger
from wian.ledger.read.kept_originals import imported_letters

Key = tuple[str, str, int]
"""Office, number as it compares, and UTC minute of the day of issue."""


@dataclass(slots=True)
class Once:
    """Letters, each once.

    Attributes:
        letters: The surest reading of each, in the order given.
        copies: The other readings, by what the letter is known by.
        said: What was left out, in sentences.
    """

    letters: list[ReadLetter] = field(default_factory=list)
    copies: dict[Key, list[ReadLetter]] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)


def once(letters: Sequence[ReadLetter], where: Jurisdiction) -> Once:
    """Each letter once: the reading of the surest medium, with the stamps of all.

    Args:
        letters: Letters whose office, number and date are known.
        where: How numbers compare.
    """
    found = Once()
    groups: dict[Key, list[ReadLetter]] = {}
    for letter in letters:
        groups.setdefault(key_of(letter, where), []).append(letter)
    for key, same in groups.items():
        first, *others = sorted(same, key=lambda each: -TRUST[each.medium])
        found.letters.append(_with_stamps(first, others))
        if others:
            found.copies[key] = others
            found.said += [_said(first, other) for other in others]
    return found


def key_of(letter: ReadLetter, where: Jurisdiction) -> Key:
    """What tells a letter of known office, number and date from every other."""
    number = str(letter.number.value) if letter.number else ""
    day = letter.dated.value if letter.dated else None
    if day is None:
        raise AssertionError("a letter without a date is not recorded")
    minute = Instant.of(day, where.calendar.zone).minute
    return str(letter.office), where.paper.number_key(number), minute


def earlier_chains(
    ledger: Ledger, letters: Sequence[ReadLetter], own: str | None, where: Jurisdiction
) -> list[str | None]:
    """The chain of an earlier import that holds each letter; ``None`` where none does.

    Of several the one that holds most of the letters. Where a chain of all these letters is
    recorded as such, it is the same import again, and no earlier one.

    Args:
        ledger: Where chains are recorded.
        letters: Letters whose office, number and date are known.
        own: Id that a chain of all of them has, if they make one.
        where: How numbers compare.
    """
    keys = [key_of(letter, where) for letter in letters]
    held: dict[Key, list[str]] = {}
    for propagation, office, number, minute in imported_letters(ledger, {key[0] for key in keys}):
        held.setdefault((office, where.paper.number_key(number), minute), []).append(propagation)
    times = Counter(each for key in keys for each in held.get(key, ()))
    if own in times:
        return [None] * len(keys)
    return [max(held.get(key, ()), key=lambda each: times[each], default=None) for key in keys]


def said_before(letter: ReadLetter, propagation: str) -> str:
    """That a letter is in the ledger already, in a chain of an earlier import."""
    number = letter.number.value if letter.number else ""
    return (
        f"Letter {number} in {letter.source} came in before, in {propagation}: same office, number "
        "and date. It counts there, and its file is kept there too."
    )


def _with_stamps(letter: ReadLetter, others: Sequence[ReadLetter]) -> ReadLetter:
    """The letter with the stamps that only another reading of it shows."""
    stamps = list(letter.stamps)
    for stamp in (stamp for other in others for stamp in other.stamps):
        numbers = {each.receipt_number.value for each in stamps if each.receipt_number}
        if stamp.receipt_number and stamp.receipt_number.value not in numbers:
            stamps.append(stamp)
    return replace(letter, stamps=tuple(stamps))


def _said(letter: ReadLetter, other: ReadLetter) -> str:
    number = letter.number.value if letter.number else ""
    return (
        f"Letter {number} is in {letter.source} and in {other.source}: same office, number and "
        "date. It counts once; both files are kept."
    )
