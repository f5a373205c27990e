"""How a page says what is wrong with what was entered, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from wian.desk.app.words import Language
from wian.jurisdictions.instant import Instant
from wian.kit.errors import Fault

_LINES = ("line", "first")
"""Numbers of lines, which nobody writes with thousands separated."""


def in_words(
    language: Language, faults: Iterable[Fault], shown: Callable[[object], str] = str
) -> list[str]:
    """Each fault of a form or a table as a sentence, once; one without words of its own as it is.

    The words are ``fault.`` and the fault's kind. They do not name the file.

    Args:
        language: Of the reader.
        faults: What is wrong.
        shown: Writes moments and numbers as the reader does. A text is a stranger's: it stays.
    """
    return list(dict.fromkeys(_sentence(language, fault, shown) for fault in faults))


def _sentence(language: Language, fault: Fault, shown: Callable[[object], str]) -> str:
    values = {name: _value(language, name, value, shown) for name, value in fault.values.items()}
    place = _place(language, fault, values, shown)
    if place is None or f"fault.{fault.kind}" not in language.words:
        return str(fault)
    what = language.words.say(f"fault.{fault.kind}", **values)
    return f"{place}: {what}" if place else what


def _value(language: Language, name: str, value: object, shown: Callable[[object], str]) -> str:
    if isinstance(value, int):
        return shown(value if name in _LINES else language.signs.written(f"{value:,}"))
    return shown(value) if isinstance(value, Instant) else str(value)


def _place(
    language: Language, fault: Fault, values: Mapping[str, str], shown: Callable[[object], str]
) -> str | None:
    """Where a fault stands; empty for a whole file, ``None`` where there are no words for it."""
    if "label" in values:
        return _field_named(language, fault, values)
    if "line" in values:
        return language.words.say(f"fault.at.{'cell' if 'column' in values else 'line'}", **values)
    if "field" not in values:
        return ""
    field, _, entry = values["field"].partition(".")
    known = f"field.{field}"
    if fault.where or known not in language.words or not (entry or "0").isdecimal():
        return None
    return (
        f"{language.words.say(known)} {shown(int(entry) + 1)}"
        if entry
        else language.words.say(known)
    )


def _field_named(language: Language, fault: Fault, values: Mapping[str, str]) -> str:
    """What the form calls a field, or a column of it in a row, in the reader's language."""
    label = _named(fault.values.get("labels"), language.tag, values["label"])
    if "row" not in values or "inner" not in values:
        return label
    inner = _named(fault.values.get("inner_labels"), language.tag, values["inner"])
    return language.words.say("fault.at.row", label=label, row=values["row"], inner=inner)


def _named(labels: object, tag: str, label: str) -> str:
    return str(labels.get(tag, label)) if isinstance(labels, Mapping) else label
