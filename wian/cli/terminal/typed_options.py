"""By which option is a fault told that stands in a field of what the options fill?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from wian.kit.errors import Fault, InputFaults


@contextmanager
def told_by_option(options: Mapping[str, str]) -> Iterator[None]:
    """Name the options in the faults of what is done meanwhile.

    Args:
        options: The option of each field, such as ``{"closes": "--closes"}``; a fault that stands
            elsewhere stays as it is.

    Raises:
        InputFaults: Something typed is not fit.
    """
    try:
        yield
    except InputFaults as error:
        raise InputFaults(error.subject, (_told(each, options) for each in error.faults)) from None


def _told(fault: Fault, options: Mapping[str, str]) -> Fault:
    field = fault.where or str(fault.values.get("field", ""))
    if field not in options:
        return fault
    return replace(fault, where=options[field], what=fault.what.removeprefix(f"{field}: "))
