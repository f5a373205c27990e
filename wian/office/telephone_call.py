"""A telephone call to an office below is noted in the caller's journal: to whom, what was said."""

from __future__ import annotations

from wian.ledger.acts import Act, ActKind, Telephoned
from wian.office.actor import Acting
from wian.office.held_letter import note_first, refuse_ended, refuse_unless_live
from wian.office.inputs import CallText, checked
from wian.office.refusals import Refusal
from wian.office.trusted_clock import journal_years, refuse_wrong_clock


class NotBelow(Refusal):
    """An office is not below the one that acts, on the way that the directive takes.

    Args:
        office: Who acts.
        other: The office that was meant.
    """

    def __init__(self, office: str, other: str) -> None:
        self.office, self.other = office, other
        super().__init__(f"The directive does not go to {other} by way of {office}.")


def note_call(
    acting: Acting, recipient: str, said: str, *, spoken_to: str | None = None, key: str
) -> Act:
    """Note a telephone call about a directive; the same request again notes it once.

    Args:
        acting: The office that called, by which post and when.
        recipient: Id of the office that was called.
        said: What was said.
        spoken_to: The post that answered.
        key: Of the request.

    Raises:
        Refusal: The propagation is not live or has ended, or the office is not below.
        InputFaults: The text cannot be kept.
    """
    wanted = checked(CallText, said=said, spoken_to=spoken_to)
    plan, office = acting.plan, acting.office
    refuse_unless_live(plan)
    if not plan.route.reaches(recipient) or office not in plan.route.chain(recipient)[:-1]:
        raise NotBelow(office, recipient)
    body = Telephoned(recipient=recipient, spoken_to=wanted.spoken_to, said=wanted.said)
    with acting.ledger.cohort(plan.id, plan.clock) as writer:
        writer.hold(office)
        writer.look(office, acting.keeper, journal_years(acting))
        done = (each for each in writer.acts(office, ActKind.TELEPHONED) if each.key == key)
        if before := next(done, None):
            return before
        refuse_ended(writer)
        refuse_wrong_clock(writer, acting)
        return note_first(writer, acting, body, key)
