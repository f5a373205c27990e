"""Where an office gathers: its corrections, its reports, and the stamps on those from below."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from wian.desk.app.words import Language
from wian.desk.office_letters import OfficeLetters
from wian.jurisdictions.instant import Instant
from wian.ledger.acts import Act, ActKind
from wian.ledger.life.upward.gathering_acts import ReportedUp, ReportStamped
from wian.ledger.life.upward.report_address import ReportAddress
from wian.ledger.read.live_letters import acts
from wian.letters.answer_form.form import DecimalField, IntegerField, TotalKind
from wian.office.gathering.gathering import gathering
from wian.propagation.plan import Plan
from wian.propagation.standing.answer_board import AnswerBoard
from wian.propagation.standing.corrections_below import corrections_below, same_sums


@dataclass(frozen=True, slots=True)
class ShownCorrection:
    """A correction that stands beside a figure.

    Attributes:
        corrector: Name of the office that noted it.
        office: Name of the office whose figure it is.
        field: What the field is called.
        was: The number as it was given, as English writes it.
        value: The number that is meant.
        by: Who says so.
        reason: Why.
    """

    corrector: str
    office: str
    field: str
    was: str
    value: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class ShownReport:
    """A report: of the office, or one that came to it.

    Attributes:
        office: Id of whoever reports.
        name: Its name.
        address: How pages name it.
        number: Of its letter.
        at: When.
        answered, bodies: Of how many of how many offices answers are in it.
        remark: What it says of its own.
        to_stamp: The desk that has still to stamp it; empty where all have, and of own reports.
    """

    office: str
    name: str
    address: str
    number: str
    at: Instant
    answered: int
    bodies: int
    remark: str | None
    to_stamp: str = ""


@dataclass(frozen=True, slots=True)
class GatheringPart:
    """What an office gathers, as its page shows it.

    Attributes:
        to: Name of the office that asked; empty at the origin.
        answered, asked: Of how many of how many offices answers are there.
        behind: Answers came or changed below that no report has brought here yet.
        reports: The office's own, the first one first.
        came: Those that came to it.
        correctable: Offices whose figures can be corrected, by id, with their names.
        figures: Fields that can be, by id, with what they are called.
    """

    to: str
    answered: int
    asked: int
    behind: bool
    reports: tuple[ShownReport, ...]
    came: tuple[ShownReport, ...]
    correctable: tuple[tuple[str, str], ...]
    figures: tuple[tuple[str, str], ...]


def gathering_part(
    letters: OfficeLetters, board: AnswerBoard, language: Language, name: Callable[[str], str]
) -> GatheringPart | None:
    """What the office gathers; ``None`` where nobody below it is asked.

    Args:
        letters: Those of the office.
        board: The answers below it.
        language: Of the reader.
        name: The name of an office, by its id.
    """
    plan, form, office = board.plan, board.form, letters.office
    if plan.way_up is None or not plan.way_up.gathers(office):
        return None
    found = gathering(letters.desk.ledger, plan, office)
    figures = tuple(
        (each.id, each.named(language.tag))
        for each in form.fields
        if isinstance(each, IntegerField | DecimalField) and each.totalled is TotalKind.SUM
    )
    above = plan.route.parent(office)
    return GatheringPart(
        to=name(above) if above else "",
        answered=found.answered,
        asked=found.asked,
        behind=not same_sums(board, found),
        reports=tuple(_report(letters, plan, act, name) for act in found.reports),
        came=tuple(_came(letters, plan, [each.act for each in found.below if each.act], name)),
        correctable=tuple((each.office, name(each.office)) for each in found.parts),
        figures=figures,
    )


def shown_corrections(
    letters: OfficeLetters, board: AnswerBoard, language: Language, name: Callable[[str], str]
) -> list[ShownCorrection]:
    """The corrections that hold at an office and below it; arguments as above."""
    labels = {each.id: each.named(language.tag) for each in board.form.fields}
    return [
        ShownCorrection(
            name(each.corrector),
            name(each.office),
            labels.get(each.field, each.field),
            f"{each.given:,}",
            f"{each.meant:,}",
            each.by,
            each.reason,
        )
        for each in corrections_below(letters.desk.ledger, board.plan, board.office)
    ]


def _report(
    letters: OfficeLetters, plan: Plan, act: Act, name: Callable[[str], str], to_stamp: str = ""
) -> ShownReport:
    body = act.body
    if not isinstance(body, ReportedUp):
        raise TypeError(f"act {act.key} of {act.office} is no report")
    return ShownReport(
        act.office,
        name(act.office),
        letters.address(ReportAddress(plan.id, act.office, act.key).text),
        body.letter.number,
        act.at,
        body.answered,
        body.bodies,
        body.remark,
        to_stamp,
    )


def _came(
    letters: OfficeLetters, plan: Plan, held: list[Act], name: Callable[[str], str]
) -> Iterator[ShownReport]:
    """The reports from below that hold, each with the desk that has still to stamp it."""
    reports = [act for act in held if isinstance(act.body, ReportedUp)]
    if not reports:
        return
    office, desks = letters.office, plan.office(letters.office).desks
    kind = ActKind.REPORT_STAMPED
    stamped: dict[tuple[str, str], int] = {}
    for act in acts(letters.desk.ledger, plan.id, office=office, kind=kind):
        if isinstance(act.body, ReportStamped):
            of = act.body.sender, act.body.report
            stamped[of] = max(stamped.get(of, 0), act.body.position + 1)
    for act in reports:
        done = stamped.get((act.office, act.key), 0)
        yield _report(letters, plan, act, name, desks[done] if done < len(desks) else "")
