"""The options of ``wian doctor``; its checks are loaded later."""

from __future__ import annotations

from wian.cli.command_group import runs
from wian.cli.options import JsonOption


@runs("wian.cli.doctor.doctor")
def doctor(json: JsonOption = False) -> None:
    """Look at this installation and say what to mend. It changes nothing.

    The exit status is 1 where something is at fault.
    """
