"""What commands print as JSON that say who has a directive, and who will."""

from __future__ import annotations

from typing import Any, NotRequired

from typing_extensions import TypedDict

from wian.cli.outputs.directive_life import WindowDaysOutput
from wian.cli.outputs.office_work import AnswerFileOutput

AnswersSentFileOutput = TypedDict(
    "AnswersSentFileOutput",
    {
        "office": "str",
        "with": "str",
        "holds": "bool",
        "name": "str",
        "media_type": "str",
        "size": "int",
        "sha256": "str",
    },
)


class AnswersFilesOutput(TypedDict):
    """``wian answers``."""

    propagation: str
    files: list[AnswersSentFileOutput]


class AnswerRowOutput(TypedDict):
    """Part of what ``wian answers`` prints."""

    office: str
    name: str
    level: str
    answer_by: str | None
    reached: str | None
    answered: str | None
    standing: str
    late_days: int | None
    answer: str | None
    files: list[AnswerFileOutput]
    values: NotRequired[dict[str, Any]]


class AnswersListOutput(TypedDict):
    """``wian answers``."""

    propagation: str
    answers: list[AnswerRowOutput]


class AnswersImportedOutput(TypedDict):
    """``wian answers``."""

    propagation: str
    file: str
    new: int
    known: int


class StatusWaveOutput(TypedDict):
    """Part of what ``wian status`` prints."""

    wave: int
    forwarders: int
    recipients: int
    confirmed: int
    silent: int
    unreachable: int


class StatusWaitingBehindOutput(TypedDict):
    """Part of what ``wian status`` prints."""

    office: str
    standing: str
    waiting: int


class StatusFirstLevelOutput(TypedDict):
    """Part of what ``wian status`` prints."""

    office: str
    below: int
    confirmed: int
    silent: int
    unreachable: int
    asked: int
    in_time: int
    late: int
    missing: int
    pending: int


class StatusOverdueOutput(TypedDict):
    """Part of what ``wian status`` prints."""

    office: str
    owed: str
    due: str
    since_working_minutes: int


class StatusReminderOutput(TypedDict):
    """Part of what ``wian status`` prints."""

    sender: str
    number: str
    at: str
    owed: str
    recipients: list[str]


class StatusAnswersOutput(TypedDict):
    """Part of what ``wian status`` prints."""

    asked: int
    in_time: int
    late: int
    missing: int
    pending: int


StatusEndedOutput = TypedDict(
    "StatusEndedOutput",
    {
        "as": "str",
        "at": "str",
        "reason": "str | None",
        "number": "NotRequired[str]",
        "follower": "NotRequired[str]",
        "numbers": "NotRequired[list[str]]",
    },
)


class StatusFollowsOutput(TypedDict):
    """Part of what ``wian status`` prints."""

    propagation: str
    kind: str


class StatusSuspendedOutput(TypedDict):
    """Part of what ``wian status`` prints."""

    office: str
    since: str
    waits_for: str | None
    reason: str | None


class StatusAmendedOutput(TypedDict):
    """Part of what ``wian status`` prints."""

    numbers: list[str]
    follower: str
    at: str
    window: WindowDaysOutput | None
    answer_by: str | None
    answer_by_level: dict[str, str]


StatusGrownOutput = TypedDict(
    "StatusGrownOutput",
    {
        "as": "str",
        "office": "str",
        "at": "str",
        "reason": "str | None",
        "offices": "list[str]",
        "around": "str | None",
    },
)


class StatusBeforeOutput(TypedDict):
    """Part of what ``wian status`` prints."""

    propagation: str
    key: str
    asked: int
    unanswered: list[str]
    joined: list[str]
    left: list[str]


class StatusReferenceOutput(TypedDict):
    """Part of what ``wian status`` prints."""

    directive: str
    propagations: list[str]


StatusSucceededOutput = TypedDict(
    "StatusSucceededOutput",
    {
        "office": "str",
        "heir": "str",
        "from": "str",
    },
)


StatusReturnedOutput = TypedDict(
    "StatusReturnedOutput",
    {
        "office": "str",
        "sender": "str",
        "number": "str",
        "at": "str",
        "reason": "str | None",
        "for": "str | None",
        "insisted": "bool",
    },
)


class StatusReceiptOutput(TypedDict):
    """Part of what ``wian status`` prints."""

    office: str
    receipt_number: str
    received_at: str


class StatusOutput(TypedDict):
    """``wian status``."""

    propagation: str
    directive: str
    confirmed: int
    silent: int
    unreachable: int
    waves: list[StatusWaveOutput]
    silent_offices: list[str]
    waiting_behind: list[StatusWaitingBehindOutput]
    first_level: NotRequired[list[StatusFirstLevelOutput]]
    overdue: NotRequired[list[StatusOverdueOutput]]
    reminders: NotRequired[list[StatusReminderOutput]]
    answers: NotRequired[StatusAnswersOutput]
    ended: NotRequired[StatusEndedOutput | None]
    follows: NotRequired[StatusFollowsOutput | None]
    mail: NotRequired[dict[str, int]]
    mail_need_desks: NotRequired[list[str]]
    suspended: NotRequired[list[StatusSuspendedOutput]]
    amended: NotRequired[list[StatusAmendedOutput]]
    grown: NotRequired[list[StatusGrownOutput]]
    before: NotRequired[StatusBeforeOutput | None]
    references: NotRequired[list[StatusReferenceOutput]]
    replaces: NotRequired[StatusReferenceOutput | None]
    replaced_by: NotRequired[list[str]]
    succeeded: NotRequired[list[StatusSucceededOutput]]
    returned: NotRequired[list[StatusReturnedOutput]]
    receipts: list[StatusReceiptOutput]
    forwarded_unstamped: list[str]
    sources: dict[str, int]
    begins: NotRequired[str]


class StatusListedOutput(TypedDict):
    """Part of what ``wian status`` prints."""

    propagation: str
    directive: str
    clock: str
    seed: int
    subject: str | None
    recorded: str
    frozen: bool


class StatusListOutput(TypedDict):
    """``wian status``."""

    propagations: list[StatusListedOutput]


class TotalsCorrectionOutput(TypedDict):
    """Part of what ``wian totals`` prints."""

    corrected_by: str
    office: str
    field: str
    given: str
    meant: str
    by: str
    reason: str


class TotalsOutput(TypedDict):
    """``wian totals``."""

    propagation: str
    office: str
    corrections: list[TotalsCorrectionOutput]
    answered: int
    bodies: int
    rows: list[dict[str, Any]]
