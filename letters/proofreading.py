"""Owns proofreading a directive before its letters go out: what would look odd in each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from hierarchy.office import Office
from jurisdictions.jurisdiction import Wording
from letters.directive import Directive
from letters.lines import pieces

_NAMED = 3


def proofread(directive: Directive, writers: Sequence[Office], wording: Wording) -> list[str]:
    """What somebody would mend before the first letter is issued, a sentence each.

    Nothing of it is wrong in itself: an office may have no code, and a clause may begin as it does.

    Args:
        directive: What its author wrote.
        writers: The offices that will issue a letter.
        wording: How letters are worded.
    """
    return [
        *_doubled(directive, wording),
        *_lacking(
            writers,
            "letter_code",
            lambda office: office.letter_code,
            "number has no code before it",
        ),
        *_lacking(
            writers, "signatory", lambda office: office.signatory, "letter names no post that signs"
        ),
    ]


def _doubled(directive: Directive, wording: Wording) -> Iterator[str]:
    """Clauses that begin with the very word that sentences put before them."""
    clauses = {
        "purpose": directive.purpose,
        **{f"asks.{place}.text": ask.text for place, ask in enumerate(directive.asks)},
    }
    for field, clause in clauses.items():
        word = wording.lead_ins[field.rpartition(".")[2]]
        if word in accumulate(pieces(clause)):
            yield (
                f"{field} begins with {word}, which letters put before it, so that it would stand "
                "there twice: leave it out."
            )


def _lacking(
    writers: Sequence[Office], field: str, value: Callable[[Office], object], so: str
) -> Iterator[str]:
    without = [office.id for office in writers if value(office) is None]
    if not without:
        return
    named = ", ".join(without[:_NAMED])
    more = f" and {len(without) - _NAMED:,} more" if len(without) > _NAMED else ""
    yield (
        f"{len(without):,} of {len(writers):,} offices that write have no {field}, so that their "
        f"{so}: {named}{more}."
    )
