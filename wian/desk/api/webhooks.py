"""The webhooks of the API: an office's programs say which address is told of what."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from wian.desk.api.authentication import Reader
from wian.desk.api.problems import ApiRefusal, described
from wian.desk.api.webhook_models import (
    TrialSent,
    WebhookAsked,
    WebhookId,
    WebhookMade,
    WebhookShown,
)
from wian.desk.app.context import desk_of
from wian.ledger.outbox.webhooks import Webhook, disable_webhook, list_webhooks, load_webhook
from wian.notices.subscription import subscribe, try_out

router = APIRouter(prefix="/webhooks", tags=["webhooks"])


@router.get("", responses=described())
def list_own(request: Request, caller: Reader) -> list[WebhookShown]:
    """The office's webhooks, the earliest first; their secrets are not shown again."""
    found = list_webhooks(desk_of(request).ledger, caller.office)
    return [WebhookShown(**_values(each)) for each in found]


@router.post("", status_code=201, responses=described(409))
def add(request: Request, caller: Reader, asked: WebhookAsked) -> WebhookMade:
    """Send events to an address from now on. Keep the secret: it is shown only once."""
    desk = desk_of(request)
    made = subscribe(desk.ledger, caller.office, asked.url, asked.events, now=desk.now())
    return WebhookMade(**_values(made), secret=made.secret)


@router.delete("/{webhook}", status_code=204, responses=described(404), response_class=Response)
def disable(request: Request, caller: Reader, webhook: WebhookId) -> Response:
    """Tell an address nothing any more; a second time changes nothing."""
    disable_webhook(desk_of(request).ledger, webhook, caller.office)
    return Response(status_code=204)


@router.post("/{webhook}/test", status_code=202, responses=described(404, 409))
def test(request: Request, caller: Reader, webhook: WebhookId) -> TrialSent:
    """Have a test message sent; it goes out with the next messages that are due."""
    ledger = desk_of(request).ledger
    if load_webhook(ledger, webhook, caller.office).disabled:
        raise ApiRefusal(409, "The webhook is disabled; add it again.", code="disabled")
    return TrialSent(message=try_out(ledger, webhook, caller.office))


def _values(webhook: Webhook) -> dict[str, object]:
    return {
        "id": webhook.id,
        "url": webhook.url,
        "events": list(webhook.events),
        "disabled": webhook.disabled,
    }
