"""The delay profile: how long hops are assumed to take if nothing was observed."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from hierarchy.office import Channel, OfficeId, Slug
from wian.delays.profile_calibration import Calibration
from wian.delays.profile_evidence import Evidence
from wian.delays.targets import Targets
from wian.delays.unit import Unit
from wian.jurisdictions.countries import encodings
from wian.jurisdictions.handling import Urgency
from wian.kit.errors import InputFaults
from wian.kit.pydantic_faults import Loc, faults_of
from wian.kit.text import LongText, ShortText
from wian.kit.text_file import shown_path
from wian.kit.yaml_nodes import read_yaml

LONGEST = 10_000
"""Largest figure of a distribution, in its unit."""

_Length = Annotated[float, Field(strict=True, ge=0, le=LONGEST, allow_inf_nan=False)]
_Positive = Annotated[float, Field(strict=True, gt=0, le=LONGEST, allow_inf_nan=False)]
_Factor = Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)]
_Weekdays = Annotated[
    tuple[Annotated[int, Field(strict=True, ge=1, le=7)], ...], Field(min_length=1, max_length=6)
]
_Time = Annotated[str, Field(strict=True, pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
_Spread = Annotated[float, Field(ge=0, le=3, allow_inf_nan=False)]
_Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
_Curve = Annotated[dict[_Share, _Length], Field(min_length=2, max_length=100)]


_T = TypeVar("_T")


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Stage(StrEnum):
    """The parts of a hop that take time."""

    TRANSIT = "transit"
    ROUTING = "routing"
    HANDLING = "handling"


class Distribution(_Model):
    """How long a stage takes, in one of three forms.

    Attributes:
        unit: Unit of all its figures.
        median: With ``p90``, a log-normal distribution by its 50 % and 90 % quantiles.
        p90: Nine in ten take no longer.
        constant: Always the same.
        quantiles: Share -> length, straight lines between; nothing below the first or above
            the last.
    """

    unit: Unit
    median: _Positive | None = None
    p90: _Positive | None = None
    constant: _Length | None = None
    quantiles: _Curve | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Distribution:
        fields = ("median", "p90", "constant", "quantiles")
        given = [name for name in fields if getattr(self, name) is not None]
        if given not in (["median", "p90"], ["constant"], ["quantiles"]):
            said = " and ".join(given) or "no figure"
            raise ValueError(f"gives {said}; give median and p90, or constant, or quantiles")
        if self.median is not None and self.p90 is not None and self.p90 < self.median:
            raise ValueError("has a p90 below its median; give the larger figure as p90")
        if self.quantiles is not None and not _rises(self.quantiles):
            raise ValueError("has quantiles that fall; a larger share needs no shorter length")
        return self

    def times(self, factor: float) -> Distribution:
        """The same with every figure times ``factor``."""
        figures = {
            name: None if value is None else value * factor
            for name, value in (
                ("median", self.median), ("p90", self.p90), ("constant", self.constant)
            )
        }  # fmt: skip
        curve = self.quantiles and {at: x * factor for at, x in self.quantiles.items()}
        return self.model_copy(update={**figures, "quantiles": curve})


class Delays(_Model):
    """Distributions that differ from the more general ones."""

    transit: Distribution | None = None
    routing: Distribution | None = None
    handling: Distribution | None = None


class UsualDelays(_Model):
    """What holds where nothing more specific is given."""

    transit: Distribution
    routing: Distribution
    handling: Distribution


class Haste(_Model):
    """Which share of the usual time the stages of an urgent letter take.

    Attributes:
        transit, routing, handling: Factor of each stage, above 0 and up to 1.
        answering: Factor of what an answer takes.
    """

    transit: _Factor = 1.0
    routing: _Factor = 1.0
    handling: _Factor = 1.0
    answering: Annotated[_Factor, Field(exclude_if=lambda factor: factor == 1)] = 1.0

    def of(self, stage: Stage) -> float:
        """The factor of a stage."""
        factor: float = getattr(self, stage.value)
        return factor

    def __str__(self) -> str:
        slower = {stage.value: self.of(stage) for stage in Stage if self.of(stage) < 1}
        return ", ".join(f"{stage} times {factor:g}" for stage, factor in slower.items())


def _no_ordinary(given: Mapping[Urgency, _T]) -> Mapping[Urgency, _T]:
    if Urgency.ORDINARY in given:
        raise ValueError("names ordinary letters, which take the usual time; leave them out")
    return given


class AnswerDelays(_Model):
    """How long an office takes to answer once it can.

    An office that is asked can once its last desk has stamped the letter; one that gathers, once
    the last answer of those below it is there.

    Attributes:
        assumption: Says in a sentence what is assumed, and on what grounds.
        default: What holds where nothing more specific is given.
        levels: At the offices of a level.
        kinds: At those of a kind; before their level's.
        offices: At single offices; before their kind's.
    """

    assumption: LongText
    default: Distribution
    levels: Mapping[Slug, Distribution] = {}
    kinds: Mapping[Slug, Distribution] = {}
    offices: Mapping[OfficeId, Distribution] = {}

    def at(self, level: str, kind: str, office: str | None) -> Distribution:
        """How long an office takes."""
        own = self.offices.get(office) if office else None
        return own or self.kinds.get(kind) or self.levels.get(level) or self.default

    def hastened(self, factor: float, urgency: Urgency) -> AnswerDelays:
        """The same for letters of an urgency: every figure times ``factor``."""
        if factor == 1:
            return self
        changed: dict[str, object] = {
            name: {of: each.times(factor) for of, each in getattr(self, name).items()}
            for name in ("levels", "kinds", "offices")
        }
        changed["default"] = self.default.times(factor)
        said = f"{self.assumption} For {urgency.value} letters times {factor:g}."
        return self.model_copy(update={**changed, "assumption": said})


class CommonSpread(_Model):
    """How much directives differ: what all offices of one share, on the scale of logarithms.

    Attributes:
        transit, routing, handling: Standard deviation over directives; 0.3 means that one
            directive in six takes 1.35 times as long as usual, or longer, at every office.
        directives: From how many directives that was learned; assumed where ``None``.
    """

    transit: _Spread = 0.0
    routing: _Spread = 0.0
    handling: _Spread = 0.0
    directives: Annotated[
        int | None, Field(strict=True, ge=2, exclude_if=lambda many: many is None)
    ] = None

    def of(self, stage: Stage) -> float:
        """The spread of a stage."""
        spread: float = getattr(self, stage.value)
        return spread


class DelayProfile(_Model):
    """Assumptions about what hops cost.

    For a stage, the recipient's own distribution comes first, then that of its kind, then that of
    its level, then (transit only) that of the channel, then the default.

    Attributes:
        name: Name for reports.
        assumption: Says in a sentence what is assumed, and on what grounds.
        default: Usual delays.
        levels: Delays of the recipients of a level.
        kinds: Delays of the recipients of a kind.
        channels: Transit along a channel.
        targets: How long offices may take in a live propagation; the jurisdiction's where
            ``None``.
        urgency: How much faster urgent letters are, by their class.
        common_effect: How much directives differ from each other; none where ``None``.
        offices: Delays at single offices, before those of their kind and level.
        send_days: Offices that send their own letters on some days of the week only, 1 for Monday.
        send_times: At which time of these days, as ``10:00``; whenever something is done where an
            office is not named.
        evidence: What the figures were learned from.
        answering: How long answers take, where they are asked for in a form; as long as handling
            where ``None``.
        calibration: How outlooks made from such figures held in the past. It changes what is said
            of a directive's future, and no draw of a rehearsal.
    """

    name: ShortText
    assumption: LongText
    default: UsualDelays
    levels: Mapping[Slug, Delays] = {}
    kinds: Mapping[Slug, Delays] = {}
    channels: Mapping[Channel, Distribution] = {}
    targets: Annotated[Targets | None, Field(exclude_if=lambda targets: targets is None)] = None
    urgency: Annotated[
        Mapping[Urgency, Haste],
        AfterValidator(_no_ordinary),
        Field(exclude_if=lambda urgency: not urgency),
    ] = {}
    common_effect: Annotated[
        CommonSpread | None, Field(exclude_if=lambda effect: effect is None)
    ] = None
    offices: Annotated[Mapping[OfficeId, Delays], Field(exclude_if=lambda given: not given)] = {}
    send_days: Annotated[
        Mapping[OfficeId, _Weekdays], Field(exclude_if=lambda given: not given)
    ] = {}
    send_times: Annotated[Mapping[OfficeId, _Time], Field(exclude_if=lambda given: not given)] = {}
    evidence: Annotated[tuple[Evidence, ...], Field(exclude_if=lambda given: not given)] = ()
    answering: Annotated[
        AnswerDelays | None, Field(exclude_if=lambda answering: answering is None)
    ] = None
    calibration: Annotated[Calibration | None, Field(exclude_if=lambda given: given is None)] = None

    @model_validator(mode="after")
    def _times_on_days(self) -> DelayProfile:
        if stray := sorted({*self.send_times} - {*self.send_days}):
            raise ValueError(
                f"gives a time of sending to {stray[0]}, but no days; name them in send_days"
            )
        return self

    def for_urgency(self, urgency: Urgency) -> DelayProfile:
        """The same with what it says of a class of urgency worked in, and of no other class.

        Its figures for ordinary letters are what they were.
        """
        haste, targets = self.urgency.get(urgency), self.targets
        changed: dict[str, object] = {
            "urgency": {},
            "targets": targets and targets.for_urgency(urgency),
        }
        if haste is not None and str(haste):
            changed |= {
                "assumption": f"{self.assumption} For {urgency.value} letters {haste}.",
                "default": _hastened(self.default, haste),
                "levels": {level: _hastened(each, haste) for level, each in self.levels.items()},
                "kinds": {kind: _hastened(each, haste) for kind, each in self.kinds.items()},
                "offices": {name: _hastened(each, haste) for name, each in self.offices.items()},
                "channels": {
                    name: each.times(haste.transit) for name, each in self.channels.items()
                },
            }
        if haste is not None and self.answering is not None:
            changed["answering"] = self.answering.hastened(haste.answering, urgency)
        return self.model_copy(update=changed)

    def without_answers(self) -> DelayProfile:
        """The same of a directive that asks for no answers in a form."""
        return self.model_copy(update={"answering": None}) if self.answering else self

    def answers(self, level: str, kind: str, office: str | None = None) -> Distribution:
        """How long an office of ``level`` and ``kind`` takes to answer once it can."""
        if self.answering is None:
            return self.distribution(Stage.HANDLING, level, kind, office=office)
        return self.answering.at(level, kind, office)

    def distribution(
        self,
        stage: Stage,
        level: str,
        kind: str,
        channel: str | None = None,
        office: str | None = None,
    ) -> Distribution:
        """How long ``stage`` takes at an office of ``level`` and ``kind``.

        Args:
            stage: Part of the hop.
            level: Level of the recipient.
            kind: Kind of the recipient.
            channel: Channel of the line; asked for transit only.
            office: The recipient; its kind's where left out.
        """
        own = self.offices.get(office) if office else None
        for delays in (own, self.kinds.get(kind), self.levels.get(level)):
            if delays is not None and (found := _of(delays, stage)) is not None:
                return found
        if stage is Stage.TRANSIT and channel is not None and channel in self.channels:
            return self.channels[Channel(channel)]
        return _usual(self.default, stage)


_D = TypeVar("_D", Delays, UsualDelays)


def load_profile(path: Path) -> DelayProfile:
    """Read a delay profile from a YAML file.

    Raises:
        InputFaults: The file cannot be read, or is no profile; with every fault and its line.
    """
    data, line_of = read_yaml(path, encodings())

    def where(loc: Loc) -> str:
        return f"{path.name} line {line_of(loc)}"

    try:
        return DelayProfile.model_validate(data)
    except ValidationError as error:
        subject = f"the delay profile {shown_path(path)}"
        raise InputFaults(subject, faults_of(error, where)) from None


def _hastened(delays: _D, haste: Haste) -> _D:
    """Delays with the factors of each stage worked in."""
    given = {stage.value: getattr(delays, stage.value) for stage in Stage}
    return delays.model_copy(
        update={name: each.times(haste.of(Stage(name))) for name, each in given.items() if each}
    )


def _rises(curve: Mapping[float, float]) -> bool:
    return all(low[1] <= high[1] for low, high in pairwise(sorted(curve.items())))


def _of(delays: Delays, stage: Stage) -> Distribution | None:
    found: Distribution | None = getattr(delays, stage.value)
    return found


def _usual(delays: UsualDelays, stage: Stage) -> Distribution:
    found: Distribution = getattr(delays, stage.value)
    return found
