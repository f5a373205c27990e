"""What a snapshot is told with: subject, names, clocks, and the address of the desk."""

from __future__ import annotations

from dataclasses import dataclass

from hierarchy.graph import Hierarchy
from hierarchy.route.route import Route
from wian.jurisdictions.office_clocks import OfficeClocks
from wian.kit.likeness import plain_digits
from wian.kit.markdown import plain
from wian.reports.offices_in_words import Namer
from wian.reports.progress.pages.own_words import OwnWords
from wian.reports.progress.snapshot import names


@dataclass(frozen=True, slots=True)
class Setting:
    """What a situation is told with.

    Attributes:
        propagation: Its id.
        directive: Id of the directive.
        subject: Its subject; ``None`` where that is secret.
        route: The plan.
        hierarchy: The offices.
        namer: Names them.
        clocks: Their clocks.
        desk: Address of the desk without a slash at its end; ``None`` where none is known.
        own: Says it in the offices' language too; ``None``: in English alone.
    """

    propagation: str
    directive: str
    subject: str | None
    route: Route
    hierarchy: Hierarchy
    namer: Namer
    clocks: OfficeClocks
    desk: str | None = None
    own: OwnWords | None = None

    @property
    def title(self) -> str:
        """What it is about; of a secret directive its id."""
        return self.subject or f"Directive {self.directive}"

    def label(self, office: str) -> str:
        """An office in few words, as Markdown."""
        return plain(self.namer.one(office))

    def name(self, office: str) -> str:
        """An office in English and in its own language, as Markdown."""
        return plain(names(self.hierarchy, office))

    def phone(self, office: str) -> str | None:
        """Its telephone number in Arabic digits; ``None`` where the offices' file has none."""
        number = self.hierarchy.office(office).phone
        return plain_digits(number) if number else None

    def letter(self) -> str | None:
        """Address of the directive's page at the desk; ``None`` where no desk is known."""
        return f"{self.desk}/outgoing/{self.propagation}" if self.desk else None
