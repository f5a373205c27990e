"""The commands ``wian registers``: where offices' numbers stand, and where they go on."""

from __future__ import annotations

from datetime import UTC, datetime

from wian.cli.terminal.console import print_json, say, table
from wian.kit.counted import counted
from wian.ledger.records import CIRCULARS, ORDINARY, NamedRegister, class_of, desk_of, named
from wian.ledger.registers.numbers_elsewhere import Span, written
from wian.ledger.registers.register_acts import RegisterAct
from wian.ledger.registers.register_changes import RegisterChange
from wian.ledger.registers.register_standings import RegisterStanding, register_standings
from wian.office.kept_register import (
    KeptRegister,
    WantedRegister,
    kept_register,
    known_office,
    open_kept,
    release_kept,
    reserve_kept,
    written_number,
    written_span,
)
from wian.propagation import runtime

_COLUMNS = (
    ("office", "whole"),
    ("register", "left"),
    ("year", "right"),
    ("opened at", "right"),
    ("last", "right"),
    ("next", "right"),
    ("given elsewhere", "left"),
)


def list_(office: str | None, *, json: bool) -> None:
    """List the registers that numbers are drawn from for real."""
    ledger = runtime.ledger()
    with ledger.reading() as connection:
        found = register_standings(connection, office)
    if office is not None and not found:
        known_office(ledger, office)
    if json:
        print_json({"registers": [_summary(each) for each in found]})
        return
    rows = [
        (
            each.office,
            _named(each.name),
            each.year,
            each.opened_at or "",
            each.last or "",
            each.following,
            _spans(each),
        )
        for each in found
    ]
    table(_COLUMNS, rows, title=counted(len(found), "register"))
    if not found:
        say("Rehearsals keep separate numbers, which are not listed.")


def open_(
    office: str,
    at: str,
    reason: str,
    register: NamedRegister,
    desk: str | None,
    year: int | None,
    classification: str | None,
    by: str,
    *,
    json: bool,
) -> None:
    """Have an office's register go on at a number."""
    number = written_number(at)
    kept = _kept(WantedRegister(office, register, desk, year, classification))
    done = open_kept(kept, number, reason=reason, by=by)
    if json:
        print_json(_change(done))
        return
    verb = "is opened" if done.new else "was opened already"
    say(f"The {_whose(done.act)} {verb} at {number}; the next number is {done.following}.")
    if done.replaced is not None:
        say(f"This replaces the opening at {done.replaced}{_freed(done)}.")
    if done.kept:
        say(f"Passed over, as an imported register has them: {', '.join(map(written, done.kept))}.")
    if done.new and done.act.name == ORDINARY and not _begun(done.act, CIRCULARS):
        say("Circulars have their own register: open it with --register circulars.")


def reserve(
    office: str,
    numbers: str,
    reason: str,
    register: NamedRegister,
    desk: str | None,
    year: int | None,
    classification: str | None,
    by: str,
    *,
    json: bool,
) -> None:
    """Have numbers of an office's register given elsewhere."""
    span = written_span(numbers)
    kept = _kept(WantedRegister(office, register, desk, year, classification))
    done = reserve_kept(kept, span, reason=reason, by=by)
    what = f"Number {span[0]}" if span[0] == span[1] else f"Numbers {written(span)}"
    verb = "reserved" if done.new else "reserved already"
    _say_done(done, f"{what} {verb} in the {_whose(done.act)}", json=json)


def release(
    office: str,
    numbers: str,
    reason: str,
    register: NamedRegister,
    desk: str | None,
    year: int | None,
    classification: str | None,
    by: str,
    *,
    json: bool,
) -> None:
    """Take a reservation of numbers of an office's register back."""
    span = written_span(numbers)
    kept = _kept(WantedRegister(office, register, desk, year, classification))
    done = release_kept(kept, span, reason=reason, by=by)
    what = f"The reservation of {written(span)} in the {_whose(done.act)}"
    verb = "is taken back" if done.new else "was taken back already"
    _say_done(done, f"{what} {verb}", json=json)
    if done.kept and not json:
        say(f"Still reserved, as letters bear them: {', '.join(map(written, done.kept))}.")


def _say_done(done: RegisterChange, what: str, *, json: bool) -> None:
    """Print what was done, and the number that is drawn next."""
    if json:
        print_json(_change(done))
    else:
        say(f"{what}; the next number is {done.following}.")


def _kept(wanted: WantedRegister) -> KeptRegister:
    ledger = runtime.ledger(make=True)
    return kept_register(ledger, wanted, runtime.agreed_now())


def _summary(standing: RegisterStanding) -> dict[str, object]:
    return {
        "office": standing.office,
        "register": standing.kind.value,
        "year": standing.year,
        "opened_at": standing.opened_at,
        "last": standing.last or None,
        "elsewhere": [_act(act) for act in standing.acts if act.last >= act.first],
        "desk": standing.desk,
        "next": standing.following,
        "classification": standing.classification,
    }


def _act(act: RegisterAct) -> dict[str, object]:
    said = datetime.fromtimestamp(act.at_minute * 60, UTC)
    return {
        "first": act.first,
        "last": act.last,
        "act": act.kind.value,
        "reason": act.reason,
        "by": act.by,
        "recorded": f"{said:%Y-%m-%dT%H:%MZ}",
    }


def _change(done: RegisterChange) -> dict[str, object]:
    return {
        "office": done.act.office,
        "register": done.kind.value,
        "year": done.act.year,
        "desk": done.desk,
        "first": done.act.first,
        "last": done.act.last,
        "next": done.following,
        "new": done.new,
        "replaced": done.replaced,
        "freed": [{"first": first, "last": last} for first, last in done.freed],
        "kept": [{"first": first, "last": last} for first, last in done.kept],
        "classification": done.classification,
    }


def _named(name: str) -> str:
    return ", ".join(filter(None, (named(name).value, desk_of(name), class_of(name))))


def _whose(act: RegisterAct) -> str:
    desk = desk_of(act.name)
    of = act.office if desk is None else f"{desk} of {act.office}"
    code = f" of classification {held}" if (held := class_of(act.name)) else ""
    return f"{named(act.name)} register {act.year} of {of}{code}"


def _begun(act: RegisterAct, name: str) -> bool:
    """Whether another register of the same office and year was opened or drawn from."""
    with runtime.ledger().reading() as connection:
        found = register_standings(connection, act.office)
    return any((each.name, each.year) == (name, act.year) for each in found)


def _spans(standing: RegisterStanding) -> str:
    """The numbers given elsewhere: spans as they were said, those that overlap as one."""
    shown: list[Span] = []
    for first, last in sorted(standing.spans):
        if shown and first <= shown[-1][1]:
            shown[-1] = (shown[-1][0], max(shown[-1][1], last))
        else:
            shown.append((first, last))
    return ", ".join(map(written, shown))


def _freed(done: RegisterChange) -> str:
    numbers = ", ".join(map(written, done.freed))
    return f": {numbers} may be drawn again" if numbers else ""
