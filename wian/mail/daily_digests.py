"""Sends each office that wants one its digest, once on each working morning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from functools import cache, partial

from wian.delays.working_time import WorkingTime, working_time
from wian.jurisdictions.instant import Instant
from wian.kit.catalogue import Catalogue
from wian.ledger.access.mail_digests import DigestSetting, list_digests, note_digest
from wian.ledger.contents import digest
from wian.ledger.database import Ledger
from wian.ledger.outbox.mail_book import MailProgress
from wian.ledger.read.live_letters import latest_live_jurisdiction
from wian.ledger.read.recorded import hop_records
from wian.mail.digest import Digest, DigestEntry, LetterBack, Plans, Records, digest_of, works_on
from wian.mail.letter_message import POLICY, message_id
from wian.mail.mail_words import mail_words
from wian.notices.mail_settings import MailSettings, mail_settings
from wian.notices.prefect_address import desk_address
from wian.notices.smtp_out import MailRefused, SmtpOut
from wian.propagation.runtime import recorded_plan

_SHOWN = 20
"""Letters that a section names."""


@dataclass(frozen=True, slots=True)
class DigestsSent:
    """How many offices got their digest, for how many nothing waits, how many were refused."""

    sent: int = 0
    nothing: int = 0
    refused: int = 0


def send_digests(ledger: Ledger, *, now: Instant) -> DigestsSent:
    """Send the digests that are due; nothing where no mail server is named.

    An office has one on each working day of the country whose letters are newest: what was sent
    or refused, or had nothing to say, is noted. A carrier that dies before it notes one sends it
    once more, with the same Message-ID.

    Args:
        ledger: Where the letters stand.
        now: When this is.

    Raises:
        InputFaults: The settings of e-mail make no sense.
        MailServerAway: The server cannot be used; the rest is sent by the next call.
    """
    settings, country = mail_settings(), latest_live_jurisdiction(ledger)
    if settings is None or country is None:
        return DigestsSent()
    working = working_time(country)
    today = now.date(working.zone)
    wanted = [each for each in list_digests(ledger) if each.last_day != today]
    if not wanted or not _is_morning(working, settings, now):
        return DigestsSent()
    plans: Plans = cache(partial(recorded_plan, held=ledger))
    records: Records = cache(partial(hop_records, ledger))
    counts = {"sent": 0, "nothing": 0, "refused": 0}
    with SmtpOut(settings) as out:
        for each in wanted:
            found = digest_of(ledger, each.office, plans, records, now=now)
            counts[_sent(out, settings, each, found, now)] += 1
            note_digest(ledger, each.office, today)
    return DigestsSent(**counts)


def _is_morning(working: WorkingTime, settings: MailSettings, now: Instant) -> bool:
    """Whether offices work today, and the hour has come."""
    here = now.local(working.zone)
    return here.hour >= settings.digest_hour and works_on(working, here.date())


def _sent(
    out: SmtpOut, settings: MailSettings, wanted: DigestSetting, found: Digest | None, now: Instant
) -> str:
    """Send a digest that says something; how it ended."""
    if found is None or found.empty:
        return "nothing"
    sender, name = str(settings.sender), digest((found.office, str(found.day)))[:32]
    message = _message(wanted, found, sender, name, now)
    try:
        out.send(sender, wanted.address, message.as_bytes(), name)
    except MailRefused:
        return "refused"
    return "sent"


def _message(
    wanted: DigestSetting, found: Digest, sender: str, name: str, now: Instant
) -> EmailMessage:
    words = mail_words(found.plan.jurisdiction)
    day = found.plan.jurisdiction.wording.long_date(found.day)
    message = EmailMessage(POLICY)
    message["From"] = sender
    message["To"] = Address(found.name, addr_spec=wanted.address)
    message["Subject"] = words.say("digest.subject", office=found.name, day=day)
    message["Date"] = datetime.fromtimestamp(60 * now.minute, UTC)
    message["Message-ID"] = message_id(name, sender)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_text(found, words), cte="base64")
    return message


def _text(found: Digest, words: Catalogue) -> str:
    soon = _shown_day(found, found.soon)
    sections = [
        (words["digest.to_stamp"], [_waiting(found, words, each) for each in found.to_stamp]),
        (words.say("digest.due", day=soon), [_waiting(found, words, each) for each in found.due]),
        (words["digest.stuck"], [_stuck(found, words, each) for each in found.stuck]),
        (words["digest.back"], [_back(words, each) for each in found.back]),
    ]
    lines: list[str] = []
    for title, entries in sections:
        if entries:
            more = len(entries) - _SHOWN
            lines += [f"{title} ({_digits(found, len(entries))})", *entries[:_SHOWN]]
            lines += [words.say("digest.more", count=_digits(found, more))] if more > 0 else []
            lines.append("")
    return "\n".join([*lines, words["digest.desk"], desk_address() or "", ""])


def _waiting(found: Digest, words: Catalogue, each: DigestEntry) -> str:
    key = "overdue" if each.overdue else "by"
    return words.say(
        f"digest.{key}",
        number=each.number,
        sender=each.sender,
        subject=words["digest.secret"] if each.subject is None else each.subject,
        owed=words[f"digest.owed.{each.owed}"],
        day=_shown_day(found, each.due),
    )


def _stuck(found: Digest, words: Catalogue, each: MailProgress) -> str:
    hierarchy = found.plan.hierarchy
    known = each.mail.office in hierarchy
    name = hierarchy.office(each.mail.office).name if known else each.mail.office
    state = words[f"digest.state.{each.mail.state}"]
    return f"- {name}: {state} {each.mail.last_error}".rstrip()


def _back(words: Catalogue, each: LetterBack) -> str:
    reason = words["digest.secret"] if each.reason is None else each.reason
    return words.say("digest.returned", office=each.office, number=each.number, reason=reason)


def _shown_day(found: Digest, day: date) -> str:
    return found.plan.jurisdiction.wording.short_date(day)


def _digits(found: Digest, value: int) -> str:
    wording = found.plan.jurisdiction.wording
    return wording.digits(wording.signs.written(f"{value:,}"))
