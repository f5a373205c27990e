"""Thai text for a rasteriser that does not compose it."""

from __future__ import annotations

import re

_SARA_AM = re.compile("([่-๋]?)ำ")


def rastered(text: str) -> str:
    """``text`` with the halves of each ำ apart.

    The rasteriser of charts lays the second half over the next letter; apart, they stand well.
    """
    return _SARA_AM.sub(r"ํ\1า", text)
