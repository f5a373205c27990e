"""Whatever a library raises over a broken file is one sentence that names the file."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from wian.kit.broken_file import refuse_broken
from wian.kit.errors import InputFaults, WianError
from wian.kit.text_file import refused


@pytest.mark.parametrize(
    "error",
    [KeyError("x"), zlib.error("x"), RecursionError(), MemoryError()],
    ids=repr,
)
def test_an_error_of_a_library_is_a_refusal(error: Exception) -> None:
    """Whatever it was: its class would tell a clerk nothing."""
    with pytest.raises(InputFaults, match=r"a.docx: is damaged; save it again"):
        _raise(error)


def test_an_error_of_the_disk_is_said_as_it_is() -> None:
    """The file may be sound."""
    with pytest.raises(InputFaults, match=r"a.docx: cannot be read \(input/output error\)"):
        _raise(OSError(5, "Input/output error"))


@pytest.mark.parametrize(
    "error", [WianError("said"), refused(Path("b"), "is large")], ids=["a", "b"]
)
def test_errors_of_our_own_pass(error: Exception) -> None:
    """They say what is wrong already."""
    with pytest.raises(type(error)) as passed:
        _raise(error)
    assert passed.value is error


def _raise(error: Exception) -> None:
    with refuse_broken(Path("folder/a.docx"), "is damaged", "save it again"):
        raise error
