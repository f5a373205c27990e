"""When do offices answer, and when do the answers arrive? Simulated like the way down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from wian.delays.draws import Draws
from wian.delays.hop_arrays import InstantColumn
from wian.delays.profile import DelayProfile
from wian.delays.simulation import earliest_after, on_send_days
from wian.delays.working_time import WorkingTime
from wian.jurisdictions.instant import Instant, Precision


class AnswerInput(NamedTuple):
    """What is known of an answer before it is given.

    Attributes:
        key: Stable key of the answer; its draw depends on it.
        level, kind: What the office is that answers.
        office: Its id, whose own delays a profile may know.
        since: From when on it can: its last desk's stamp, or the last answer that it gathers.
        letter: It answers by a letter of its own, which goes out on the days on which it sends.
    """

    key: str
    level: str
    kind: str
    office: str
    since: Instant
    letter: bool


def answer_moments(
    answers: Sequence[AnswerInput], profile: DelayProfile, seed: int, working: WorkingTime
) -> list[Instant]:
    """When each office answers: what it takes, drawn by its key, after it can.

    Raises:
        OutsideCalendarError: An answer would lie outside the calendar.
    """
    if not answers:
        return []
    draws = Draws(profile, seed, working.minutes_a_day)
    start = earliest_after(InstantColumn.of(each.since for each in answers), working)
    drawn = [draws.answering(each.level, each.kind, each.key, each.office) for each in answers]
    done = working.add(start, np.array(drawn, dtype=np.int64))
    if profile.send_days:
        offices = [each.office if each.letter else "" for each in answers]
        done = on_send_days(offices, done, profile, working)
    return [Instant(minute, Precision.MINUTE) for minute in done.tolist()]
