"""The base class of wian's errors, and the list of faults that a report shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from wian.kit.counted import counted

_SHOWN = 200


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong with an input.

    Attributes:
        where: The file, and the line or field in it: ``offices.csv line 12, column parent``.
        what: One clause that says what is wrong, quoting the offending value.
        remedy: What to write instead; empty where the sentence already says it.
        kind: Which fault it is, for whoever says it in words of their own; empty where none do.
        values: What those words name: numbers as such, a stranger's text as ``shown`` quotes it;
            ``line`` and ``column`` of a table, or the ``field`` of a form, is where it stands.
    """

    where: str
    what: str
    remedy: str = ""
    kind: str = field(default="", compare=False, repr=False)
    values: Mapping[str, object] = field(default_factory=dict, compare=False, repr=False)

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text}; {self.remedy}" if self.remedy else text


class Unfit(ValueError):
    """A value cannot be kept: raised where pydantic checks it, so that its fault has a kind.

    Args:
        said: What is wrong, and after ``; `` the remedy.
        kind: That of the fault.
        values: Those of the fault, besides its ``field`` and ``value``.
    """

    def __init__(self, said: str, kind: str, **values: object) -> None:
        self.kind, self.values = kind, values
        super().__init__(said)


class WianError(Exception):
    """The request cannot be carried out; its text is whole sentences for a person."""


class InputFaults(WianError):
    """All faults of one input, reported together.

    Args:
        subject: What was read, for the opening: ``the hierarchy offices.yaml``.
        faults: Every fault found, in the order of the input; the text shows the first 200.
    """

    def __init__(self, subject: str, faults: Iterable[Fault]) -> None:
        self.subject = subject
        self.faults = tuple(faults)
        count = len(self.faults)
        lines = "\n".join(f"  - {fault}" for fault in self.faults[:_SHOWN])
        more = f"\n  and {count - _SHOWN:,} more" if count > _SHOWN else ""
        begins = f"T{subject[1:]}" if subject.startswith("the ") else subject
        super().__init__(f"{begins} has {counted(count, 'fault')}:\n{lines}{more}")
