"""The task runs of cohorts: each waits for the one in which its own parent forwarded."""

from __future__ import annotations

from typing import Any

from prefect.futures import PrefectFuture, wait

from hierarchy.route.route import Wave
from tasks.rehearse import forward_cohort
from wian.ledger.read.recorded import issuers
from wian.propagation import runtime
from wian.propagation.plan import Plan

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

    @property
    def count(self) -> int:
        """How many task runs there are, with the one that planned."""
        return len(set(self._sent.values())) + (self._planned is not None)

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
        wait(futures)
        for future in futures:
            future.result()
        return len(futures)
