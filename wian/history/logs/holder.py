"""Who has a case: a group, a person, or the step that it is at?"""

from __future__ import annotations

from enum import StrEnum


class Holder(StrEnum):
    """Whose the case is with an event: what is handed over from one to another."""

    GROUP = "group"
    RESOURCE = "resource"
    ACTIVITY = "activity"
