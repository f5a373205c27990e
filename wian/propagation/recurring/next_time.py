"""Is what is asked for the next time of a recurring directive, or one far ahead?"""

from __future__ import annotations

from pathlib import Path

from wian.delays.clock_choice import ClockChoice
from wian.jurisdictions.instant import Instant
from wian.letters.directive_file import load_directive
from wian.propagation.plan import Plan
from wian.propagation.recurring.occurrences import refuse_far_ahead
from wian.propagation.request import PropagationRequest


def refuse_ahead(request: PropagationRequest, plan: Plan, now: Instant) -> None:
    """Refuse to send live a later time than the next one, unless the request says so.

    Args:
        request: What is asked for.
        plan: Its plan.
        now: When it would go out.

    Raises:
        FarAhead: It is one.
    """
    asked = plan.directive.occurrence
    if request.clock is not ClockChoice.LIVE or request.ahead or asked is None:
        return
    recurs = load_directive(Path(request.directive)).recurs
    if recurs is not None:
        refuse_far_ahead(recurs, asked, now.date(plan.jurisdiction.calendar.zone))
