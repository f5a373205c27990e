"""Hands messages to a mail server (SMTP), and says whether it took each of them."""

from __future__ import annotations

import smtplib
import ssl
from types import TracebackType
from typing import Self

from wian.kit.errors import WianError
from wian.kit.text_file import printable
from wian.notices.mail_settings import Encryption, MailSettings

PATIENCE_SECONDS = 30.0
"""How long each step may take: a server may look at a large message for a while."""
_LONGEST = 160
"""Characters of a server's answer that are kept."""
_CLOSING = 421
_TOO_LARGE = (523, 552)
"""Answers to MAIL that speak of the message, not of the sender."""


class MailServerAway(WianError):
    """The mail server cannot be used: nothing was said about the message.

    Args:
        what: A clause that says why.
    """

    def __init__(self, what: str) -> None:
        super().__init__(f"The mail server {what}.")


class MailRefused(WianError):
    """The mail server did not take a message.

    Args:
        code: Its answer: 4xx may be tried again, 5xx not.
        said: What it said.
    """

    def __init__(self, code: int, said: bytes | str) -> None:
        self.code = code
        super().__init__(f"The mail server refused it: {code} {_shown(said)}")

    @property
    def lasting(self) -> bool:
        """Whether it would be refused again (RFC 5321, 4.2.1)."""
        return self.code >= 500


class SmtpOut:
    """A connection to the mail server, opened with the first message; use it as a context manager.

    Args:
        settings: Which server, and how.
        patience: Seconds that each step may take.
    """

    def __init__(self, settings: MailSettings, patience: float = PATIENCE_SECONDS) -> None:
        self._settings, self._patience = settings, patience
        self._server: smtplib.SMTP | None = None

    def send(self, sender: str, recipient: str, message: bytes, name: str) -> None:
        """Hand over one message to one recipient.

        Args:
            sender: Address that it comes from, and that it is given back to.
            recipient: Address that it goes to.
            message: As it is sent, headers first.
            name: Names it in what the mail system gives back, where it can (RFC 3461).

        Raises:
            MailRefused: It was not taken.
            MailServerAway: The server cannot be used; a message may have been taken all the same.
        """
        try:
            server = self._connected()
            mail, recipients = _dsn(server, name)
            server.sendmail(sender, [recipient], message, mail, recipients)
        except smtplib.SMTPRecipientsRefused as error:
            raise self._refused(*error.recipients[recipient]) from None
        except smtplib.SMTPDataError as error:
            raise self._refused(error.smtp_code, error.smtp_error) from None
        except smtplib.SMTPSenderRefused as error:
            if error.smtp_code in _TOO_LARGE:
                raise self._refused(error.smtp_code, error.smtp_error) from None
            self._drop()
            raise MailServerAway(f"does not take mail from {sender}: {_answer(error)}") from None
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise MailServerAway(_why(error)) from None

    def check(self) -> None:
        """Connect, encrypt and sign in, and send nothing.

        Raises:
            MailServerAway: The server cannot be used.
        """
        try:
            self._connected().noop()
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise MailServerAway(_why(error)) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._server is not None:
            try:
                self._server.quit()
            except (OSError, smtplib.SMTPException):
                self._drop()

    def _refused(self, code: int, said: bytes | str) -> WianError:
        """What the server said of a message; 421 is about the server, wherever it is said."""
        if code != _CLOSING:
            return MailRefused(code, said)
        self._drop()
        return MailServerAway(f"closes the connection: {code} {_shown(said)}")

    def _connected(self) -> smtplib.SMTP:
        if self._server is None:
            self._server = _opened(self._settings, self._patience)
            self._sign_in(self._server)
        return self._server

    def _sign_in(self, server: smtplib.SMTP) -> None:
        if self._settings.tls is Encryption.STARTTLS:
            server.starttls(context=ssl.create_default_context())
        if self._settings.user:
            server.login(self._settings.user, self._settings.password.get_secret_value())

    def _drop(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None


def _opened(settings: MailSettings, patience: float) -> smtplib.SMTP:
    """A connection; encrypted already where it is so from the first byte on."""
    host, port = settings.host, settings.server_port
    if settings.tls is not Encryption.TLS:
        return smtplib.SMTP(host, port, timeout=patience)
    trusted = ssl.create_default_context()
    return smtplib.SMTP_SSL(host, port, timeout=patience, context=trusted)


def _dsn(server: smtplib.SMTP, name: str) -> tuple[list[str], list[str]]:
    """Ask for the message's name on what is given back, where the server knows how."""
    server.ehlo_or_helo_if_needed()
    if not server.has_extn("dsn"):
        return [], []
    return [f"ENVID={name}", "RET=HDRS"], ["NOTIFY=FAILURE"]


def _why(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"does not let WIAN_MAIL_USER sign in: {_answer(error)}"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"does not serve: {_answer(error)}"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return "offers no STARTTLS or no way to sign in; set WIAN_MAIL_TLS to what it offers"
    if isinstance(error, ssl.SSLError):
        return "cannot be trusted: its certificate or encryption does not hold"
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return "closed the connection"
    return f"cannot be reached ({type(error).__name__})"


def _answer(error: smtplib.SMTPResponseException) -> str:
    return f"{error.smtp_code} {_shown(error.smtp_error)}"


def _shown(said: bytes | str) -> str:
    """What a server said, on one line and shortened."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return printable(" ".join(text.split()))[:_LONGEST].rstrip(".")
