"""The window that letters name: the days from which and until which a thing can be done."""

from __future__ import annotations

from collections.abc import Iterable

from wian.jurisdictions.paper import ReadLetter
from wian.jurisdictions.paper_reader import PaperReader
from wian.letters.directive import Window


def window_of(letters: Iterable[ReadLetter], paper: PaperReader) -> Window | None:
    """The first span of days that the text of one of the letters names, both days included."""
    for letter in letters:
        for paragraph in letter.paragraphs:
            if window := paper.window(paragraph.text):
                return Window(opens=window[0], closes=window[1])
    return None
