"""Why an office cannot gather, report, correct or stamp what comes from below."""

from __future__ import annotations

from wian.office.refusals import Refusal


class NoForm(Refusal):
    """Answers in words are not gathered."""

    def __init__(self, propagation: str) -> None:
        super().__init__(
            f"The directive of {propagation} asks for no answers in a form, so that nothing is "
            "gathered; give it answer with fields."
        )


class GathersNothing(Refusal):
    """Nobody below the office is asked."""

    def __init__(self, office: str) -> None:
        super().__init__(
            f"{office} gathers no answers: nobody that it wrote to is asked for one. Its own "
            "answer is wian answer."
        )


class GathersInstead(Refusal):
    """The office is asked for the answers below it, and for none of its own."""

    def __init__(self, propagation: str, office: str) -> None:
        super().__init__(
            f"{office} does not answer itself: it gathers those of the offices below "
            f"it. wian gather {propagation} {office} shows them, and with --send reports them."
        )


class NothingGathered(Refusal):
    """No answer is there yet."""

    def __init__(self, office: str, bodies: int) -> None:
        super().__init__(f"{office} has no answer yet of {bodies} that it waits for.")


class ReportsToNobody(Refusal):
    """The origin asked for the answers itself."""

    def __init__(self, office: str) -> None:
        super().__init__(f"{office} asked for the answers, and reports to nobody.")


class NoAnswerBelow(Refusal):
    """There is no answer to correct."""

    def __init__(self, office: str, below: str) -> None:
        super().__init__(f"{office} has no answer of {below} that could be corrected.")


class NotAFigure(Refusal):
    """Only numbers that are added up are corrected."""

    def __init__(self, field: str, figures: tuple[str, ...]) -> None:
        known = f"; fields with figures are {', '.join(figures)}" if figures else ""
        super().__init__(f"{field} is no field whose numbers are added up{known}.")


class NoReport(Refusal):
    """There is no such report to stamp."""

    def __init__(self, office: str, sender: str, report: str | None = None) -> None:
        which = "no report" if report is None else f"no report {report}"
        super().__init__(
            f"{office} was sent {which} of {sender}. Each office stamps those that were sent to it."
        )


class ReportReplaced(Refusal):
    """Only the report that holds goes back."""

    def __init__(self, sender: str, number: str, newest: str) -> None:
        self.newest = newest
        super().__init__(
            f"The report {number} of {sender} was replaced by its report {newest}; return that one."
        )


class ReportUnstamped(Refusal):
    """A report goes back once every desk has stamped it."""

    def __init__(self, propagation: str, office: str, desk: str, sender: str) -> None:
        super().__init__(
            f"{office} cannot return the report before {desk} has stamped it: "
            f"wian gather {propagation} {office} --stamp {sender}."
        )


class ReportReturnedBefore(Refusal):
    """The report went back already, for another reason."""

    def __init__(self, office: str, number: str) -> None:
        self.number = number
        super().__init__(
            f"{office} has returned this report with its letter {number}, for the reason given "
            "then; nothing was changed."
        )


class NotReported(Refusal):
    """The office has sent no report yet."""

    def __init__(self, office: str) -> None:
        super().__init__(f"{office} has sent no report yet; wian gather --send writes one.")
