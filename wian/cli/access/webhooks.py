"""The commands ``wian webhooks``: which addresses get messages about an office."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter, ValidationError

from hierarchy.office import OfficeId
from wian.cli.act.live_offices import off_every_route
from wian.cli.terminal.console import complain, print_json, say, table, to_the_minute
from wian.jurisdictions.countries import DEFAULT_JURISDICTION, jurisdiction
from wian.kit.counted import counted
from wian.kit.errors import InputFaults, WianError
from wian.kit.pydantic_faults import faults_of
from wian.ledger.database import Ledger
from wian.ledger.outbox.deliveries import Delivery, deliveries
from wian.ledger.outbox.events import Event
from wian.ledger.outbox.messages import DELIVERED
from wian.ledger.outbox.webhooks import Webhook, disable_webhook, list_webhooks, load_webhook
from wian.notices.http_out import INSIDE, PRIVATE
from wian.notices.subscription import subscribe, try_out
from wian.notices.webhook_delivery import deliver_due
from wian.propagation import runtime

_OFFICE = TypeAdapter(OfficeId)
_UTC = ZoneInfo("UTC")


class NotTaken(WianError):
    """The address did not take the test message.

    Args:
        found: How it stands.
    """

    def __init__(self, found: Delivery) -> None:
        super().__init__(
            f"The test message {found.id} was not taken: {found.last_error or 'it waits.'} "
            "It is tried again."
        )


def add(office: str, url: str, event: list[Event] | None, *, json: bool) -> None:
    """Add a webhook. Prints its secret, which is not shown again."""
    ledger = runtime.ledger(make=True)
    made = _subscribed(ledger, _office(office), url, event or ())
    for stranger in off_every_route(ledger, [made.office]):
        complain(f"No live propagation reaches {stranger}; check the id of the office.")
    if json:
        print_json({**_summary(made), "secret": made.secret})
        return
    say(f"{made.url} gets what happens to {made.office}: {', '.join(made.events)}.")
    say(f"Webhook {made.id}; its secret, shown only now:")
    say(made.secret)


def list_(office: str | None, *, json: bool) -> None:
    """List the webhooks. Secrets are not shown."""
    found = list_webhooks(runtime.ledger(), office)
    if json:
        print_json({"webhooks": [_summary(each) for each in found]})
        return
    rows = [
        (each.id, each.office, each.url, _told(each), "disabled" if each.disabled else "told")
        for each in found
    ]
    columns = (
        ("id", "whole"),
        ("office", "whole"),
        ("address", "whole"),
        ("events", "left"),
        ("stands", "left"),
    )
    table(columns, rows, title=counted(len(found), "webhook"))


def disable(id_: str, *, json: bool) -> None:
    """Disable a webhook. Its waiting messages are not sent."""
    done = disable_webhook(runtime.ledger(), id_)
    if json:
        print_json(_summary(done))
    else:
        say(f"{done.url} gets nothing any more.")


def try_(id_: str, *, json: bool) -> None:
    """Send a test message now, and everything else that is due."""
    ledger = runtime.ledger()
    name = try_out(ledger, id_)
    deliver_due(ledger, now=runtime.now())
    found = next(each for each in deliveries(ledger, id_, limit=1000) if each.id == name)
    if json:
        print_json(_message(found))
    elif found.state == DELIVERED:
        say(f"The test message {found.id} was taken.")
    if found.state != DELIVERED:
        raise NotTaken(found)


def deliveries_(id_: str, limit: int, *, json: bool) -> None:
    """List the messages of a webhook: waiting ones first, then the latest."""
    ledger = runtime.ledger()
    found = deliveries(ledger, load_webhook(ledger, id_).id, limit=limit)
    if json:
        print_json({"webhook": id_, "messages": [_message(each) for each in found]})
        return
    rows = [
        (each.id, each.event, each.state, each.attempts, _shown(_due(each)), each.last_error)
        for each in found
    ]
    columns = (
        ("message", "whole"),
        ("event", "whole"),
        ("stands", "left"),
        ("tries", "right"),
        ("next try", "whole"),
        ("last error", "left"),
    )
    table(columns, rows, title=counted(len(found), "message"))


def _subscribed(ledger: Ledger, office: str, url: str, events: Collection[Event]) -> Webhook:
    """A new webhook.

    Raises:
        InputFaults: The address may not be asked; here, unlike in the API, with the setting.
    """
    try:
        return subscribe(ledger, office, url, events, now=runtime.now())
    except InputFaults as error:
        faults = [
            replace(each, remedy=f"{each.remedy}, or {INSIDE}") if each.kind == PRIVATE else each
            for each in error.faults
        ]
        raise InputFaults(error.subject, faults) from None


def _office(written: str) -> str:
    try:
        return _OFFICE.validate_python(written)
    except ValidationError as error:
        raise InputFaults("The webhook", faults_of(error, lambda _: "OFFICE")) from None


def _told(webhook: Webhook) -> str:
    return "all" if len(webhook.events) == len(Event) else ", ".join(webhook.events)


def _summary(webhook: Webhook) -> dict[str, Any]:
    return {
        "id": webhook.id,
        "office": webhook.office,
        "url": webhook.url,
        "events": list(webhook.events),
        "created": webhook.created.isoformat(_UTC),
        "disabled": webhook.disabled,
    }


def _message(found: Delivery) -> dict[str, Any]:
    due = _due(found)
    return {
        "id": found.id,
        "event": found.event,
        "state": found.state,
        "attempts": found.attempts,
        "next_try": due.isoformat(timespec="minutes") if due else None,
        "last_error": found.last_error,
    }


def _due(found: Delivery) -> datetime | None:
    """When it is tried again; nothing where it was never tried, or is tried no more."""
    if not found.waits or found.due_second == 0:
        return None
    return datetime.fromtimestamp(found.due_second, UTC)


def _shown(due: datetime | None) -> str | None:
    """On the clock of the offices, as other tables show it."""
    zone = jurisdiction(DEFAULT_JURISDICTION).calendar.zone
    return to_the_minute(due.astimezone(zone).isoformat()) if due else None
