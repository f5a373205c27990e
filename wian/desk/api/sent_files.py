"""The files that a program sends with what it enters, written in base64."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Sequence
from functools import partial

from wian.desk.api.models import FileAsked
from wian.kit.pydantic_faults import shown
from wian.letters.attached_files import attached
from wian.letters.enclosed_file import EnclosedFile, enclosed
from wian.letters.file_kind import NotEnclosable


def sent_files(asked: Sequence[FileAsked]) -> tuple[EnclosedFile, ...]:
    """The files of a request, once all of them may travel.

    Raises:
        InputFaults: Some cannot: all that cannot, each by its place.
    """
    return attached(
        (f"files.{at}", each.name, partial(_read, each)) for at, each in enumerate(asked)
    )


def _read(asked: FileAsked) -> EnclosedFile:
    try:
        content = b64decode(asked.content, validate=True)
    except ValueError:
        remedy = "encode its bytes again"
        raise NotEnclosable(f"{shown(asked.name)} is not in base64", remedy) from None
    return enclosed(asked.name, content)
