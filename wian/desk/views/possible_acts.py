"""What an account can do with a letter as it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from wian.ledger.access.accounts import Account
from wian.ledger.access.permissions import Role
from wian.ledger.read.live_letters import Incoming


def doable(item: Incoming, roles: Collection[Role], *, asked: bool) -> frozenset[str]:
    """Which forms a page offers: ``stamp``, ``correct``, ``route``, ``draft``, ``answer``,
    ``suspend``, ``resume``, ``return``.

    Args:
        item: The letter.
        roles: What the account does.
        asked: The directive wants an answer of the office.
    """
    going = item.ready is not None and item.life.ending is None
    back = item.hop.recipient in item.life.returned
    forwards = item.to_forward and not back
    waits = going and (forwards or (asked and not item.answered))
    possible = {
        Role.CLERK: {"stamp": item.next_desk is not None, "correct": bool(item.stamps)},
        Role.OFFICER: {
            "route": bool(item.stamps),
            "draft": going and forwards,
            "answer": asked and bool(item.stamps) and not back,
            "return": going and may_give_back(item),
            "suspend": waits and item.suspension is None,
            "resume": waits and item.suspension is not None,
        },
    }
    return frozenset(
        name
        for role, forms in possible.items()
        if role in roles
        for name, now in forms.items()
        if now
    )


def may_give_back(item: Incoming) -> bool:
    """Whether a stamped letter may go back: once, before its own letter or its answer.

    None goes back that follows another.
    """
    if item.own is not None or item.answered:
        return False
    gave_back = any(each.act.office == item.hop.recipient for each in item.life.returns)
    return item.directive.follows is None and not gave_back


def groups(desks: Iterable[str], accounts: Iterable[Account]) -> tuple[str, ...]:
    """To whom in the office a letter can be handed: its desks, and the groups of its accounts."""
    named = (account.group for account in accounts if account.group and not account.disabled)
    return tuple(dict.fromkeys((*desks, *sorted(named))))
