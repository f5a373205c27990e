"""What may be said of a directive before everybody, by its mark and by those of its letters."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wian.jurisdictions.handling import Secrecy
from wian.letters.secrecy import is_secret, public_name, public_subject


@pytest.mark.parametrize("secrecy", list(Secrecy))
def test_every_class_but_none_is_secret(gecc, secrecy):
    sent = gecc.directive.model_copy(update={"secrecy": secrecy})
    open_to_all = secrecy is Secrecy.NONE
    assert is_secret(sent) is not open_to_all
    assert public_subject(sent) == (sent.subject if open_to_all else None)
    assert public_name(sent) == (sent.subject if open_to_all else sent.id)


def test_a_letter_that_is_marked_itself_is_secret(gecc):
    letter = gecc.letter("dla")
    assert not is_secret(gecc.directive, letter)
    assert is_secret(gecc.directive, replace(letter, secrecy="ลับ"))
