"""The automations: what Prefect does when directives are late, once a day or when they turn so.

They are declared here and made what is declared, by their names: a second time changes nothing.
With ``WIAN_NOTIFY_URL`` they post a short JSON to that address, which Slack, Mattermost, Teams,
Google Chat and the like understand, with ``WIAN_NOTIFY_BLOCK`` they go through a block of the
server's; without either they only fire, and show on Prefect's pages.

None of them waits for something that does not come: such triggers fire on healthy runs too (Prefect
#21932). Each is rung for after a look at the ledger.
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
from prefect.exceptions import ObjectNotFound

from wian.kit.errors import WianError
from wian.ledger.outbox.events import AT_RISK, DAY_ALERT, Event

VARIABLE, BLOCK_VARIABLE = "WIAN_NOTIFY_URL", "WIAN_NOTIFY_BLOCK"
_BLOCK = "wian-notify"
_TEXT = "{{ event.payload.text }}"
"""Written where the event is rung, from the ledger: here it is only passed on."""
_GIVEN_UP = (
    "wian: stuck longer than its target",
    "wian: a silent office is brought before the office above it",
)
"""Automations of before, which told of every office: a server that has them loses them."""


class UnknownBlock(WianError):
    """A notification block is named that the server does not have.

    Args:
        named: As it was named.
    """

    def __init__(self, named: str) -> None:
        super().__init__(
            f"{BLOCK_VARIABLE} names the block {named}, which the Prefect server does not have; "
            "make it under Blocks, and write its type and name, such as slack-webhook/managers."
        )


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
        UnknownBlock: ``WIAN_NOTIFY_BLOCK`` names a block that the server does not have.
    """
    block = await _block(client)
    for wanted in declared(block):
        found = await client.read_automations_by_name(wanted.name)
        if not found:
            await client.create_automation(wanted)
        for kept in found[:1]:
            if _content(kept) != _content(wanted):
                await client.update_automation(kept.id, wanted)
        for doubled in found[1:]:
            await client.delete_automation(doubled.id)
    for name in _GIVEN_UP:
        for old in await client.read_automations_by_name(name):
            await client.delete_automation(old.id)


def declared(block: object | None) -> tuple[AutomationCore, ...]:
    """The automations.

    Args:
        block: Id of the notification block; ``None``: they only fire.
    """
    return (
        _automation(
            "wian: what is late today",
            "Once on each working day: every directive in which offices are late, the worst first.",
            DAY_ALERT,
            "Late today: ",
            block,
        ),
        _automation(
            "wian: a propagation is overdue",
            "Offices have begun to be late in a directive.",
            Event.PROPAGATION_OVERDUE,
            "Overdue: ",
            block,
        ),
        _automation(
            "wian: a deadline is at risk",
            "As things stand, addressees will have the directive after the last day for it.",
            AT_RISK,
            "Deadline at risk: ",
            block,
        ),
    )


def _automation(
    name: str, description: str, event: str, kind: str, block: object | None
) -> AutomationCore:
    action: Any = DoNothing()
    if block is not None:
        title = f"{kind}{{{{ event.payload.subject }}}}"
        action = SendNotification(block_document_id=block, subject=title, body=_TEXT)
    return AutomationCore(
        name=name,
        description=description,
        trigger=EventTrigger(
            expect={event},
            for_each={"prefect.resource.id"},
            posture=Posture.Reactive,
            threshold=1,
            within=timedelta(0),
        ),
        actions=[action],
    )


async def _block(client: PrefectClient) -> object | None:
    """The id of the block that posts notifications; ``None`` where neither it nor a URL is named.

    Raises:
        UnknownBlock: The server has no block of that name.
        UnusableAddress: The address is none.
    """
    if named := os.environ.get(BLOCK_VARIABLE, "").strip():
        kind, _, name = named.partition("/")
        try:
            known = await client.read_block_document_by_name(name, kind)
        except ObjectNotFound:
            raise UnknownBlock(named) from None
        return known.id
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
