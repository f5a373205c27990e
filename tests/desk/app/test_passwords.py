"""Passwords are kept as slow hashes, and one-time ones can be read out."""

from __future__ import annotations

import re
import unicodedata

from wian.desk.app import passwords
from wian.desk.app.passwords import (
    fault_of,
    hash_one_time,
    hash_password,
    is_password,
    one_time_password,
)

WORDS = "ฝนตกที่ทางเหนือ café"


def test_only_the_password_fits_its_hash(hashed):
    """The hash is argon2id, salted, and shows nothing."""
    kept = hash_password(WORDS)
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert kept != hash_password(WORDS)
    assert is_password(kept, WORDS)
    assert not is_password(kept, WORDS + " ")
    assert not is_password(hashed, WORDS)


def test_a_keyboard_that_composes_letters_otherwise_gets_in(hashed):
    """An accent typed apart looks the same and is the same."""
    kept = hash_password(unicodedata.normalize("NFC", WORDS))
    assert is_password(kept, unicodedata.normalize("NFD", WORDS))


def test_where_there_is_no_account_nothing_fits():
    """Though a hash is worked out all the same."""
    assert not is_password(None, WORDS)
    assert not is_password(None, "")


def test_a_hash_that_is_damaged_fits_nothing():
    """Rather than break the sign-in."""
    assert not is_password("damaged", WORDS)


def test_an_endless_password_is_not_worked_on():
    """Nor does it fit by its beginning."""
    assert not is_password(hash_password("x" * 200), "x" * 201)


def test_one_time_passwords_differ_and_can_be_read_out():
    """No letter that looks like a digit, and none that a spreadsheet takes for a formula."""
    made = {one_time_password() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}", each) for each in made)
    assert all(fault_of(each, "") is None for each in made)


def test_a_one_time_password_fits_its_quicker_hash():
    """It is random, so that a quick hash does."""
    password = one_time_password()
    kept = hash_one_time(password)
    assert is_password(kept, password)
    assert not is_password(kept, one_time_password())


def test_whatever_is_tried_one_slow_hash_is_worked_out(monkeypatch):
    """So that the time of an answer does not tell whether there is such an account."""
    worked: list[str] = []
    verify = passwords._HASHER.verify

    class Noting:
        check_needs_rehash = passwords._HASHER.check_needs_rehash

        def verify(self, kept: str, typed: str) -> bool:
            worked.append(kept)
            return verify(kept, typed)

    slow, quick = hash_password(WORDS), hash_one_time(WORDS)
    monkeypatch.setattr(passwords, "_HASHER", Noting())
    for kept in (slow, quick, None, "damaged"):
        is_password(kept, "wrong")
    assert sum("m=19456,t=2,p=1" in each for each in worked) == 4
