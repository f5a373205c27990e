"""How many processes may work on one rehearsal at the most?"""

from __future__ import annotations

MOST_WORKERS = 64
"""About as many branches as a large route has."""
