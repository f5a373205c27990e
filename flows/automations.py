"""The automations: what Prefect does when a propagation is overdue or an office is silent.

They are declared here and made what is declared, by their names: a second time changes nothing.
With ``WIAN_NOTIFY_URL`` they post a short JSON to that address, which Slack, Mattermost, Teams,
Google Chat and the like understand; without, they only fire, and show on Prefect's pages.
"""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from prefect.automations import DoNothing, EventTrigger, Posture, SendNotification
from prefect.blocks.notifications import CustomWebhookNotificationBlock
from prefect.client.orchestration import PrefectClient
from prefect.events.schemas.automations import AutomationCore

from wian.kit.errors import WianError
from wian.ledger.outbox.events import AT_RISK, Event

VARIABLE = "WIAN_NOTIFY_URL"
_BLOCK = "wian-notify"
_QUIET = timedelta(minutes=10)
"""A sweep may find a thousand offices overdue: a chat is told of the first of a propagation."""
_PROPAGATION = "related:propagation:prefect.resource.id"
_DETAILS = "{% for key, value in event.payload.items() %}\n{{ key }}: {{ value }}{% endfor %}"


class UnusableAddress(WianError):
    """The address of notifications is none."""

    def __init__(self) -> None:
        super().__init__(
            f"{VARIABLE} names no address that notifications can be posted to; write one that "
            "begins with http:// or https://, such as the incoming webhook of a chat."
        )


async def declare(client: PrefectClient) -> None:
    """Make the automations at a server what they are declared to be.

    Raises:
        UnusableAddress: ``WIAN_NOTIFY_URL`` is no http(s) address.
    """
    block = await _block()
    for wanted in declared(block):
        found = await client.read_automations_by_name(wanted.name)
        if not found:
            await client.create_automation(wanted)
        for kept in found[:1]:
            if _content(kept) != _content(wanted):
                await client.update_automation(kept.id, wanted)
        for doubled in found[1:]:
            await client.delete_automation(doubled.id)


def declared(block: object | None) -> tuple[AutomationCore, ...]:
    """The automations.

    Args:
        block: Id of the notification block; ``None``: they only fire.
    """
    return (
        _automation(
            "wian: a propagation is overdue",
            "Offices have not done in time what a directive wants of them.",
            Event.PROPAGATION_OVERDUE,
            "Overdue: propagation {{ event.payload.propagation }}",
            block,
        ),
        _automation(
            "wian: a silent office is brought before the office above it",
            "An office stayed silent after its reminder.",
            Event.ESCALATED,
            "Silent after a reminder: {{ event.payload.office }}",
            block,
        ),
        _automation(
            "wian: stuck longer than its target",
            "An office owes something for longer than its target; of several that become overdue "
            "together, the first is named.",
            Event.OVERDUE,
            "Stuck longer than its target: {{ event.payload.office }}",
            block,
            quiet=_QUIET,
        ),
        _automation(
            "wian: a deadline is at risk",
            "As things stand, addressees will have the directive after the last day for it.",
            AT_RISK,
            "Deadline at risk: propagation {{ event.payload.propagation }}",
            block,
        ),
    )


def _automation(  # noqa: PLR0913 - what an automation is made of
    name: str,
    description: str,
    event: str,
    subject: str,
    block: object | None,
    *,
    quiet: timedelta = timedelta(0),
) -> AutomationCore:
    action: Any = DoNothing()
    if block is not None:
        body = f"{description}{_DETAILS}"
        action = SendNotification(block_document_id=block, subject=subject, body=body)
    return AutomationCore(
        name=name,
        description=description,
        trigger=EventTrigger(
            expect={event},
            for_each={_PROPAGATION if quiet else "prefect.resource.id"},
            posture=Posture.Reactive,
            threshold=1,
            within=quiet,
        ),
        actions=[action],
    )


async def _block() -> object | None:
    """The id of the block that posts notifications; ``None`` where no address is named."""
    url = os.environ.get(VARIABLE, "").strip()
    if not url:
        return None
    if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
        raise UnusableAddress
    block = CustomWebhookNotificationBlock(
        name="wian", url=url, json_data={"title": "{{subject}}", "text": "{{subject}}\n{{body}}"}
    )
    saved = block.asave(_BLOCK, overwrite=True)
    return await saved


def _content(automation: AutomationCore) -> dict[str, Any]:
    """What of an automation is declared; ids that the server gave are left out."""
    fields = {"name", "description", "trigger", "actions"}
    content = automation.model_dump(mode="json", include=fields)
    content["trigger"].pop("id", None)
    return content
