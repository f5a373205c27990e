"""Which offices below a split one did somebody write down as whose?"""

from __future__ import annotations

from collections.abc import Iterable

from wian.kit.errors import Fault, InputFaults
from wian.kit.pydantic_faults import shown


def said_shares(lines: Iterable[str], field: str) -> dict[str, list[str]]:
    """The offices of each successor, as lines say them: ``west = hill, lake``.

    Args:
        lines: A successor and offices below the old one each; two of one successor add up.
        field: Where they were written, for a fault.

    Raises:
        InputFaults: Some name no successor, or nobody below; each is said.
    """
    found: dict[str, list[str]] = {}
    faults = []
    for line in map(str.strip, lines):
        successor, _, below = line.partition("=")
        those = [each.strip() for each in below.split(",") if each.strip()]
        if successor.strip() and those:
            found.setdefault(successor.strip(), []).extend(those)
            continue
        what = f"{shown(line)} does not say which offices are whose"
        remedy, values = "write SUCCESSOR=OFFICE,OFFICE", {"line": line[:60]}
        faults.append(Fault(field, what, remedy, "share_line", values))
    if faults:
        raise InputFaults("The succession", faults)
    return found
