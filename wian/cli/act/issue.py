"""The command ``wian issue``: issues an office's draft as its numbered letter."""

from __future__ import annotations

from wian.cli.act.number_options import given_number, naming_confirm, say_typed, typed_summary
from wian.cli.act.typed_act import acting, shown, who_acted
from wian.cli.terminal.console import print_json, say
from wian.kit.counted import counted
from wian.office.issue import Issuance
from wian.office.joint_issue import issue
from wian.propagation import runtime


def run(
    propagation: str,
    office: str,
    number: str | None,
    signer: str | None,
    by: str,
    *,
    confirm: bool,
    json: bool,
) -> None:
    """Issue an office's letter as drafted, under the next number of its register."""
    typed = given_number(number, confirm=confirm)
    plan = runtime.recorded_plan(propagation)
    acts = acting(plan, office, by)
    with naming_confirm():
        done = issue(acts, number=typed, signer=signer)
    if json:
        print_json(_summary(done, shown(plan, acts.office, done.letter.issued)))
    else:
        at = acts.now if done.new else done.letter.issued
        _show(done, who_acted(acts.office, at, next(iter(done.recipients), None)))


def _summary(done: Issuance, at: str) -> dict[str, object]:
    letter = done.letter
    return {
        "propagation": done.propagation,
        "office": letter.office,
        "number": letter.letter.number,
        "dated": letter.letter.dated.isoformat(),
        "at": at,
        "recipients": list(done.recipients),
        "new": done.new,
        "letters": [
            {"number": each.letter.number, "recipients": list(recipients)}
            for each, recipients in done.letters
        ],
        "together": [
            {
                "propagation": also.propagation,
                "number": also.letter.letter.number,
                "recipients": list(also.recipients),
            }
            for also in done.together
        ],
        "unstamped": list(done.unstamped),
        "typed": typed_summary(done.typed),
    }


def _show(done: Issuance, who: str) -> None:
    verb = "issued" if done.new else "had issued already"
    out = [f"{e.letter.number}, to {counted(len(to), 'office')}" for e, to in done.letters]
    say(f"{who} {verb}: {'; '.join(out)}.")
    say_typed(done.typed)
    for also in done.together:
        said = f"{also.letter.letter.number}, to {counted(len(also.recipients), 'office')}"
        say(f"With it went what amends it ({also.propagation}): {said}.")
    office = done.letter.office
    for left in done.unstamped:
        say(f"What amends it ({left}) lies here without all its stamps and did not go with it.")
        say(f"  wian receive {left} {office}, once for each desk, stamps it;")
        say(f"  wian issue {left} {office} then sends it.")
