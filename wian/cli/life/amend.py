"""The command ``wian amend``: amends a live directive."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from wian.cli.act.typed_act import acting, shown
from wian.cli.terminal.console import print_json, say
from wian.cli.terminal.typed_options import told_by_option
from wian.kit.counted import counted
from wian.kit.errors import Fault, InputFaults
from wian.kit.pydantic_faults import shown as quoted
from wian.kit.text_file import read_text
from wian.letters.enclosed_file import read_enclosed
from wian.letters.file_kind import NotEnclosable
from wian.lifecycle.amended_days import Shown, set_days
from wian.lifecycle.amendment import Amendment, amend
from wian.lifecycle.changes import Enclosing, Wish
from wian.propagation import runtime
from wian.propagation.plan import Plan

_OPTIONS = {
    "opens": "--opens",
    "closes": "--closes",
    "answer_by": "--answer-by",
    "answer_by_level": "--answer-by",
}
_EMPTY_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_PATH = re.compile(r"^(?:/|~|\.{1,2}/)|\.(?:pdf|docx|xlsx|png|jpe?g)$", re.IGNORECASE)
"""How a path begins, or a file that travels ends; a title does neither."""


def run(
    propagation: str,
    text: list[str] | None,
    text_file: Path | None,
    opens: str,
    closes: str,
    answer_by: list[str] | None,
    enclose: list[str] | None,
    by: str,
    *,
    json: bool,
) -> None:
    """Amend a directive: a letter that cites the first one goes the same way down."""
    _refuse_blank(text or ())
    words = [*(text or ()), *(_paragraphs(text_file) if text_file else ())]
    everybody, levels = _days(answer_by or ())
    wish = Wish(
        text=words,
        opens=opens,
        closes=closes,
        answer_by=everybody,
        answer_by_level=levels,
        enclosures=[_enclosed(each) for each in enclose or ()],
    )
    plan = runtime.recorded_plan(propagation)
    with told_by_option(_OPTIONS):
        done = amend(acting(plan, plan.directive.origin, by), wish)
    if json:
        print_json(_told(plan, done))
    else:
        _say(done, plan.jurisdiction.wording.long_date)


def _refuse_blank(text: Sequence[str]) -> None:
    """Refuse new words that are none.

    Raises:
        InputFaults: A text has nothing but white space.
    """
    if not all(each.strip() for each in text):
        fault = Fault("--text", "a text is empty", "write the new words, or leave the option out")
        raise InputFaults("What was entered", [fault])


def _told(plan: Plan, done: Amendment) -> dict[str, Any]:
    return {
        "propagation": plan.id,
        "amendment": done.place,
        "follower": done.follower,
        "numbers": list(done.numbers),
        "reached": done.reached,
        "at": shown(plan, done.act.office, done.act.at),
        "new": done.new,
        **done.changes.model_dump(mode="json", include={"window", "answer_by", "answer_by_level"}),
        "notes": [each.said(date.isoformat) for each in done.odd],
    }


def _say(done: Amendment, long_date: Shown) -> None:
    verb = "amended" if done.new else "has already amended"
    letters = "letter" if len(done.numbers) == 1 else "letters"
    say(
        f"{done.act.office} {verb} {done.propagation} with its {letters} {', '.join(done.numbers)}."
    )
    offices = counted(done.reached, "office")
    say(
        f"It goes down as {done.follower}, to the {offices} that had been sent the first letter, "
        "and with that letter to those below them."
    )
    if days := set_days(done.changes, long_date):
        say(f"From now on: {'; '.join(days)}.")
    for each in done.odd:
        say(f"Note: {each.said(long_date)}")


def _paragraphs(path: Path) -> Iterable[str]:
    text = read_text(path).replace("\r\n", "\n").strip()
    return _EMPTY_LINES.split(text) if text else ()


def _days(texts: Sequence[str]) -> tuple[str, dict[str, str]]:
    """The day for everybody, empty where none is given, and those of levels.

    Raises:
        InputFaults: Two days are given for the same offices.
    """
    pairs = [text.rpartition("=")[::2] for text in texts]
    days = {level.strip(): day for level, day in pairs}
    if len(days) < len(pairs):
        what, remedy = "two days are given for the same offices", "give one, or name levels"
        raise InputFaults("What was entered", [Fault("--answer-by", what, remedy)])
    return days.pop("", ""), days


def _enclosed(text: str) -> Enclosing:
    """What goes with the letter, and its file if one is named.

    Raises:
        InputFaults: The file cannot travel.
    """
    title, equals, path = text.partition("=")
    if not equals and _PATH.search(text):
        what, remedy = "is a file without a title", f"write TITLE={text}"
        raise InputFaults("What was entered", [Fault(f"--enclose {quoted(text)}", what, remedy)])
    if not equals:
        return Enclosing(title)
    try:
        return Enclosing(title, read_enclosed(Path(path)))
    except NotEnclosable as error:
        fault = Fault(f"--enclose {quoted(text)}", f"the file {error.what}", error.remedy)
        raise InputFaults("What was entered", [fault]) from None
