"""What would look odd in the letters of a directive, found before they go out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
        *_uncoded(writers),
        *_unsigned(writers),
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


def _uncoded(writers: Sequence[Office]) -> Iterator[str]:
    without = [office.id for office in writers if office.letter_code is None]
    if without:
        yield (
            f"{_having(without, writers)} no letter_code, so that their number has no code before "
            f"it: {_some(without)}."
        )


def _unsigned(writers: Sequence[Office]) -> Iterator[str]:
    """Offices that name nobody who signs: letters are then signed by whom they are addressed to."""
    without = [each for each in writers if each.signatory is None and not each.acting]
    if without:
        signed = [f"{each.addressee or each.name} ({each.id})" for each in without]
        yield (
            f"{_having(without, writers)} no signatory, so that their letters are signed by the "
            f"post they are addressed to: {_some(signed)}."
        )


def _having(some: Sequence[object], among: Sequence[object]) -> str:
    has = agreeing(len(some), "has", "have")
    return f"{len(some):,} of {counted(len(among), 'office')} that write {has}"


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{more}"
