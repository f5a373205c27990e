"""Whose words are only for the offices that work on them? Every output asks here, and obeys."""

from __future__ import annotations

from wian.jurisdictions.handling import Secrecy
from wian.letters.directive import Directive
from wian.letters.letter import Letter


def is_secret(directive: Directive, letter: Letter | None = None) -> bool:
    """Whether the words of a directive's letters may leave the offices that work on them.

    Args:
        directive: What is sent. Its class counts for all its letters.
        letter: One of its letters, which may bear a mark that the directive does not.
    """
    marked = letter is not None and bool(letter.secrecy)
    return marked or directive.secrecy is not Secrecy.NONE


def public_subject(directive: Directive) -> str | None:
    """A directive's subject for everybody; ``None`` where it is secret."""
    return None if is_secret(directive) else directive.subject


def public_name(directive: Directive) -> str:
    """What a directive is called before everybody: its subject, or its id where that is secret."""
    return public_subject(directive) or directive.id
