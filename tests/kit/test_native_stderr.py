"""What native code prints on standard error before it gives up reaches nobody."""

from __future__ import annotations

import os

import pytest

from wian.kit.native_stderr import discard_native_stderr


def test_what_is_said_before_a_refusal_is_lost(capfd):
    """A sentence of wian's own follows it."""
    with pytest.raises(ValueError, match="no"):
        _write(b"thread 'polars-0' panicked\n", ValueError("no"))
    os.write(2, b"after\n")
    assert capfd.readouterr().err == "after\n"


def test_all_else_comes_out_at_the_end(capfd):
    """A warning of a library, and what stands before an error that nobody foresaw."""
    with discard_native_stderr((ValueError,)):
        os.write(2, b"one\n")
    with pytest.raises(KeyError):
        _write(b"two\n", KeyError())
    assert capfd.readouterr().err == "one\ntwo\n"


def _write(text: bytes, error: Exception) -> None:
    with discard_native_stderr((ValueError,)):
        os.write(2, text)
        raise error
