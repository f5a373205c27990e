"""What somebody typed when the session ended: carried through the sign-in, signed, and shown again.

Nothing of it stays on the server, and nothing is done with it before its writer, signed in again,
has looked at it and sent it.
"""

from __future__ import annotations

import re

from itsdangerous import BadData
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.requests import Request

from wian.desk.app.context import desk_of

MOST = 300_000
"""Characters that are carried: three times the longest letter."""
LONGEST_TOKEN = 700_000
"""Characters of what carries them; a request may have a megabyte."""
_FORMS = re.compile(
    r"/letters/[^/]+/(stamp|correct|route|answer|return|suspend|draft/edit)"
    r"|/outgoing/[^/]+/(amend|withdraw|close|add|reroute|insist)"
    r"|/stamps"
)
_WITH_FILES = re.compile(r".*/(answer|return|amend)")
"""A browser does not send the files of a form again by itself."""
_FORGOTTEN = "csrf"
_LONGEST_SHORT = 40
"""Longer fields, and those with several lines, are shown to be read and changed."""
_PROSE = frozenset(
    {"text", "paragraph", "note", "reason", "other", "meant_for", "enclosures", "offices"}
)
_MINUTES = 12 * 60
_FIRST_PAGE = "/"


class KeptForm(BaseModel):
    """A form that came too late.

    Attributes:
        path: Where it was sent.
        fields: Names and values, in their order.
        account: Id of the account of the session that has ended; ``None`` where it is not known.
        minute: When it came.
    """

    model_config = ConfigDict(frozen=True)

    path: str
    fields: tuple[tuple[str, str], ...]
    account: str | None
    minute: int

    @property
    def before(self) -> str:
        """The page that it stood on."""
        return _page_of(self.path)

    @property
    def takes_files(self) -> bool:
        """Whether files go with it, which have to be chosen again."""
        return _WITH_FILES.fullmatch(self.path) is not None

    @property
    def typed(self) -> tuple[tuple[str, str], ...]:
        """The fields that are to be read again."""
        return tuple(each for each in self.fields if _is_prose(*each))


def is_kept(request: Request) -> bool:
    """Whether a request is a form whose text would be missed."""
    return request.method == "POST" and _FORMS.fullmatch(request.url.path) is not None


async def keep_form(request: Request) -> str:
    """A form as a signed text; empty where it is none that is kept, or too long."""
    if not is_kept(request):
        return ""
    sent = (await request.form()).multi_items()
    fields = tuple((name, value) for name, value in sent if isinstance(value, str))
    fields = tuple(each for each in fields if each[0] != _FORGOTTEN)
    if sum(len(value) for _, value in fields) > MOST:
        return ""
    desk = desk_of(request)
    made = KeptForm(
        path=request.url.path,
        fields=fields,
        account=desk.keeper.account_before(request),
        minute=desk.now().minute,
    )
    token = desk.keeper.sign_form(made.model_dump(mode="json"))
    return token if len(token) <= LONGEST_TOKEN else ""


def kept_form(request: Request, token: str, account: str) -> KeptForm | None:
    """The form that was kept for an account; ``None``: none, or it is another's.

    Args:
        request: The request that brings it.
        token: What :func:`keep_form` made.
        account: Id of the account that has signed in now.
    """
    desk = desk_of(request)
    try:
        found = KeptForm.model_validate(desk.keeper.read_form(token))
    except (BadData, ValidationError):
        return None
    fresh = 0 <= desk.now().minute - found.minute <= _MINUTES
    return found if fresh and found.account in {None, account} else None


def _page_of(path: str) -> str:
    return path if path.endswith("/draft/edit") else path.rpartition("/")[0] or _FIRST_PAGE


def _is_prose(name: str, value: str) -> bool:
    return (name in _PROSE and bool(value)) or "\n" in value or len(value) > _LONGEST_SHORT
