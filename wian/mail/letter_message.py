"""What an e-mail that carries a letter says, and what is attached to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import NamedTuple

from wian.kit.catalogue import Catalogue
from wian.kit.errors import WianError
from wian.ledger.access.desk_settings import forwards_alone
from wian.ledger.acts import Act, Withdrawn
from wian.ledger.database import Ledger
from wian.ledger.life.lives import life
from wian.ledger.life.upward.report_address import ReportAddress
from wian.ledger.outbox.mail_book import Mail, MailKind
from wian.ledger.read.kept_files import kept_file
from wian.ledger.read.offices.reminders import reminders_of
from wian.ledger.read.upward.report_letters import report_letter
from wian.letters.copies import Copy
from wian.letters.enclosed_file import KeptFile
from wian.letters.letter import Letter
from wian.letters.pages.bundle_part import BundlePart
from wian.letters.pages.bundle_pdf import bundle_pdf
from wian.letters.pages.tables.table_workbook import table_workbook
from wian.mail.bounce import NAME
from wian.mail.mail_words import mail_words
from wian.mail.signed_link import LetterLinks, ends
from wian.notices.mail_settings import MailSettings
from wian.office.answer_workbook import MEDIA_TYPE
from wian.office.letter_pages import Cabinet, Trimmings
from wian.office.letter_tops import letter_top
from wian.propagation.plan import Plan

_MEGABYTE = 10**6
_ENCODED = 1.37
"""How much larger a file is in an e-mail: base64, with an end of line every 76 characters."""
POLICY = SMTP.clone(cte_type="7bit")
"""How messages are written: seven bits, whatever servers lie on the way."""


class NothingToSend(WianError):
    """The letter or reminder of a message is not in the ledger.

    Args:
        mail: The message.
    """

    def __init__(self, mail: Mail) -> None:
        super().__init__(
            f"The {mail.kind} of {mail.sender} in {mail.propagation} is not in the ledger; "
            "wian verify says what else is wrong."
        )


class _Attached(NamedTuple):
    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class LetterMessages:
    """Writes the messages of one propagation; the same message comes out the same every time.

    Attributes:
        ledger: Where the letters stand.
        plan: The propagation.
        settings: Who sends, and how large a message may be.
        links: Signs the link to the letter's page.
    """

    ledger: Ledger
    plan: Plan
    settings: MailSettings
    links: LetterLinks

    def written(self, mail: Mail, parts: Sequence[BundlePart], pdf: bytes) -> bytes:
        """A message as it is sent.

        Args:
            mail: What it carries, and to whom.
            parts: The letter or reminder, with what it encloses.
            pdf: The same as pages.
        """
        letter = parts[0].letter
        attached, left = self._attached(mail, letter, pdf)
        words = mail_words(self.plan.jurisdiction)
        message = self._headed(mail, letter, words)
        message.set_content(self._text(mail, letter, words, attached, left), cte="base64")
        for each in attached:
            main, _, sub = each.media_type.partition("/")
            message.add_attachment(each.content, main, sub, filename=each.name)
        if message.is_multipart():
            message.set_boundary(f"=_{mail.id}")
        return message.as_bytes()

    def parts(self, mail: Mail) -> tuple[BundlePart, ...]:
        """The letter or reminder that a message carries, with the letters that it encloses.

        Raises:
            NothingToSend: It is not in the ledger.
        """
        if mail.kind is MailKind.REMINDER:
            head = letter_top(self.ledger, self.plan, mail.sender)
            return (BundlePart(self._reminder(mail), head=head),)
        if mail.kind is MailKind.REPORT:
            head = letter_top(self.ledger, self.plan, mail.sender)
            return (BundlePart(self._report(mail), head=head),)
        chain = self.plan.route.chain(mail.sender)
        cabinet = Cabinet(self.ledger, self.plan, Trimmings(), chain)
        if not (made := cabinet.parts(mail.sender, Copy.BUNDLE, mail.part)):
            raise NothingToSend(mail)
        return made

    def _reminder(self, mail: Mail) -> Letter:
        for each in reminders_of(self.ledger, self.plan.id):
            if (each.act.office, each.act.key) == (mail.sender, mail.key):
                return each.body.letter
        raise NothingToSend(mail)

    def _report(self, mail: Mail) -> Letter:
        address = ReportAddress(self.plan.id, mail.sender, mail.key)
        found = report_letter(self.ledger, address)
        if found is None:
            raise NothingToSend(mail)
        return found.body.letter

    def pages(self, parts: Sequence[BundlePart]) -> bytes:
        """Them as PDF."""
        return bundle_pdf(parts, self.plan.jurisdiction)

    def _headed(self, mail: Mail, letter: Letter, words: Catalogue) -> EmailMessage:
        sender, offices = str(self.settings.sender), self.plan.hierarchy
        own = offices.office(mail.sender)
        message = EmailMessage(POLICY)
        message["From"] = Address(own.name, addr_spec=sender)
        message["To"] = Address(offices.office(mail.office).name, addr_spec=mail.address)
        if own.mailbox:
            message["Reply-To"] = Address(own.name, addr_spec=own.mailbox)
        message["Subject"] = words.say(
            f"subject.{mail.kind}", number=letter.number, subject=self._subject(letter)
        )
        message["Date"] = datetime.fromtimestamp(60 * mail.created_minute, UTC)
        message["Message-ID"] = message_id(mail.id, sender)
        message[NAME] = mail.act_key
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answering machine answers
        return message

    def _text(
        self,
        mail: Mail,
        letter: Letter,
        words: Catalogue,
        attached: Sequence[_Attached],
        left: Sequence[KeptFile],
    ) -> str:
        offices, wording = self.plan.hierarchy, self.plan.jurisdiction.wording
        sender = offices.office(mail.sender).name
        lines = [
            words.say(
                mail.kind.value,
                sender=sender,
                office=offices.office(mail.office).name,
                number=letter.number,
                dated=wording.long_date(letter.dated),
            ),
            words.say("about", subject=self._subject(letter)),
        ]
        ending = life(self.ledger, self.plan.id).ending
        if ending is not None:
            lines += ["", _ended(ending, words), ""]
        if letter.urgency:
            lines.append(words.say("urgency", urgency=letter.urgency))
        lines += ["", words["attached"]] if attached else [""]
        if names := [each.name for each in attached[1:]]:
            lines.append(words.say("files", names=", ".join(names)))
        if left:
            names = [each.name for each in left]
            lines.append(words.say("too_large", names=", ".join(names)))
        if mail.kind is MailKind.REPORT:  # its office stamps it at its desk, and not by a link
            return "\n".join([*lines, "", words["automatic"], ""])
        until = ends(mail, self.settings)
        day = wording.long_date(self.plan.clock_of(mail.office).date(until))
        lines += ["", words["link"], "", self.links.to(mail, until), ""]
        lines.append(words.say("link_until", day=day))
        if ending is None and self._must_forward(mail.office):
            lines += ["", words.say("forward", sender=sender)]
        return "\n".join([*lines, "", words["automatic"], ""])

    def _subject(self, letter: Letter) -> str:
        """What the letter is about; a stamped letter has no subject line."""
        return letter.subject or self.plan.composer.worded(self.plan.directive.subject)

    def _must_forward(self, office: str) -> bool:
        """Whether the office has to forward, and does not do so automatically."""
        return bool(self.plan.sending(office)[1]) and not forwards_alone(self.ledger, office)

    def _attached(
        self, mail: Mail, letter: Letter, pdf: bytes
    ) -> tuple[list[_Attached], list[KeptFile]]:
        """What is attached, the letter first, and the files for which there is no room."""
        room = self.settings.most_mb * _MEGABYTE / _ENCODED - len(pdf)
        attached = [_Attached(f"{mail.kind}-{letter.dated}.pdf", "application/pdf", pdf)]
        if mail.kind is MailKind.REPORT and letter.tables:
            book = table_workbook(letter.tables)
            name = f"{mail.kind}-{letter.dated}.xlsx"
            if len(book) <= room:
                attached.append(_Attached(name, MEDIA_TYPE, book))
        left: list[KeptFile] = []
        for kept in self.plan.directive.files if mail.kind is MailKind.LETTER else ():
            if kept.size > room:
                left.append(kept)
                continue
            room -= kept.size
            content = kept_file(self.ledger, kept.sha256)
            attached.append(_Attached(kept.name, kept.media_type, content))
        return attached, left


def _ended(ending: Act, words: Catalogue) -> str:
    """That nothing is to be done with the letter: an earlier e-mail may be late, or came back."""
    if isinstance(ending.body, Withdrawn):
        return words.say("withdrawn", number=ending.body.number)
    return words["closed"]


def message_id(id_: str, sender: str) -> str:
    """The Message-ID of a message: the same for every try, whoever carries it.

    Args:
        id_: The message's id.
        sender: Address that it comes from.
    """
    return f"<wian.{id_}@{sender.rpartition('@')[2]}>"
