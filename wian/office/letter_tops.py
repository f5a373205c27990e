"""What stands at the head of an office's letters in a propagation: its emblem, or printed paper."""

from __future__ import annotations

from hierarchy.letterhead import emblem_of
from hierarchy.office import Letterhead
from wian.kit.cache import Remembered
from wian.ledger.database import Ledger
from wian.ledger.errors import FileNotKept
from wian.ledger.read.kept_files import kept_file
from wian.letters.letter_top import PLAIN_TOP, LetterTop
from wian.propagation.plan import Plan

_pictures: Remembered[str, bytes] = Remembered(2**25, len)
"""Emblems by their digest: those of a few offices stand on many pages."""


def letter_top(ledger: Ledger, plan: Plan, office: str, *, on_own_paper: bool = False) -> LetterTop:
    """What stands at the head of an office's letters.

    Args:
        ledger: Where the emblem is kept.
        plan: The propagation; what its offices say of themselves holds.
        office: Id of the office.
        on_own_paper: The office prints it, perhaps on paper that has a head; whoever else reads
            the letter sees its emblem instead.

    Raises:
        FileNotKept: The ledger does not keep the emblem.
    """
    found = plan.hierarchy.office(office)
    if on_own_paper and found.letterhead is Letterhead.PRINTED:
        return LetterTop(printed=True)
    sha256 = emblem_of(plan.hierarchy, found)
    if sha256 is None:
        return PLAIN_TOP
    return LetterTop(_pictures.get(sha256, lambda: _kept(ledger, sha256)))


def _kept(ledger: Ledger, sha256: str) -> bytes:
    try:
        return kept_file(ledger, sha256)
    except KeyError:
        raise FileNotKept("an emblem of the offices", sha256) from None
