"""Addresses are a stranger's: only those outside are asked, and none may keep us waiting."""

from __future__ import annotations

import ipaddress
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from wian.kit.errors import InputFaults
from wian.notices import http_out
from wian.notices.http_out import NotReached, checked_address, post, private_allowed

_INSIDE = [
    "127.0.0.1",
    "127.1.2.3",
    "10.0.0.1",
    "172.16.5.4",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "0.0.0.0",  # noqa: S104 - refused
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "fec0::1",
    "fd00:ec2::254",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "2002:a00:1::",
    "2001:0:0:0:0:0:f5ff:fffe",
]


class _Receiver:
    """A server of a stranger's on this machine, that answers as a test says."""

    def __init__(self, answer):
        asked = self.asked = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                length = int(self.headers["Content-Length"])
                asked.append((self.path, dict(self.headers), self.rfile.read(length)))
                answer(self)

            def log_message(self, *_):
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    @property
    def url(self):
        return f"http://127.0.0.1:{self._server.server_port}/hook?a=1"

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _status(code, **headers):
    def answer(handler):
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()

    return answer


def _stands_for(monkeypatch, *addresses):
    """Have every name stand for these addresses."""
    found = [
        (socket.AF_INET6 if ":" in each else socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 443))
        for each in addresses
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)


@pytest.mark.parametrize("address", _INSIDE)
def test_an_address_inside_is_refused_when_it_is_given(address):
    """Written out, in whatever form."""
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(InputFaults, match="is not on the public internet"):
        checked_address(f"https://{host}/hook")


@pytest.mark.parametrize("address", _INSIDE)
def test_a_name_that_stands_for_an_address_inside_is_not_asked(address, monkeypatch):
    """The name looks like anybody's; nothing is connected to."""
    _stands_for(monkeypatch, address)
    with pytest.raises(NotReached, match="is not on the public internet"):
        post("https://registry.example.go.th/", b"", {})


def test_a_name_that_stands_for_one_address_inside_too_is_not_asked(monkeypatch):
    """A second address hides behind a good first one."""
    _stands_for(monkeypatch, "93.184.215.14", "127.0.0.1")
    with pytest.raises(NotReached, match="is not on the public internet"):
        post("https://registry.example.go.th/", b"", {})


@pytest.mark.parametrize(("address", "helps"), [("10.0.0.1", True), ("169.254.169.254", False)])
def test_the_operator_is_told_of_the_setting_where_it_would_help(address, helps, monkeypatch):
    """The refusal of a message stands in the ledger, which no stranger reads."""
    _stands_for(monkeypatch, address)
    with pytest.raises(NotReached) as refused:
        post("https://registry.example.go.th/", b"", {})
    assert ("WIAN_WEBHOOK_ALLOW_PRIVATE=true" in str(refused.value)) is helps


@pytest.mark.parametrize(
    "url", ["https://127.1/", "https://0x7f000001/", "https://2130706433/", "https://localhost/"]
)
def test_other_spellings_of_this_machine_are_not_asked(url):
    """The resolver understands them, so that what it says is looked at."""
    with pytest.raises(NotReached):
        post(url, b"", {})


def test_the_connection_goes_to_the_address_that_was_looked_at(monkeypatch):
    """The name is asked for once, so that it cannot stand for another one a moment later."""
    asked = []
    with _Receiver(_status(204)) as receiver:
        port = int(receiver.url.split(":")[2].split("/")[0])
        place = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))

        def once(*_, **__):
            asked.append(1)
            return [place]

        monkeypatch.setattr(socket, "getaddrinfo", once)
        post(f"http://localhost:{port}/", b"{}", {}, allow_private=True)
    assert asked == [1]
    assert receiver.asked[0][1]["Host"] == f"localhost:{port}"


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("http://registry.example.go.th/", "is not encrypted"),
        ("ftp://registry.example.go.th/", "is no web address"),
        ("https://", "is no web address"),
        ("https://[::1", "is no web address"),
        ("https://a:99999/", "is no web address"),
        ("https://a:0/", "is no web address"),
        ("https://user:word@a.example/", "has a password or a fragment"),
        ("https://a.example/#x", "has a password or a fragment"),
        ("https://a.example/\r\nHost: b", "has characters that no web address has"),
        ("https://a.example\\@b/", "has characters that no web address has"),
        ("https://หน่วยงาน.ไทย/", "has characters that no web address has"),
        ("https://a.example/" + "x" * 2000, "is longer than 2000 characters"),
    ],
)
def test_what_is_no_good_address_is_refused_in_words(url, what):
    """And it is not asked either, should it ever have been kept."""
    with pytest.raises(InputFaults, match=what):
        checked_address(url)
    with pytest.raises(NotReached, match=what):
        post(url, b"", {})


def test_a_good_address_is_kept_as_it_is():
    """Nothing of it is changed."""
    url = "https://registry.example.go.th:8443/hook?office=moi"
    assert checked_address(url) == url


def test_the_installation_may_allow_its_own_network_but_never_its_clouds_secrets():
    """Offices behind one wall; the address of a cloud machine's secrets stays shut."""
    assert checked_address("https://10.1.2.3/", allow_private=True)
    assert checked_address("http://127.0.0.1:9/", allow_private=True)
    for url in ("http://10.1.2.3/", "https://169.254.169.254/", "https://[fe80::1]/"):
        with pytest.raises(InputFaults):
            checked_address(url, allow_private=True)


@pytest.mark.parametrize(("inner", "asked"), [("169.254.169.254", False), ("10.1.2.3", True)])
def test_an_address_in_a_tunnel_is_judged_by_its_end(inner, asked):
    """Teredo (RFC 4380) writes the machine behind a public server with its bits turned over."""
    server, end = (int(ipaddress.IPv4Address(each)) for each in ("8.8.8.8", inner))
    tunnel = ipaddress.IPv6Address((0x20010000 << 96) | (server << 64) | (end ^ 0xFFFFFFFF))
    url = f"https://[{tunnel}]/"
    if asked:
        assert checked_address(url, allow_private=True) == url
    else:
        with pytest.raises(InputFaults, match="is not on the public internet"):
            checked_address(url, allow_private=True)


def test_a_name_without_encryption_must_stand_for_this_machine(monkeypatch):
    """``localhost`` that somebody made stand for another machine is not asked in the clear."""
    _stands_for(monkeypatch, "10.1.2.3")
    with pytest.raises(NotReached, match="is not encrypted"):
        post("http://localhost/", b"", {}, allow_private=True)


def test_what_is_taken_is_taken():
    """The body arrives as it was sent, at the path that was named."""
    with _Receiver(_status(202)) as receiver:
        post(receiver.url, b"\xe0\xb8\x81", {"webhook-id": "m"}, allow_private=True)
    ((path, headers, body),) = receiver.asked
    assert (path, body, headers["webhook-id"]) == ("/hook?a=1", b"\xe0\xb8\x81", "m")


def test_a_redirect_is_not_followed():
    """It could lead anywhere, inside too."""
    with _Receiver(_status(200)) as target:
        with (
            _Receiver(_status(307, Location=target.url)) as receiver,
            pytest.raises(NotReached, match=r"status 307 \(a redirect is not followed\)"),
        ):
            post(receiver.url, b"", {}, allow_private=True)
        assert target.asked == []


@pytest.mark.parametrize(
    ("status", "gone"), [(400, False), (410, True), (500, False), (503, False)]
)
def test_a_refusal_is_told_by_its_status_alone(status, gone):
    """What the stranger writes beside it is not repeated."""

    def answer(handler):
        _status(status)(handler)
        handler.wfile.write(b"secret of a stranger")

    with _Receiver(answer) as receiver, pytest.raises(NotReached) as refused:
        post(receiver.url, b"", {}, allow_private=True)
    assert str(refused.value) == f"The address answered with status {status}."
    assert refused.value.gone is gone


def test_an_endless_answer_is_cut_off():
    """A few kilobytes of it are read, whatever it says about its length."""

    def answer(handler):
        _status(200, **{"Content-Length": str(10**12)})(handler)
        try:
            while True:
                handler.wfile.write(b"x" * 65536)
        except OSError:
            return

    with _Receiver(answer) as receiver:
        post(receiver.url, b"", {}, allow_private=True)


@pytest.mark.parametrize("kind", ["silent", "drip", "headers"])
def test_nobody_keeps_us_waiting(kind, monkeypatch):
    """One says nothing, one a letter at a time, one sends headers without end."""
    monkeypatch.setattr(http_out, "_STEP_SECONDS", 0.2)
    monkeypatch.setattr(http_out, "_WHOLE_SECONDS", 0.4)
    over = threading.Event()

    def answer(handler):
        try:
            if kind == "headers":
                handler.send_response(200)
            while not over.wait(0.05):
                if kind != "silent":
                    handler.wfile.write(b"X" if kind == "drip" else b"a: b\r\n")
                    handler.wfile.flush()
        except OSError:
            return

    with _Receiver(answer) as receiver:
        with pytest.raises(NotReached, match=r"did not answer in time|was cut off"):
            post(receiver.url, b"", {}, allow_private=True)
        over.set()


def test_an_address_where_nobody_listens_is_a_sentence():
    """The port is closed."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    with pytest.raises(NotReached, match="The connection failed or was cut off"):
        post(f"http://127.0.0.1:{port}/", b"", {}, allow_private=True)


def test_what_is_no_http_is_a_sentence():
    """Somebody listens and speaks something else."""

    def answer(handler):
        handler.wfile.write(b"\x00\x01garbage\r\n\r\n")

    with _Receiver(answer) as receiver, pytest.raises(NotReached, match="failed or was cut off"):
        post(receiver.url, b"", {}, allow_private=True)


def test_an_encrypted_address_without_a_good_certificate_is_not_told():
    """A server without encryption answers where encryption was asked for."""
    with _Receiver(_status(200)) as receiver, pytest.raises(NotReached):
        post(receiver.url.replace("http:", "https:"), b"", {}, allow_private=True)
    assert receiver.asked == []


def test_the_setting_is_off_until_it_is_set(monkeypatch):
    """And one that makes no sense is named."""
    monkeypatch.delenv("WIAN_WEBHOOK_ALLOW_PRIVATE", raising=False)
    assert private_allowed() is False
    monkeypatch.setenv("WIAN_WEBHOOK_ALLOW_PRIVATE", "true")
    assert private_allowed() is True
    monkeypatch.setenv("WIAN_WEBHOOK_ALLOW_PRIVATE", "perhaps")
    with pytest.raises(InputFaults, match="WIAN_WEBHOOK_ALLOW_PRIVATE"):
        private_allowed()
