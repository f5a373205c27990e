"""The rows of tables of answers: bodies with what stands above them, and offices with totals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from wian.propagation.standing.answer_board import AnswerBoard
from wian.propagation.standing.corrections_below import HeldCorrection
from wian.reports.upward.answer_frames import BodyRow, GroupRow


def body_rows(board: AnswerBoard, name: Callable[[str], str]) -> Iterator[BodyRow]:
    """A row for each body that is asked below an office.

    Args:
        board: The answers.
        name: The name of an office, by its id.
    """
    plan = board.plan
    level, clocks = plan.hierarchy.level, plan.clocks
    for body in board.asked:
        found = board.answers.get(body)
        above = {level(each): name(each) for each in plan.route.chain(body)[1:-1]}
        standing = "answered" if found else ("silent" if body in board.sent else "unknown")
        yield BodyRow(
            body,
            name(body),
            above,
            clocks.of(body).isoformat(found.answered) if found else None,
            found.number if found else None,
            standing,
            found.text if found else "",
            found.values if found else {},
            found.files if found else {},
        )


def group_rows(
    board: AnswerBoard, name: Callable[[str], str], level: str | None = None
) -> Iterator[GroupRow]:
    """A row for each office right below, or for each of a level on the way to the bodies."""
    if level is None:
        for group in board.groups:
            yield GroupRow(group.office, name(group.office), group.totals)
        return
    for office, found in board.by_level(level):
        yield GroupRow(office, name(office), found)


def corrected_rows(corrections: Iterable[HeldCorrection]) -> list[tuple[str, ...]]:
    """A row for each correction beside the figures; exact numbers are texts."""
    return [
        (
            each.corrector,
            each.office,
            each.field,
            str(each.given),
            str(each.meant),
            each.by,
            each.reason,
        )
        for each in corrections
    ]
