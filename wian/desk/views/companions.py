"""Which other letters go out when an office issues one, and which stay behind for want of a stamp?

Letters that amend the same directive go out as one act (``wian.office.joint_issue``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wian.desk.office_letters import InboxLetter
from wian.ledger.life.lives import life
from wian.ledger.read.live_letters import Incoming
from wian.letters.directive import FollowUpKind


@dataclass(frozen=True, slots=True)
class Companion:
    """A letter at the same office that amends the same directive.

    Attributes:
        link: Its page at the desk.
        number: The number that its sender gave it.
        subject: What it is about.
        goes: It goes out too; otherwise it stays until it, or one before it, is stamped.
    """

    link: str
    number: str
    subject: str
    goes: bool


def companions(at: InboxLetter) -> tuple[Companion, ...]:
    """The amendments that the office has still to forward, in the order in which they go out.

    Args:
        at: The letter that is about to be issued.
    """
    found, stays = [], False
    for address, item in _amendments(at):
        stays = stays or item.ready is None
        letter = item.letter.letter
        found.append(Companion(f"/letters/{address}", letter.number, letter.subject, not stays))
    return tuple(found)


def _amendments(at: InboxLetter) -> Iterator[tuple[str, Incoming]]:
    """Address and letter of each amendment that the office holds and has not forwarded."""
    follows = at.item.directive.follows
    if follows and follows.kind is not FollowUpKind.AMENDMENT:
        return
    known = life(at.desk.ledger, follows.propagation) if follows else at.item.life
    for each in known.amendments:
        address = at.letters.address(each.follower)
        came = None if each.follower == at.propagation else at.letters.find(address)
        if came and came.item.to_forward and not came.item.life.ending:
            yield address, came.item
