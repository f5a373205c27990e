"""How a title names a propagation: by id, and by subject if there is room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from rich.cells import cell_len

from wian.cli.terminal.console import out
from wian.letters.directive import Directive
from wian.letters.secrecy import public_subject


class Titled(Protocol):
    """A propagation, recorded or prepared."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def directive(self) -> Directive:
        """What is sent."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a title names.

    Attributes:
        name: Always said, such as a propagation's id.
        subject: Said where it fits and may be read by all; else empty.
    """

    name: str
    subject: str = ""

    def within(self, before: str, after: str = "") -> str:
        """A title with the name in it, and the subject where both fit on one line."""
        if self.subject:
            title = f"{before}{self.name} ({self.subject}){after}"
            if cell_len(title) <= out.width:
                return title
        return f"{before}{self.name}{after}"


def named(sent: Titled) -> Named:
    """A propagation's name; a secret subject is not said."""
    return Named(sent.id, " ".join((public_subject(sent.directive) or "").split()))
