"""What commands print as JSON that stamp, issue and answer letters, and number them."""

from __future__ import annotations

from typing import Any, NotRequired

from typing_extensions import TypedDict


class AnswerFileOutput(TypedDict):
    """Part of what ``wian answer`` prints."""

    name: str
    media_type: str
    size: int
    sha256: str


class AnswerOutput(TypedDict):
    """``wian answer``."""

    propagation: str
    office: str
    number: int
    answered: str
    answer_by: str | None
    files: list[AnswerFileOutput]
    values: dict[str, Any]


class AnswerTakenBackOutput(TypedDict):
    """``wian answer``."""

    propagation: str
    office: str
    taken_back: int
    reason: str | None


class AnswerFormOutput(TypedDict):
    """``wian answer``."""

    propagation: str
    office: str
    form: str


class CorrectOutput(TypedDict):
    """``wian correct``."""

    propagation: str
    office: str
    position: int
    desk: str
    at: str
    new: bool


class GatherCorrectionOutput(TypedDict):
    """Part of what ``wian gather`` prints."""

    office: str
    field: str
    given: str
    meant: str
    by: str
    reason: str


class GatherOutput(TypedDict):
    """``wian gather``."""

    propagation: str
    office: str
    answered: int
    asked: int
    silent: list[str]
    rows: list[dict[str, Any]]
    total: dict[str, Any]
    corrections: list[GatherCorrectionOutput]
    tables: dict[str, list[dict[str, str | None]]]
    reports: list[dict[str, Any]]


class GatherReportOutput(TypedDict):
    """``wian gather``."""

    propagation: str
    office: str
    to: str
    number: str
    at: str
    answered: int
    asked: int
    totals: dict[str, Any]
    letter: dict[str, Any] | None
    new: bool


class GatherStampOutput(TypedDict):
    """``wian gather``."""

    propagation: str
    office: str
    sender: str
    desk: str
    receipt_number: str
    at: str
    letter: str
    reports_left: int
    new: bool


class GatherCorrectedOutput(TypedDict):
    """``wian gather``."""

    propagation: str
    office: str
    of: str
    field: str
    was: str
    value: str
    reason: str


class IssueTogetherOutput(TypedDict):
    """Part of what ``wian issue`` prints."""

    propagation: str
    number: str
    recipients: list[str]


class NumberSpanOutput(TypedDict):
    """Part of what ``wian issue`` prints."""

    first: int
    last: int


class TypedNumberOutput(TypedDict):
    """Part of what ``wian issue`` prints."""

    behind: int | None
    skipped: NumberSpanOutput | None


class IssueOutput(TypedDict):
    """``wian issue``."""

    propagation: str
    office: str
    number: str
    dated: str
    at: str
    recipients: list[str]
    new: bool
    letters: list[dict[str, Any]]
    together: list[IssueTogetherOutput]
    unstamped: list[str]
    typed: TypedNumberOutput | None


class LettersOutput(TypedDict):
    """``wian letters``."""

    propagation: str
    letters: int | list[dict[str, Any]]
    folder: NotRequired[str]


class EnclosedFileOutput(TypedDict):
    """Part of what ``wian letters`` prints."""

    title: str
    name: str
    media_type: str
    size: int
    sha256: str


class LettersEnclosuresOutput(TypedDict):
    """``wian letters``."""

    propagation: str
    enclosures: list[EnclosedFileOutput]


class OriginalFileOutput(TypedDict):
    """Part of what ``wian letters`` prints."""

    office: str
    name: str
    sha256: str
    medium: str
    lines: list[int]


class LettersOriginalsOutput(TypedDict):
    """``wian letters``."""

    propagation: str
    originals: list[OriginalFileOutput]


class LettersApartOutput(TypedDict):
    """``wian letters``."""

    propagation: str
    reminders: NotRequired[int | list[dict[str, Any]]]
    returns: NotRequired[int | list[dict[str, Any]]]
    reports: NotRequired[int | list[dict[str, Any]]]
    folder: NotRequired[str]


class LettersSiteOutput(TypedDict):
    """``wian letters``."""

    office: str
    letters: int
    folder: str


class ReceiveOutput(TypedDict):
    """``wian receive``."""

    propagation: str
    office: str
    sender: str
    position: int
    desk: str
    receipt_number: str
    at: str
    last: bool
    new: bool
    typed: TypedNumberOutput | None


class NumbersElsewhereOutput(TypedDict):
    """Part of what ``wian registers list`` prints."""

    first: int
    last: int
    act: str
    reason: str
    by: str
    recorded: str


class RegisterOutput(TypedDict):
    """Part of what ``wian registers list`` prints."""

    office: str
    register: str
    year: int
    opened_at: int | None
    last: int | None
    elsewhere: list[NumbersElsewhereOutput]
    desk: str | None
    next: int
    classification: str | None


class RegistersListOutput(TypedDict):
    """``wian registers list``."""

    registers: list[RegisterOutput]


class RegisterChangeOutput(TypedDict):
    """``wian registers open``, ``wian registers release``, ``wian registers reserve``."""

    office: str
    register: str
    year: int
    desk: str | None
    first: int
    last: int
    next: int
    new: bool
    replaced: int | None
    freed: list[NumberSpanOutput]
    kept: list[NumberSpanOutput]
    classification: str | None
