"""What commands print as JSON that plan and send directives, and know offices."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from wian.cli.outputs.forecasts import FuturesOutput


class JurisdictionCheckHolidayOutput(TypedDict):
    """Part of what ``wian jurisdiction check`` prints."""

    date: str
    name: str


class JurisdictionCheckOutput(TypedDict):
    """``wian jurisdiction check``."""

    id: str
    faults: list[str]
    notes: list[str]
    sample: str
    holidays: list[JurisdictionCheckHolidayOutput]


class OfficesLevelOutput(TypedDict):
    """Part of what ``wian offices`` prints."""

    level: str
    offices: int
    kinds: dict[str, int]


class OfficesOutput(TypedDict):
    """``wian offices``."""

    name: str
    offices: int
    lines: int
    levels: list[OfficesLevelOutput]
    faults: list[str]
    remarks: list[str]


class OfficesSideOutput(TypedDict):
    """Part of what ``wian offices`` prints."""

    name: str
    offices: int


OfficesChangeOutput = TypedDict(
    "OfficesChangeOutput",
    {
        "office": "str",
        "change": "str",
        "name": "str",
        "before": "list[str]",
        "after": "list[str]",
        "successors": "list[str]",
        "from": "str | None",
        "fields": "list[str]",
    },
)


class OfficesComparedOutput(TypedDict):
    """``wian offices``."""

    before: OfficesSideOutput
    after: OfficesSideOutput
    counts: dict[str, int]
    unchanged: int
    changes: list[OfficesChangeOutput]
    like_new: dict[str, str]


class OfficeBelowOutput(TypedDict):
    """Part of what ``wian offices`` prints."""

    id: str
    name: str
    name_en: str | None
    level: str
    kind: str


class OfficesUnderOutput(TypedDict):
    """``wian offices``."""

    office: str
    under: list[OfficeBelowOutput]


class PlanWaveCohortHopOutput(TypedDict):
    """Part of what ``wian plan`` prints."""

    sender: str
    recipient: str
    channel: str
    addressed: bool
    forwards: bool


class PlanWaveCohortOutput(TypedDict):
    """Part of what ``wian plan`` prints."""

    name: str
    forwarders: list[str]
    hops: list[PlanWaveCohortHopOutput]


class PlanWaveOutput(TypedDict):
    """Part of what ``wian plan`` prints."""

    wave: int
    forwarders: int
    recipients: int
    tasks: int
    cohorts: list[PlanWaveCohortOutput]


class PlanAnswersLevelOutput(TypedDict):
    """Part of what ``wian plan`` prints."""

    level: str
    offices: int
    asked: int
    gathers: int
    day: str
    given: str | None
    has_it: str
    answers: str | None


class PlanAnswersOutput(TypedDict):
    """Part of what ``wian plan`` prints."""

    due: str
    can_be_met: bool
    asked: int
    too_late: int
    share: float
    first_due: str | None
    assumption: str
    levels: list[PlanAnswersLevelOutput]


class PlanOutput(TypedDict):
    """``wian plan``."""

    directive: str
    origin: str
    offices: int
    addressees: int
    hops: int
    digest: str
    remarks: list[str]
    waves: list[PlanWaveOutput]
    outlook: NotRequired[FuturesOutput]
    answers: NotRequired[PlanAnswersOutput]


class PropagateWaveOutput(TypedDict):
    """Part of what ``wian propagate`` prints."""

    wave: int
    forwarders: int
    recipients: int
    tasks: int


class PropagateAnswersOutput(TypedDict):
    """Part of what ``wian propagate`` prints."""

    due: int
    arrived: int
    late: int
    last: str | None


class PropagateOutput(TypedDict):
    """``wian propagate``."""

    propagation: str
    directive: str
    offices: int
    letters: int
    hops: int
    receptions: int
    observed: int
    simulated: int
    waves: list[PropagateWaveOutput]
    seconds: float
    answers: NotRequired[PropagateAnswersOutput]


class RecurTimeOutput(TypedDict):
    """Part of what ``wian recur`` prints."""

    key: str
    issue: str
    directive: str
    propagation: str | None
    sent_on: str | None


class RecurOutput(TypedDict):
    """``wian recur``."""

    directive: str
    due: RecurTimeOutput | None
    sent: bool
    missed: list[RecurTimeOutput]
    next: list[RecurTimeOutput]


class RecurListOutput(TypedDict):
    """``wian recur``."""

    times: list[RecurTimeOutput]


class SweepPropagationOutput(TypedDict):
    """Part of what ``wian sweep`` prints."""

    propagation: str
    issued: int
    reminders: int
    escalations: int
    overdue: int
    closed: bool


class SweepOutput(TypedDict):
    """``wian sweep``."""

    propagations: list[SweepPropagationOutput]
