"""Turns whatever a library raises while it reads a broken file into one sentence about it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from errno import EINVAL
from pathlib import Path

from wian.kit.errors import WianError
from wian.kit.text_file import refused


@contextmanager
def refuse_broken(path: Path, what: str, remedy: str) -> Iterator[None]:
    """Refuse the file at ``path`` where reading it goes wrong in a way that nobody foresaw.

    Libraries for ZIP, XML, PDF and spreadsheets raise dozens of kinds of errors for damaged
    files, and document few of them; a place before the beginning is an ``OSError`` too.

    Args:
        path: The file.
        what: What is wrong with it then: a clause.
        remedy: What to do: a clause.

    Raises:
        InputFaults: It is broken. Errors of wian's own pass as they are.
    """
    try:
        yield
    except (WianError, GeneratorExit):
        raise
    except Exception as error:  # noqa: BLE001 - see above
        if isinstance(error, OSError) and error.errno not in (None, EINVAL):
            reason = (error.strerror or type(error).__name__).lower()
            raise refused(path, f"cannot be read ({reason})", remedy) from None
        raise refused(path, what, remedy) from None
