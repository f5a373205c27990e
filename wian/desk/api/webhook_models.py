"""What does a program send and get about the addresses that are told of letters?"""

from __future__ import annotations

from typing import Annotated

from fastapi import Path
from pydantic import Field

from wian.desk.api.models import Asked, Given
from wian.ledger.outbox.events import Event
from wian.notices.http_out import LONGEST

WebhookId = Annotated[str, Path(pattern=r"^wh_[0-9a-f]{16}$", description="Id of the webhook.")]


class WebhookAsked(Asked):
    """An address that is to be told."""

    url: Annotated[
        str,
        Field(
            min_length=1,
            max_length=LONGEST,
            description="An https address on the public internet.",
            examples=["https://registry.example.org/wian"],
        ),
    ]
    events: list[Event] = Field([], max_length=len(Event), description="All by default.")


class WebhookShown(Given):
    """An address that gets what happens to the office."""

    id: str
    url: str
    events: list[Event]
    disabled: bool


class WebhookMade(WebhookShown):
    """A new one, with what its messages are signed with; that is shown this once."""

    secret: str


class TrialSent(Given):
    """A test message that waits to be sent."""

    message: str
