"""The calibration plot: how often came what outlooks had given a probability?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from wian.reports.bilingual import Bilingual
from wian.reports.charts.look import LINE, MAIN, SOFT, WIDE, number_signs
from wian.reports.charts.vega_lite import Spec, data, field, layers, mark
from wian.reports.outlook.look_back.past_outlooks import PastOutlook

_HEIGHT = 380
LEVELS = tuple(each / 20 for each in range(21))


def reliability_rows(outlooks: Sequence[PastOutlook]) -> list[dict[str, float]]:
    """Of each level: which share of the offices had received by the day said of that level."""
    places = np.concatenate([each.places for each in outlooks]) if outlooks else np.empty(0)
    if not places.size:
        return []
    return [{"said": each, "came": float((places <= each).mean())} for each in LEVELS]


def reliability(
    outlooks: Sequence[PastOutlook], words: Bilingual, width: int = WIDE
) -> Spec | None:
    """The plot; ``None`` where nothing was foretold. On the diagonal outlooks are right.

    Args:
        outlooks: Outlooks of the past, beside what came.
        words: In which languages it speaks.
        width: Dots across.
    """
    rows = reliability_rows(outlooks)
    if not rows:
        return None
    axis = {"format": ".0%"}
    scale = {"domain": [0, 1]}
    x = field("said:Q", scale=scale, axis={**axis, "title": words("chart.reliability.said").main})
    y = field("came:Q", scale=scale, axis={**axis, "title": words("chart.reliability.came").main})
    right = {
        "data": data([{"said": 0, "came": 0}, {"said": 1, "came": 1}]),
        **mark("line", {"x": x, "y": y}, color=SOFT, strokeDash=[6, 4]),
    }
    shape = {"x": x, "y": y}
    drawn = [mark("line", shape, color=MAIN), mark("point", shape, color=MAIN, fill=LINE)]
    side = min(width - 90, _HEIGHT + 120)
    parts = [right, layers(drawn, data=data(rows))]
    return layers(parts, width=side, height=_HEIGHT, **number_signs(words.signs))
