"""A small rush, then each part gone once: ``python -m benchmarks.faults.short_form``.

Both on one live system, as starting it takes the longest. Exit status 1 as for either.
"""

from __future__ import annotations

import sys

from benchmarks.faults import outages, rush
from benchmarks.figures import show

_PROVINCES, _SECONDS = 2, 3.0


def main() -> None:
    """Run both, and print what was seen."""
    with outages.installation() as live:
        found = [
            *rush.rushed(live.home, live.desk, _PROVINCES, _SECONDS),
            *outages.figures(live, stamps=1),
        ]
    show(found)
    sys.exit(any(each.met == "NO" for each in found))


if __name__ == "__main__":
    main()
