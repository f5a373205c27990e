"""What the log of a run says: a line per wave in words, and nothing of task runs that went well."""

from __future__ import annotations

import logging

from prefect.logging import get_run_logger

from hierarchy.route.route import Wave
from wian.kit.counted import agreeing, counted, number
from wian.propagation.plan import Plan

_WENT_WELL = "Finished in state Completed"


def _worth_saying(record: logging.LogRecord) -> bool:
    """Whether it is more than that a task run has completed: of those a wave has eighty."""
    return record.levelno > logging.INFO or not str(record.msg).startswith(_WENT_WELL)


def leave_out_endings() -> None:
    """Have the logs of task runs say only what did not go well. Safe to repeat."""
    logging.getLogger("prefect.task_runs").addFilter(_worth_saying)


def tell_wave(plan: Plan, wave: Wave) -> None:
    """Say in the run's log that a wave has gone out: who wrote, to whom, and who has it now."""
    waves, names = plan.route.waves, plan.namer
    have = sum(len(each.hops) for each in waves[: wave.number])
    wrote = names.many(wave.forwarders)
    reached = names.many([hop.recipient for hop in wave.hops])
    get_run_logger().info(
        f"Wave {wave.number} of {len(waves)}: {wrote} -> {reached}; "
        f"{number(have)} of {counted(len(plan.route.hops), 'office')} "
        f"{agreeing(have, 'has', 'have')} it."
    )


def tell(sentence: str) -> None:
    """Say a sentence in the run's log."""
    get_run_logger().info(sentence)
