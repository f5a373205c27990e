"""What commands print as JSON that change or end a live directive."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from wian.cli.outputs.delays import OpenedRegisterOutput
from wian.cli.outputs.office_work import AnswerFileOutput


class AddWayOutput(TypedDict):
    """Part of what ``wian add`` prints."""

    sender: str
    recipient: str


class AddOutput(TypedDict):
    """``wian add``."""

    propagation: str
    office: str
    added: list[str]
    ways: list[AddWayOutput]
    numbers: list[str]
    waiting: list[str]
    there: list[str]
    at: str | None
    new: bool


class WindowDaysOutput(TypedDict):
    """Part of what ``wian amend`` prints."""

    opens: str
    closes: str


class AmendOutput(TypedDict):
    """``wian amend``."""

    propagation: str
    amendment: int
    follower: str
    numbers: list[str]
    reached: int
    at: str
    new: bool
    window: WindowDaysOutput | None
    answer_by: str | None
    answer_by_level: dict[str, str]
    notes: list[str]


class CloseOutput(TypedDict):
    """``wian close``."""

    propagation: str
    at: str
    new: bool


class InsistOutput(TypedDict):
    """``wian insist``."""

    propagation: str
    office: str
    recipient: str
    at: str
    new: bool


class RerouteOutput(TypedDict):
    """``wian reroute``."""

    propagation: str
    office: str
    around: str
    written: list[str]
    numbers: list[str]
    at: str
    new: bool
    late: bool


class SuspensionOutput(TypedDict):
    """``wian resume``, ``wian suspend``."""

    propagation: str
    office: str
    waits_for: str | None
    reason: str
    suspended: str
    resumed: str | None
    new: bool


ReturnOutput = TypedDict(
    "ReturnOutput",
    {
        "propagation": "str",
        "office": "str",
        "sender": "str",
        "number": "str",
        "for": "str | None",
        "at": "str",
        "new": "bool",
        "files": "list[AnswerFileOutput]",
    },
)
"""``wian return``."""


SucceedOutput = TypedDict(
    "SucceedOutput",
    {
        "office": "str",
        "successors": "NotRequired[list[str]]",
        "heir": "NotRequired[str]",
        "from": "str",
        "reason": "str | None",
        "by": "str",
        "recorded": "str",
        "new": "bool",
        "waiting": "NotRequired[dict[str, int]]",
        "opened": "NotRequired[list[OpenedRegisterOutput]]",
        "shares": "NotRequired[dict[str, list[str]]]",
        "taken_back": "NotRequired[list[str]]",
    },
)
"""``wian succeed``."""


class WithdrawOutput(TypedDict):
    """``wian withdraw``."""

    propagation: str
    follower: str
    number: str
    reached: int
    at: str
    new: bool
    numbers: list[str]


class ReportReturnOutput(TypedDict):
    """``wian return --report``."""

    propagation: str
    office: str
    sender: str
    report: int
    number: str
    at: str
    new: bool
