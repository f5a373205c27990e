"""What is a propagation called? Its directive's id, and digits of all that decides its result."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

_SINCE = (0, 2, 0)
"""The first version whose ids can be computed again: before it the rule changed."""
_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)")
_SELECTION = frozenset({"levels", "kinds", "ids", "under", "except"})


def propagation_id(  # noqa: PLR0913, PLR0917 - what an id stands for
    directive: Mapping[str, Any],
    digests: Sequence[str],
    profile: Mapping[str, Any],
    seed: int,
    limit_to: Sequence[str],
    live: str | None,
) -> str:
    """The directive's id and eight digits that stand for everything that decides the result.

    Args:
        directive: The directive as JSON, with its fields' own names.
        digests: Those of the hierarchy and of the route.
        profile: The delay profile as JSON.
        seed: Seed of the draws.
        limit_to: The offices that the route is limited to.
        live: The clock's name where it is live; ``None`` for a rehearsal.
    """
    content = [directive, *digests, profile, seed, list(limit_to), *([live] if live else [])]
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    return f"{directive['id']}-{digest[:8]}"


def recorded_id(row: Mapping[str, Any]) -> str | None:
    """The id that a propagation's row must have by what its other columns hold.

    It follows from the stored text and not from the models, whose later versions have more fields.

    Args:
        row: The columns of the table of propagations, by name.

    Returns:
        The id; ``None`` where a version recorded it that made ids by another rule.
    """
    made_by = _VERSION.match(row["tool_version"] or "")
    if made_by is None or tuple(map(int, made_by.groups())) < _SINCE:
        return None
    return propagation_id(
        _as_fields(json.loads(row["directive"])),
        (row["hierarchy_digest"], row["route_digest"]),
        json.loads(row["profile"]),
        row["seed"],
        json.loads(row["limit_to"]),
        row["clock"] if row["clock"] == "live" else None,
    )


def _as_fields(value: Any) -> Any:
    """JSON with each selection's ``except`` under its field's own name."""
    if isinstance(value, list):
        return [_as_fields(each) for each in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == _SELECTION:
        value = {("except_" if key == "except" else key): each for key, each in value.items()}
    return {key: _as_fields(each) for key, each in value.items()}
