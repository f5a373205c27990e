"""Parts of a chart in the grammar of Vega-Lite, as plain dictionaries.

Nothing is checked while a chart is drawn: the tests hold every chart against the grammar's schema.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Spec = dict[str, Any]
_KINDS = {"Q": "quantitative", "N": "nominal", "O": "ordinal", "T": "temporal"}


def field(said: str, **more: Any) -> Spec:
    """What a channel shows: ``days:Q``, ``level:N``; of a second end, ``to``, only the name.

    Args:
        said: Name of the field and the first letter of its kind: quantitative, nominal, ordinal
            or temporal.
        more: What else the channel has: ``axis``, ``scale``, ``sort``, ``title`` and so on.
    """
    name, _, kind = said.partition(":")
    typed = {"type": _KINDS[kind]} if kind else {}
    return {"field": name, **typed, **more}


def value(constant: Any) -> Spec:
    """A channel that is the same for every row, in dots or as a colour."""
    return {"value": constant}


def mark(kind: str, channels: Mapping[str, Spec], **looks: Any) -> Spec:
    """A layer of marks: one for each row.

    Args:
        kind: ``bar``, ``rule``, ``text`` and so on.
        channels: What they show, by channel; a layer adds to those of :func:`layers`.
        looks: What all of them have in common. Only texts are read to people who do not see.
    """
    told = {} if kind == "text" else {"aria": False}
    return {"mark": {"type": kind, **told, **looks}, "encoding": dict(channels)}


def layers(parts: Sequence[Spec], **more: Any) -> Spec:
    """Layers over one another, the first one at the bottom.

    Args:
        parts: The layers.
        more: What they share: ``data``, ``encoding``, ``width``, ``height``, ``title``.
    """
    return {**more, "layer": list(parts)}


def data(rows: Sequence[Mapping[str, Any]]) -> Spec:
    """Rows as they are; none is read as an expression."""
    return {"values": list(rows)}
