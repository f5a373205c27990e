"""The command ``wian receive``: stamps a letter at a desk of the office that it was sent to."""

from __future__ import annotations

from wian.cli.act.number_options import given_number, naming_confirm, say_typed, typed_summary
from wian.cli.act.typed_act import acting, moment_of, naming_reason, position_of, shown, who_acted
from wian.cli.terminal.console import print_json, say
from wian.jurisdictions.instant import Instant
from wian.ledger.access.desk_settings import forwards_alone
from wian.ledger.acts import Withdrawn
from wian.ledger.life.lives import life
from wian.ledger.read import live_letters
from wian.ledger.read.recorded import issuers
from wian.office.amendment_order import kept_back
from wian.office.stamp import Stamping, receive
from wian.propagation import runtime
from wian.propagation.plan import Plan


def run(
    propagation: str,
    office: str,
    desk: str | None,
    number: str | None,
    at: str | None,
    reason: str | None,
    by: str,
    *,
    confirm: bool,
    json: bool,
) -> None:
    """Stamp the letter that an office received, with the next number of the desk's register."""
    typed = given_number(number, confirm=confirm)
    plan = runtime.recorded_plan(propagation)
    acts = acting(plan, office, by)
    with naming_reason(), naming_confirm():
        done = receive(
            acts,
            at=moment_of(acts.plan, acts.office, at),
            reason=reason,
            position=position_of(acts.plan, acts.office, desk),
            number=typed,
        )
    if json:
        print_json(_summary(plan, done))
    else:
        _show(plan, done, acts.now)


def _summary(plan: Plan, done: Stamping) -> dict[str, object]:
    stamp = done.reception
    return {
        "propagation": plan.id,
        "office": stamp.recipient,
        "sender": done.sender,
        "position": stamp.position,
        "desk": stamp.desk,
        "receipt_number": stamp.receipt_number,
        "at": shown(plan, stamp.recipient, stamp.at),
        "last": done.last,
        "new": done.new,
        "typed": typed_summary(done.typed),
    }


def _show(plan: Plan, done: Stamping, now: Instant) -> None:
    stamp = done.reception
    who = who_acted(stamp.recipient, now if done.new else stamp.at)
    desk = stamp.desk if who == stamp.recipient else f"{stamp.desk} of {who}"
    verb = "stamped it" if done.new else "had stamped it already"
    at = shown(plan, stamp.recipient, stamp.at)
    say(f"{desk} {verb}: receipt {stamp.receipt_number}, {at}.")
    say_typed(done.typed)
    if done.last and plan.sending(stamp.recipient)[1]:
        say(f"That was its last desk: {_next(plan, stamp.recipient)}")


def _next(plan: Plan, office: str) -> str:
    """How the letter goes on after the last desk of an office."""
    ledger = runtime.ledger()
    ended = life(ledger, plan.id)
    if ended.withdrawn and isinstance(ended.withdrawn.body, Withdrawn):
        body = ended.withdrawn.body
        return (
            f"{ended.withdrawn.office} has withdrawn this directive with its letter {body.number} "
            f"(propagation {body.follower}), so that it goes no further."
        )
    if ended.closed:
        return f"{ended.closed.office} has closed this directive, so that it goes no further."
    item = live_letters.incoming(ledger, plan.id, office)
    if item is not None and item.own is not None:
        return f"it has issued already, as {item.own.letter.number}."
    if forwards_alone(ledger, office):
        return "it forwards automatically: the dispatcher or a sweep sends its letter."
    if (follows := plan.directive.follows) and kept_back(ledger, plan, [office]):
        written = office in issuers(ledger, follows.propagation)
        first = "an earlier amendment of" if written else "the letter that it amends:"
        return f"it goes out with {first} {follows.propagation}."
    return f"wian issue {plan.id} {office} forwards it."
