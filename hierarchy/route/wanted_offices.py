"""Which offices does somebody mean who types ids, names or selections?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pydantic import ValidationError

from hierarchy.graph import Hierarchy
from hierarchy.route.selection import Selection
from wian.kit.errors import Fault, InputFaults
from wian.kit.pydantic_faults import shown

_CRITERIA = ("levels", "kinds", "under")


def wanted_offices(hierarchy: Hierarchy, texts: Sequence[str]) -> tuple[Selection, ...]:
    """The offices that texts mean, each an id, a name, or a selection.

    A selection names criteria and their values as ``levels=district,under=OFFICE``; several
    values of a criterion are joined by ``+``, as in ``under=OFFICE+OTHER``.

    Args:
        hierarchy: The offices.
        texts: What was typed.

    Raises:
        InputFaults: Nothing was typed, or a text means no office: all that do not.
    """
    asked = [text.strip() for text in texts if text.strip()]
    names = _names(hierarchy, [text for text in asked if text not in hierarchy])
    selections: list[Selection] = []
    faults: list[Fault] = []
    for text in asked:
        try:
            selections.append(_selection(hierarchy, text, names))
        except (KeyError, ValidationError):
            faults.append(_fault(hierarchy, text))
    if not asked:
        faults.append(Fault("offices", "no office is named", "name one", "too_short"))
    if faults:
        raise InputFaults("What was entered", faults)
    return tuple(selections)


def _selection(hierarchy: Hierarchy, text: str, names: dict[str, str]) -> Selection:
    """What a text means.

    Raises:
        KeyError: Nothing.
        ValidationError: A value of a criterion is no id or word.
    """
    if "=" not in text:
        return Selection(ids=(text if text in hierarchy else names[text],))
    parts = [each.partition("=") for each in text.split(",")]
    if any(name.strip() not in _CRITERIA for name, *_ in parts):
        raise KeyError(text)
    given = {name.strip(): tuple(values.split("+")) for name, _, values in parts}
    return Selection.model_validate(given)


def _names(hierarchy: Hierarchy, texts: Iterable[str]) -> dict[str, str]:
    """Those of some texts that are the name of exactly one office, with its id."""
    wanted = {text for text in texts if "=" not in text}
    found: dict[str, set[str]] = {}
    if wanted:
        for office in hierarchy.offices:
            for name in {office.name, office.name_en} & wanted:
                found.setdefault(str(name), set()).add(office.id)
    return {name: min(ids) for name, ids in found.items() if len(ids) == 1}


def _fault(hierarchy: Hierarchy, text: str) -> Fault:
    values = {"field": "offices", "value": shown(text)}
    if "=" in text:
        remedy = "write it as levels=district,under=OFFICE"
        return Fault("", f"{shown(text)} is no selection of offices", remedy, "selection", values)
    what = f"there is no office {shown(text)}, or several have that name"
    return Fault("", what, hierarchy.meant(text), "office_named", values)
