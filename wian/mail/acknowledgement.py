"""Acknowledges a letter for an office that is reached by e-mail: all its desks stamp at once."""

from __future__ import annotations

from wian.office.actor import Acting
from wian.office.stamp import Stamping, receive

BY_MAIL = "e-mail"
"""Who acts where somebody opened the link of an e-mail."""


def acknowledge(acting: Acting) -> list[Stamping]:
    """Stamp the letter that an office was sent, at each of its desks; twice stamps once.

    Nobody hands the letter from desk to desk there, or nobody that wian could see.

    Args:
        acting: The office, and when.

    Raises:
        Refusal: The letter cannot be stamped; what was stamped before stays.
        LedgerError: The ledger cannot be used.
    """
    desks = acting.plan.office(acting.office).desks
    return [receive(acting, position=position) for position in range(len(desks))]
