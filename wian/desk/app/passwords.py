"""The passwords: what is one, its slow hash, and the one-time ones that operators hand out."""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from wian.desk.app.common_passwords import is_common

SHORTEST, LONGEST = 10, 200
"""Characters of a password. NIST SP 800-63B (revision 3), 5.1.1.2, asks for 8 or more, no rules on
which characters, and at least 64 allowed; 5.2.2 for a limit of attempts beside them."""
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 4, 4
_AT_ONCE = BoundedSemaphore(4)
"""Hashes worked out at a time: each takes 19 MB, whoever knocks."""
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""Argon2id with 19 MiB, two passes, one lane: the least that OWASP's cheat sheet on the storage of
passwords asks for. Some 40 ms of a processor."""
_QUICK = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
"""Enough for random passwords: nobody tries 2**79 of them at a thousand a second, and a national
administration gets its 8,900 in seconds instead of minutes."""


def hash_password(password: str) -> str:
    """The hash of a password; another one each time."""
    with _AT_ONCE:
        return _HASHER.hash(_normal(password))


def hash_one_time(password: str) -> str:
    """The hash of a password that :func:`one_time_password` made."""
    return _QUICK.hash(password)


def is_password(password_hash: str | None, password: str) -> bool:
    """Whether a password belongs to a hash.

    Args:
        password_hash: The hash; ``None`` where there is no account. That takes as long, and so
            does a one-time password.
        password: What was typed.
    """
    if len(password) > LONGEST:
        password = ""
    with _AT_ONCE:
        slow = password_hash is not None and _is_slow(password_hash)
        if not slow:
            _fits(_nobodys(), password)
        return password_hash is not None and _fits(password_hash, password)


def one_time_password() -> str:
    """A password of 79 random bits, easily read out: ``k7md-x3pq-vw9t-2hjc``."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def fault_of(new: str, old: str, *names: str) -> str | None:
    """What is wrong with a new password, as a key of the desk's words; ``None``: nothing.

    Args:
        new: The new one.
        old: The one until now.
        names: What everybody knows of the account: no password is made of that.
    """
    if len(_normal(new)) < SHORTEST:
        return "password.too_short"
    if len(new) > LONGEST:
        return "password.too_long"
    if _normal(new) == _normal(old):
        return "password.same"
    return "password.common" if is_common(new, *names) else None


def _fits(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, _normal(password))
    except (VerificationError, InvalidHashError):
        return False


def _is_slow(password_hash: str) -> bool:
    try:
        return not _HASHER.check_needs_rehash(password_hash)
    except InvalidHashError:
        return False


@cache
def _nobodys() -> str:
    return _HASHER.hash(secrets.token_hex())


def _normal(password: str) -> str:
    """One form of what looks the same, however a keyboard composed it (the same, 5.1.1.2)."""
    return unicodedata.normalize("NFKC", password)
