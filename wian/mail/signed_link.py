"""The signed link in an e-mail: it opens one letter for one office, until a day."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field

from itsdangerous import BadData, URLSafeSerializer
from pydantic import TypeAdapter, ValidationError

from wian.jurisdictions.instant import Instant, Precision
from wian.kit.desk_key import SECRET, desk_key
from wian.kit.errors import WianError
from wian.kit.settings import Settings
from wian.ledger.outbox.mail_book import Mail
from wian.notices.mail_settings import MailSettings
from wian.notices.prefect_address import desk_address

PATH = "/mail"
"""Where the desk's pages for such links begin."""
LONGEST = 200
"""Characters of a token."""
_TOKEN = TypeAdapter(tuple[str, int, int])
_DAY = 24 * 60


class LinkUnknown(WianError):
    """A link that this installation has not signed, or that was replaced by a newer one."""

    def __init__(self) -> None:
        super().__init__("This link opens nothing; use the link in the newest e-mail.")


class LinkOver(WianError):
    """A link whose time is over."""

    def __init__(self) -> None:
        super().__init__("The time of this link is over; ask the sender of the letter.")


@dataclass(frozen=True, slots=True)
class Presented:
    """What a link that holds says.

    Attributes:
        mail: Id of the message that it stood in.
        round: How often that had been sent anew.
    """

    mail: str
    round: int


@dataclass(frozen=True)
class LetterLinks:
    """Makes and reads the links.

    Attributes:
        key: What they are signed with.
        address: The desk's address for browsers.
    """

    key: str = field(repr=False)
    address: str

    def to(self, mail: Mail, until: Instant) -> str:
        """The address of the letter's page; the same message has the same.

        Args:
            mail: The message.
            until: When the link ends.
        """
        made = self._signer.dumps((mail.id, mail.round, until.minute))
        token = made if isinstance(made, str) else made.decode()
        return f"{self.address}{PATH}/{token}"

    def read(self, token: str, now: Instant) -> Presented:
        """What a token says.

        Raises:
            LinkUnknown: Nobody here has signed it.
            LinkOver: Its time is over.
        """
        try:
            mail, sent_anew, until = _TOKEN.validate_python(self._signer.loads(token[:LONGEST]))
        except (BadData, ValidationError):
            raise LinkUnknown from None
        if now.minute >= until:
            raise LinkOver
        return Presented(mail, sent_anew)

    @property
    def _signer(self) -> URLSafeSerializer:
        options = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
        return URLSafeSerializer(self.key, salt="wian mail link", signer_kwargs=options)


def letter_links() -> LetterLinks:
    """Those of this installation: its desk reads them with the same key.

    Raises:
        UnusableKey: The key can be neither read nor made.
    """
    key = desk_key(os.environ.get(SECRET, ""), Settings().home)
    return LetterLinks(key, desk_address() or "")


def ends(mail: Mail, settings: MailSettings) -> Instant:
    """When the link of a message ends: whole days after the letter was issued."""
    return Instant(mail.created_minute + settings.link_days * _DAY, Precision.MINUTE)
