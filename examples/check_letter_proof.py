"""Checks the proof of a letter that `wian letters --proof` wrote. Needs Python and `cryptography`.

    python check_letter_proof.py PROOF.json KEY

KEY is the line that `wian checkpoint --key` prints. Get it on another way than the proof itself.
 Nothing of wian is used here: the program shows all that a check takes.
"""

from __future__ import annotations

import base64
import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def signed_text(note: str, key: str) -> str:
    """The text of a note that the key has signed; ends the program where it has not."""
    name, key_id, encoded = key.strip().split("+", 2)
    raw = base64.b64decode(encoded)
    if sha256(f"{name}\n".encode() + raw).digest()[:4].hex() != key_id:
        sys.exit("KEY is not the line that 'wian checkpoint --key' printed.")
    text, _, signatures = note.rpartition("\n\n")
    for line in signatures.splitlines():
        if line.startswith(f"— {name} "):
            signature = base64.b64decode(line.split(" ")[2])
            if signature[:4].hex() == key_id:
                Ed25519PublicKey.from_public_bytes(raw[1:]).verify(
                    signature[4:], f"{text}\n".encode()
                )
                return text
    sys.exit(f"The checkpoint is not signed by {name}.")


def digest(values: list[object]) -> str:
    """SHA-256 of values as JSON without blanks."""
    said = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return sha256(said.encode()).hexdigest()


def root(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """The root of the tree that a path leads to (RFC 9162, section 2.1.3.2)."""
    last, found = size - 1, leaf
    for other in path:
        if index % 2 or index == last:
            found = sha256(b"\x01" + other + found).digest()
            while index % 2 == 0 and index:
                index, last = index // 2, last // 2
        else:
            found = sha256(b"\x01" + found + other).digest()
        index, last = index // 2, last // 2
    return found if last == 0 else b""


def main(proof_file: str, key: str) -> None:
    """Check letter, entry, path and signature, one after the other."""
    try:
        proof = json.loads(Path(proof_file).read_text(encoding="utf-8"))
        check(proof, key)
    except OSError as error:
        sys.exit(f"{proof_file} cannot be read: {error.strerror}.")
    except (AttributeError, InvalidSignature, KeyError, TypeError, ValueError):
        sys.exit(f"{proof_file} or KEY is not what wian wrote, or was changed since.")


def check(proof: dict[str, Any], key: str) -> None:
    """The same of a proof that was read; ends the program where it does not hold."""
    letter, entry = list(proof["letter"].values()), list(proof["entry"].values())
    hops = sorted(list(hop.values()) for hop in proof["hops"])
    content = digest([*letter, *hops])
    if content != proof["entry"]["content_digest"]:
        sys.exit("The letter is not the one that the register entered.")
    origin, size, signed_root = signed_text(proof["checkpoint"], key).split("\n")[:3]
    said = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
    leaf = sha256(b"\x00" + said.encode()).digest()
    path = [base64.b64decode(each) for each in proof["path"]]
    if root(leaf, proof["index"], int(size), path) != base64.b64decode(signed_root):
        sys.exit("The letter is not in the ledger that was signed.")
    print(f"Letter {proof['letter']['number']} is entry {proof['index']} of {size} in {origin}.")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("Usage: python check_letter_proof.py PROOF.json KEY")
    main(*sys.argv[1:])
