"""Sends a directive down a hierarchy of offices and measures the delay of every hop.

The names below are the public API, each loaded when it is first used: ``import wian`` itself loads
nothing. docs/reference/python-api.md describes them.
"""

TYPE_CHECKING = False  # as in typing, which need not be loaded for it
if TYPE_CHECKING:
    from hierarchy.graph import Hierarchy
    from wian.api import (
        OpenLedger,
        load_directive,
        load_offices,
        open_ledger,
        plan,
        propagate,
    )
    from wian.kit.errors import WianError
    from wian.ledger.proof.proof_faults import Verification
    from wian.letters.directive import Directive
    from wian.propagation.plan import Plan
    from wian.reports.propagation_summary import Summary

    __version__: str

__all__ = [
    "Directive",
    "Hierarchy",
    "OpenLedger",
    "Plan",
    "Summary",
    "Verification",
    "WianError",
    "__version__",
    "load_directive",
    "load_offices",
    "open_ledger",
    "plan",
    "propagate",
]

_ELSEWHERE = {
    "Directive": "wian.letters.directive",
    "Hierarchy": "hierarchy.graph",
    "Plan": "wian.propagation.plan",
    "Summary": "wian.reports.propagation_summary",
    "Verification": "wian.ledger.proof.proof_faults",
    "WianError": "wian.kit.errors",
}
"""Where a name is that ``wian.api`` does not define."""


if not TYPE_CHECKING:  # a checker of types would take every name for known

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module 'wian' has no attribute {name!r}")
        value = globals()[name] = _loaded(name)
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def _loaded(name: str) -> object:
    from importlib import import_module, metadata  # noqa: PLC0415 - import wian loads nothing

    if name == "__version__":
        return metadata.version("wian")
    return getattr(import_module(_ELSEWHERE.get(name, "wian.api")), name)
