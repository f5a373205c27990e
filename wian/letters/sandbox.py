"""The sandbox that a jurisdiction's templates run in."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from wian.jurisdictions.jurisdiction import Wording
from wian.kit.text_width import centred, padded


def environment(wording: Wording) -> ImmutableSandboxedEnvironment:
    """The environment of a jurisdiction's templates.

    Only files of that folder are compiled; what an office or a directive says enters as a value
    and stays one. A name that a template misspells is an error, and HTML and XML escape every
    value.

    Args:
        wording: Whose templates, and which of their spaces no line ends at.
    """
    return _environment(wording.templates, wording.kept)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, which looks only once at each attribute of each type.

    What is safe depends on nothing else, and letters read the same few attributes again and again.
    """

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may read an attribute of a value; as Jinja says."""
        known = self._judged.get((type(obj), attr))
        if known is None:
            known = self._judged[type(obj), attr] = super().is_safe_attribute(obj, attr, value)
        return known

    @cached_property
    def _judged(self) -> dict[tuple[type, str], bool]:
        return {}


@lru_cache(maxsize=8)
def _environment(templates: Path, kept: Callable[[str], str]) -> ImmutableSandboxedEnvironment:
    made = _Sandbox(
        loader=FileSystemLoader(templates),
        undefined=StrictUndefined,
        autoescape=lambda name: name is not None and name.endswith((".html.j2", ".xml.j2")),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    made.filters["centred"] = centred
    made.filters["kept"] = kept
    made.filters["padded"] = padded
    return made
