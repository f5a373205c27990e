"""Reads a delivery status notification (RFC 3464): which message came back, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser
from typing import Any

from wian.kit.text_file import printable

NAME = "X-Wian-Message"
"""Header by which a message that came back is known, with how often it had been sent anew."""
_NAMED = re.compile(r"\b([0-9a-f]{32})-(\d{1,6})\b")
_MESSAGE_ID = re.compile(r"\bwian\.([0-9a-f]{32})@")
_LONGEST = 160
"""Characters of a reason that are kept."""
_ENHANCED = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a notification says of a message of ours.

    Attributes:
        mail: Id of the message.
        round: How often that had been sent anew; ``None`` where the notification does not tell.
        failed: It did not arrive, and is not tried again; else it is late, or arrived.
        reason: The status and what the other server said, shortened.
    """

    mail: str
    round: int | None
    failed: bool
    reason: str


def read_bounce(message: Message) -> Bounce | None:
    """What a message says of one of ours; ``None``: it is no such notification.

    An answering machine and a person write messages too; they say nothing of delivery.

    Args:
        message: As the parser of ``email`` gives it; a stranger wrote it.
    """
    if message.get_content_type() != "multipart/report":
        return None
    parts = list(message.walk())
    fields = [each for part in parts for each in _status_fields(part)]
    named = _named(fields, parts) or _by_message_id(message, parts)
    if not fields or named is None:
        return None
    failed = [each for each in fields if _text(each, "Action").lower() == "failed"]
    mail, sent_anew = named
    return Bounce(mail, sent_anew, bool(failed), _reason(failed[0]) if failed else "")


def _status_fields(part: Message) -> Iterator[Message]:
    """The groups of fields of a delivery status: of the message, then of each recipient."""
    content: Any = part.get_payload()
    if part.get_content_type() == "message/delivery-status" and isinstance(content, list):
        yield from content


def _named(fields: list[Message], parts: list[Message]) -> tuple[str, int] | None:
    """By the name that we gave it on its envelope, or in a header that came back."""
    texts = [_text(each, "Original-Envelope-Id") for each in fields]
    texts += [_text(each, NAME) for each in _returned(parts)]
    found = next((match for text in texts if (match := _NAMED.search(text))), None)
    return (found[1], int(found[2])) if found else None


def _by_message_id(message: Message, parts: list[Message]) -> tuple[str, None] | None:
    """By the Message-ID of what came back, or that is answered."""
    texts = [_text(each, "Message-ID") for each in _returned(parts)]
    texts += [_text(message, name) for name in ("In-Reply-To", "References")]
    found = next((match for text in texts if (match := _MESSAGE_ID.search(text))), None)
    return (found[1], None) if found else None


def _returned(parts: list[Message]) -> Iterator[Message]:
    """The message that came back, or its headers alone."""
    for part in parts:
        content: Any = part.get_payload()
        if part.get_content_type() == "message/rfc822" and isinstance(content, list):
            yield from content
        elif part.get_content_type() == "text/rfc822-headers":
            raw = part.get_payload(decode=True)
            text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else ""
            yield HeaderParser().parsestr(text)


def _reason(recipient: Message) -> str:
    """``5.1.1 550 no such mailbox``: the status once, and what the other server said."""
    status, said = _text(recipient, "Status"), _text(recipient, "Diagnostic-Code")
    said = said.partition(";")[2].strip() or said
    whole = said if _ENHANCED.search(said) else f"{status} {said}"
    return printable(" ".join(whole.split()))[:_LONGEST] or "no reason given"


def _text(fields: Message, name: str) -> str:
    return str(fields.get(name, ""))
