"""Lives ninety days of live directives under kills: ``python -m benchmarks.faults.ninety_days``.

Two directives go down the administration in virtual time. Offices stamp, correct, wait, forward,
answer or stay silent; one directive is withdrawn half way; every evening is swept. Each day is
lived by a forked process, and many are killed with SIGKILL at a seeded statement and lived again.
In the end every register, letter, state and figure must agree with the offices' own books, and
where both databases are tried, each under kills of its own, their rows must be the same.
Exit status 1 if anything disagrees.
"""

from __future__ import annotations

import argparse
import gc
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from benchmarks.cost import seconds
from benchmarks.faults.ledger_copies import DATABASES, MEMORY, Copy, LedgerCopies
from benchmarks.faults.ledger_rows import Rows, difference, read_rows
from benchmarks.faults.mortal import Say, run_mortal
from benchmarks.faults.ninety_days.agreement import disagreements
from benchmarks.faults.ninety_days.mail_host import mail_host
from benchmarks.faults.ninety_days.offices import DAY, Offices
from benchmarks.faults.ninety_days.season import Happening, Season
from wian.delays.clock_choice import ClockChoice
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.database import open_ledger
from wian.propagation import runtime
from wian.propagation.plan import Plan
from wian.propagation.prepare import prepare
from wian.propagation.request import PropagationRequest

_EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "gecc-2564"
START = Instant.of(datetime(2026, 12, 1, 9, 0), ZoneInfo("Asia/Bangkok"))  # noqa: DTZ001 - a zone follows
_DAYS, _SECOND, _WITHDRAWN = 90, 4, 24
"""Days: of the whole, until the second directive goes out, until it is withdrawn."""
_ADDED = 20
"""Day on which a province adds whoever was forgotten; the origin does after twice as many."""
_AMENDED = ((16, 50), (44, 40))
"""Days on which the first directive is amended, and how many days then remain for an answer."""
_SUCCEEDED, _RENAMED, _REROUTED = 26, 12, 60
"""Day on which every twelfth district is renamed; day on which silent offices are gone around."""
_LISTED = 55
"""Day on which a province enters answers that came on paper."""
_MAILED, _MAILED_EACH, _MOVED = 3, 40, 18
"""The first district whose local bodies are reached by e-mail, and every how many are; day on which
one more is, while another one goes back to its desk after twice as many."""
_TUESDAY, _WEEKEND = 1, (5, 6)
"""Day of the week on which it begins, and those on which nobody sweeps or carries mail."""
_EVENING = 10 * 60
"""Minutes from the start of a day to its sweep."""
_STATEMENTS = 12
"""About so many moments to be killed at has one thing that happens."""


@dataclass
class Lived:
    """Ninety days on one database.

    Attributes:
        season: The offices' books at the end.
        kills: At which moments days were killed, counted.
        rows: All that the ledger holds.
        faults: What disagrees, in words.
        took: Seconds.
    """

    season: Season
    kills: Counter[str] = field(default_factory=Counter)
    rows: Rows = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    took: float = 0.0


def directives(folder: Path, provinces: tuple[str, ...]) -> tuple[Plan, Plan]:
    """Plan both directives: that of 2564 with days of 2026, to the whole country or some provinces.

    Of the whole country a part of the provinces gets the second one, which is withdrawn: that many
    letters withdrawn show what all of them would, in much less time.

    Args:
        folder: Where their files go.
        provinces: Which provinces; all where there are none.
    """
    text = yaml.safe_load((_EXAMPLE / "national.yaml").read_text("utf-8"))
    for name in ("observed", "issued", "profile"):
        text.pop(name, None)
    text["window"] = {"opens": date(2026, 12, 1), "closes": date(2027, 2, 28)}
    for ask in text["asks"]:
        ask["answer_by"] = date(2027, 1, 29)
    everybody = _written(folder, "ninety-days-0", text, provinces)
    left_out = {"levels": ["local"], "except": {"under": _left_out(everybody)}}
    first = _written(folder, "ninety-days-1", {**text, "addressees": [left_out]}, provinces)
    few = provinces or tuple(_provinces(everybody)[::_EVERY])
    return first, _written(folder, "ninety-days-2", text, few)


def _written(folder: Path, name: str, text: dict[str, Any], provinces: tuple[str, ...]) -> Plan:
    path = folder / f"{name}.yaml"
    path.write_text(yaml.safe_dump({**text, "id": name}, allow_unicode=True), encoding="utf-8")
    request = PropagationRequest(directive=str(path), clock=ClockChoice.LIVE, limit_to=provinces)
    return prepare(request)


def _left_out(plan: Plan) -> list[str]:
    """Districts that the first directive forgets: one of the first province, one of the last."""
    districts = _districts(plan)
    return [districts[1], districts[-2]]


def _provinces(plan: Plan) -> list[str]:
    return [hop.recipient for hop in plan.route.waves[_DISTRICT - 3].hops]


def _districts(plan: Plan) -> list[str]:
    return [each for each in plan.route.offices if len(plan.route.chain(each)) == _DISTRICT]


_EVERY = 4
"""Of so many provinces one gets the second directive."""
_DISTRICT = 5
"""Offices on the way down to a district."""


@dataclass(frozen=True)
class Trial:
    """How the days are lived.

    Attributes:
        seed: Of all that the offices do.
        kills: Draws which days are killed, and when; none are where ``None``.
        days: How many; the rest stays to come.
        together: How many one process lives, and lives again where it is killed.
    """

    seed: int
    kills: random.Random | None = None
    days: int = _DAYS
    together: int = 1


def lived(copy: Copy, plans: tuple[Plan, Plan], trial: Trial) -> Lived:
    """Live the days in a ledger.

    Args:
        copy: An installation that holds nothing.
        plans: The directives.
        trial: How.
    """
    began = time.perf_counter()
    for plan in plans:
        runtime.keep(plan)
    done = Lived(Season())
    for each in _planned(plans):
        done.season.add(each)
    for day in range(0, trial.days, trial.together):
        until = min(day + trial.together, trial.days)
        _live_until(copy, done, START.minute + until * DAY, trial)
        _prepare(copy, done.season)
        stamps, took = done.season.counted.get("stamp", 0), seconds(time.perf_counter() - began)
        _say(f"day {until}: {stamps:,} stamps, {done.kills.total()} kills, {took}")
    end = run_mortal(partial(_held, copy, done.season, trial.days)).found
    done.rows, done.faults = end["rows"], end["faults"]
    done.took = time.perf_counter() - began
    return done


def _planned(plans: tuple[Plan, Plan]) -> Iterator[Happening]:
    """What does not follow from anything else: who sends, withdraws and sweeps."""
    one, other = plans
    start, origin = START.minute, one.route.origin
    yield Happening(start, "send", one.id, origin)
    yield Happening(start + _SECOND * DAY, "send", other.id, origin)
    yield Happening(start + _WITHDRAWN * DAY, "withdraw", other.id, origin)
    for day, longer in _AMENDED:
        yield Happening(start + day * DAY, "amend", one.id, origin, place=longer)
    province = _provinces(one)[0]
    yield Happening(start + _ADDED * DAY, "add", one.id, province)
    yield Happening(start + 2 * _ADDED * DAY, "add", one.id, origin)
    yield Happening(start + _REROUTED * DAY, "reroute", one.id, origin)
    yield Happening(start + _LISTED * DAY, "list", one.id, province)
    yield from _by_mail(one)
    for renamed in _districts(one)[2::_RENAMED]:
        yield Happening(start + _SUCCEEDED * DAY, "succeed", one.id, renamed)
    for day in [each for each in range(_DAYS) if (_TUESDAY + each) % 7 not in _WEEKEND]:
        yield Happening(start + day * DAY + _EVENING, "sweep", "", "", place=day)
        yield Happening(start + day * DAY + _EVENING + 15, "post", "", "", place=day)


def _by_mail(plan: Plan) -> Iterator[Happening]:
    """Who is reached by e-mail from before the first letter, who is later, and who not any more."""
    districts = _districts(plan)[_MAILED::_MAILED_EACH]
    locals_ = [hop.recipient for hop in plan.route.hops if hop.sender in districts]
    for place, office in enumerate(locals_[1:]):
        yield Happening(START.minute - 60, "reach", "", office, place=place)
    yield Happening(START.minute + _MOVED * DAY, "reach", "", locals_[0])
    yield Happening(START.minute + 2 * _MOVED * DAY, "mend", "", locals_[1])


def _live_until(copy: Copy, done: Lived, until: int, trial: Trial) -> None:
    """Live a day, or some, in a forked process, again and again while it is killed."""
    due, kills = sum(each.minute <= until for each in done.season.coming), trial.kills
    while True:
        deadly = 0
        if kills is not None and kills.random() < _KILLED:
            deadly = kills.randint(1, max(due, 1) * _STATEMENTS)
        death = run_mortal(partial(_day, copy, done.season, until, trial.seed), deadly)
        if not death.killed:
            done.season = Season.from_json(death.found)
            return
        done.kills[death.moment] += 1


def _prepare(copy: Copy, season: Season) -> None:
    """Load here what every child would load again: the plans as they have grown, calendars."""
    with open_ledger(copy.url) as ledger:
        for propagation in season.wrote:
            plan = runtime.recorded_plan(propagation, ledger)
            plan.working.covers(START.minute)
    gc.freeze()


_KILLED = 0.5
"""Share of days, lived for the first time or again, that are to be killed."""


def _day(copy: Copy, season: Season, until: int, seed: int, _: Say) -> dict[str, Any]:
    with open_ledger(copy.url) as ledger:
        Offices(ledger, season, seed).live(until)
    return season.as_json()


def _held(copy: Copy, season: Season, days: int, _: Say) -> dict[str, Any]:
    last = Instant(START.minute + days * DAY, Precision.MINUTE)
    with open_ledger(copy.url) as ledger:
        faults = disagreements(ledger, season, last)
        return {"rows": read_rows(ledger, copy.home), "faults": faults}


def main() -> None:
    """Live the ninety days on each database, and print what happened and what disagrees."""
    options = _options()
    found = dict[str, Lived]()
    with TemporaryDirectory(prefix="wian-ninety-days-", dir=MEMORY) as folder:
        plans = directives(Path(folder), tuple(options.province))
        gc.freeze()
        for number, database in enumerate(options.database or DATABASES):
            (place := Path(folder) / database).mkdir()
            with LedgerCopies(place, database) as copies, mail_host(place / "mail"):
                kills = None if options.no_kills else random.Random(options.seed + number)  # noqa: S311 - draws of a trial
                found[database] = lived(
                    copies.made(), plans, Trial(options.seed, kills, options.days)
                )
            _print(database, found[database], plans, options.days)
    sys.exit(bool(_differ(found)) or any(each.faults for each in found.values()))


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _print(database: str, done: Lived, plans: tuple[Plan, Plan], days: int) -> None:
    hops = sum(len(plan.route.hops) for plan in plans)
    print(
        f"{days} days of {len(plans)} directives over {hops:,} hops on {database}, "
        f"{done.kills.total():,} of them killed and lived again; {seconds(done.took)}"
    )
    happened = sorted(done.season.counted.items(), key=lambda each: -each[1])
    print("happened: " + ", ".join(f"{what} {times:,}" for what, times in happened))
    print("killed: " + ", ".join(f"{when} {times:,}" for when, times in done.kills.most_common()))
    print(f"told that the directive has ended: {done.season.refused:,}")
    for fault in done.faults[:_SHOWN]:
        print(f"FAULT: {fault}")
    print(f"disagreements: {len(done.faults)}")


_SHOWN = 20


def _differ(found: dict[str, Lived]) -> bool:
    """Print in what the databases' rows differ, where there are two."""
    if len(found) < len(DATABASES):
        return False
    one, other = (_common(each.rows) for each in found.values())
    differ = difference(one, other)
    for words in differ.words[:_SHOWN]:
        print(f"FAULT: the second database {words}")
    rows = sum(map(len, one.values()))
    print(f"rows that differ between the databases: {differ.lost + differ.doubled} of {rows:,}")
    return bool(differ.words)


def _common(rows: Rows) -> Rows:
    """The rows without a ledger's own identity, and without registers in which nothing stands."""
    kept = {
        table: [each for each in held if not each.startswith(_IDENTITY)]
        for table, held in rows.items()
        if table != "ledger_identity"
    }
    kept["register"] = [each for each in kept["register"] if not _EMPTY.search(each)]
    return kept


_IDENTITY = "('ledger', '', 'identity'"
_EMPTY = re.compile(r", 0, '[0-9a-f]{64}'\)$")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.faults.ninety_days", description=__doc__
    )
    parser.add_argument("--province", action="append", default=[], help="only this one; repeat it")
    parser.add_argument("--database", action="append", choices=DATABASES, help="both by default")
    parser.add_argument("--days", type=int, default=_DAYS, help="how many; what is to come stays")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-kills", action="store_true", help="let every day be lived once")
    return parser.parse_args()


if __name__ == "__main__":
    main()
