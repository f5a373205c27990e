"""What does the ``settings`` block of a hierarchy file make of ``plain``?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from wian.jurisdictions.plain.definition import Definition
from wian.jurisdictions.plain.rules import CalendarRules, Identity, LetterRules, Rules
from wian.jurisdictions.plain.working_days import closed_days
from wian.kit.errors import InputFaults
from wian.kit.pydantic_faults import Loc, faults_of

_OF_LETTERS = frozenset(LetterRules.model_fields)


def settled(values: Mapping[str, Any], where: Callable[[Loc], str]) -> Definition:
    """The definition of ``plain`` with settings.

    Args:
        values: The fields of the block.
        where: From a field's place in the block to file and line.

    Raises:
        InputFaults: All that is wrong with them.
    """
    try:
        rules = Rules.model_validate(values)
    except ValidationError as error:
        raise InputFaults("the block of settings", faults_of(error, where)) from None
    given = rules.model_dump()
    letters = {name: given[name] for name in given if name in _OF_LETTERS}
    calendar = CalendarRules.model_validate(
        {name: given[name] for name in given if name not in _OF_LETTERS}
    )
    identity = Identity.model_validate({"id": "plain", "name": "Plain", **letters})
    return Definition(identity, calendar, closed_days(calendar))
