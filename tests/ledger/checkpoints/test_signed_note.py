"""Signed notes: what a key has signed is recognised, and nothing else is."""

from __future__ import annotations

import base64
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from wian.ledger.checkpoints.checkpoint import Checkpoint
from wian.ledger.checkpoints.entry_tree import TreeHead
from wian.ledger.checkpoints.signed_note import NoKey, NotSigned, PrivateKey, PublicKey

_KEY = PrivateKey.make("north")
_OTHER_ID = _KEY.serialised().replace(_KEY.public.id.hex(), "00000000")


def test_a_note_is_laid_out_as_the_specification_says():
    """Text, empty line, em dash, name, and base64 of the key's id and the signature.

    The id is that of C2SP signed-note: of the name, a newline, the byte 1 and the public key.
    """
    text = "north/ledger\n3\nroot\n"
    note = _KEY.sign(text)
    assert note.startswith(f"{text}\n— north ")
    raw = base64.b64decode(note.rpartition(" ")[2])
    public = _KEY.secret.public_key()
    public.verify(raw[4:], text.encode())
    said = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
    assert raw[:4] == sha256(b"north\n\x01" + said).digest()[:4]
    assert _KEY.public.text_of(note) == text


def test_a_key_comes_back_from_its_file():
    """And its public half from the line that is handed to others."""
    key = PrivateKey.make("province-9")
    assert PrivateKey.read(key.serialised()).public == key.public
    assert PublicKey.read(f" {key.public}\n") == key.public


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "a+b+c",
        "PRIVATE+KEY+a+00000000+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        _OTHER_ID,
        "a b+c+d",
    ],
    ids=range(6),
)
def test_what_is_no_key_is_refused(text):
    """A key with one wrong sign must not become another one."""
    with pytest.raises(NoKey):
        PrivateKey.read(text)
    with pytest.raises(NoKey):
        PublicKey.read(text)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("3\n", "4\n", "was changed after"),
        ("— north", "— south", "has no signature of north"),
        ("\n\n", "\n", "has no signature"),
    ],
)
def test_a_note_that_was_changed_is_refused(old, new, why):
    """Text, name and form are all under the signature."""
    key = PrivateKey.make("north")
    note = Checkpoint.of(TreeHead("a" * 32, 3, b"r" * 32), "north").signed(key)
    assert Checkpoint.opened(note, key.public).size == 3
    with pytest.raises(NotSigned, match=why):
        Checkpoint.opened(note.replace(old, new, 1), key.public)


@pytest.mark.parametrize("text", ["north/a\n", "north/a\n03\nAAAA\n", "north/a\n3\nAAAA\n"])
def test_a_signed_text_that_is_no_checkpoint_is_refused(text):
    """A signature makes a text true to its signer, not a checkpoint."""
    key = PrivateKey.make("north")
    with pytest.raises(NotSigned, match="is no checkpoint"):
        Checkpoint.opened(key.sign(text), key.public)


def test_a_name_with_half_a_letter_is_no_key():
    """What a terminal in another encoding makes of it cannot be hashed."""
    with pytest.raises(NoKey):
        PublicKey.read("wi\udcadan+00000000+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
