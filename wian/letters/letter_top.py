"""What stands at the head of a letter's first page besides its words?"""

from __future__ import annotations

import base64
from dataclasses import dataclass

from wian.kit.picture import PagePicture, picture_of


@dataclass(frozen=True, slots=True)
class LetterTop:
    """What stands at the head of a letter's first page besides its words.

    Attributes:
        emblem: The picture of the office; none where ``None``.
        printed: The head is printed on the paper: nothing is set there, and the room is kept.
    """

    emblem: bytes | None = None
    printed: bool = False


PLAIN_TOP = LetterTop()
"""A head without an emblem."""


def emblem_address(picture: bytes) -> str:
    """The picture as an address (``data:``) that a page shows without loading anything.

    Raises:
        NotAPicture: It is no picture for a page.
    """
    return address_of(picture_of(picture))


def address_of(picture: PagePicture) -> str:
    """The same of a picture that was looked at before."""
    return f"data:{picture.kind};base64,{base64.b64encode(picture.content).decode()}"
