"""What commands print as JSON that measure delays, export hops and import the past."""

from __future__ import annotations

from typing import Any, NotRequired

from typing_extensions import TypedDict


class ExportFileOutput(TypedDict):
    """``wian export csv``, ``wian export ocel``, ``wian export parquet``, ``wian export xes``."""

    file: str
    propagations: list[str]
    hops: int
    not_begun: int
    owed: NotRequired[int]


class HopsHopOutput(TypedDict):
    """Part of what ``wian hops`` prints."""

    propagation: str
    directive: str
    wave: int
    sender: str
    recipient: str
    letter_number: str | None
    source: str
    issued_at: str | None
    received_at: str | None
    ready_at: str | None
    forwarded_at: str | None
    transit_days: float | None
    routing_days: float | None
    handling_days: float | None
    transit_working_days: float | None
    routing_working_days: float | None
    handling_working_days: float | None
    window_days_used: float | None
    window_days_left: float | None
    open: bool
    receipt_number: str | None
    recognised: bool
    suspended_days: float | None
    suspended_working_days: float | None
    way: NotRequired[str]
    answering_days: NotRequired[float | None]
    answering_working_days: NotRequired[float | None]


class HopsOutput(TypedDict):
    """``wian hops``."""

    propagation: str
    hops: list[HopsHopOutput]


class ImportBundleFindingOutput(TypedDict):
    """Part of what ``wian import bundle`` prints."""

    kind: str
    where: str
    what: str
    confidence: float
    settles: str
    letter: str | None
    unsure: bool


class ImportBundleOutput(TypedDict):
    """``wian import bundle``."""

    letters: list[dict[str, Any]]
    findings: list[ImportBundleFindingOutput]
    propagations: list[str]
    left_out: list[str]


class ImportLogOutput(TypedDict):
    """``wian import log``."""

    path: str
    events: int
    cases: int
    hops: int
    own: bool
    unknown_ends: list[str]
    open: int
    left_out: dict[str, int]
    faulty: int
    faulty_path: str | None
    uncertain_dates: int
    uncertain_date: str | None
    shared_moments: int
    outside_calendar: int
    unmapped: list[str]


class OpenedRegisterOutput(TypedDict):
    """Part of what ``wian import register`` prints."""

    register: str
    next: int


class ImportRegisterFileOutput(TypedDict):
    """Part of what ``wian import register`` prints."""

    file: str
    office: str
    kind: str
    desk: str | None
    rows: int
    new: int
    known: int
    differing: int
    matched: int
    unmatched: int
    receptions: int
    rejected: int
    rejected_file: str | None
    disagreements: list[dict[str, Any]]
    notes: list[str]
    opened: list[OpenedRegisterOutput]
    corrected: int


class ImportRegisterOutput(TypedDict):
    """``wian import register``."""

    files: list[ImportRegisterFileOutput]


class ProfileLearnOutput(TypedDict):
    """``wian profile learn``."""

    file: str
    hops: int
    propagations: int
    simulated_left_out: int
    evidence: list[dict[str, Any]]
    common_effect: dict[str, Any] | None
    offices: int
    send_days: dict[str, Any]
    send_times: dict[str, Any]
    calibration: dict[str, Any] | None


class AnswerBottleneckOutput(TypedDict):
    """Part of what ``wian report bottlenecks --way up`` prints."""

    office: str
    part: str
    days: float
    waited: int
    answer_days: float
    half_days: float | None
    open: bool
    source: str | None


class ReportAnswerBottlenecksOutput(TypedDict):
    """``wian report bottlenecks --way up``."""

    propagation: str
    as_of: str
    complete: bool
    chain: list[AnswerBottleneckOutput]
    parts: list[AnswerBottleneckOutput]


class ReportBottlenecksOutput(TypedDict):
    """``wian report bottlenecks``."""

    as_of: str | None
    sources: dict[str, int]
    not_begun: int
    recognised: int
    totals: list[dict[str, Any]]
    chains: list[dict[str, Any]]
    parts: list[dict[str, Any]]
    batching: list[dict[str, Any]]
    load: list[dict[str, Any]]
    scope: str | None
    made_by: dict[str, Any]
    circles_cut: int


class ReportChangeOutput(TypedDict):
    """``wian report change``."""

    day: str
    as_of: str | None
    scope: str | None
    made_by: dict[str, Any]
    sources: dict[str, int]
    not_begun: int
    recognised: int
    rows: list[dict[str, Any]]


class ReportChartOutput(TypedDict):
    """``wian report chart``."""

    file: str
    chart: str
    scope: str | None


class ReportConformanceOutput(TypedDict):
    """``wian report conformance``."""

    by: str
    steps: list[str]
    hops: int
    as_of: str | None
    scope: str | None
    made_by: dict[str, Any]
    sources: dict[str, int]
    not_begun: int
    recognised: int
    rows: list[dict[str, Any]]


class ReportControlOutput(TypedDict):
    """``wian report control``."""

    every: str
    stage: str
    time: str
    as_of: str | None
    scope: str | None
    made_by: dict[str, Any]
    sources: dict[str, int]
    not_begun: int
    recognised: int
    rows: list[dict[str, Any]]


class ReportHtmlOutput(TypedDict):
    """``wian report html``."""

    file: str
    hops: int
    not_begun: int
    bytes: int
    scope: str | None


class ReportLatencyOutput(TypedDict):
    """``wian report latency``."""

    way: NotRequired[str]
    by: list[str]
    as_of: str | None
    rows: list[dict[str, Any]]
    scope: str | None
    made_by: dict[str, Any]
    recognised: int


class ReportVariantsOutput(TypedDict):
    """``wian report variants``."""

    by: str
    as_of: str | None
    scope: str | None
    made_by: dict[str, Any]
    sources: dict[str, int]
    not_begun: int
    recognised: int
    rows: list[dict[str, Any]]


class SqlOutput(TypedDict):
    """``wian sql``."""

    columns: list[str]
    rows: list[dict[str, Any]]
