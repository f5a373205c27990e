"""The hops of the way back up: one record for each answer, as for each letter on the way down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from hierarchy.route.way_up import WayUp
from wian.delays.hop_record import Direction, HopRecord, Source
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.acts import Act, ActKind, Answered
from wian.ledger.database import Ledger
from wian.ledger.life.upward.gathering_acts import (
    AnswerRef,
    Gathered,
    ReportedUp,
    ReportReturned,
    ReportStamped,
)
from wian.ledger.life.upward.standing_answers import standing_answers
from wian.ledger.read.live_letters import acts
from wian.ledger.records import Clock
from wian.propagation.plan import Plan

_LIVE = (
    *(ActKind.ANSWERED, ActKind.RETRACTED),
    *(ActKind.REPORTED, ActKind.REPORT_STAMPED, ActKind.REPORT_RETURNED),
)
_Ready = Mapping[str, Instant | None]


def hops_up(ledger: Ledger, plan: Plan, down: Iterable[HopRecord]) -> list[HopRecord]:
    """The hops of a propagation's way up, the first wave's first.

    Args:
        ledger: Where it is recorded.
        plan: The propagation.
        down: Its hops on the way down.
    """
    if (way := plan.way_up) is None:
        return []
    ready = {each.recipient: each.ready for each in down}
    if plan.clock is Clock.LIVE:
        given = [act for kind in _LIVE for act in acts(ledger, plan.id, kind=kind)]
        given.sort(key=lambda act: (act.office, act.entry.year, act.at.minute, act.entry))
        records = list(_live(plan, way, given, ready))
    else:
        gathered = acts(ledger, plan.id, kind=ActKind.GATHERED)
        records = list(_simulated(plan, way, gathered, ready))
    return sorted(records, key=lambda each: (each.wave, each.recipient, each.sender, each.part))


def until(records: Iterable[HopRecord], now: Instant) -> list[HopRecord]:
    """What was known of hops up at a moment; those that had not begun are left out."""

    def seen(at: Instant | None) -> Instant | None:
        return at if at is not None and at.minute <= now.minute else None

    return [
        replace(
            each,
            received=seen(each.received),
            ready=seen(each.ready),
            forwarded=seen(each.forwarded),
        )
        for each in records
        if seen(each.issued)
    ]


def _live(plan: Plan, way: WayUp, given: Sequence[Act], ready: _Ready) -> Iterator[HopRecord]:
    """A record of each answer that went on in a report, or may yet.

    One that another replaced, that was taken back or returned before any report had it never went
    on, and is left out.
    """
    stamps, went_on, parts = _stamps(given), _reported(given), Counter[str]()
    latest = _holding(given, way)
    for act in given:
        ref, asker = _ref(act), way.asker(act.office)
        if asker is None or not _is_hop(act, way):
            continue
        if latest.get(act.office) == ref or ref in went_on:
            desks = stamps.get((act.office, act.key), {})
            found = _record(plan, way, act, asker, desks)
            asked = ready.get(act.office) if isinstance(act.body, Answered) else None
            yield replace(found, forwarded=went_on.get(ref), part=parts[act.office], asked=asked)
            parts[act.office] += 1


def _holding(given: Sequence[Act], way: WayUp) -> Mapping[str, AnswerRef]:
    """The answer or report of each office that holds."""
    returned = {
        (act.body.sender, act.body.report) for act in given if isinstance(act.body, ReportReturned)
    }
    reports = {act.office: act for act in given if _is_hop(act, way) and way.gathers(act.office)}
    held = {office: act for office, act in reports.items() if (office, act.key) not in returned}
    alone = (act for act in standing_answers(given).values() if not way.gathers(act.office))
    return {act.office: _ref(act) for act in (*alone, *held.values())}


def _is_hop(act: Act, way: WayUp) -> bool:
    """Whether an act brings an answer up: a report where its office gathers, else an answer."""
    if way.gathers(act.office):
        return isinstance(act.body, ReportedUp)
    return isinstance(act.body, Answered)


def _record(plan: Plan, way: WayUp, act: Act, asker: str, stamped: Mapping[int, Act]) -> HopRecord:
    """What an act alone says of its hop. An answer that was typed is there at once."""
    body, last = act.body, len(plan.office(asker).desks) - 1
    typed, desks = isinstance(body, Answered), {at: each.at for at, each in stamped.items()}
    return HopRecord(
        *(plan.id, plan.directive.id, way.wave_of[act.office], act.office, asker),
        body.letter.number if isinstance(body, ReportedUp) else None,
        Source.LIVE,
        body.answered.instant if isinstance(body, Answered) else act.at,
        act.at if typed else desks.get(0),
        act.at if typed else desks.get(last),
        None,
        forwards=asker != plan.route.origin,
        receipt_number=str(stamped[0].entry.number) if 0 in stamped else None,
        way=Direction.UP,
    )


def _ref(act: Act) -> AnswerRef:
    return AnswerRef(act.office, act.kind.value, act.key)


def _stamps(given: Iterable[Act]) -> dict[tuple[str, str], dict[int, Act]]:
    """The stamps of desks on reports: by sender and key of the report, and desk."""
    found: dict[tuple[str, str], dict[int, Act]] = {}
    for act in given:
        if isinstance(act.body, ReportStamped):
            found.setdefault((act.body.sender, act.body.report), {})[act.body.position] = act
    return found


def _reported(given: Iterable[Act]) -> dict[AnswerRef, Instant]:
    """When the first report went out that has each answer."""
    found: dict[AnswerRef, Instant] = {}
    for act in sorted(given, key=lambda act: act.at.minute):
        if isinstance(act.body, ReportedUp):
            for ref in act.body.answers:
                found.setdefault(ref, act.at)
    return found


def _simulated(
    plan: Plan, way: WayUp, gathered: Iterable[Act], ready: _Ready
) -> Iterator[HopRecord]:
    for act in gathered:
        if not isinstance(act.body, Gathered):
            continue
        issued = act.body.issued
        for each in act.body.answers:
            yield HopRecord(
                *(plan.id, plan.directive.id, way.wave_of[each.office], each.office, act.office),
                None,
                Source.SIMULATED,
                *(_exact(each.issued), _exact(each.received), _exact(each.ready)),
                None if issued is None else _exact(issued),
                forwards=act.office != plan.route.origin,
                way=Direction.UP,
                asked=None if way.gathers(each.office) else ready.get(each.office),
            )


def _exact(minute: int) -> Instant:
    return Instant(minute, Precision.MINUTE)
