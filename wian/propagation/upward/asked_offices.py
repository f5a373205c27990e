"""Who answers to whom in a propagation, and by which day each is asked to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hierarchy.route.way_up import WayUp
from wian.propagation.plan import Plan


@dataclass(frozen=True, slots=True)
class Answering:
    """The way up of a propagation.

    Attributes:
        way: Who answers to whom.
        days: By which day each is to have answered, where the directive names one.
    """

    way: WayUp
    days: Mapping[str, date]


def answering(plan: Plan) -> Answering | None:
    """The way up of a propagation; ``None`` where no answers are asked for in a form."""
    if (way := plan.way_up) is None:
        return None
    return Answering(way, {**plan.report_days, **plan.answers_by})
