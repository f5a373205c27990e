"""The command ``wian status``: of a finished rehearsal, counted by the database; else in full."""

from __future__ import annotations

from wian.cli.propagate.wave_lines import show_waves
from wian.cli.report.tables.sources_line import said_of_sources
from wian.cli.terminal.console import say
from wian.delays.working_time import working_time
from wian.ledger.finished.finished_counts import FinishedCounts, finished_counts
from wian.propagation import runtime


def run(propagation: str | None, at: str | None, *, all_: bool, numbers: bool, json: bool) -> None:
    """Show who has received the directive, who has not yet, and who waits behind another."""
    if not (at or all_ or numbers or json):
        found = finished_counts(runtime.ledger(), propagation)
        if found is not None and _in_calendar(found):
            _show(found)
            return
    # The plan, and what a live one needs, take longer to load than all of the above takes.
    from wian.cli.propagate import status  # noqa: PLC0415

    status.run(propagation, at, all_=all_, numbers=numbers, json=json)


def _in_calendar(found: FinishedCounts) -> bool:
    """Whether no moment of it lies outside the working calendar, where each would be named."""
    return bool(working_time(found.jurisdiction).covers(found.minutes).all())


def _show(found: FinishedCounts) -> None:
    waves = [
        (wave.wave, wave.forwarders, wave.recipients, wave.recipients, 0, 0) for wave in found.waves
    ]
    show_waves(f"Propagation {found.id}", waves)
    say(said_of_sources(found.sources, 0))
