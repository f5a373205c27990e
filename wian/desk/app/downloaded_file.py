"""A file that somebody enclosed, as an answer: saved by the browser, and never run in the desk."""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import Response

from wian.letters.enclosed_file import EnclosedFile
from wian.letters.file_kind import MEDIA_TYPES

_UNKNOWN = "application/octet-stream"


def downloaded(file: EnclosedFile) -> Response:
    """An answer that a browser saves under the file's name (RFC 6266), whatever it holds."""
    kind = file.kept.media_type if file.kept.media_type in MEDIA_TYPES else _UNKNOWN
    headers = {
        "Content-Disposition": f"attachment; filename*=utf-8''{quote(file.kept.name, safe='')}",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return Response(file.content, media_type=kind, headers=headers)
