"""Verifies answers: their values fit the directive's form, and what was taken back was there."""

from __future__ import annotations

from collections.abc import Sequence

from wian.ledger.acts import Act, Answered
from wian.ledger.life.upward.answer_acts import Retracted
from wian.ledger.proof.proof_faults import ProofFaults
from wian.ledger.records import Propagation
from wian.letters.answer_form.values import kept_faults

_SHOWN = 3
"""Faults of one answer that are told."""


def prove_answers(propagation: Propagation, acts: Sequence[Act], findings: ProofFaults) -> None:
    """Hold answers against the form, and what was taken back against the answers.

    Args:
        propagation: The propagation.
        acts: Its acts; those of one office in the order in which they were entered.
        findings: Where faults go.
    """
    form, holds = propagation.directive.answer, dict[str, Act]()
    for act in acts:
        where = f"{propagation.id} act {act.kind} {act.key} of {act.office}"
        if isinstance(act.body, Answered):
            holds[act.office] = act
            if form is None and act.body.values:
                findings.fault("act", where, "fills in a form, and the directive has none")
            elif form is not None:
                files = {file.name: file.sha256 for file in act.body.files}
                for fault in kept_faults(form, act.body.values, files)[:_SHOWN]:
                    findings.fault("act", where, f"does not fit the form: {fault}")
        elif isinstance(act.body, Retracted):
            before = holds.pop(act.office, None)
            if before is None or (before.key, before.entry.number) != (act.key, act.body.number):
                findings.fault("act", where, "takes back what is not the answer that holds")
