"""How Prefect shows a run that was refused: our sentence, without an exception's name before it."""

from __future__ import annotations

from typing import Any

from prefect.client.schemas.objects import State
from prefect.states import Failed

from wian.kit.errors import WianError


def refused(refusal: WianError) -> State[Any]:
    """The state of a run that cannot be carried out.

    A flow returns it instead of raising: of what is raised, Prefect makes "Flow run encountered an
    exception: InputFaults: ...". Whoever called the flow in this process still gets the error.

    Args:
        refusal: Why.
    """
    return Failed(message=str(refusal), data=refusal)
