"""What would look odd in the letters of a directive, found before they go out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from hierarchy.office import Office
from wian.jurisdictions.jurisdiction import Wording
from wian.kit.counted import agreeing, counted
from wian.letters.directive import Directive
from wian.letters.pages.fonts import lacking

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
        *_no_sentence(directive, wording),
        *_unprintable(directive),
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
    for field, clause in _clauses(directive).items():
        word = _lead_in(field, wording)
        beginnings = (each.rstrip(" ") for each in accumulate(wording.pieces(clause)))
        if word in beginnings:
            yield (
                f"{field} begins with {word}, which letters put before it, so that it would stand "
                "there twice: leave it out."
            )


def _no_sentence(directive: Directive, wording: Wording) -> Iterator[str]:
    """Clauses that make no sentence behind the word that letters put before them."""
    for field, clause in _clauses(directive).items():
        word, first = _lead_in(field, wording), clause.partition(" ")[0]
        if first.lower() in wording.unfit_after.get(word, ()):
            yield (
                f'{field} begins with {first}, and letters would read "{word} {first} ...", which '
                f"is no sentence: begin it with the verb that follows {word}."
            )


def _lead_in(field: str, wording: Wording) -> str:
    """What letters put before a clause; empty where they put nothing."""
    return wording.lead_ins.get(field.rpartition(".")[2], "")


def _unprintable(directive: Directive) -> Iterator[str]:
    """Words with a sign that no page can show: such a letter is only text, and has no PDF."""
    clauses = _clauses(directive)
    if not lacking(" ".join(clauses.values())):
        return
    for field, clause in clauses.items():
        if sign := lacking(clause):
            shown = sign if sign.isprintable() else "a sign"
            yield (
                f"{field} holds {shown} (U+{ord(sign):04X}), which the font of letters does not "
                "have, so that there would be no PDF of them: write it in words."
            )


def _clauses(directive: Directive) -> dict[str, str]:
    """What the author wrote that stands in every letter, by its field."""
    return {
        "subject": directive.subject,
        "decided": directive.decided,
        "purpose": directive.purpose,
        **{f"asks.{place}.text": ask.text for place, ask in enumerate(directive.asks)},
    }


def _lacking(
    writers: Sequence[Office], field: str, value: Callable[[Office], object], so: str
) -> Iterator[str]:
    without = [office.id for office in writers if value(office) is None]
    if not without:
        return
    named = ", ".join(without[:_NAMED])
    more = f" and {len(without) - _NAMED:,} more" if len(without) > _NAMED else ""
    yield (
        f"{len(without):,} of {counted(len(writers), 'office')} that write "
        f"{agreeing(len(without), 'has', 'have')} no {field}, so that their "
        f"{so}: {named}{more}."
    )
