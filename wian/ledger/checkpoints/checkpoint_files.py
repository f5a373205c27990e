"""Checkpoints as files: the key that signs them, and those that this machine has kept.

HOME/checkpoint.key              the private key, for its user alone
HOME/checkpoint.pub              the public key, to hand to whoever is to check
HOME/checkpoints/SIZE-ROOT.txt   each checkpoint that was made
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wian.jurisdictions.instant import Instant, Precision
from wian.kit.errors import WianError
from wian.kit.private_files import make_folder, opener
from wian.ledger.checkpoints.checkpoint import Checkpoint
from wian.ledger.checkpoints.entry_tree import grow, identity
from wian.ledger.checkpoints.signed_note import NoKey, NotSigned, PrivateKey, PublicKey
from wian.ledger.database import Ledger
from wian.ledger.outbox.events import Event, News
from wian.ledger.outbox.webhooks import offices_hearing

_DAY_MINUTES = 24 * 60
KEY_FILE, PUBLIC_FILE, FOLDER = "checkpoint.key", "checkpoint.pub", "checkpoints"


class UnusableCheckpointKey(WianError):
    """A file that should hold the key of checkpoints, and does not.

    Args:
        path: The file.
        why: What is wrong with it.
    """

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"The key of checkpoints {path} {why}; put back the file that was there, or move it "
            "away, and a new key is made: checkpoints of the old one still hold by its public key."
        )


class UnreadableCheckpoint(WianError):
    """A file that should hold a checkpoint, and cannot be used as one.

    Args:
        path: The file.
        why: What is wrong with it, as a clause.
    """

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path} cannot be used as a checkpoint: it {why}. Give a file that 'wian checkpoint' "
            "wrote; if another machine wrote it, give its public key too, with --key."
        )


def signing_key(home: Path) -> PrivateKey:
    """The key that this installation signs with; made where there is none.

    Raises:
        UnusableCheckpointKey: Its file holds none, or cannot be read or written.
    """
    path = home / KEY_FILE
    try:
        if not path.exists():
            _make_key(home)
        key = PrivateKey.read(path.read_text("utf-8"))
        _write(home / PUBLIC_FILE, f"{key.public}\n")
    except NoKey:
        raise UnusableCheckpointKey(path, "holds no key") from None
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "is not text"
        raise UnusableCheckpointKey(path, f"cannot be used ({why.lower()})") from error
    return key


def public_key(home: Path) -> PublicKey | None:
    """The key by which this installation's checkpoints are recognised; ``None`` before any."""
    return signing_key(home).public if (home / KEY_FILE).exists() else None


def make_checkpoint(ledger: Ledger, home: Path) -> tuple[Checkpoint, str]:
    """Sign the ledger as it stands, and keep the note; the same tree is kept once.

    Args:
        ledger: The ledger; entries that are new get their place in its tree.
        home: Where the key lies, and the notes are kept.

    Returns:
        The checkpoint, and the note that hands it to others.

    Raises:
        UnusableCheckpointKey: The key cannot be used.
        LedgerError: The ledger cannot be used.
    """
    key = signing_key(home)
    made = Checkpoint.of(grow(ledger), key.name)
    note = made.signed(key)
    _tell(ledger, made, note)  # first: once it is kept, nobody makes it again for a day
    folder = home / FOLDER
    make_folder(folder)
    path = folder / f"{made.size:012d}-{made.root.hex()[:16]}.txt"
    _write(path, note)
    path.touch()  # the same tree again: it was looked at now
    return made, note


def daily_checkpoint(ledger: Ledger, home: Path, now: Instant) -> None:
    """Make a checkpoint, unless one was made within the last day.

    Args:
        ledger: The ledger.
        home: Where the key lies, and the notes are kept.
        now: When this is.

    Raises:
        UnusableCheckpointKey: The key cannot be used.
        LedgerError: The ledger cannot be used.
    """
    made = [path.stat().st_mtime for path in (home / FOLDER).glob("*.txt")]
    if not made or max(made) // 60 <= now.minute - _DAY_MINUTES:
        make_checkpoint(ledger, home)


def kept_checkpoints(home: Path, of: str) -> Iterator[tuple[Path, Checkpoint]]:
    """The checkpoints of a ledger that lie in ``home``, by their size.

    Raises:
        UnreadableCheckpoint: One was changed, or is not signed by this installation's key.
    """
    key = public_key(home)
    for path in sorted((home / FOLDER).glob("*.txt")):
        if key is None:
            raise UnreadableCheckpoint(path, "was signed by a key that is gone from this machine")
        found = read_checkpoint(path, key)
        if found.identity == of:
            yield path, found


@dataclass(frozen=True, slots=True)
class KeptCheckpoint:
    """A checkpoint that this installation has kept.

    Attributes:
        checkpoint: What was signed.
        note: The signed note, as its file holds it.
        made: When it was made, or found to be that of the ledger once more.
    """

    checkpoint: Checkpoint
    note: str
    made: Instant


def latest_checkpoint(ledger: Ledger, home: Path) -> KeptCheckpoint | None:
    """The largest checkpoint of a ledger that lies in ``home``; ``None`` where there is none.

    Raises:
        UnreadableCheckpoint: It was changed, or is not signed by this installation's key.
        LedgerError: The ledger cannot be used.
    """
    with ledger.reading() as connection:
        this = identity(connection)
    key = public_key(home)
    if key is None:
        return None
    for path in sorted((home / FOLDER).glob("*.txt"), reverse=True):
        found = read_checkpoint(path, key)
        if found.identity == this:
            made = Instant(int(path.stat().st_mtime // 60), Precision.MINUTE)
            return KeptCheckpoint(found, path.read_text("utf-8"), made)
    return None


def read_checkpoint(path: Path, key: PublicKey) -> Checkpoint:
    """The checkpoint that a file holds.

    Raises:
        UnreadableCheckpoint: It cannot be read, is none, or the key did not sign it.
    """
    try:
        return Checkpoint.opened(path.read_text("utf-8"), key)
    except NotSigned as error:
        raise UnreadableCheckpoint(path, error.what) from None
    except UnicodeDecodeError:
        raise UnreadableCheckpoint(path, "is not text") from None
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        raise UnreadableCheckpoint(path, f"cannot be read ({why})") from error


def _tell(ledger: Ledger, made: Checkpoint, note: str) -> None:
    """Hand the note to the webhooks that ask for it; the same one only once."""
    facts = {"size": made.size, "root": made.root.hex(), "checkpoint": note}
    hearers = offices_hearing(ledger, Event.CHECKPOINT)
    if hearers:
        ledger.tell([News(Event.CHECKPOINT, "", (), hearers, facts, (made.size,))])


def _make_key(home: Path) -> None:
    """Make the key under a name that no other installation bears; one that is there stays."""
    key = PrivateKey.make(f"wian-{secrets.token_hex(4)}")
    make_folder(home)
    _write(home / KEY_FILE, key.serialised())


def _write(path: Path, text: str) -> None:
    """Write a file of its user's alone, whole or not at all; one that is there stays."""
    if path.exists():
        return
    whole = path.with_name(f".{path.name}.{os.getpid()}")
    with open(whole, "w", encoding="utf-8", opener=opener) as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(whole, path)
    except FileExistsError:  # another process made it in this instant
        pass
    finally:
        whole.unlink()
