"""How a look back at outlooks of the past is told: a table by tenths, and what can be promised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wian.cli.terminal.console import heading, say, table
from wian.kit.counted import counted, number
from wian.reports.outlook.look_back.back_test import (
    NARROWEST,
    WIDEST,
    BackTest,
    Promise,
    Tenth,
    ratio,
)
from wian.reports.outlook.look_back.past_outlooks import TENTHS

_WHAT = {
    "offices": "when an office receives",
    "counts": "how many are in time",
    "last": "when the last one receives",
}
_COLUMNS = (
    ("window\ngone", "right"),
    ("directives", "right"),
    ("offices\nwaiting", "right"),
    ("offices in\ntheir 90 %", "right"),
    ("with a\ndeadline", "right"),
    ("counts in\ntheir 90 %", "right"),
    ("last in\nits 90 %", "right"),
    ("error of the\nshare in time", "right"),
    ("CRPS of the\nmedians' error", "right"),
)


def tell(found: BackTest, left_out: Sequence[str], draws: int, seed: int) -> None:
    """Print a look back.

    Args:
        found: What it found.
        left_out: Propagations that reach beyond the working calendar.
        draws: How many futures were drawn each time.
        seed: Their seed.
    """
    heading("What outlooks would have said, and what came")
    if found.directives:
        say(_grounds(found, draws, seed))
        table(_COLUMNS, [_row(at, each) for at, each in enumerate(found.tenths)])
    else:
        say(
            "No directive of the past is known whose letters were received: simulated hops do not "
            "count without --simulated, and live directives count once they are over."
        )
    for line in _promises(found):
        say(line)
    if left_out:
        say(f"Left out, as they reach beyond the working calendar: {', '.join(left_out)}.")


def _grounds(found: BackTest, draws: int, seed: int) -> str:
    many = len(found.directives)
    said = f"{counted(many, 'directive')} of the past. "
    if not found.learned:
        said += "Too little had ended before to learn from: the declared profile was used. "
    elif found.learned < many:
        said += (
            f"For {number(found.learned)} of them delays were learned from those that had ended "
            "before, for the rest the declared profile was used. "
        )
    else:
        said += "Delays were learned from those that had ended before. "
    return f"{said}{number(draws)} futures, seed {seed}."


def _row(at: int, found: Tenth) -> tuple[str | None, ...]:
    error = ratio(found.share_error, found.windows)
    score = ratio(found.crps, found.median_error)
    return (
        f"{at / TENTHS:.0%}",
        number(found.directives),
        number(found.offices),
        _percent(found.inside, found.offices),
        number(found.windows),
        _percent(found.counts, found.windows),
        _percent(found.last, found.directives),
        None if error is None else f"{error * 100:.1f} points",
        None if score is None else f"{score:.2f}",
    )


def _percent(part: int, whole: int) -> str | None:
    share = ratio(part, whole)
    return None if share is None else f"{share:.0%}"


def _promises(found: BackTest) -> Iterator[str]:
    for each in found.promises():
        yield _lacks(each) if each.lacking or each.held is None else _holds(each, each.held)


def _lacks(promise: Promise) -> str:
    shown = counted(promise.directives, "past directive")
    of = " with a deadline" if promise.what == "counts" else ""
    return (
        f"Nothing is promised of {_WHAT[promise.what]}: history holds {shown}{of}, and "
        f"{number(promise.enough)} would be enough ({number(promise.lacking)} more)."
    )


def _holds(promise: Promise, held: float) -> str:
    said = f"Of {_WHAT[promise.what]}, intervals of 90 % held in {held:.0%}"
    many = f"over {counted(promise.directives, 'directive')}"
    if held < NARROWEST:
        return f"{said} ({many}): they are too narrow, so do not rely on them."
    if held > WIDEST:
        return f"{said} ({many}): they are wider than they need be."
    return f"{said} ({many})."
