"""The targets: how long an office may take before a reminder, and before escalation."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from hierarchy.office import Slug
from wian.delays.unit import Unit
from wian.jurisdictions.countries import encodings
from wian.jurisdictions.handling import Urgency
from wian.kit.errors import InputFaults
from wian.kit.pydantic_faults import Loc, faults_of
from wian.kit.text import LongText
from wian.kit.text_file import shown_path
from wian.kit.yaml_nodes import read_yaml

LONGEST = 500
"""Largest figure of a target, in its unit: two years of working days."""

_Figure = Annotated[float, Field(strict=True, gt=0, le=LONGEST, allow_inf_nan=False)]
_Factor = Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)]
_MINUTES_AN_HOUR = 60


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Duty(StrEnum):
    """What has a target."""

    RECEIVE = "receive"
    """Stamp, counted from the letter's issue."""
    FORWARD = "forward"
    """Issue one's own letter, counted from the last desk's stamp."""
    ESCALATE = "escalate"
    """Do what a reminder asks for, counted from the reminder."""


class Target(_Model):
    """How long something may take, in office time.

    Attributes:
        within: The figure.
        unit: Its unit.
    """

    within: _Figure
    unit: Unit

    def minutes(self, minutes_a_day: int) -> int:
        """The same in office minutes, at least one.

        Args:
            minutes_a_day: Office minutes of a working day.
        """
        one = minutes_a_day if self.unit is Unit.DAYS else _MINUTES_AN_HOUR
        return max(round(self.within * one), 1)


class SomeTargets(_Model):
    """Targets that differ from the more general ones."""

    receive: Target | None = None
    forward: Target | None = None
    escalate: Target | None = None


class UsualTargets(_Model):
    """What holds where nothing more specific is given."""

    receive: Target
    forward: Target
    escalate: Target


class Targets(_Model):
    """How long offices may take: the target of an office's kind, else of its level, else usual.

    Attributes:
        assumption: Says in a sentence on what grounds.
        default: Usual targets.
        levels: Targets of the offices of a level.
        kinds: Targets of the offices of a kind.
        urgency: Which share of a target urgent letters have, by their class.
    """

    assumption: LongText
    default: UsualTargets
    levels: Mapping[Slug, SomeTargets] = {}
    kinds: Mapping[Slug, SomeTargets] = {}
    urgency: Annotated[
        Mapping[Urgency, _Factor], Field(exclude_if=lambda urgency: not urgency)
    ] = {}

    def for_urgency(self, urgency: Urgency) -> Targets:
        """The same with the share of a class of urgency worked in, and of no other class."""
        factor = self.urgency.get(urgency, 1.0)
        changed: dict[str, object] = {"urgency": {}}
        if factor < 1:
            changed |= {
                "assumption": f"{self.assumption} For {urgency.value} letters times {factor:g}.",
                "default": _shortened(self.default, factor),
                "levels": {level: _shortened(each, factor) for level, each in self.levels.items()},
                "kinds": {kind: _shortened(each, factor) for kind, each in self.kinds.items()},
            }
        return self.model_copy(update=changed)

    def target(self, duty: Duty, level: str, kind: str) -> Target:
        """How long ``duty`` may take at an office of ``level`` and ``kind``."""
        for some in (self.kinds.get(kind), self.levels.get(level)):
            found: Target | None = getattr(some, duty.value, None)
            if found is not None:
                return found
        usual: Target = getattr(self.default, duty.value)
        return usual


_S = TypeVar("_S", SomeTargets, UsualTargets)


def _shortened(some: _S, factor: float) -> _S:
    """Targets with every figure times ``factor``."""
    given = {duty.value: getattr(some, duty.value) for duty in Duty}
    return some.model_copy(
        update={
            name: each.model_copy(update={"within": each.within * factor})
            for name, each in given.items()
            if each
        }
    )


def load_targets(path: Path) -> Targets:
    """Read targets from a YAML file of their own, as a jurisdiction has one.

    Raises:
        InputFaults: The file cannot be read, or holds no targets; with every fault and its line.
    """
    data, line_of = read_yaml(path, encodings())

    def where(loc: Loc) -> str:
        return f"{path.name} line {line_of(loc)}"

    try:
        return Targets.model_validate(data)
    except ValidationError as error:
        raise InputFaults(
            f"The file of targets {shown_path(path)}", faults_of(error, where)
        ) from None
