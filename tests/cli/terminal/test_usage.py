"""Values that do not fit their options, refused in plain words."""

from __future__ import annotations

import pytest

CHOSEN = [
    (("propagate", "x", "--clock", "Live"), "'Live' is not one of 'virtual', 'live'."),
    (("report", "latency", "--by", "x"), "'x' is not one of 'wave', 'level',"),
    (("report", "chart", "pie"), "'pie' is not one of 'waterfall',"),
    (("tokens", "add", "moi", "--label", "x", "--scope", "y"), "'y' is not one of 'inbox',"),
    (("accounts", "add", "moi", "--post", "x", "--role", "y"), "'y' is not one of 'clerk',"),
    (("letters", "--format", "y"), "'y' is not one of 'text',"),
    (("webhooks", "add", "moi", "x", "--event", "y"), "'y' is not one of 'wian.letter.issued',"),
]
NUMBERS = [
    (("letters", "--wave", "0"), "'--wave': '0' is too small; use at least 1."),
    (("up", "--port-desk", "70000"), "'--port-desk': '70000' is too large; use at most 65535."),
    (("propagate", "x", "--seed", "1.5"), "'--seed': '1.5' is not a whole number."),
    (("propagate", "x", "--seed", "9" * 5000), "is not a whole number."),
]


@pytest.mark.parametrize(("arguments", "said"), CHOSEN + NUMBERS)
def test_a_value_that_does_not_fit_is_refused_in_plain_words(wian, arguments, said):
    """No word of the library that checks it stands before what is wrong, in a group or alone."""
    ran = wian(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "Value error" not in ran.err
    assert "Input should" not in ran.err
    assert len(ran.err) < 700
