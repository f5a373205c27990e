"""Verifies letters that went back: to whoever wrote them, and neither forwarded nor answered."""

from __future__ import annotations

from collections.abc import Sequence

from wian.kit.settings import clock_minutes
from wian.ledger.acts import Act
from wian.ledger.contents import HOP_COLUMNS, LETTER_COLUMNS
from wian.ledger.life.return_acts import Insisted
from wian.ledger.life.returns import LetterReturn, returns_of_acts
from wian.ledger.life.upward.standing_answers import standing_answers
from wian.ledger.proof.proof_faults import ProofFaults
from wian.ledger.proof.propagation.contents import Contents

_SENDER, _ISSUED = HOP_COLUMNS.index("sender"), LETTER_COLUMNS.index("issued_minute")


def prove_returns(
    propagation: str, contents: Contents, acts: Sequence[Act], findings: ProofFaults
) -> None:
    """Hold what went back against the letters, and what a sender insists on against that."""
    returns = {each.act.office: each for each in returns_of_acts(acts)}
    answered = standing_answers(acts)
    for office, each in returns.items():
        for what in _faults(office, each, contents, answered.get(office)):
            findings.fault("act", f"{propagation} act returned of {office}", what)
    for act in acts:
        if isinstance(act.body, Insisted):
            found = returns.get(act.body.recipient)
            if found is None or found.body.sender != act.office:
                where = f"{propagation} act insisted {act.key} of {act.office}"
                findings.fault("act", where, "insists on what never came back")


def _faults(office: str, each: LetterReturn, contents: Contents, answer: Act | None) -> list[str]:
    found = []
    hop = contents.hops.get(office)
    if hop is not None and hop[_SENDER] != each.body.sender:
        found.append(f"goes to {each.body.sender}, which did not write the letter")
    if each.body.letter.sender != office:
        found.append(f"holds a letter of {each.body.letter.sender}")
    own = contents.letters.get((office, 0))
    if own is not None and not _insisted(each, own[_ISSUED]):
        found.append("was done, and the office forwarded the letter all the same")
    if answer is not None and not _insisted(each, answer.at.minute):
        found.append("was done, and the office answered the letter all the same")
    return found


def _insisted(each: LetterReturn, minute: int) -> bool:
    """Whether the sender had insisted by a minute, as clocks of several machines may differ."""
    return each.insisted is not None and minute >= each.insisted.at.minute - clock_minutes()
