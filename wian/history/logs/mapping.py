"""The mapping of an event log: which of its columns is what, and how it writes moments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from wian.history.logs.date_order import DateOrder
from wian.history.logs.holder import Holder
from wian.jurisdictions.countries import encodings
from wian.kit.errors import Fault, InputFaults
from wian.kit.pydantic_faults import faults_of
from wian.kit.text_file import OldEncoding, shown_path
from wian.kit.yaml_nodes import read_yaml

FIELDS = (
    "case",
    "activity",
    "timestamp",
    "resource",
    "group",
    "level",
    "kind",
    "channel",
    "directive",
    "start",
    "recipient",
    "order",
)
"""What a column can be; a case, a moment and a holder are needed."""
XES_COLUMNS = {
    "case": "case:concept:name",
    "activity": "concept:name",
    "timestamp": "time:timestamp",
    "resource": "org:resource",
    "group": "org:group",
}
"""Where a log in XES has them, by its standard extensions."""
UNGUESSED = ("start", "recipient", "order")
"""Fields that change what a hop is: only who maps them means them."""
GUESSED = tuple(name for name in FIELDS if name not in UNGUESSED)
"""Fields that a CSV file may name itself, by the field's own name or that of XES."""


_WINDOWS = re.compile(r"^windows-?(?=\d)", re.IGNORECASE)
_FORM = f"write FIELD=COLUMN with a FIELD of {', '.join(FIELDS)}"


class LogMapping(BaseModel):
    """How a log is read.

    Attributes:
        columns: Field of ``FIELDS`` -> the log's own name of the column. In XES, ``case:`` before
            a name means an attribute of the trace.
        timestamp_format: As Python's ``strptime`` takes it; ISO 8601 and dates as the country
            writes them need none.
        time_zone: Of moments that bear none; the jurisdiction's where ``None``.
        delimiter: Between the cells of a CSV file; recognised where left out.
        encoding: Of a CSV file; UTF-8 and the country's older encodings are recognised.
        end: Activities that end a case; where given, a case that ended otherwise is open.
        holder: What a case is handed over between; the group, or the resource where there is none,
            if left out.
        date_order: Which comes first in a day such as 3/4/2021; the day if left out.
        lines_in_order: Events of one moment stand in their order in the file.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: dict[str, str] = Field(default_factory=dict)
    timestamp_format: str | None = Field(default=None, max_length=100)
    time_zone: str | None = Field(default=None, max_length=64)
    delimiter: str | None = Field(default=None, min_length=1, max_length=1)
    encoding: str | None = Field(default=None, max_length=64)
    end: tuple[str, ...] = ()
    holder: Holder | None = None
    date_order: DateOrder | None = None
    lines_in_order: bool = False

    @field_validator("columns")
    @classmethod
    def _known(cls, columns: dict[str, str]) -> dict[str, str]:
        if unknown := sorted(set(columns) - set(FIELDS)):
            raise ValueError(f"has no field {', '.join(unknown)[:200]}; {_FORM}")
        return columns

    @field_validator("time_zone")
    @classmethod
    def _zone(cls, name: str | None) -> str | None:
        try:
            ZoneInfo(name or "UTC")
        except (KeyError, ValueError, OSError):
            raise ValueError("is no time zone; write one such as Europe/Paris") from None
        return name

    @field_validator("encoding")
    @classmethod
    def _encoding(cls, name: str | None) -> str | None:
        known = name and _WINDOWS.sub("cp", name)
        try:
            "".encode(known or "utf-8").decode(known or "utf-8")
        except (LookupError, ValueError):
            raise ValueError(
                "is no encoding of text; write one such as utf-8 or windows-1252"
            ) from None
        return known

    @property
    def holders(self) -> tuple[str, ...]:
        """Fields of which one must be a column, so that a case has holders."""
        return (self.holder.value,) if self.holder else ("resource", "group")

    def zone(self, usual: ZoneInfo) -> ZoneInfo:
        """The time zone of moments that bear none; ``usual`` where the mapping says nothing."""
        return ZoneInfo(self.time_zone) if self.time_zone else usual

    def codec(self, old: Sequence[OldEncoding]) -> str | None:
        """Python's name of the encoding; ``None`` where the mapping does not say it.

        Args:
            old: Encodings whose usual names are known besides Python's.
        """
        named = {name.lower(): each.codec for each in old for name in each.names}
        return named.get(self.encoding.lower(), self.encoding) if self.encoding else None


def load_mapping(path: Path) -> LogMapping:
    """Read a mapping from a YAML file.

    Raises:
        InputFaults: The file cannot be read, or is no mapping; with every fault and its line.
    """
    data, line_of = read_yaml(path, encodings())
    try:
        return LogMapping.model_validate(data)
    except ValidationError as error:
        faults = faults_of(error, lambda loc: f"{path.name} line {line_of(loc)}")
        raise InputFaults(f"the mapping {shown_path(path)}", faults) from None


def mapped(base: LogMapping, pairs: Iterable[str], **options: object) -> LogMapping:
    """A mapping with columns and options of the command line put over it.

    Args:
        base: What stands in a file.
        pairs: ``FIELD=COLUMN``, several of them divided by commas.
        options: Fields of :class:`LogMapping`; ``None``, ``False`` and ``()`` leave one as it is.

    Raises:
        InputFaults: One is no such pair, or of no such field.
    """
    columns, faults = {**base.columns}, []
    for pair in _pairs(pairs):
        field, mark, column = pair.partition("=")
        if field.strip() in FIELDS and mark and column.strip():
            columns[field.strip()] = column.strip()
        else:
            faults.append(Fault("--map", f"{pair[:80]!r} maps nothing", _FORM))
    if faults:
        raise InputFaults("the mapping", faults)
    changed = {name: value for name, value in options.items() if value not in (None, (), False)}
    try:
        return LogMapping.model_validate({**base.model_dump(), "columns": columns, **changed})
    except ValidationError as error:
        raise InputFaults("the mapping", faults_of(error, lambda _: "command line")) from None


def _pairs(texts: Iterable[str]) -> Iterable[str]:
    """Pairs divided at commas, except at those inside the name of a column."""
    for text in texts:
        pending = ""
        for part in text.split(","):
            if pending and part.partition("=")[0].strip() not in FIELDS:
                pending += f",{part}"
            else:
                if pending:
                    yield pending
                pending = part
        yield pending
