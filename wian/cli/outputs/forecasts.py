"""What commands print as JSON that look ahead: outlooks, changes, and past outlooks."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict


class OutlookInTimeOutput(TypedDict):
    """Part of what ``wian outlook`` prints."""

    p05: int
    p50: int
    p95: int
    expected: float


class OutlookLastOutput(TypedDict):
    """Part of what ``wian outlook`` prints."""

    p05: str
    p50: str
    p95: str


class OutlookOfficeOutput(TypedDict):
    """Part of what ``wian outlook`` prints."""

    office: str
    received: str | None
    p05: str | None
    p50: str | None
    p95: str | None
    in_time: float | None


class OutlookTelephoneOutput(TypedDict):
    """Part of what ``wian outlook`` prints."""

    office: str
    waiting: int
    gain: float


class OutlookLevelOutput(TypedDict):
    """Part of what ``wian outlook`` prints: the answers of a level."""

    level: str
    offices: int
    done: int
    day: str | None
    in_time: OutlookInTimeOutput | None
    last: OutlookLastOutput


class OutlookGathererOutput(TypedDict):
    """Part of what ``wian outlook`` prints: an office that has not reported all."""

    office: str
    day: str | None
    p05: str
    p50: str
    p95: str
    in_time: float | None


class OutlookAnswersOutput(TypedDict):
    """Part of what ``wian outlook`` prints: the answers of a directive with a form."""

    asked: int
    answered: int
    due: str | None
    in_time: float | None
    last: OutlookLastOutput
    levels: list[OutlookLevelOutput]
    gatherers: list[OutlookGathererOutput]


class FuturesOutput(TypedDict):
    """What many futures of a directive have in common: ``wian outlook``, ``wian plan --draws``."""

    as_of: str | None
    closes: str | None
    addressees: int
    received: int
    in_time: OutlookInTimeOutput | None
    last: OutlookLastOutput | None
    learned: float | None
    draws: int
    seed: int
    offices: list[OutlookOfficeOutput]
    telephone: list[OutlookTelephoneOutput]
    profile: str | None
    slower: float | None
    calibrated: int | None
    answers: NotRequired[OutlookAnswersOutput]


class OutlookOutput(FuturesOutput):
    """``wian outlook``."""

    propagation: str


class LookBackTenthOutput(TypedDict):
    """Part of what ``wian outlook`` prints."""

    gone: float
    directives: int
    offices: int
    offices_inside: float | None
    windows: int
    counts_inside: float | None
    last_inside: float | None
    share_error: float | None
    crps_ratio: float | None


class LookBackPromiseOutput(TypedDict):
    """Part of what ``wian outlook`` prints."""

    what: str
    directives: int
    enough: int
    promised: bool
    held: float | None


class LookBackInTimeOutput(TypedDict):
    """Part of what ``wian outlook`` prints."""

    expected: float
    p05: float
    p95: float
    came: float


class LookBackLastOutput(TypedDict):
    """Part of what ``wian outlook`` prints."""

    p05: str
    p50: str
    p95: str
    came: str


class LookBackOutlookOutput(TypedDict):
    """Part of what ``wian outlook`` prints."""

    propagation: str
    gone: float
    as_of: str | None
    waiting: int
    inside: int
    in_time: LookBackInTimeOutput | None
    last: LookBackLastOutput | None


class LookBackOutput(TypedDict):
    """``wian outlook``."""

    propagations: list[str]
    learned: int
    left_out: list[str]
    draws: int
    seed: int
    tenths: list[LookBackTenthOutput]
    promises: list[LookBackPromiseOutput]
    outlooks: list[LookBackOutlookOutput]


class WhatIfSideOutput(TypedDict):
    """Part of what ``wian what-if`` prints."""

    in_time: OutlookInTimeOutput | None
    last: OutlookLastOutput | None


class WhatIfShiftOutput(TypedDict):
    """Part of what ``wian what-if`` prints."""

    p05: float
    p50: float
    p95: float


class WhatIfDifferenceOutput(TypedDict):
    """Part of what ``wian what-if`` prints."""

    in_time: WhatIfShiftOutput | None
    last_days: WhatIfShiftOutput | None


class WhatIfOutput(TypedDict):
    """``wian what-if``."""

    change: str
    before: WhatIfSideOutput
    after: WhatIfSideOutput
    difference: WhatIfDifferenceOutput
    called: list[str]
