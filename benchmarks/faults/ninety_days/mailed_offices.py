"""What offices do that have no desk, but an e-mail address: some addresses are wrong at first."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from functools import cached_property
from typing import TYPE_CHECKING

from benchmarks.faults.ninety_days.mail_host import GONE, REFUSED, MailHost
from benchmarks.faults.ninety_days.season import Happening, Season
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.database import Ledger
from wian.ledger.outbox.mail_book import Mail, MailKind, MailState
from wian.ledger.outbox.mail_queue import (
    count_waiting,
    find_mail,
    mail_progress,
    note_opened,
    put_off,
)
from wian.mail.acknowledgement import BY_MAIL, acknowledge
from wian.mail.bounced_mail import read_bounces
from wian.mail.hand_over import HandedOver, hand_over_due
from wian.mail.signed_link import PATH, letter_links
from wian.office.actor import Acting
from wian.office.reach_change import reach_at_desk, reach_by_mail

if TYPE_CHECKING:
    from benchmarks.faults.ninety_days.offices import Offices
_REGISTRAR = "ผู้ดูแลระบบ"
_MENDED = 3 * 24 * 60
"""Minutes until somebody sees that an address is wrong."""
_LINK = re.compile(rf"{PATH}/(\S+)")
_MOST = 10_000


def address(office: str, place: int) -> str:
    """An office's address: of five offices the server refuses one, and takes one in vain.

    Args:
        office: Its id.
        place: Its place among those that are reached by e-mail.
    """
    return f"{('', GONE, '', REFUSED, '')[place % 5]}{office}@tambon.example"


@dataclass(frozen=True)
class MailedOffices:
    """Offices that are reached by e-mail.

    Args:
        offices: All offices.
    """

    offices: Offices

    @cached_property
    def doings(self) -> dict[str, Callable[[Happening], None]]:
        """What happens to them, by its name."""
        return {
            "reach": self._reach,
            "post": self._post,
            "open": self._open,
            "mend": self._mend,
        }

    @property
    def _season(self) -> Season:
        return self.offices.season

    @property
    def _ledger(self) -> Ledger:
        return self.offices.ledger

    def _reach(self, of: Happening) -> None:
        """An office is reached by e-mail from now on, with what it has not stamped."""
        self._by_mail(of, address(of.office, of.place))

    def _by_mail(self, of: Happening, to: str) -> None:
        reach_by_mail(self._ledger, of.office, to, by=_REGISTRAR, now=_at(of))
        self._season.mailboxes[of.office] = to
        for propagation in self._unstamped(of.office):
            if propagation not in self._season.ended:
                self._season.posted[f"{propagation} {of.office}"] = MailState.WAITING

    def _unstamped(self, office: str) -> list[str]:
        """The propagations whose letter an office was sent, and has not stamped."""
        stamped = self._season.stamped
        return [
            propagation
            for propagation, sent in self._season.sent.items()
            if office in sent and not stamped.get(propagation, {}).get(office)
        ]

    def _post(self, of: Happening) -> None:
        """The day's mail: handed over, brought to mailboxes, and back to the sender."""
        now, host = _at(of), MailHost.named()
        self._take_over()
        while (carried := hand_over_due(self._ledger, now=now, limit=_MOST)) != HandedOver():
            if carried.away:
                raise RuntimeError(carried.away)
        for name, message in host.arrived({*self._season.arrived}):
            self._season.arrived.append(name)
            self._arrives(of, host, name, message)
        found = read_bounces(self._ledger, [host.bounces], now=now)
        self._season.count("messages that came back", found.bounced)
        for of_letter in [each for each, stands in self._season.posted.items() if stands == _NEW]:
            self._stands(of, of_letter)

    def _take_over(self) -> None:
        """Take the messages of a carrier that was killed: nobody waits until its lease is over."""
        if count_waiting(self._ledger):
            mails = [each.mail for each in mail_progress(self._ledger, None)]
            left = [each for each in mails if each.state is MailState.WAITING and each.due_second]
            put_off(self._ledger, left, 0, "")

    def _arrives(self, of: Happening, host: MailHost, name: str, message: EmailMessage) -> None:
        """A message is in a mailbox, or comes back; of a letter, somebody opens the link."""
        mail = self._mail_of(name)
        if mail.address.startswith(GONE):
            host.bounce(name)
        elif mail.kind is MailKind.REMINDER:
            self._season.count("reminders by e-mail")
        else:
            self._season.count("letters by e-mail")
            letter = Happening(of.minute, "open", mail.propagation, mail.office)
            text = message.get_body()
            link = _LINK.search(text.get_content() if text else "")
            if link is None:
                raise RuntimeError(f"the letter to {mail.office} has no link")
            self._season.links[_of(letter)] = link[1]
            if not self.offices.stays_silent(letter, mail.office):
                self.offices.stamps_later(letter, mail.office, "open")

    def _mail_of(self, name: str) -> Mail:
        mail = find_mail(self._ledger, name.partition("-")[0])
        if mail is None:
            raise RuntimeError(f"the server took {name}, of which the ledger knows nothing")
        return mail

    def _stands(self, of: Happening, letter: str) -> None:
        """What became of a letter that waited this morning, by the address that it went to."""
        office = letter.split()[1]
        to = self._season.mailboxes[office]
        wrong = {GONE: MailState.BOUNCED, REFUSED: MailState.REFUSED}
        states = (state for begins, state in wrong.items() if to.startswith(begins))
        self._season.posted[letter] = state = next(states, MailState.HANDED_OVER)
        if state is not MailState.HANDED_OVER and office not in self._season.mending:
            self._season.mending.append(office)
            self._season.add(Happening(of.minute + _MENDED, "mend", "", office))

    def _open(self, of: Happening) -> None:
        """Somebody opens the link of a letter, and acknowledges it there."""
        shown = letter_links().read(self._season.links[_of(of)], _at(of))
        mail = find_mail(self._ledger, shown.mail)
        if mail is None or (mail.round, mail.office) != (shown.round, of.office):
            raise RuntimeError(f"the link of {of.office} opens something else")
        if not self._season.stamped.get(of.propagation, {}).get(of.office):
            note_opened(self._ledger, mail.id, of.minute)
            plan = self.offices.plan(mail.propagation)
            acknowledge(Acting(self._ledger, plan, mail.office, BY_MAIL, _at(of)))
            self.offices.stamped_by_all(of)

    def _mend(self, of: Happening) -> None:
        """A wrong address is corrected; an office whose mail is refused goes back to its desk."""
        if self._season.mailboxes[of.office].startswith(GONE):
            self._by_mail(of, f"new-{of.office}@tambon.example")
            return
        reach_at_desk(self._ledger, of.office, by=_REGISTRAR, now=_at(of))
        del self._season.mailboxes[of.office]
        for propagation in self._unstamped(of.office):
            letter = of._replace(propagation=propagation)
            if self._season.posted.get(_of(letter)) == MailState.WAITING:
                self._season.posted[_of(letter)] = MailState.AT_DESK
            if not self.offices.stays_silent(letter, of.office):
                self.offices.stamps_later(letter, of.office)


_NEW = MailState.WAITING


def _of(letter: Happening) -> str:
    return f"{letter.propagation} {letter.office}"


def _at(of: Happening) -> Instant:
    return Instant(of.minute, Precision.MINUTE)
