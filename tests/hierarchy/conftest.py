"""Small offices and files for the stories of this room."""

from __future__ import annotations

import pytest

from hierarchy.graph import Hierarchy
from hierarchy.office import Channel, Line, LineKind, Office


@pytest.fixture
def realm() -> Hierarchy:
    """A ministry, two provinces, a shared district with two parents, a town that skips a level."""
    offices = [
        Office("ministry", "กระทรวง", "ministry", "ministry"),
        Office("east", "จังหวัดตะวันออก", "province", "province"),
        Office("west", "จังหวัดตะวันตก", "province", "province"),
        Office("ford", "อำเภอท่าข้าม", "district", "district"),
        Office("hill", "อำเภอเนิน", "district", "district"),
        Office("town", "เทศบาลเมือง", "local", "town"),
        Office("mill", "ตำบลโรงสี", "local", "village"),
        Office("pond", "ตำบลหนอง", "local", "village"),
    ]
    lines = [
        Line("ministry", "east", channel=Channel.ELECTRONIC),
        Line("ministry", "west"),
        Line("east", "ford", kind=LineKind.SUPERVISION),
        Line("west", "ford"),
        Line("east", "hill"),
        Line("east", "town", channel=Channel.HAND),
        Line("ford", "mill"),
        Line("hill", "pond"),
    ]
    return Hierarchy.build(offices, lines, subject="the realm")
