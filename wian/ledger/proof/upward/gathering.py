"""Verifies what offices gathered: of those that they wrote to, in order, and added up rightly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from wian.kit.settings import clock_minutes
from wian.ledger.acts import Act, ActKind
from wian.ledger.contents import HOP_COLUMNS
from wian.ledger.life.upward.gathering_acts import (
    Adjusted,
    AnswerRef,
    Gathered,
    ReportedUp,
    ReportReturned,
    ReportStamped,
)
from wian.ledger.life.upward.reported_sums import Sums, added_sums, corrected, sums_of
from wian.ledger.proof.proof_faults import ProofFaults
from wian.ledger.proof.propagation.contents import Contents
from wian.ledger.records import Clock, Propagation
from wian.letters.answer_form.form import AnswerForm
from wian.letters.letter_table import LetterTable

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
    _prove_reports(propagation, contents, acts, findings)
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


def _prove_reports(
    propagation: Propagation, contents: Contents, acts: Sequence[Act], findings: ProofFaults
) -> None:
    """Hold reports, stamps on them and corrections against the answers that they are about."""
    known = {(act.office, act.kind.value, act.key): act for act in acts}
    form = propagation.directive.answer
    for act in acts:
        what: list[str] = []
        if isinstance(act.body, ReportedUp):
            what = _report_faults(act, act.body, known, contents)
            if form is not None and not what:
                what = _sum_faults(act, act.body, known, form)
        elif isinstance(act.body, ReportStamped):
            report = known.get((act.body.sender, ActKind.REPORTED.value, act.body.report))
            if report is None or getattr(report.body, "to", None) != act.office:
                what = ["stamps a report that was not sent to the office"]
        elif isinstance(act.body, ReportReturned):
            what = _return_faults(act, act.body, known)
        elif isinstance(act.body, Adjusted):
            what = _missing(act.office, [act.body.of], known, contents)
        for each in what:
            where = f"{propagation.id} act {act.kind} {act.key} of {act.office}"
            findings.fault("act", where, each)


_Known = Mapping[tuple[str, str, str], Act]


def _return_faults(act: Act, body: ReportReturned, known: _Known) -> list[str]:
    report = known.get((body.sender, ActKind.REPORTED.value, body.report))
    if report is None or getattr(report.body, "to", None) != act.office:
        return ["returns a report that was not sent to the office"]
    found = []
    if act.key != f"{body.sender}|{body.report}":
        found.append(f"is kept as the return of {act.key}")
    if body.letter.sender != act.office:
        found.append(f"holds a letter of {body.letter.sender}")
    return found


def _gone_back(act: Act, refs: Iterable[AnswerRef], known: _Known) -> list[str]:
    """Reports in a report that had gone back before, as clocks of several machines may differ."""
    found = []
    for ref in refs:
        back = known.get((act.office, ActKind.REPORT_RETURNED.value, f"{ref.office}|{ref.key}"))
        later = back is not None and act.at.minute > back.at.minute + clock_minutes()
        if later and ref.kind == ActKind.REPORTED.value:
            found.append(f"has a report of {ref.office} in it that had gone back")
    return found


def _report_faults(act: Act, body: ReportedUp, known: _Known, contents: Contents) -> list[str]:
    found = _missing(act.office, body.answers, known, contents)
    found += _gone_back(act, body.answers, known)
    hop = contents.hops.get(act.office)
    if hop is not None and hop[_SENDER] != body.to:
        found.append(f"goes to {body.to}, which did not write the letter")
    if body.letter.sender != act.office:
        found.append(f"holds a letter of {body.letter.sender}")
    mine = [known.get((act.office, ActKind.ADJUSTED.value, key)) for key in body.corrections]
    if None in mine:
        found.append("has a correction that is not there")
    return found


def _missing(
    office: str, refs: Iterable[AnswerRef], known: _Known, contents: Contents
) -> list[str]:
    found = []
    for ref in refs:
        hop = contents.hops.get(ref.office)
        if (ref.office, ref.kind, ref.key) not in known:
            found.append(f"names an answer of {ref.office} that is not there")
        elif ref.office != office and (hop is None or hop[_SENDER] != office):
            found.append(f"names an answer of {ref.office}, to which the office wrote nothing")
    return found


def _sum_faults(act: Act, body: ReportedUp, known: _Known, form: AnswerForm) -> list[str]:
    """What is wrong with the sums: they are those of the answers in it, with its corrections."""
    changes: dict[AnswerRef, dict[str, Act]] = {}
    for key in body.corrections:
        made = known[act.office, ActKind.ADJUSTED.value, key]
        if isinstance(made.body, Adjusted):
            changes.setdefault(made.body.of, {})[made.body.field] = made
    answers = [known[ref.office, ref.kind, ref.key] for ref in body.answers]
    parts = [
        corrected(sums_of(form, each), changes.get(ref, {}))
        for ref, each in zip(body.answers, answers, strict=True)
    ]
    count = sum(each.body.answered if isinstance(each.body, ReportedUp) else 1 for each in answers)
    if added_sums(parts) != body.totals:
        return ["has totals that are not the sums of the answers in it"]
    if not all(_is_added_up(each, body.totals) for each in body.letter.tables):
        return ["encloses a table that is not added up to its totals"]
    return [] if count == body.answered else ["counts other answers than are in it"]


def _is_added_up(table: LetterTable, sums: Sums) -> bool:
    """Whether a table that a report encloses comes to its totals, and says so in its last row."""
    held = sums[table.field].columns if table.field in sums else sums
    for at, head in enumerate(table.heads):
        if not head.figure or head.field not in held or not table.total:
            continue
        cells = [Decimal(row[at] or 0) for row in table.rows]
        total = Decimal(table.total[at] or 0)
        if total != held[head.field].sum or (not table.left_out and sum(cells) != total):
            return False
    return True
