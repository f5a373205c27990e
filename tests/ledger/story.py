"""The small administration that the ledger's tests send directives down."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlalchemy import delete

from hierarchy.graph import Hierarchy
from hierarchy.office import LetterForm, Line, Office
from hierarchy.route.planner import plan_route
from hierarchy.route.route import Cohort, Hop, Route, Wave
from wian.delays.hop_record import Source
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.database import Ledger
from wian.ledger.dialects import insert_rows
from wian.ledger.lists.list_facts import LISTED_COLUMNS
from wian.ledger.lists.list_rebuild import recorded_rows
from wian.ledger.lists.listed_row import ListedRow
from wian.ledger.read import facts
from wian.ledger.records import (
    SENT,
    Clock,
    IssuedLetter,
    NumberRequest,
    Propagation,
    Reception,
    RegisterEntry,
    SentHop,
    receipts,
)
from wian.ledger.write.cohort import CohortWriter as Writer
from wian.ledger.write.propagations import record_propagation
from wian.letters.directive import Directive
from wian.letters.letter import Letter

YEAR = 2563
START = 26_800_000
"""15 Dec 2020 in minutes since 1970."""
DAY = 1440
OBSERVED = "north"
"""The office whose stamps and letter history saw: dates only, numbers as printed."""


def build_realm() -> Hierarchy:
    """Seven offices under a ministry; the ministry and the north have two desks each."""
    two = ("central", "division")
    offices = [
        Office("cabinet", "คณะรัฐมนตรี", "cabinet", "cabinet"),
        Office("ministry", "กระทรวง", "ministry", "ministry", desks=two),
        Office("north", "จังหวัดเหนือ", "province", "province", desks=two),
        Office("south", "จังหวัดใต้", "province", "province"),
        Office("ford", "ท่าข้าม", "local", "village"),
        Office("hill", "เนิน", "local", "village"),
        Office("mill", "โรงสี", "local", "village"),
        Office("cave", "ถ้ำ", "local", "village"),
    ]
    lines = [
        Line("cabinet", "ministry"),
        Line("ministry", "north"),
        Line("ministry", "south"),
        Line("north", "ford"),
        Line("north", "hill"),
        Line("south", "mill"),
        Line("south", "cave"),
    ]
    return Hierarchy.build(offices, lines, subject="the realm")


REALM = build_realm()
DIRECTIVE = Directive.model_validate(
    {
        "id": "wells",
        "origin": "cabinet",
        "subject": "ขุดบ่อน้ำ",
        "decided": "ให้ขุดบ่อน้ำ",
        "purpose": "มีน้ำใช้",
        "asks": [{"to": {"levels": ["local"]}, "text": "ขุดบ่อน้ำ"}],
        "window": {"opens": "2021-01-01", "closes": "2021-02-28"},
        "addressees": [{"levels": ["local"], "except": {"ids": ["cave"]}}],
    }
)
ROUTE: Route = plan_route(REALM, DIRECTIVE.origin, DIRECTIVE.addressees)


def propagation(name: str = "p1", **changes: object) -> Propagation:
    """A rehearsal of the directive, with what a test changes about it."""
    fields: dict[str, object] = {
        "id": name,
        "directive": DIRECTIVE,
        "jurisdiction": "thailand",
        "hierarchy_digest": REALM.digest(),
        "route_digest": ROUTE.digest(),
        "profile": '{"b": 1, "a": [2]}',
        "seed": 7,
        "clock": Clock.VIRTUAL,
        "created_minute": START,
        "tool_version": "0.1.0",
    }
    return Propagation(**(fields | changes))  # type: ignore[arg-type]


def record(ledger: Ledger, name: str = "p1", **changes: object) -> Propagation:
    """Record a propagation with its hierarchy."""
    recorded = propagation(name, **changes)
    record_propagation(ledger, recorded, REALM)
    return recorded


def letter(sender: str, number: str, text: str = "ให้ขุดบ่อน้ำ", *, at: int = START) -> Letter:
    """A letter with little in it, dated on the day of a minute."""
    return Letter(
        sender=sender,
        issuer=sender,
        form=LetterForm.EXTERNAL,
        number=number,
        dated=minute(at).date(ZoneInfo("Asia/Bangkok")),
        letterhead=(),
        subject="ขุดบ่อน้ำ",
        salutation="เรียน",
        addressed_to="ทุกแห่ง",
        references=(),
        enclosures=(),
        paragraphs=(text,),
        closing="ขอแสดงความนับถือ",
        signatory=(),
        drafted_by=(),
    )


def minute(at: int) -> Instant:
    """An instant known to the minute."""
    return Instant(at, Precision.MINUTE)


def day(at: int) -> Instant:
    """The day (in Bangkok) of a minute."""
    shift = 7 * 60
    return Instant((at + shift) // DAY * DAY - shift, Precision.DAY)


def send(
    ledger: Ledger, name: str = "p1", *, waves: int = 9, desks: int = 9, transit: int = 2 * DAY
) -> None:
    """Send the directive down the route, a transaction a cohort; twice changes nothing.

    Args:
        ledger: Where to.
        name: Id of the propagation.
        waves: How many waves of it.
        desks: How many desks stamp, of those that an office has.
        transit: Minutes from a letter's issue to the first desk.
    """
    for wave in ROUTE.waves[:waves]:
        for cohort in wave.cohorts:
            send_cohort(ledger, name, wave, cohort, desks=desks, transit=transit)
    list_letters(ledger, name)


def write_live(ledger: Ledger, name: str = "p1") -> None:
    """Record a live propagation in which each office wrote three days after the one above."""
    record(ledger, name, clock=Clock.LIVE)
    for wave in ROUTE.waves:
        for cohort in wave.cohorts:
            with ledger.cohort(name) as writer:
                for office in cohort.forwarders:
                    (number,) = writer.draw([NumberRequest(office, SENT, YEAR, name)])
                    issued = minute(START + (wave.number - 1) * 3 * DAY)
                    named = f"กค {'0401' if office == 'south' else office}/ว {number}"
                    said = letter(office, named, at=issued.minute)
                    entry = RegisterEntry(YEAR, number)
                    issue = IssuedLetter(office, wave.number, said, issued, Source.LIVE, entry)
                    hops = [hop for hop in cohort.hops if hop.sender == office]
                    sent = [sent_hop(hop, wave.number, Source.LIVE) for hop in hops]
                    writer.write([issue], sent)
    list_letters(ledger, name)


def list_letters(ledger: Ledger, name: str) -> None:
    """List what was written of a live propagation by its rows alone, without an office's act."""
    with ledger.writing() as connection:
        if facts.clock(connection, name) is Clock.LIVE:
            connection.execute(delete(ListedRow).where(ListedRow.propagation == name))
            rows = recorded_rows(connection, name)
            insert_rows(connection, ListedRow, LISTED_COLUMNS, rows)


def send_cohort(  # noqa: PLR0913 - what a test changes
    ledger: Ledger,
    name: str,
    wave: Wave,
    cohort: Cohort,
    *,
    desks: int = 9,
    transit: int = 2 * DAY,
) -> None:
    """Write one cohort: each forwarder's letter a day after it was ready, each desk's stamp."""
    with ledger.cohort(name) as writer:
        waiting = [each for each in cohort.forwarders if each not in writer.issued([each])]
        letters = [_letter(writer, name, wave, office) for office in waiting]
        hops = [hop for hop in cohort.hops if hop.sender in waiting]
        arrives = {each.office: each.issued.minute + transit for each in letters}
        stamps = [s for hop in hops for s in _stamps(writer, name, hop, arrives[hop.sender], desks)]
        writer.write(letters, [_sent(hop, wave.number) for hop in hops], stamps)


def _letter(writer: Writer, name: str, wave: Wave, office: str) -> IssuedLetter:
    received = writer.received([office]).get(office)
    at = received.ready.minute + DAY if received and received.ready else START
    if office == OBSERVED:
        printed = letter(office, "นว 1/ว 9", at=at)
        return IssuedLetter(office, wave.number, printed, day(at), Source.OBSERVED)
    (number,) = writer.draw([NumberRequest(office, SENT, YEAR, name)])
    said = letter(office, f"ว {number}", at=at)
    entry = RegisterEntry(YEAR, number)
    return IssuedLetter(office, wave.number, said, minute(at), Source.SIMULATED, entry)


def _stamps(writer: Writer, name: str, hop: Hop, arrives: int, most: int) -> list[Reception]:
    office = hop.recipient
    desks = REALM.office(office).desks[:most]
    times = [arrives + 30 * position for position in range(len(desks))]
    if office == OBSERVED:
        seen = {"read": "2 ธ.ค. 2563", "inference": "one digit lost"}
        return [
            Reception(office, place, desk, f"{place}99", day(at), Source.OBSERVED, **seen)
            for place, (desk, at) in enumerate(zip(desks, times, strict=True))
        ]
    numbers = writer.draw([NumberRequest(office, receipts(desk), YEAR, name) for desk in desks])
    return [
        Reception(
            office,
            place,
            desk,
            str(number),
            minute(at),
            Source.SIMULATED,
            entry=RegisterEntry(YEAR, number),
        )
        for place, (desk, at, number) in enumerate(zip(desks, times, numbers, strict=True))
    ]


def _sent(hop: Hop, wave: int) -> SentHop:
    seen = hop.recipient == OBSERVED
    return sent_hop(hop, wave, Source.OBSERVED if seen else Source.SIMULATED)


def sent_hop(hop: Hop, wave: int, source: Source) -> SentHop:
    """A hop of the route as the ledger keeps it."""
    desks = len(REALM.office(hop.recipient).desks)
    sent = (hop.sender, hop.recipient, wave, hop.channel, desks, hop.addressed, hop.forwards)
    return SentHop(*sent, source)
