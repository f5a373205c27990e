"""The work that a kill may interrupt: a rehearsal, and offices with a live letter, step by step."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.faults.interrupted.life_steps import LifeSteps, Step
from benchmarks.speed.registers import write_csv
from wian.delays.clock_choice import ClockChoice
from wian.followup.sweep import sweep
from wian.history.registers.recogniser import RegisterHints
from wian.imports.registers import import_register_files
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.access.desk_settings import set_forwards_alone
from wian.ledger.checkpoints.checkpoint_files import daily_checkpoint, signing_key
from wian.ledger.database import Ledger
from wian.ledger.finished.freeze import freeze, thaw
from wian.ledger.outbox.events import Event
from wian.ledger.outbox.webhooks import add_webhook
from wian.office.actor import Acting
from wian.office.answer import answer, route
from wian.office.answer_list import import_answers
from wian.office.correct import correct
from wian.office.issue import save_draft
from wian.office.joint_issue import issue
from wian.office.refusals import AlreadyIssued
from wian.office.relay import relay
from wian.office.stamp import receive
from wian.propagation import runtime
from wian.propagation.plan import Plan, record
from wian.propagation.prepare import prepare
from wian.propagation.rehearse import forward, rehearse
from wian.propagation.request import PropagationRequest

_EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
_REHEARSED = _EXAMPLES / "gecc-2564" / "directive.yaml"
_LIVE = _EXAMPLES / "water-gauges" / "directive.yaml"
_START = Instant.of(datetime(2026, 12, 1, 9, 0, tzinfo=ZoneInfo("Asia/Bangkok")), ZoneInfo("UTC"))
_DAY = 24 * 60
_PROVINCE = "phitsanulok"
_DISTRICTS = ("phitsanulok.mueang-phitsanulok", "phitsanulok.nakhon-thai")
_BY = "campaign"
_IMPORTED = 40
_STAMPING, _ANSWERING = 8, 3
"""Local bodies that stamp, and those of them that answer; the others are reminded."""


@dataclass(frozen=True, slots=True)
class Workload:
    """Everything that is done to one ledger.

    Attributes:
        folder: Where its input files are.
        rehearsed, kept, live: What is sent; the second rehearsal is frozen.
        life: Two more that are sent, and what becomes of them.
    """

    folder: Path
    rehearsed: Plan
    kept: Plan
    live: Plan
    life: LifeSteps

    @classmethod
    def prepared(cls, folder: Path) -> Workload:
        """Plan both directives, and write the input files.

        Args:
            folder: Where the files go.
        """
        write_csv(folder / "register", _IMPORTED)
        live = PropagationRequest(
            directive=str(_LIVE), clock=ClockChoice.LIVE, limit_to=(*_DISTRICTS, "la-2650101")
        )
        rehearsed = PropagationRequest(directive=str(_REHEARSED), limit_to=_DISTRICTS)
        kept = PropagationRequest(directive=str(_LIVE), limit_to=("la-2650101",))
        life = LifeSteps.prepared(folder)
        load = cls(folder, prepare(rehearsed), prepare(kept), prepare(live), life)
        load._write_answers()
        return load

    def lay_out(self, ledger: Ledger, home: Path) -> None:
        """What stands before the work begins: webhooks, offices that forward alone, a key.

        Args:
            ledger: An empty one.
            home: The installation's folder.
        """
        for office in ("opm", "dla", _PROVINCE, _DISTRICTS[0], self._leaves[0]):
            add_webhook(ledger, office, "https://example.org/hook", tuple(Event), now=_START)
        alone = ("dla", _PROVINCE, _DISTRICTS[1])
        set_forwards_alone(ledger, alone, True, by=_BY, now=_START)
        signing_key(home)
        self.life.lay_out(ledger)

    def steps(self, ledger: Ledger, home: Path) -> Iterator[Step]:
        """The work, in its order; done again, it does only what is missing.

        Args:
            ledger: Laid out.
            home: The installation's folder.
        """
        yield from _rehearsal(ledger, self.rehearsed)
        yield "rehearsal", lambda: rehearse(ledger, self.kept, _START)
        for each in (freeze, thaw, freeze):
            yield "freeze", partial(each, ledger, self.kept.id)
        yield from self._way_down(ledger)
        yield from self._local_bodies(ledger)
        yield from self.life.steps(ledger)
        yield "import", lambda: self._import(ledger)
        yield "checkpoint", lambda: daily_checkpoint(ledger, home, runtime.now())
        late = Acting(ledger, self.live, self._leaves[-1], _BY, _later(1999 * _DAY))
        yield "sweep", lambda: sweep(ledger, self.live, now=_later(30 * _DAY))
        yield "sweep", lambda: sweep(ledger, self.live, now=_later(40 * _DAY))
        yield "stamp", lambda: receive(late, position=0)
        yield "sweep", lambda: sweep(ledger, self.live, now=_later(2000 * _DAY))

    def _way_down(self, ledger: Ledger) -> Iterator[Step]:
        """From the origin to the districts: some issue, some forward alone, one edits its draft."""
        plan, origin = self.live, self.live.route.origin
        yield "send live", lambda: record(ledger, plan, _START)
        yield "issue", lambda: issue(Acting(ledger, plan, origin, _BY, _START))
        for place, office in enumerate(("moi", "dla", _PROVINCE, *_DISTRICTS), 1):
            acting = Acting(ledger, plan, office, _BY, _later(30 * place))
            yield from self._stamps(acting)
            if office == "moi":
                yield "draft", partial(_edit, acting)
            if office == _DISTRICTS[0]:
                yield from self._second_thoughts(acting)
            if office in {"moi", _DISTRICTS[0]}:
                yield "issue", partial(issue, acting)
            else:
                yield "forward", partial(relay, ledger, plan, [office], now=acting.now)

    def _second_thoughts(self, acting: Acting) -> Iterator[Step]:
        """An office corrects its stamp, and hands the letter to a group."""
        meant = Instant(acting.now.minute - 10, Precision.MINUTE)
        yield (
            "correct",
            lambda: correct(acting, position=0, at=meant, reason="เขียนผิด", key="campaign"),
        )
        yield "route", lambda: route(acting, "กลุ่มงานปกครอง", key="campaign")

    def _local_bodies(self, ledger: Ledger) -> Iterator[Step]:
        """Some stamp, a few answer, and the answers of others come in a list."""
        plan, now = self.live, _later(_DAY)
        for office in self._leaves[:_STAMPING]:
            yield from self._stamps(Acting(ledger, plan, office, _BY, now))
        for office in self._leaves[:_ANSWERING]:
            acting = Acting(ledger, plan, office, _BY, now)
            yield "answer", partial(answer, acting, "ใช้งานได้ ๓ เครื่อง", key="campaign")
        listed = (self.folder / "answers.csv").read_bytes()
        origin = Acting(ledger, plan, plan.route.origin, _BY, _later(2 * _DAY))
        yield "answer", lambda: import_answers(origin, listed, "answers.csv")

    def _stamps(self, acting: Acting) -> Iterator[Step]:
        for position in range(len(acting.plan.hierarchy.office(acting.office).desks)):
            yield "stamp", partial(receive, acting, position=position)

    def _import(self, ledger: Ledger) -> None:
        hints = RegisterHints(office=_PROVINCE)
        import_register_files(ledger, [self.folder / "register.csv"], hints)

    @property
    def _leaves(self) -> Sequence[str]:
        return sorted(hop.recipient for hop in self.live.route.hops if not hop.forwards)

    def _write_answers(self) -> None:
        offices = self._leaves[_ANSWERING:_STAMPING]
        with (self.folder / "answers.csv").open("w", encoding="utf-8", newline="") as file:
            rows = [[office, "ใช้งานได้ทั้งหมด"] for office in offices]
            csv.writer(file).writerows([["office", "answer"], *rows])


def _rehearsal(ledger: Ledger, plan: Plan) -> Iterator[Step]:
    yield "rehearsal", lambda: record(ledger, plan, _START)
    for wave in plan.route.waves:
        for cohort in wave.cohorts:
            yield "rehearsal", partial(forward, ledger, plan, wave, cohort)


def _edit(acting: Acting) -> None:
    with suppress(AlreadyIssued):  # what a run after a kill is told, rightly
        save_draft(acting, ["กระทรวงขอส่งเรื่องนี้มาเพื่อดำเนินการ"], revision=0)


def _later(minutes: int) -> Instant:
    return Instant(_START.minute + minutes, Precision.MINUTE)
