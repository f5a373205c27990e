"""Whether a secret that signs sessions can be guessed, and the command that makes a good one."""

from __future__ import annotations

SHORTEST = 32
"""Characters: 192 bits where they are drawn at random from the 64 that addresses may hold."""
MAKE_ONE = 'python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
_FEWEST = 8
"""Different characters: of 32 random hexadecimal digits, one in 28 million has fewer."""
_PLACEHOLDERS = ("change", "example", "password", "placeholder", "random", "replace", "secret")
"""What examples say where a secret belongs: at least six letters, which chance hardly writes."""


def is_example(secret: str) -> bool:
    """Whether a secret has a word of an example in it."""
    return any(word in secret.lower() for word in _PLACEHOLDERS)


def weakness_of(secret: str) -> str | None:
    """A clause that says why a secret will not do; ``None``: it will."""
    if len(secret) < SHORTEST:
        return f"is too short: it needs at least {SHORTEST} random characters"
    if is_example(secret):
        return "is an example, or made from one: anybody could sign in with a forged session"
    if len(set(secret)) < _FEWEST or secret in (secret + secret)[1:-1]:
        return "can be guessed: it repeats a few characters"
    return None
