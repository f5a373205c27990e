"""The two ways in which a page ends before it is made: refused, or elsewhere."""

from __future__ import annotations

SIGN_IN = "/sign-in"


class PageRefused(Exception):
    """A page is refused; not an error of anybody's input, so it has no sentence of its own.

    Args:
        status: HTTP status.
        key: Which words say why: ``refusal.<key>.title`` and ``refusal.<key>.text``.
    """

    def __init__(self, status: int, key: str) -> None:
        self.status, self.key = status, key
        super().__init__(key)


class Elsewhere(Exception):
    """Something else has to be done first.

    Args:
        path: Where to, in this desk.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(path)
