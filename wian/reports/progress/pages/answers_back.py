"""The section of a propagation's page about its answers: how many are there, and who waits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wian.kit.counted import agreeing, counted, number
from wian.kit.markdown import code, plain, table
from wian.reports.progress.pages.setting import Setting
from wian.reports.progress.way_back import LevelBack, WayBack

_SHOWN = 5


def answers_section(back: WayBack | None, setting: Setting) -> Iterator[str]:
    """The section in Markdown; nothing where a directive asks for no answers in a form."""
    if back is None:
        return
    yield "## The way back up"
    yield f"**{_summary(back)}**"
    columns = ("offices", "answered", "late", "by")
    head = [("", "left"), *((name, "right") for name in columns[:3]), ("by", "left")]
    yield table(head, [_row(each, setting) for each in back.levels])  # type: ignore[arg-type]  # the sides are literals
    if back.ready:
        lines = [f"- {_holds(*each, setting)}" for each in back.ready[:_SHOWN]]
        yield "Who has all answers below and has not reported:\n\n" + "\n".join(lines)
    if len(back.ready) > _SHOWN:
        yield f"and {number(len(back.ready) - _SHOWN)} more."
    yield f"Every answer as a table: {code(f'wian totals {setting.propagation}')}"


def _summary(back: WayBack) -> str:
    have = agreeing(back.answered, "has", "have")
    told = f"{number(back.answered)} of {counted(back.asked, 'office')} {have} answered."
    if back.due is None or back.left is None:
        return told
    if back.left <= 0:
        return f"{told} All were due by {back.due}, {counted(1 - back.left, 'day')} ago."
    left = agreeing(back.left, "is", "are")
    return f"{told} All are due by {back.due}: {counted(back.left, 'day')} {left} left."


def _row(each: LevelBack, setting: Setting) -> Sequence[str]:
    who = plain(setting.namer.many(each.offices))
    return (
        who,
        number(len(each.offices)),
        number(each.done),
        number(each.late) if each.late else "",
        str(each.day or ""),
    )


def _holds(office: str, answers: int, setting: Setting) -> str:
    wait = agreeing(answers, "waits", "wait")
    return f"{setting.name(office)}: {counted(answers, 'answer')} {wait} there"
