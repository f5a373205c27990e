"""Does the ledger say at the end what the offices did, in every register, letter and figure?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from itertools import pairwise

from benchmarks.faults.ledger_rows import gaps
from benchmarks.faults.ninety_days.season import Season
from wian.delays.hop_record import HopRecord
from wian.delays.rests import GOES_ON
from wian.jurisdictions.instant import Instant
from wian.ledger.acts import Act, ActKind, Reminded
from wian.ledger.database import Ledger
from wian.ledger.life.return_acts import Insisted
from wian.ledger.outbox.mail_book import MailKind
from wian.ledger.outbox.mail_queue import mail_progress
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import acts
from wian.ledger.read.recorded import hop_records, letters, receptions
from wian.propagation import runtime
from wian.propagation.plan import Plan
from wian.propagation.standing.rollup_cache import board


def disagreements(ledger: Ledger, season: Season, now: Instant) -> list[str]:
    """What the ledger says otherwise than the offices' own books, in words; none where they agree.

    Args:
        ledger: After the ninety days.
        season: The offices' books.
        now: The last moment.
    """
    found = [f"{fault.where} {fault.what}" for fault in verify(ledger).faults]
    found += gaps(ledger).words
    for propagation in season.wrote:
        plan = runtime.recorded_plan(propagation, ledger)
        found += [f"{propagation}: {each}" for each in told_otherwise(ledger, season, plan, now)]
    return found


def told_otherwise(ledger: Ledger, season: Season, plan: Plan, now: Instant) -> Iterator[str]:
    """What the ledger says of one propagation otherwise than the offices' own books.

    Args:
        ledger: After the ninety days.
        season: The offices' books.
        plan: The propagation.
        now: The last moment.
    """
    wrote = Counter(each.office for each in letters(ledger, plan.id) if not each.part)
    if wrote != Counter(season.wrote[plan.id]):
        yield "letters are not those that the offices wrote"
    stamps = Counter(each.recipient for each in receptions(ledger, plan.id))
    if stamps != season.stamped.get(plan.id, {}):
        yield "stamps are not those that the offices made"
    given = acts(ledger, plan.id, kind=ActKind.ANSWERED)
    if {act.office: act.at.minute for act in given} != season.answered.get(plan.id, {}):
        yield "answers are not those that the offices gave"
    yield from _given_back(ledger, season, plan)
    yield from _mailed(ledger, season, plan)
    yield from _chains(ledger, season, plan)
    yield from _standing(ledger, season, plan, now)


def _given_back(ledger: Ledger, season: Season, plan: Plan) -> Iterator[str]:
    """What went back, what its sender insists on, and that nobody is reminded in between."""
    books = {ActKind.RETURNED: season.returned, ActKind.INSISTED: season.insisted}
    for kind, book in books.items():
        found = {_returner(act): act.at.minute for act in acts(ledger, plan.id, kind=kind)}
        if found != book.get(plan.id, {}):
            yield f"letters {kind} are not those that the offices know of"
    returned, insisted = season.returned.get(plan.id, {}), season.insisted.get(plan.id, {})
    for act in acts(ledger, plan.id, kind=ActKind.REMINDED):
        body = act.body
        for office in body.recipients if isinstance(body, Reminded) else ():
            if returned.get(office, _NEVER) < act.at.minute < insisted.get(office, _NEVER):
                yield f"{office} was reminded of a letter that it has given back"


def _returner(act: Act) -> str:
    return act.body.recipient if isinstance(act.body, Insisted) else act.office


def _mailed(ledger: Ledger, season: Season, plan: Plan) -> Iterator[str]:
    """How every letter by e-mail stands, as its office, the server and the registrar know it."""
    stamped, prefix = season.stamped.get(plan.id, {}), f"{plan.id} "
    posted = {
        letter.removeprefix(prefix): stands
        for letter, stands in season.posted.items()
        if letter.startswith(prefix)
    }
    wanted = {each: "acknowledged" if each in stamped else posted[each] for each in posted}
    letters = [each for each in mail_progress(ledger, plan.id) if each.mail.kind is MailKind.LETTER]
    found = {each.mail.office: each.stands for each in letters}
    for office in sorted(wanted.keys() | found.keys()):
        if wanted.get(office) != found.get(office):
            yield f"the e-mail to {office} is {found.get(office)}, and not {wanted.get(office)}"


_NEVER = 2**62


def _chains(ledger: Ledger, season: Season, plan: Plan) -> Iterator[str]:
    """Transit, routing and handling, rests among it, add up along every chain, to the minute."""
    hops = {each.recipient: each for each in hop_records(ledger, plan.id)}
    for office, hop in hops.items():
        way = [hops[each] for each in plan.route.chain(office)[1:]]
        if hop.ready is not None and _spent(way) != hop.ready.minute - _minute(way[0].issued):
            yield f"the time to {office} does not add up"
    rested = {
        office: sum(each.ended - each.begun for each in hop.rests)
        for office, hop in hops.items()
        if hop.rests and hop.rests[-1].ended != GOES_ON
    }
    if rested != season.rested.get(plan.id, {}):
        yield "the clocks did not rest as the offices say"


def _spent(way: list[HopRecord]) -> int:
    """Minutes of every piece of a chain of hops, each piece by itself."""
    transit = sum(_minute(hop.received) - _minute(hop.issued) for hop in way)
    routing = sum(_minute(hop.ready) - _minute(hop.received) for hop in way)
    handling = sum(_minute(after.issued) - _minute(hop.ready) for hop, after in pairwise(way))
    return transit + routing + handling


def _minute(instant: Instant | None) -> int:
    if instant is None:
        raise RuntimeError("a letter went on before it was received")
    return instant.minute


def _standing(ledger: Ledger, season: Season, plan: Plan, now: Instant) -> Iterator[str]:
    """Every office sees of those below it what a plain count finds."""
    counts = {office: Counter[str]() for office in plan.route.offices}
    for office in plan.route.offices:
        stands = [_delivery(season, plan.id, office), *_answers(season, plan, office, now)]
        for above in plan.route.chain(office)[:-1]:
            counts[above].update(stands)
    found = board(ledger, plan, now=now)
    for office, counted in counts.items():
        seen = asdict(found.of(office))
        if any(seen[what] != counted[what] for what in _COUNTED):
            yield f"{office} sees {seen}, where {counted} stand below it"


_COUNTED = ("confirmed", "silent", "unreachable", "in_time", "late", "missing", "pending")


def _delivery(season: Season, propagation: str, office: str) -> str:
    if season.stamped.get(propagation, {}).get(office) or office in season.wrote[propagation]:
        return "confirmed"
    return "silent" if office in season.sent[propagation] else "unreachable"


def _answers(season: Season, plan: Plan, office: str, now: Instant) -> Iterator[str]:
    """How the answer of an office stands, if it is asked for one, and owes it still."""
    insisted = season.insisted.get(plan.id, {})
    if office in season.returned.get(plan.id, {}) and office not in insisted:
        return
    if (planned := plan.answer_by(office)) is None:
        return
    zone, asked = plan.working.zone, season.answer_by.get(plan.id)
    last = date.fromisoformat(asked) if asked else planned
    given = season.answered.get(plan.id, {}).get(office)
    if given is None:
        yield "pending" if now.date(zone) <= last else "missing"
    else:
        yield "in_time" if Instant(given, now.precision).date(zone) <= last else "late"
