"""What may an address say of a list: which page, which letters, in which order?

Addresses are kept, sent on and typed by hand: what one says that cannot be is left out, so that the
list is shown as it is first.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from typing import Annotated, TypeVar

from fastapi import Query
from pydantic import BeforeValidator

_One = TypeVar("_One", bound=StrEnum)
_Else = TypeVar("_Else")
_MOST = 100_000
"""The last page that is asked for; no list is as long."""


def _page(said: object) -> int:
    """The number of a page, from 1; the first one where it is none."""
    text = str(said)
    return min(int(text), _MOST) if text.isdecimal() and 0 < len(text) < 9 and int(text) else 1


def known(kind: type[_One], usual: _Else) -> Callable[[object], _One | _Else]:
    """Reads a word of an address: one of some words, or what is usual where it is none.

    Args:
        kind: The words.
        usual: What is meant where an address says none of them.
    """

    def read(said: object) -> _One | _Else:
        with suppress(ValueError):
            return kind(str(said))
        return usual

    return read


PageNumber = Annotated[int, BeforeValidator(_page), Query(alias="page")]
