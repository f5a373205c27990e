"""Who reads a page of the desk: in which language, and by which country's calendar."""

from __future__ import annotations

from starlette.requests import Request

from wian.desk.app.context import desk_of
from wian.desk.app.sessions import has_session, session_of
from wian.desk.app.words import Language, languages


def language_of(request: Request) -> Language:
    """The language that a browser chose, as far as the desk speaks it; else the offices' own."""
    offered = languages(desk_of(request).country)
    chosen = session_of(request).language if has_session(request) else ""
    return next((each for each in offered if each.tag == chosen), offered[0])
