"""The log of a command that keeps running: timestamped lines on standard error."""

from __future__ import annotations

import logging
import sys


def log_to_standard_error() -> None:
    """Have what wian itself logs go to standard error; other programs' logs are theirs."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s  %(message)s", "%Y-%m-%d %H:%M:%S"))
    ours = logging.getLogger("wian")
    ours.handlers = [handler]
    ours.setLevel(logging.INFO)
    ours.propagate = False
