"""The reports that an office wrote or got, for its pages and its programs: nobody else's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from wian.desk.office_letters import NoSuchLetter, OfficeLetters
from wian.ledger.life.upward.gathering_acts import ReportStamped
from wian.ledger.life.upward.report_address import report_address
from wian.ledger.read.live_letters import State
from wian.ledger.read.upward.report_letters import ReportLetter, report_letter, report_letters
from wian.ledger.records import PLACE
from wian.ledger.succession.recorded_successions import successions
from wian.letters.letter import Letter
from wian.propagation.in_force.succeeded_plan import plan_in_force
from wian.propagation.plan import Plan


@dataclass(frozen=True)
class HeldReport:
    """A report, as an office that wrote or got it may see it.

    Attributes:
        letters: Those of the office.
        report: The report.
    """

    letters: OfficeLetters
    report: ReportLetter

    @property
    def came(self) -> bool:
        """Whether it came to the office; otherwise the office wrote it."""
        return self.report.body.to == self.letters.office

    @property
    def letter(self) -> Letter:
        """What it says."""
        return self.report.body.letter

    @property
    def address(self) -> str:
        """How pages and programs name it."""
        return self.letters.address(self.report.at.text)

    @cached_property
    def plan(self) -> Plan:
        """The plan of its propagation."""
        return self.letters.plan(self.report.at.propagation)

    @cached_property
    def desks(self) -> tuple[str, ...]:
        """The desks that have stamped it, and those that stamp it now."""
        known = successions(self.letters.desk.ledger)
        found = plan_in_force(self.plan, known).office(self.report.body.to).desks
        stamps = (act.body for act in self.report.stamps)
        stamped = tuple(each.desk for each in stamps if isinstance(each, ReportStamped))
        return (*stamped, *found[len(stamped) :])

    @property
    def next_desk(self) -> int | None:
        """Position of the desk whose stamp is next; ``None`` where all have stamped."""
        return self.report.next_desk

    @property
    def state(self) -> State:
        """What is to be done with it next."""
        return State.DONE if self.next_desk is None else State.TO_STAMP

    @property
    def may_go_back(self) -> bool:
        """Whether the office may return it: every desk has stamped, and it did not go back."""
        return self.came and self.next_desk is None and self.report.back is None

    @property
    def readable(self) -> bool:
        """Whether whoever asks may read what it says."""
        return self.letters.may_read(self.report.directive)


def is_report(address: str) -> bool:
    """Whether the address of a letter is that of a report."""
    return report_address(address.partition(PLACE)[0]) is not None


def held_report(letters: OfficeLetters, address: str) -> HeldReport:
    """A report that the office wrote or got, by its address.

    Raises:
        NoSuchLetter: There is none, or it went between others.
    """
    at, name = letters.placed(address)
    found = report_address(name)
    report = report_letter(letters.desk.ledger, found) if found else None
    if report is None or at.office not in {report.at.sender, report.body.to}:
        raise NoSuchLetter
    return HeldReport(at, report)


def received_report(letters: OfficeLetters, address: str) -> HeldReport:
    """A report that came to the office.

    Raises:
        NoSuchLetter: There is none, or it came to others.
    """
    found = held_report(letters, address)
    if not found.came:
        raise NoSuchLetter
    return found


def held_reports(letters: OfficeLetters, addresses: Iterable[str]) -> Mapping[str, HeldReport]:
    """Reports on a page of an office's lists, by their addresses in the list."""
    wanted = [each for each in map(report_address, addresses) if each is not None]
    found = report_letters(letters.desk.ledger, wanted) if wanted else []
    return {each.at.text: HeldReport(letters, each) for each in found}
