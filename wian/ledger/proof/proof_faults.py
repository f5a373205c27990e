"""What a verification found: how much was checked, and every fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class VerificationFault:
    """One thing that does not hold.

    Attributes:
        kind: ``register``, ``import``, ``letter``, ``hop``, ``reception``, ``chain``, ``route``,
            ``delay``, ``act``, ``record``, ``number``, ``checkpoint``, ``mail``, ``message``,
            ``type``, ``list`` or ``propagation``.
        where: The row: register and number, or propagation and office.
        what: A clause that says what is wrong.
    """

    kind: str
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether the ledger proves itself.

    Attributes:
        checked: How many of each kind were checked.
        faults: Everything that does not hold; empty where all does.
    """

    checked: Mapping[str, int]
    faults: tuple[VerificationFault, ...]

    @property
    def ok(self) -> bool:
        """Nothing is wrong."""
        return not self.faults


@dataclass(slots=True)
class ProofFaults:
    """Collects what proofs find."""

    checked: Counter[str] = field(default_factory=Counter)
    faults: list[VerificationFault] = field(default_factory=list)

    def fault(self, kind: str, where: str, what: str) -> None:
        """Note a fault."""
        self.faults.append(VerificationFault(kind, where, what))

    def hold_entered(self, where: str, digest: str, stored: str, entered: str | None) -> None:
        """Hold an act's digest against the one stored beside it, and the one in its register.

        Args:
            where: The act.
            digest: Of its row as it is now.
            stored: As it was written with the row.
            entered: As its register holds it under its number; ``None`` where it holds none.
        """
        if digest != stored:
            self.fault("act", where, "is not what was written: edited")
        elif entered is None:
            self.fault("act", where, "has a number that its register does not hold")
        elif entered != stored:
            self.fault("act", where, "is not what its register entered under its number")

    def add(self, other: ProofFaults) -> None:
        """Take over what another proof found, behind what is known."""
        self.checked.update(other.checked)
        self.faults += other.faults

    def verification(self) -> Verification:
        """All of it."""
        return Verification(dict(self.checked), tuple(self.faults))
