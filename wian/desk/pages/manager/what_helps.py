"""What would help a directive below an office: calls that are made today, and reminders."""

from __future__ import annotations

from dataclasses import dataclass

from wian.followup.current_outlook import CurrentOutlook
from wian.followup.directive_tree import DirectiveTree

LITTLE = 0.05
"""Gains below this would be shown as none."""


@dataclass(frozen=True, slots=True)
class WhatHelps:
    """What calls and reminders to offices below one would bring, by the forecast.

    Attributes:
        unit: What gains count: ``offices`` more in time, or without a deadline ``days`` that
            offices wait less.
        calls: The offices to be called and what each call gains, the most useful one first.
        called: What these calls gain together.
        silent: How many offices owe a stamp or their own letter, and a reminder helps with them.
        reminded: What reminders to all of these gain together.
    """

    unit: str
    calls: tuple[tuple[str, float], ...]
    called: float
    silent: int
    reminded: float


def what_helps(
    tree: DirectiveTree, office: str, outlook: CurrentOutlook | None, most: int
) -> WhatHelps | None:
    """What would help below an office; ``None`` where no forecast is known.

    No two silent offices have anybody below them in common, so that gains add up.

    Args:
        tree: The directive.
        office: The office that looks.
        outlook: What is to be expected.
        most: How many calls are named.
    """
    if outlook is None:
        return None
    under, places = tree.under(office), tree.places
    calls = [
        (each.office, each.gain)
        for each in outlook.told.telephone
        if each.gain >= LITTLE and each.office in places and under[places[each.office]]
    ][:most]
    reminded = [
        gain
        for each, gain in outlook.reminders.items()
        if gain >= LITTLE and each in places and under[places[each]]
    ]
    unit = "offices" if outlook.told.in_time else "days"
    called = sum(gain for _, gain in calls)
    return WhatHelps(unit, tuple(calls), called, len(reminded), sum(reminded))
