"""The records of the ledger: propagation, letter, hop, reception."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from hierarchy.office import Channel
from wian.delays.hop_record import Source
from wian.jurisdictions.instant import Instant
from wian.letters.directive import Directive
from wian.letters.letter import Letter

SENT = "circular"
"""Name of the register that numbers all that an office sends, where that runs in one series.

The name is that of the first ledgers, whose letters were all circulars.
"""
CIRCULARS, ORDINARY = "send:circulars", "send:ordinary"
"""The same where circulars and other letters run apart."""
APART = "send:"
"""What the name of each register begins with that numbers what is sent in one of several series."""
_CLASS = "send:class:"
ELSEWHERE = "elsewhere"
"""Name of the register of what bears a number that was given elsewhere and typed here."""
RECEIPTS = "receipt"
"""Name of the register that numbers what all desks of an office receive in one series."""
PLACE = "@"
"""Stands before an office in whose place something is done, or that does it: behind the key of an
act or an entry, in the address of a letter, and where people name both (``west@old``)."""


def receipts(desk: str) -> str:
    """Name of the register that numbers what a desk receives."""
    return f"{RECEIPTS}:{desk}"


def class_register(classification: str | None) -> str:
    """Name of the register of letters of one classification code, where those run apart."""
    return f"{_CLASS}{classification or ''}"


def class_of(register: str) -> str | None:
    """The classification code that a register is of, by its name; ``None`` where it is of none."""
    return register.removeprefix(_CLASS) if register.startswith(_CLASS) else None


def is_send(register: str) -> bool:
    """Whether a register numbers what an office sends, by its name."""
    return register == SENT or register.startswith(APART)


def receipt_key(register: str, propagation: str, position: int) -> str:
    """What a desk's stamp has its number for, in a register of its own or of all desks."""
    return f"{propagation}|{position}" if register == RECEIPTS else propagation


def desk_of(register: str) -> str | None:
    """The desk that a register is of, by its name; ``None`` where it is of none."""
    prefix = receipts("")
    return register.removeprefix(prefix) if register.startswith(prefix) else None


class NamedRegister(StrEnum):
    """What people call a register of an office."""

    SEND = "send"
    """Letters sent: all of them, or all but the circulars where those run apart."""
    CIRCULARS = "circulars"
    """Circulars sent, where they run apart."""
    RECEIVE = "receive"
    """Letters received by a desk, or by all desks in one series."""


def named(register: str) -> NamedRegister:
    """What people call a register, by its name."""
    if register == CIRCULARS:
        return NamedRegister.CIRCULARS
    return NamedRegister.SEND if is_send(register) else NamedRegister.RECEIVE


class Clock(StrEnum):
    """Whether a propagation happens (live), is worked out (virtual), or happened before wian."""

    LIVE = "live"
    VIRTUAL = "virtual"
    HISTORY = "history"

    @property
    def book(self) -> str:
        """The set of registers that it draws from: a rehearsal never burns a real number.

        What happened before wian has its numbers and draws none.
        """
        return "rehearsal" if self is Clock.VIRTUAL else "live"


@dataclass(frozen=True, slots=True)
class Propagation:
    """A directive being sent down, and everything needed to send it down again.

    Attributes:
        id: Unique id.
        directive: The directive, as its file gave it.
        jurisdiction: Id of the jurisdiction.
        hierarchy_digest: Digest of the hierarchy; its snapshot is kept under it.
        route_digest: Digest of the planned route.
        profile: The delay profile as JSON.
        seed: Seed of the simulated delays.
        clock: Live, or virtual for a rehearsal.
        created_minute: When it was recorded, in minutes since 1970-01-01T00:00Z.
        tool_version: Version of wian that recorded it.
        limit_to: Offices that it was limited to.
    """

    id: str
    directive: Directive
    jurisdiction: str
    hierarchy_digest: str
    route_digest: str
    profile: str
    seed: int
    clock: Clock
    created_minute: int
    tool_version: str
    limit_to: tuple[str, ...] = ()

    @property
    def window_opens(self) -> date | None:
        """First day of the directive's window."""
        return self.directive.window.opens if self.directive.window else None

    @property
    def window_closes(self) -> date | None:
        """Last day of the directive's window."""
        return self.directive.window.closes if self.directive.window else None


class RegisterEntry(NamedTuple):
    """A place in a register: its year (of the jurisdiction's era) and number."""

    year: int
    number: int


class NumberRequest(NamedTuple):
    """A number wanted from ``office``'s register ``register`` of ``year``, for ``key``.

    The same key always gets the same number: the propagation's id serves for the one letter that
    a desk stamps in a propagation, and for the first that an office issues (``letter_key``).
    """

    office: str
    register: str
    year: int
    key: str


def letter_key(propagation: str, part: int) -> str:
    """The key of an office's letter in its register: the propagation's id for the first one."""
    return f"{propagation}#{part}" if part else propagation


@dataclass(frozen=True, slots=True)
class IssuedLetter:
    """A letter that ``office`` issued; ``entry`` is ``None`` where its number was observed.

    ``register`` is the name of the register that numbers it, while it is written, and ``place``
    the place in it where that is not its number. ``part`` is 0 for the office's first letter in
    the propagation, then 1, 2 and so on.
    """

    office: str
    wave: int
    letter: Letter
    issued: Instant
    source: Source
    entry: RegisterEntry | None = None
    register: str = field(default=SENT, compare=False)
    part: int = 0
    place: RegisterEntry | None = field(default=None, compare=False)


class SentHop(NamedTuple):
    """A letter sent to one recipient; ``desks`` is how many stamp it there.

    ``part`` says which letter of the sender that is.
    """

    sender: str
    recipient: str
    wave: int
    channel: Channel
    desks: int
    addressed: bool
    forwards: bool
    source: Source
    part: int = 0


class Reception(NamedTuple):
    """A stamp of the desk at ``position`` (from 0); ``entry`` is ``None`` where observed.

    ``read`` is what the stamp reads where that is not what is meant, ``inference`` why;
    ``register`` the name of the register that numbers it, while it is written, where that is not
    the desk's own, and ``place`` its place there, where that is not its number.
    """

    recipient: str
    position: int
    desk: str
    receipt_number: str
    at: Instant
    source: Source
    entry: RegisterEntry | None = None
    read: str | None = None
    inference: str | None = None
    register: str | None = None
    place: RegisterEntry | None = None


@dataclass(frozen=True, slots=True)
class ReceivedHop:
    """What an office has received: its sender's letter, and when its desks stamped it.

    Attributes:
        hop: The hop that brought it.
        letter: The sender's letter.
        received: First desk's stamp.
        ready: Last desk's stamp; ``None`` until every desk has stamped.
    """

    hop: SentHop
    letter: IssuedLetter
    received: Instant | None
    ready: Instant | None
