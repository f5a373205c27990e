"""What did an import of letters put into the ledger, and what did it leave out?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImportedBundle:
    """One chain of letters as the ledger holds it.

    Attributes:
        propagation: Id of the propagation that it became.
        letters, hops, receptions: How many of each it has.
        new: How many of its letters the ledger did not have before.
        shown_before: Its letters had come in from other files: it is the chain of then.
    """

    propagation: str
    letters: int
    hops: int
    receptions: int
    new: int
    shown_before: bool = False


@dataclass(frozen=True, slots=True)
class BundleImport:
    """What an import put into the ledger, and what it had to leave out, in sentences."""

    chains: tuple[ImportedBundle, ...]
    left_out: tuple[str, ...]
