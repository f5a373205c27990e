"""Verifies what was sent by e-mail: each message and the acts that say what became of it agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from wian.ledger.acts import Act, Bounced, Mailed
from wian.ledger.contents import HOP_COLUMNS
from wian.ledger.dialects import Row
from wian.ledger.outbox.mail_book import Mail, MailKind, MailState, every_mail, mail_id, mail_of
from wian.ledger.outbox.mail_rows import MailRow
from wian.ledger.proof.proof_faults import ProofFaults
from wian.ledger.proof.propagation.contents import Contents
from wian.ledger.records import Propagation
from wian.letters.secrecy import is_secret

_SENDER, _PART = HOP_COLUMNS.index("sender"), HOP_COLUMNS.index("part")
_WENT = {
    MailState.HANDED_OVER: (True, False),
    MailState.BOUNCED: (True, True),
    MailState.REFUSED: (False, True),
}
"""Whether a message in a state was handed over, and whether it came back or was refused."""


def prove_mail(
    connection: Connection,
    propagation: Propagation,
    contents: Contents,
    acts: Sequence[Act],
    findings: ProofFaults,
) -> None:
    """Hold the messages of a propagation against its hops, and against the acts about them."""
    handed = {act.key: act for act in acts if isinstance(act.body, Mailed)}
    back = {act.key: act for act in acts if isinstance(act.body, Bounced)}
    statement = every_mail().where(MailRow.propagation == propagation.id).order_by(MailRow.id)
    mails: dict[str, Mail] = {}
    for row in connection.execute(statement):
        try:
            mail = mail_of(row)
        except ValueError:
            findings.fault("mail", f"mail {row[0]}", "holds what no program wrote")
            continue
        mails[mail.id] = mail
        if what := _wrong_with(mail, contents, handed, back):
            findings.fault("mail", f"mail {mail.id} to {mail.office}", what)
    if mails:
        findings.checked["mail"] += len(mails)
    for act in (*handed.values(), *back.values()):
        if what := _wrong_act(act, propagation, contents, mails, handed):
            where = f"{propagation.id} act {act.kind} {act.key} of {act.office}"
            findings.fault("act", where, what)


def _wrong_with(
    mail: Mail, contents: Contents, handed: Mapping[str, Act], back: Mapping[str, Act]
) -> str | None:
    """What does not hold of a message."""
    hop = _hop(contents, mail.kind, mail.sender, mail.office)
    if hop is None:
        return f"carries a letter of {mail.sender}, which wrote no letter to that office"
    if mail.kind is MailKind.LETTER and mail.key != str(hop[_PART]):
        return "carries another letter than the office was sent"
    key = f"{mail.sender}|{mail.key}"
    if mail.id != mail_id(mail.propagation, mail.office, mail.kind, key):
        return "has an id that does not follow from what it carries"
    found = mail.act_key in handed, mail.act_key in back
    if found != _WENT.get(mail.state, (False, False)):
        return f"is {mail.state}, and the sender's journal does not say so"
    return None


def _hop(contents: Contents, kind: MailKind, sender: str, office: str) -> Row | None:
    """The hop between two offices that lets one write to the other: a report goes up it."""
    above, below = (office, sender) if kind is MailKind.REPORT else (sender, office)
    hop = contents.hops.get(below)
    return hop if hop is not None and hop[_SENDER] == above else None


def _wrong_act(
    act: Act,
    propagation: Propagation,
    contents: Contents,
    mails: Mapping[str, Mail],
    handed: Mapping[str, Act],
) -> str | None:
    """What does not hold of an act about a message."""
    body = act.body
    if not isinstance(body, Mailed | Bounced):
        return None
    mail = mails.get(act.key.rpartition("-")[0])
    if mail is None or (mail.sender, mail.office) != (act.office, body.recipient):
        return "is about a message that is not there"
    if is_secret(propagation.directive):
        return "says that a secret letter went by e-mail"
    if isinstance(body, Bounced) and body.refused == (act.key in handed):
        return "does not agree with whether the message was handed over"
    if _hop(contents, mail.kind, act.office, body.recipient) is None:
        return "names an office that its office wrote no letter to"
    return None
