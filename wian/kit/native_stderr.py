"""Keeps what native code prints on standard error from a person who gets a sentence instead."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

_STDERR = 2


@contextmanager
def discard_native_stderr(errors: tuple[type[BaseException], ...]) -> Iterator[None]:
    """Hold back what is written on descriptor 2; it is lost if one of ``errors`` ends the block.

    Rust prints a line before it panics, and another before it aborts the process. All else that
    was written comes out at the end of the block.
    """
    sys.stderr.flush()
    with tempfile.TemporaryFile() as held, os.fdopen(os.dup(_STDERR), "wb") as shown:
        os.dup2(held.fileno(), _STDERR)
        try:
            yield
        except errors:
            held.truncate(0)
            raise
        finally:
            sys.stderr.flush()
            os.dup2(shown.fileno(), _STDERR)
            held.seek(0)
            shutil.copyfileobj(held, shown)
