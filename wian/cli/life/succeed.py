"""The command ``wian succeed``: an office is renamed, merged or split from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from wian.cli.terminal.console import print_json, say
from wian.cli.terminal.typed_options import told_by_option
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.kit.counted import counted
from wian.kit.errors import Fault, InputFaults, Unfit
from wian.kit.pydantic_faults import shown
from wian.ledger.read.live_letters import State
from wian.ledger.succession.reversal import Reversal
from wian.lifecycle.succession.said_shares import said_shares
from wian.lifecycle.succession.successor import Succeeding, Successor, succeed, take_back
from wian.office.kept_register import known_office
from wian.propagation import runtime
from wian.propagation.prepare import load_offices

_NAMED = 5
_OPTIONS = {"by": "--by", "heir": "--heir", "day": "--from", "shares": "--share"}
_TO_DO = {
    State.TO_STAMP: "to stamp",
    State.TO_ISSUE: "to forward",
    State.TO_ANSWER: "to answer",
}


def run(
    office: str,
    by: list[str] | None,
    day: str | None,
    heir: str | None,
    share: list[str] | None,
    file: Path | None,
    reason: str | None,
    post: str,
    back: bool,  # noqa: FBT001 - an option
    *,
    json: bool,
) -> None:
    """Have other offices take the place of one from a day on, or take that back."""
    _refuse_unfit(by, day, heir, share, file, back=back)
    if back:
        _take_back(office, reason, post, json=json)
        return
    ledger = runtime.ledger()
    known = load_offices(str(file), Path(), None) if file else None
    given = [known.office(each) for each in by or () if each in known] if known else []
    wanted = Successor(
        office,
        tuple(by or ()),
        _day(day or "", known_office(ledger, office)[1]),
        heir,
        reason,
        known.pictures if known else {},
        said_shares(share or (), "--share"),
        known,
    )
    with told_by_option(_OPTIONS):
        done = succeed(ledger, wanted, given, by=post, now=runtime.agreed_now())
    if json:
        print_json(_summary(done))
    else:
        _show(done)


def _take_back(office: str, reason: str | None, post: str, *, json: bool) -> None:
    """Have an office act itself again."""
    done = take_back(runtime.ledger(), office, reason or "", by=post, now=runtime.agreed_now())
    if json:
        print_json(_taken_back(done))
    else:
        _say_taken_back(done)


def _refuse_unfit(
    by: list[str] | None,
    day: str | None,
    heir: str | None,
    share: list[str] | None,
    file: Path | None,
    *,
    back: bool,
) -> None:
    """Refuse options that do not go together.

    Raises:
        InputFaults: Who takes the place is not said, or is although nobody does.
    """
    said = {"--by": by, "--from": day, "--heir": heir, "--share": share, "--file": file}
    if back:
        faults = [
            Fault(name, "nobody takes the office's place any more", "leave it out")
            for name, value in said.items()
            if value
        ]
    else:
        faults = [
            Fault(name, "is missing", "say who takes the office's place, and from which day on")
            for name in ("--by", "--from")
            if not said[name]
        ]
    if faults:
        raise InputFaults("The succession", faults)


def _day(written: str, country: Jurisdiction) -> date:
    """The first day, as people of the office's country write days.

    Raises:
        InputFaults: It is none, or has a time.
    """
    try:
        found = country.read_moment(written)
    except Unfit as error:
        what, _, remedy = str(error).partition("; ")
    else:
        if not isinstance(found, datetime):
            return found
        what, remedy = "has a time, and a place is taken from a day on", "write the day alone"
    raise InputFaults("The succession", [Fault("--from", f"{shown(written)} {what}", remedy)])


def _taken_back(done: Reversal) -> dict[str, object]:
    at = datetime.fromtimestamp(done.act.at_minute * 60, UTC)
    return {
        "office": done.act.office,
        "taken_back": [each.id for each in done.succession.successors],
        "from": done.succession.day.isoformat(),
        "reason": done.act.reason,
        "by": done.act.by,
        "recorded": f"{at:%Y-%m-%dT%H:%MZ}",
        "new": done.new,
    }


def _say_taken_back(done: Reversal) -> None:
    those = ", ".join(each.id for each in done.succession.successors)
    verb = "acts itself again" if done.new else "acted itself again already"
    say(f"{done.act.office} {verb}: that {those} took its place is taken back.")


def _summary(done: Succeeding) -> dict[str, object]:
    act = done.succession
    at = datetime.fromtimestamp(act.at_minute * 60, UTC)
    return {
        "office": act.office,
        "successors": [each.id for each in act.successors],
        "heir": act.heir,
        "from": act.day.isoformat(),
        "reason": act.reason,
        "by": act.by,
        "recorded": f"{at:%Y-%m-%dT%H:%MZ}",
        "new": done.new,
        "waiting": {state.value: count for state, count in done.waiting.items()},
        "opened": [{"register": name, "next": following} for name, following in done.opened],
        "shares": act.parts,
    }


def _named(offices: Sequence[str]) -> str:
    more = len(offices) - _NAMED
    named = ", ".join(offices[:_NAMED])
    return f"{named} and {counted(more, 'other office')}" if more > 0 else named


def _show(done: Succeeding) -> None:
    act = done.succession
    those = ", ".join(f"{each.id} ({each.label})" for each in act.successors)
    verb = "is succeeded" if done.new else "was succeeded already"
    say(f"{act.office} {verb} by {those} from {act.day} on; its registers are closed.")
    waiting = ", ".join(
        f"{counted(count, 'letter')} {_TO_DO[state]}"
        for state, count in done.waiting.items()
        if count
    )
    say(f"{act.heir} keeps its work: {waiting or 'nothing waits there'}.")
    for successor, below in act.parts.items():
        say(f"{successor} forwards to {_named(below)}.")
    if len(act.successors) > 1 and not act.parts:
        say(
            f"{act.heir} forwards to all below it: neither --share nor a hierarchy says which of "
            "them are another's."
        )
    for name, following in done.opened:
        say(f"Both print the same code, so {name} of {act.heir} goes on at {following}.")
