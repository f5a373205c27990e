"""Which files stand behind the letters of a chain, and what was read of each?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from wian.jurisdictions.paper import ReadLetter, SourceFile
from wian.ledger.write.originals import Original


def originals_of(
    letters: Iterable[tuple[str, ReadLetter]], files: Sequence[SourceFile]
) -> Iterator[Original]:
    """The file of each letter, with the letter's lines as read.

    Args:
        letters: Office and letter; several of an office where several files hold its letter.
        files: The files that they were read from.
    """
    contents = {file.name: file.content for file in files}
    for office, letter in letters:
        if letter.source in contents:
            yield Original(
                office,
                letter.source,
                letter.medium.value,
                letter.first_line,
                letter.last_line,
                _storable("\n".join(letter.transcript)),
                contents[letter.source],
            )


def _storable(text: str) -> str:
    """A text without what a database cannot hold: a zero character, half a surrogate pair."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")
