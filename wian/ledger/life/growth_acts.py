"""What the acts say by which a route grows: each names the hops in full."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from hierarchy.office import Channel, OfficeId
from hierarchy.route.route import Hop


class Way(BaseModel):
    """A hop by which a route grows, as an act's body holds it.

    Attributes:
        sender: Who writes.
        recipient: Who receives.
        channel: How the letter gets there.
        addressed: The recipient is an addressee itself.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    sender: OfficeId
    recipient: OfficeId
    channel: Channel
    addressed: bool = True

    @classmethod
    def of(cls, hop: Hop) -> Way:
        """The way that a hop takes."""
        return cls(
            sender=hop.sender,
            recipient=hop.recipient,
            channel=hop.channel,
            addressed=hop.addressed,
        )

    @property
    def hop(self) -> Hop:
        """The hop; whether its recipient forwards follows from the route."""
        return Hop(self.sender, self.recipient, self.channel, self.addressed, forwards=False)


class _Growing(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    ways: tuple[Way, ...]


class Added(_Growing):
    """Offices that the directive left out are added to its route; key: the first of them.

    Attributes:
        reason: Why.
        ways: The hops by which the route grows, each behind the one that reaches its sender.
    """

    KIND: ClassVar[str] = "added"
    reason: str

    @property
    def addressees(self) -> tuple[str, ...]:
        """The offices that were added; others only pass the letter on to them."""
        return tuple(way.recipient for way in self.ways if way.addressed)


class Rerouted(_Growing):
    """The sender of an office writes straight to those who wait behind it; key: the first of them.

    Attributes:
        around: The office that does not forward.
        relieved: It has written to nobody, and has nobody left to write to.
        reason: What else there is to say; ``None``: it is silent.
        ways: The hops to those behind it, which take the place of its own.
    """

    KIND: ClassVar[str] = "rerouted"
    around: OfficeId
    relieved: bool
    reason: str | None = None


class Shared(_Growing):
    """What a split office has left to write once one of its successors has written its part.

    Key: the first of those who wait. The hops are on the route already; the act says that they
    are still owed, as the office's first letter did not go to all.

    Attributes:
        ways: The hops to those whom the others have still to write to.
    """

    KIND: ClassVar[str] = "shared"
