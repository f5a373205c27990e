"""Which requests may bring files, how large are they, and what are the files?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Annotated

from fastapi import File, UploadFile
from starlette.requests import Request

from wian.desk.app.context import desk_of
from wian.desk.app.sessions import session_of
from wian.ledger.access.tokens import find_token
from wian.letters.attached_files import LARGEST_ATTACHED, attached
from wian.letters.enclosed_file import LARGEST, EnclosedFile, enclosed
from wian.mail.signed_link import PATH, LinkOver, LinkUnknown

MOST = 1024 * 1024
"""Bytes of a request: ten times the longest letter, or the answers of all offices of a province."""
MOST_WITH_FILES = LARGEST_ATTACHED + MOST
"""Bytes of one that may bring files."""
MOST_IN_JSON = LARGEST_ATTACHED * 4 // 3 + MOST
"""The same of a program, which writes files in base64."""
_AT_DESK = re.compile(r"/letters/[^/]+/(answer|return)|/outgoing/[^/]+/amend")
_BY_LINK = re.compile(re.escape(PATH) + r"/([^/]+)/(answer|return)")
_BY_PROGRAM = re.compile(r"/api/v1/letters/[^/]+/(answers|return|amendments)")
Uploads = Annotated[list[UploadFile], File()]
"""The files of a form, under the name ``files``; a browser sends an empty one where none is."""


def most_bytes(request: Request) -> int:
    """How many bytes a request may have: many only where it brings files, and from who may."""
    path = request.scope["path"]
    if request.method != "POST":
        return MOST
    if _AT_DESK.fullmatch(path):
        return MOST_WITH_FILES if session_of(request).account else MOST
    if found := _BY_LINK.fullmatch(path):
        return MOST_WITH_FILES if _link_holds(request, found[1]) else MOST
    if _BY_PROGRAM.fullmatch(path):
        return MOST_IN_JSON if _token_holds(request) else MOST
    return MOST


def brings_files(request: Request) -> bool:
    """Whether a request is of those that may bring files."""
    path = request.scope["path"]
    return any(each.fullmatch(path) for each in (_AT_DESK, _BY_LINK, _BY_PROGRAM))


def _link_holds(request: Request, token: str) -> bool:
    desk = desk_of(request)
    try:
        desk.links.read(token, desk.now())
    except (LinkUnknown, LinkOver):
        return False
    return True


def _token_holds(request: Request) -> bool:
    desk = desk_of(request)
    shown = request.headers.get("authorization", "").removeprefix("Bearer ")
    return find_token(desk.ledger, shown, desk.now()) is not None


def uploaded(files: Sequence[UploadFile]) -> tuple[EnclosedFile, ...]:
    """The files of a form, once all of them may travel.

    Raises:
        InputFaults: Some cannot: all that cannot.
    """
    sent = [each for each in files if each.filename or each.size]
    return attached(("", _name(each), partial(_read, each)) for each in sent)


def _read(file: UploadFile) -> EnclosedFile:
    return enclosed(_name(file), file.file.read(LARGEST + 1))


def _name(file: UploadFile) -> str:
    """A file's own name: some browsers send the folders in which it lay."""
    return (file.filename or "").replace("\\", "/").rpartition("/")[2]
