"""Mail servers of every kind are spoken to as they want, and none is trusted unseen."""

from __future__ import annotations

import ipaddress
import socketserver
import ssl
import threading
from datetime import UTC, datetime, timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from wian.notices.mail_settings import Encryption, MailSettings
from wian.notices.smtp_out import MailRefused, MailServerAway, SmtpOut

SENDER, RECIPIENT = "wian@ministry.example", "saraban@tambon.example"
MESSAGE = b"Subject: x\r\n\r\nx\r\n"


def _settings(port, tls=Encryption.NONE, **more):
    return MailSettings(host="127.0.0.1", port=port, tls=tls, sender=SENDER, **more)


class _Taking:
    def __init__(self):
        self.got = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - what aiosmtpd calls
        self.got.append(envelope.rcpt_tos)
        return "250 taken"


def _known(password):
    right = password == b"open sesame"
    return AuthResult(success=right, handled=right)  # aiosmtpd answers what is not handled


def _certified(folder):
    """A certificate of this machine, signed by itself, and its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(here, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))
    return folder / "cert.pem", folder / "key.pem"


@pytest.fixture
def guarded(tmp_path):
    """A server that takes mail over TLS from who knows the password; its certificate."""
    certificate, key = _certified(tmp_path)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    taking = _Taking()

    class OnFreePort(Controller):
        def _trigger_server(self):
            self.port = self.server.sockets[0].getsockname()[1]
            super()._trigger_server()

    controller = OnFreePort(
        taking,
        hostname="127.0.0.1",
        port=0,
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=lambda *found: _known(found[-1].password),
    )
    controller.start()
    yield controller, taking, certificate
    controller.stop()


def test_a_message_goes_encrypted_to_a_server_that_is_trusted(guarded, monkeypatch):
    """With the certificate of an own authority, and the password of the settings."""
    controller, taking, certificate = guarded
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    known = {"user": "wian", "password": "open sesame"}
    with SmtpOut(_settings(controller.port, Encryption.STARTTLS, **known)) as out:
        out.send(SENDER, RECIPIENT, MESSAGE, "name-0")
        out.send(SENDER, RECIPIENT, MESSAGE, "name-1")
    assert taking.got == [[RECIPIENT], [RECIPIENT]]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"password": "open sesame"}, "cannot be trusted"),
        ({"password": "guessed", "trusted": True}, "does not let WIAN_MAIL_USER sign in: 535"),
    ],
    ids=["certificate", "password"],
)
def test_a_server_that_is_not_trusted_or_does_not_trust_us_gets_nothing(
    guarded, monkeypatch, settings, said
):
    """The password is not sent to who cannot prove its name, and is never repeated."""
    controller, taking, certificate = guarded
    if settings.pop("trusted", False):
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    wanted = _settings(controller.port, Encryption.STARTTLS, user="wian", **settings)
    with SmtpOut(wanted) as out, pytest.raises(MailServerAway, match=said) as caught:
        out.send(SENDER, RECIPIENT, MESSAGE, "name-0")
    assert settings["password"] not in str(caught.value)
    assert taking.got == []


class _Scripted(socketserver.StreamRequestHandler):
    """A server that offers delivery status notifications, and answers by a script."""

    def handle(self):
        self.wfile.write(b"220 mx\r\n")
        for line in self.rfile:
            said = line.decode().strip()
            self.server.heard.append(said)
            verb = said.partition(" ")[0].upper()
            answer = self.server.answers.get(verb, "250 OK")
            self.wfile.write(f"{answer}\r\n".encode())
            if verb in {"QUIT", ""} or answer.startswith("421"):
                return


@pytest.fixture
def scripted():
    with socketserver.TCPServer(("127.0.0.1", 0), _Scripted) as server:
        server.heard, server.answers = [], {"EHLO": "250-mx\r\n250 DSN"}
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


def test_a_server_that_can_is_asked_to_name_the_message_in_what_comes_back(scripted):
    """RFC 3461: the envelope's id, and only headers of what failed."""
    scripted.answers["DATA"] = "451 4.3.0 later"
    with SmtpOut(_settings(scripted.server_address[1])) as out:
        with pytest.raises(MailRefused, match=r"451 4\.3\.0 later") as caught:
            out.send(SENDER, RECIPIENT, MESSAGE, "name-0")
        assert not caught.value.lasting
    heard = " ".join(scripted.heard)
    assert "ENVID=name-0 RET=HDRS" in heard
    assert "NOTIFY=FAILURE" in heard


@pytest.mark.parametrize(
    ("verb", "answer", "error", "said"),
    [
        ("MAIL", "552 5.3.4 too large", MailRefused, "552 5.3.4 too large"),
        ("MAIL", "550 5.7.1 who are you", MailServerAway, "does not take mail from wian@"),
        ("MAIL", "421 4.7.0 too many connections", MailServerAway, "421"),
        ("RCPT", "421 4.3.2 shutting down", MailServerAway, "421 4.3.2 shutting down"),
        ("RCPT", "550 5.1.1 no such mailbox", MailRefused, "550 5.1.1 no such mailbox"),
        ("DATA", "554 5.7.1 looks like spam", MailRefused, "554 5.7.1 looks like spam"),
    ],
    ids=["too large", "sender", "busy", "closing", "recipient", "spam"],
)
def test_what_a_server_says_is_about_the_message_or_about_us(scripted, verb, answer, error, said):
    """What is about us says nothing of any letter: all wait."""
    scripted.answers[verb] = answer
    with (
        SmtpOut(_settings(scripted.server_address[1])) as out,
        pytest.raises(error, match=said),
    ):
        out.send(SENDER, RECIPIENT, MESSAGE, "name-0")


def test_a_server_that_is_not_there_is_away():
    """Nothing listens."""
    with SmtpOut(_settings(9)) as out, pytest.raises(MailServerAway, match="cannot be reached"):
        out.check()
