"""Verifies what offices gathered in a rehearsal: of those that they wrote to, and in order."""

from __future__ import annotations

from collections.abc import Sequence

from wian.ledger.acts import Act
from wian.ledger.contents import HOP_COLUMNS
from wian.ledger.life.gathering_acts import Gathered
from wian.ledger.proof.proof_faults import ProofFaults
from wian.ledger.proof.propagation.contents import Contents
from wian.ledger.records import Clock, Propagation

_SENDER, _DESKS = HOP_COLUMNS.index("sender"), HOP_COLUMNS.index("desks")


def prove_gathering(
    propagation: Propagation, contents: Contents, acts: Sequence[Act], findings: ProofFaults
) -> None:
    """Hold simulated answers against the way down, and against each other."""
    gathered = {act.office: act.body for act in acts if isinstance(act.body, Gathered)}
    if gathered and propagation.clock is not Clock.VIRTUAL:
        where = f"{propagation.id} act gathered"
        findings.fault("act", where, "holds simulated answers, and is no rehearsal")
    for office, body in gathered.items():
        for what in _faults(office, body, gathered, contents):
            findings.fault("act", f"{propagation.id} act gathered of {office}", what)
    if gathered:
        findings.checked["answers"] += sum(len(body.answers) for body in gathered.values())


def _faults(
    office: str, body: Gathered, gathered: dict[str, Gathered], contents: Contents
) -> list[str]:
    found = []
    for each in body.answers:
        hop = contents.hops.get(each.office)
        if hop is None or hop[_SENDER] != office:
            found.append(f"has an answer of {each.office}, to which the office wrote nothing")
            continue
        if not each.issued <= each.received <= each.ready:
            found.append(f"has the answer of {each.office} before it was given")
        had = contents.stamps.get((each.office, hop[_DESKS] - 1))
        if had is not None and each.issued < had[0]:
            found.append(f"has an answer of {each.office} from before it had the letter")
        if (own := gathered.get(each.office)) and own.issued != each.issued:
            found.append(f"has the report of {each.office} at another moment than that office")
        if body.issued is not None and body.issued < each.ready:
            found.append(f"reports before the answer of {each.office} is there")
    return found
