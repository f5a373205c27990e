"""The commands ``wian mail``: who is reached by e-mail, what waits, and what became of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typer

from wian.cli.act.live_offices import live_plan, off_every_route, refuse_stranger
from wian.cli.terminal.console import complain, print_json, say, table, to_the_minute
from wian.jurisdictions.instant import Instant, Precision
from wian.kit.counted import counted, number
from wian.kit.errors import WianError
from wian.ledger.outbox.mail_book import Mail, MailProgress, MailState
from wian.ledger.outbox.mail_queue import mail_progress
from wian.mail.bounced_mail import read_bounces
from wian.mail.hand_over import HandedOver, hand_over_due
from wian.mail.trial import send_trial
from wian.notices.mail_settings import MailSettings, mail_settings
from wian.office.reach_change import ReachChanged, reach_at_desk, reach_by_mail
from wian.propagation import runtime
from wian.propagation.plan import Plan

_COLUMNS = (
    ("to", "whole"),
    ("kind", "left"),
    ("stands", "whole"),
    ("since", "whole"),
    ("address", "left"),
    ("last error", "left"),
)
_SHOWN = 200


class NoMailServer(WianError):
    """Nothing can be sent: no mail server is named."""

    def __init__(self) -> None:
        super().__init__("No mail server is named: set WIAN_MAIL_HOST and WIAN_MAIL_SENDER.")


class MailServerStaysAway(WianError):
    """The mail server cannot be used; what waits is tried again."""

    def __init__(self, said: str) -> None:
        super().__init__(f"{said} What waits is tried again.")


def reach(office: str, address: str | None, by: str, *, desk: bool, json: bool) -> None:
    """Reach an office by e-mail at an address, or at its desk again."""
    if desk == (address is not None):
        raise typer.BadParameter("Give the address of the office, or --desk.")
    ledger, now = runtime.ledger(), runtime.agreed_now()
    refuse_stranger(ledger, office)
    for stranger in off_every_route(ledger, [office]):
        complain(f"No live propagation reaches {stranger}; this holds for those that will.")
    done = (
        reach_at_desk(ledger, office, by=by, now=now)
        if address is None
        else reach_by_mail(ledger, office, address, by=by, now=now)
    )
    if json:
        print_json(_changed(done))
    else:
        _say_changed(done)


def list_(propagation: str | None, state: MailState | None, *, json: bool) -> None:
    """List the messages of a live propagation."""
    ledger = runtime.ledger()
    plan = live_plan(ledger, propagation)
    every = mail_progress(ledger, plan.id)
    found = [each for each in every if state is None or each.mail.state is state]
    if json:
        told = [message_json(plan, each) for each in found]
        print_json({"propagation": plan.id, "messages": told})
        return
    rows = [
        (
            each.mail.office,
            each.mail.kind.value,
            each.stands,
            to_the_minute(_moment(plan, each.mail.changed_minute)),
            each.mail.address,
            each.mail.last_error,
        )
        for each in found[:_SHOWN]
    ]
    more = f", the first {_SHOWN} shown; --json prints all" if len(found) > _SHOWN else ""
    table(_COLUMNS, rows, title=f"{counted(len(found), 'message')} of {plan.id}{more}")


def send(*, json: bool) -> None:
    """Hand over the messages that are due now."""
    _server()
    total, away = Counter[str](), None
    while (done := hand_over_due(runtime.ledger(), now=runtime.agreed_now())) != HandedOver():
        counts = asdict(done)
        away = counts.pop("away")
        total.update(counts)
        if away or not (done.sent or done.refused or done.not_needed):
            break
    if json:
        print_json({**asdict(HandedOver()), **total, "away": away})
    else:
        say(
            f"{counted(total['sent'], 'message')} handed over, {total['refused']} refused, "
            f"{total['put_off']} put off, {total['not_needed']} not needed any more."
        )
    if away:
        raise MailServerStaysAway(away)


def bounces(places: list[Path], *, json: bool) -> None:
    """Read what the mail system sent back, and enter which letters did not arrive."""
    found = read_bounces(runtime.ledger(), places, now=runtime.agreed_now())
    if json:
        print_json(asdict(found))
        return
    say(f"Came back: {counted(found.bounced, 'message')}.")
    left = {
        "entered before": found.before,
        "late or arrived": found.late,
        "not of this ledger": found.unknown,
    }
    parts = [f"{number(count)} {what}" for what, count in left.items() if count]
    if found.other:
        parts.append(
            counted(found.other, "message that is no bounce", "messages that are no bounces")
        )
    if told := ", ".join(parts):
        say(f"Passed over: {told}.")


def try_(address: str, *, json: bool) -> None:
    """Send a test message now."""
    settings = _server()
    name = send_trial(settings, address, runtime.now())
    if json:
        print_json({"to": address, "from": settings.sender, "message_id": name})
    else:
        say(f"{settings.host} took a message from {settings.sender} to {address}: {name}")


def message_json(plan: Plan, each: MailProgress) -> dict[str, Any]:
    """A message as JSON values."""
    mail = each.mail
    return {
        "id": mail.id,
        "sender": mail.sender,
        "office": mail.office,
        "kind": mail.kind.value,
        "address": mail.address,
        "state": mail.state.value,
        "stands": each.stands,
        "since": _moment(plan, mail.changed_minute),
        "opened": _maybe(plan, mail.opened_minute),
        "sent_anew": mail.round,
        "attempts": mail.attempts,
        "next_try": _next_try(plan, mail),
        "last_error": mail.last_error,
    }


def _server() -> MailSettings:
    found = mail_settings()
    if found is None:
        raise NoMailServer
    return found


def _changed(done: ReachChanged) -> dict[str, Any]:
    return {
        "office": done.said.office,
        "reach": done.said.reach.value,
        "address": done.said.mailbox,
        "queued": done.queued,
        "by_hand": done.by_hand,
        "held_back": done.held_back,
    }


def _say_changed(done: ReachChanged) -> None:
    office, address = done.said.office, done.said.mailbox
    if address is None:
        say(f"{office} is reached at its desk.")
        if done.held_back:
            say(f"Not sent any more: {counted(done.held_back, 'message')} that waited.")
        return
    say(f"{office} is reached by e-mail at {address}.")
    if done.queued:
        say(f"Sent there now: {counted(done.queued, 'message')} that had not arrived.")
    if done.by_hand:
        say(f"To be brought by hand: {counted(done.by_hand, 'secret letter')}.")


def _moment(plan: Plan, minute: int) -> str:
    return Instant(minute, Precision.MINUTE).isoformat(plan.jurisdiction.calendar.zone)


def _maybe(plan: Plan, minute: int | None) -> str | None:
    return None if minute is None else _moment(plan, minute)


def _next_try(plan: Plan, mail: Mail) -> str | None:
    if mail.state is not MailState.WAITING or not mail.due_second:
        return None
    return _moment(plan, mail.due_second // 60)
