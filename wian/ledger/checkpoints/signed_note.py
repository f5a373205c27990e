"""Signed notes (C2SP signed-note) with Ed25519: a text, and who vouches for it.

A note is a text that ends in a newline, an empty line, and signature lines: an em dash, the name of
the key, and base64 of the key's id (four bytes) and the signature.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from wian.kit.errors import WianError

_ED25519 = b"\x01"
_KEY_BYTES = 32
_NAME = re.compile("[^\\s+\\ud800-\\udfff]{1,200}")
_PRIVATE = "PRIVATE+KEY+"


class NotSigned(WianError):
    """A note that the key does not vouch for.

    Args:
        what: What is wrong, as a clause.
    """

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(f"The note {what}.")


class NoKey(WianError):
    """A text that is no key of a signed note."""

    def __init__(self) -> None:
        super().__init__(
            "This is no key: write NAME+ID+KEY on one line, as 'wian checkpoint --key' prints it."
        )


@dataclass(frozen=True)
class PublicKey:
    """Who can be recognised by a signature.

    Attributes:
        name: Name of the key.
        raw: The Ed25519 public key (32 bytes).
    """

    name: str
    raw: bytes

    @classmethod
    def read(cls, text: str) -> Self:
        """The key of ``NAME+ID+KEY``.

        Raises:
            NoKey: It is none.
        """
        name, _, rest = text.strip().partition("+")
        written, _, key = rest.partition("+")
        raw = _decoded(key)
        if not _NAME.fullmatch(name) or raw[:1] != _ED25519 or len(raw) != 1 + _KEY_BYTES:
            raise NoKey
        found = cls(name, raw[1:])
        if found.id.hex() != written:
            raise NoKey
        return found

    @property
    def id(self) -> bytes:
        """Four bytes that stand for name and key."""
        return sha256(f"{self.name}\n".encode() + _ED25519 + self.raw).digest()[:4]

    def __str__(self) -> str:
        key = base64.b64encode(_ED25519 + self.raw).decode()
        return f"{self.name}+{self.id.hex()}+{key}"

    def text_of(self, note: str) -> str:
        """The text of a note that this key has signed.

        Raises:
            NotSigned: It has not, or the note was changed.
        """
        text, gap, signatures = note.rpartition("\n\n")
        if not gap or not signatures:
            raise NotSigned("has no signature")
        text += "\n"
        for line in signatures.splitlines():
            mark, _, rest = line.partition(" ")
            name, _, signature = rest.partition(" ")
            raw = _decoded(signature)
            if (mark, name) == ("—", self.name) and hmac.compare_digest(raw[:4], self.id):
                self._verify(raw[4:], text)
                return text
        raise NotSigned(f"has no signature of {self.name}")

    def _verify(self, signature: bytes, text: str) -> None:
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, text.encode())
        except InvalidSignature:
            raise NotSigned(f"was changed after {self.name} signed it") from None


@dataclass(frozen=True)
class PrivateKey:
    """Who signs notes.

    Attributes:
        name: Name of the key; no blanks, no plus sign.
        secret: The Ed25519 private key.
    """

    name: str
    secret: Ed25519PrivateKey

    @classmethod
    def make(cls, name: str) -> Self:
        """A new key."""
        if not _NAME.fullmatch(name):
            raise NoKey
        return cls(name, Ed25519PrivateKey.generate())

    @classmethod
    def read(cls, text: str) -> Self:
        """The key that :meth:`__str__` wrote.

        Raises:
            NoKey: It is none.
        """
        stripped = text.strip()
        name, _, rest = stripped.removeprefix(_PRIVATE).partition("+")
        written, _, key = rest.partition("+")
        raw = _decoded(key)
        whole = raw[:1] == _ED25519 and len(raw) == 1 + _KEY_BYTES
        if not stripped.startswith(_PRIVATE) or not _NAME.fullmatch(name) or not whole:
            raise NoKey
        found = cls(name, Ed25519PrivateKey.from_private_bytes(raw[1:]))
        if found.public.id.hex() != written:
            raise NoKey
        return found

    @property
    def public(self) -> PublicKey:
        """The key by which others recognise its signatures."""
        raw = self.secret.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return PublicKey(self.name, raw)

    def serialised(self) -> str:
        """The key as a file keeps it: secret."""
        raw = self.secret.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
        key = base64.b64encode(_ED25519 + raw).decode()
        return f"{_PRIVATE}{self.name}+{self.public.id.hex()}+{key}\n"

    def sign(self, text: str) -> str:
        """The note of a text, which ends in a newline."""
        signature = base64.b64encode(self.public.id + self.secret.sign(text.encode())).decode()
        return f"{text}\n— {self.name} {signature}\n"


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
