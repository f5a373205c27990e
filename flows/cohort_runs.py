"""The task runs of cohorts: each waits for the one in which its own parent forwarded.

On the way back up each waits for those in which the offices below it gathered.
"""

from __future__ import annotations

from typing import Any

from prefect.futures import PrefectFuture, wait

from hierarchy.route.route import Cohort, Wave
from tasks.rehearse import forward_cohort, gather_cohort
from wian.ledger.read.recorded import issuers
from wian.propagation import runtime
from wian.propagation.plan import Plan
from wian.propagation.upward.asked_offices import answering
from wian.propagation.upward.rehearsed_answers import gatherers

AT_ONCE = 2
"""Cohorts that one process has in hand: a second thread composes while the first commits."""


class CohortRuns:
    """Has cohorts forward in task runs of the flow run at hand, and remembers which did.

    So the run graph's dependency grid draws the hierarchy.

    Args:
        plan: What is propagated.
        planned: The task run in which it was planned; ``None`` where that was another flow run.
    """

    def __init__(self, plan: Plan, planned: PrefectFuture[Any] | None = None) -> None:
        self._plan, self._planned = plan, planned
        self._issued = issuers(runtime.ledger(), plan.id)
        self._sent: dict[str, PrefectFuture[Any]] = {}
        self._gathered: dict[str, PrefectFuture[Any]] = {}

    @property
    def count(self) -> int:
        """How many task runs there are, with the one that planned."""
        runs = {*self._sent.values(), *self._gathered.values()}
        return len(runs) + (self._planned is not None)

    def forward(self, wave: Wave) -> int:
        """Submit a wave's cohorts that were not in the ledger at first, and wait for them.

        Each waits for the task in which its own parent forwarded; where that was in another run,
        for the plan.

        Returns:
            How many cohorts forwarded.
        """
        futures = []
        for cohort in wave.cohorts:
            if self._issued.issuperset(cohort.forwarders):
                continue
            above = self._sent.get(cohort.parent or "", self._planned)
            future = forward_cohort.submit(
                name=self._plan.namer.cohort(self._plan.route, cohort),
                propagation=self._plan.id,
                wave=wave.number,
                cohort=cohort.key if cohort.parent else self._plan.route.origin,
                offices=cohort.forwarders,
                wait_for=[above] if above else [],
                return_state=False,
            )
            self._sent.update(dict.fromkeys(cohort.forwarders, future))
            futures.append(future)
        _finish(futures)
        return len(futures)

    def gather(self) -> None:
        """Submit the cohorts of the way back up that have not gathered, a wave at a time.

        Each waits for the tasks in which those below it gathered; the first ones for those in which
        they forwarded. Nothing is submitted where no answers are asked for in a form.
        """
        if (found := answering(self._plan)) is None:
            return
        done = gatherers(runtime.ledger(), self._plan)
        for wave in found.way.waves:
            futures = []
            for place, cohort in enumerate(wave.cohorts):
                if done.issuperset(cohort.forwarders):
                    continue
                future = gather_cohort.submit(
                    name=self._plan.namer.gathering(self._plan.route, cohort),
                    propagation=self._plan.id,
                    wave=wave.number,
                    cohort=place,
                    wait_for=self._below(cohort),
                    return_state=False,
                )
                self._gathered.update(dict.fromkeys(cohort.forwarders, future))
                futures.append(future)
            _finish(futures)

    def _below(self, cohort: Cohort) -> list[PrefectFuture[Any]]:
        """The task runs that a cohort's gathering follows."""
        below = {hop.recipient for hop in cohort.hops}.intersection(self._gathered)
        found = [self._gathered[office] for office in sorted(below)]
        found += [self._sent[of] for of in cohort.forwarders if of in self._sent]
        return list(dict.fromkeys(found))


def _finish(futures: list[PrefectFuture[Any]]) -> None:
    """Wait for task runs, and raise what one of them did."""
    wait(futures)
    for future in futures:
        future.result()
