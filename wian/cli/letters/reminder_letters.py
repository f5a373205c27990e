"""``wian letters --reminders``: which reminders does a propagation, or an office of it, have?"""

from __future__ import annotations

from wian.cli.letters.letters_apart import LetterApart, LettersApart
from wian.kit.counted import number
from wian.kit.errors import WianError
from wian.ledger.read.offices.reminders import Reminder, reminders_of, reminders_to
from wian.propagation import runtime
from wian.propagation.plan import Plan

_COLUMNS = (("owed", "left"), ("recipients", "right"), ("first of them", "whole"))


class NoReminder(WianError):
    """Nobody was reminded, or not by or of that office."""

    def __init__(self, propagation: str, office: str) -> None:
        super().__init__(f"{office} has neither written nor been sent a reminder in {propagation}.")


def reminder_letters(plan: Plan, office: str | None) -> LettersApart:
    """The reminders of a propagation.

    Args:
        plan: The propagation.
        office: Only those that it wrote or was sent.

    Raises:
        NoReminder: That office has none.
    """
    return LettersApart("reminder", _COLUMNS, [_apart(each) for each in _found(plan, office)])


def _found(plan: Plan, office: str | None) -> list[Reminder]:
    ledger = runtime.ledger()
    found = reminders_of(ledger, plan.id)
    if office is None:
        return found
    own = [each for each in found if each.act.office == office]
    own += reminders_to(ledger, office, plan.id)
    if not own:
        raise NoReminder(plan.id, office)
    return own


def _apart(reminder: Reminder) -> LetterApart:
    body = reminder.body
    return LetterApart(
        reminder.act.office,
        body.letter,
        {"owed": body.owed.value, "recipients": list(body.recipients)},
        (body.owed.value, number(len(body.recipients)), body.recipients[0]),
    )
