"""The lines of a letter's field for references, where its country's form has one."""

from __future__ import annotations

from wian.jurisdictions.jurisdiction import Wording
from wian.letters.composition.sentences import Sentences
from wian.letters.letter import Letter


def reference_lines(letter: Letter, wording: Wording) -> tuple[str, ...]:
    """A line for each letter that a letter refers to; none where its form has no such field.

    Args:
        letter: The letter.
        wording: Of its country, whose sentences have ``reference`` where its forms have the field.
    """
    if not letter.cites:
        return ()
    sentences = Sentences(wording)
    if not sentences.has("reference"):
        return ()
    said = (
        sentences.say(
            "reference", each.office, each.number, each.dated and wording.long_date(each.dated)
        )
        for each in letter.cites
    )
    return tuple(" ".join(each.split()) for each in said)
