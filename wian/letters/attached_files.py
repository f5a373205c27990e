"""The files that go with what an office enters: how many, how large, and each only once."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from wian.kit.errors import Fault, InputFaults
from wian.kit.pydantic_faults import shown
from wian.letters.enclosed_file import EnclosedFile
from wian.letters.file_kind import MIB, NotEnclosable

MOST_FILES = 10
"""Files that one answer, return or amendment may have."""
LARGEST_ATTACHED = 20 * MIB
"""Bytes that they may have together: what an office sends in one request."""
Read = tuple[str, str, Callable[[], EnclosedFile]]
"""Where a file is named, such as an option; how it is called there; and what reads it."""


def attached(files: Iterable[Read]) -> tuple[EnclosedFile, ...]:
    """The files of an answer, a return or an amendment, once all of them can travel.

    One that is there twice goes once.

    Args:
        files: What reads each, which may raise ``NotEnclosable``.

    Raises:
        InputFaults: There are too many, they are too large together, or some cannot travel: all
            that cannot.
    """
    found: dict[str, EnclosedFile] = {}
    faults: list[Fault] = []
    size = 0
    for at, (where, name, read) in enumerate(files):
        if at == MOST_FILES:
            what = f"there are more than {MOST_FILES} files"
            faults.append(Fault("", what, "leave some out", "file_many", {"most": MOST_FILES}))
            break
        try:
            file = read()
        except NotEnclosable as error:
            values = {"name": shown(name), **error.values}
            what = f"the file {error.what}"
            faults.append(Fault(where, what, error.remedy, error.kind, values))
            continue
        if found.setdefault(file.kept.sha256, file) is not file:
            continue
        size += file.kept.size
        if size > LARGEST_ATTACHED:
            most = LARGEST_ATTACHED // MIB
            what = f"the files together have more than {most} MiB"
            remedy = "leave some out, or make them smaller"
            faults.append(Fault("", what, remedy, "files_heavy", {"most": most}))
            break
    if faults:
        raise InputFaults("What was entered", faults)
    return tuple(found.values())
