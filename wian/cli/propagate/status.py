"""What ``wian status`` shows in full: who has received it, who has not, who waits behind whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import asdict
from itertools import compress

from wian.cli.propagate.live_status import (
    LiveStatus,
    live_status,
    live_summary,
    show_ending,
    show_live,
)
from wian.cli.propagate.receipts import receipts, show_receipts
from wian.cli.propagate.wave_lines import show_waves
from wian.cli.recorded import RecordedTable, all_recorded, recorded_table
from wian.cli.report.tables.sources_line import said_of_sources
from wian.cli.terminal.console import heading, print_json, say, table, to_the_minute
from wian.cli.terminal.typed_moment import moment, past_moment
from wian.delays.hop_table import HopTable
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.instant import Instant, Precision
from wian.kit.counted import counted, number
from wian.ledger.finished.frozen_state import all_frozen
from wian.ledger.records import Clock, Propagation
from wian.letters.secrecy import public_subject
from wian.propagation import runtime
from wian.propagation.plan import Plan
from wian.reports.progress.delivery import (
    Blocker,
    Standing,
    Standings,
    WaveStanding,
    blockers,
    by_wave,
    forwarded_unstamped,
    standings,
)

_SHOWN = 20


def run(propagation: str | None, at: str | None, *, all_: bool, numbers: bool, json: bool) -> None:
    """Show who has received the directive, who has not yet, and who waits behind another."""
    if all_:
        _list(json=json)
        return
    found = recorded_table(propagation)
    plan = found.plan
    when = _moment(at, plan) if at else None
    standing = standings(plan.route, found.hops, when)
    waves, sources = by_wave(standing), _sources(found.hops, when)
    unstamped = forwarded_unstamped(plan.route, found.hops, when)
    live, begins = _live(found) if when is None else None, _begins(found, when)
    over = live is not None and live.ending is not None  # nothing goes on, so that nobody waits
    held_up = [] if over else blockers(standing)
    had = receipts(runtime.ledger(), plan, standing) if json or numbers else []
    if json:
        more = live_summary(plan, live) if live else {}
        early = {"begins": begins} if begins else {}
        last = {"receipts": had, "forwarded_unstamped": unstamped, "sources": sources}
        print_json({**_summary(plan, standing, waves, held_up), **more, **early, **last})
        return
    if live:
        show_ending(plan, live)
    _show_waves(plan, waves, at)
    say(said_of_sources(sources, 0, int(found.hops.recognised.sum())))
    _show_silent(plan, standing.those(Standing.SILENT))
    _show_blockers(plan, held_up, begun=begins is None)
    _show_unstamped(unstamped)
    if begins:
        say(f"It had not begun at {at}: its first letter was issued on {begins}.")
    if live:
        show_live(plan, live)
    if numbers:
        show_receipts(plan, had)


def _moment(at: str, plan: Plan) -> Instant:
    """The moment asked for; of what is live none that is yet to come."""
    if plan.clock is Clock.LIVE:
        return past_moment(at, plan.jurisdiction, runtime.now())
    return moment(at, plan.jurisdiction)


def _begins(found: RecordedTable, when: Instant | None) -> str | None:
    """When the first letter was issued, where the moment asked for is before it."""
    first = found.hops.times.issued.first
    if first is None or when is None or when.minute >= first.minute:
        return None
    return found.plan.clock_of(found.plan.route.origin).isoformat(first)


def _sources(hops: HopTable, when: Instant | None) -> dict[str, int]:
    """How many hops that had begun come from each source, the most frequent first."""
    begun = hops.begun(when.minute if when else None)
    known = Counter(compress(hops.sources, begun.tolist()))
    return dict(sorted(known.items(), key=lambda each: (-each[1], each[0])))


def _live(found: RecordedTable) -> LiveStatus | None:
    """What there is to say of a live propagation; ``None`` of any other."""
    if found.plan.clock is not Clock.LIVE:
        return None
    return live_status(runtime.ledger(), found.plan, found.hops, runtime.now())


def _list(*, json: bool) -> None:
    ledger = runtime.ledger()
    known = all_recorded(ledger)
    with ledger.reading() as connection:
        frozen = frozenset(all_frozen(connection))
    if json:
        print_json({"propagations": [_listed(each, frozen) for each in known]})
        return
    columns = (
        ("propagation", "whole"),
        ("directive", "whole"),
        ("clock", "left"),
        ("recorded", "whole"),
        ("seed", "right"),
        ("subject", "left"),
    )
    rows = [
        (
            each.id,
            each.directive.id,
            f"{each.clock.value}, frozen" if each.id in frozen else each.clock.value,
            to_the_minute(_recorded_at(each)),
            None if each.clock is Clock.LIVE else each.seed,
            public_subject(each.directive),
        )
        for each in known
    ]
    table(columns, rows, title=counted(len(rows), "propagation"))


def _listed(each: Propagation, frozen: Collection[str]) -> dict[str, object]:
    return {
        "propagation": each.id,
        "directive": each.directive.id,
        "clock": each.clock.value,
        "seed": each.seed,
        "subject": public_subject(each.directive),
        "recorded": _recorded_at(each),
        "frozen": each.id in frozen,
    }


def _recorded_at(each: Propagation) -> str:
    """When it was recorded, just before its first letter, on its offices' clock."""
    zone = jurisdiction(each.jurisdiction).calendar.zone
    return Instant(each.created_minute, Precision.MINUTE).isoformat(zone)


def _count(waves: Sequence[WaveStanding], standing: Standing) -> int:
    return sum(getattr(wave, standing.value) for wave in waves)


def _summary(
    plan: Plan,
    standing: Standings,
    waves: Sequence[WaveStanding],
    held_up: Sequence[Blocker],
) -> dict[str, object]:
    return {
        "propagation": plan.id,
        "directive": plan.directive.id,
        "confirmed": _count(waves, Standing.CONFIRMED),
        "silent": _count(waves, Standing.SILENT),
        "unreachable": _count(waves, Standing.UNREACHABLE),
        "waves": [asdict(wave) for wave in waves],
        "silent_offices": standing.those(Standing.SILENT),
        "waiting_behind": [asdict(blocker) for blocker in held_up],
    }


def _show_waves(plan: Plan, waves: Sequence[WaveStanding], at: str | None) -> None:
    when = f" as of {at}" if at else ""
    rows = [tuple(asdict(wave).values()) for wave in waves]
    show_waves(f"Propagation {plan.id}{when}", rows)


def _show_silent(plan: Plan, silent: Sequence[str]) -> None:
    if not silent:
        return
    count = counted(len(silent), "office has", "offices have")
    heading(f"{count} not received it yet: a letter was sent, and no desk has stamped it")
    for office in silent[:_SHOWN]:
        say(f"  {plan.namer.one(office)} ({office})")
    if len(silent) > _SHOWN:
        say(f"  and {number(len(silent) - _SHOWN)} more; --json names all")


def _show_unstamped(offices: Sequence[str]) -> None:
    if not offices:
        return
    count = counted(len(offices), "confirmed office has", "confirmed offices have")
    stamps = "its stamp was" if len(offices) == 1 else "their stamps were"
    say(f"{count} forwarded; {stamps} not seen: {', '.join(offices[:_SHOWN])}")
    if len(offices) > _SHOWN:
        say(f"  and {number(len(offices) - _SHOWN)} more; --json names all")


def _show_blockers(plan: Plan, held_up: Sequence[Blocker], *, begun: bool) -> None:
    if not held_up:
        return
    rows = [
        (
            plan.namer.one(b.office),
            b.office,
            _reason(b.standing, begun=begun),
            number(b.waiting),
        )
        for b in held_up[:_SHOWN]
    ]
    columns = (("office", "left"), ("id", "whole"), ("it", "left"), ("wait behind it", "right"))
    table(columns, rows, title="Waiting behind another office")
    if len(held_up) > _SHOWN:
        say(f"  and {number(len(held_up) - _SHOWN)} more; --json names all")


def _reason(standing: Standing, *, begun: bool) -> str:
    if not begun:
        return "has sent no letter yet"
    if standing is Standing.SILENT:
        return "has not received it yet"
    return "has the letter, has not forwarded it"
