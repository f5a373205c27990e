"""Who signed a Thai letter: the post, the post acted for, and by what right?"""

from __future__ import annotations

from hierarchy.office import ActingTerm, Signatory
from wian.jurisdictions.paper import signatory_of
from wian.jurisdictions.thailand.reading import letter_marks as marks
from wian.kit.likeness import squeezed

_TERMS = {
    "ปฏิบัติราชการแทน": ActingTerm.DELEGATED,
    "รักษาราชการแทน": ActingTerm.DEPUTISING,
    "รักษาการแทน": ActingTerm.DEPUTISING,
    "รักษาการในตำแหน่ง": ActingTerm.CARETAKER,
}
"""The words for acting, and the right they stand for; any other word is for standing in."""


def signatory_in(words: str) -> Signatory | None:
    """Who signed, by the words below the blank for the name; ``None`` where they are no post."""
    acting = marks.ACTING.search(words)
    if acting is None:
        return signatory_of(squeezed(words))
    post, acted_for = squeezed(words[: acting.start()]), squeezed(words[acting.end() :])
    if not acted_for:
        return signatory_of(post)
    return signatory_of(post, acted_for, _TERMS.get(acting.group(), ActingTerm.STANDING_IN))
