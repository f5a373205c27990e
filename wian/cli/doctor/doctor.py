"""The command ``wian doctor``: looks at an installation and says what to mend."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial

import typer

from wian.cli.doctor import (
    clock_checks,
    file_checks,
    network_checks,
    prefect_checks,
    record_checks,
    secret_checks,
    software_checks,
)
from wian.cli.doctor.diagnosis import Diagnosis, Verdict, faulty, fine
from wian.cli.doctor.installation import Installation, installation
from wian.cli.doctor.timed_checks import examined
from wian.cli.terminal.console import print_json, say, table
from wian.kit.counted import counted

Findings = Mapping[str, Sequence[Diagnosis]]
_PATIENCE_SECONDS = 10.0
"""For all checks together, which run side by side."""


def _settings(found: Installation) -> Iterator[Diagnosis]:
    """Whether every setting makes sense."""
    wrong = [
        faulty(f"{fault.where} {fault.what}.", f"{fault.remedy or 'Correct it'}.")
        for fault in found.faults
    ]
    yield from wrong or [fine("Every setting makes sense.")]


CHECKS: Mapping[str, Callable[[Installation], Iterable[Diagnosis]]] = {
    "settings": _settings,
    "ledger": record_checks.ledger,
    "schema": record_checks.schema,
    "backup": record_checks.backup,
    "checkpoint": record_checks.checkpoint,
    "desk-secret": secret_checks.desk_secret,
    "passwords": secret_checks.passwords,
    "permissions": file_checks.permissions,
    "disk": file_checks.disk,
    "clocks": clock_checks.clocks,
    "calendar": clock_checks.calendar,
    "proxy": network_checks.proxy,
    "redis": network_checks.redis,
    "mail": network_checks.mail,
    "open-files": network_checks.open_files,
    "prefect-api": prefect_checks.api,
    "prefect-database": prefect_checks.database,
    "versions": software_checks.versions,
    "fonts": software_checks.fonts,
}
"""The checks by name, in the order in which they are shown."""


def run(*, json: bool) -> None:
    """Look at this installation and say what to mend. It changes nothing."""
    seen = installation(os.environ, datetime.now(UTC))
    found = examined(
        {name: partial(check, seen) for name, check in CHECKS.items()}, _PATIENCE_SECONDS
    )
    verdicts = Counter(each.verdict for of in found.values() for each in of)
    if json:
        print_json(_as_json(found, verdicts))
    else:
        _show(found, verdicts)
    if verdicts[Verdict.FAULT]:
        raise typer.Exit(1)


def _as_json(found: Findings, verdicts: Mapping[Verdict, int]) -> Mapping[str, object]:
    checks = [
        {
            "check": name,
            "state": each.verdict.value,
            "what": each.what,
            "remedy": each.remedy or None,
        }
        for name, of in found.items()
        for each in of
    ]
    return {
        "ok": not verdicts[Verdict.FAULT],
        "faults": verdicts[Verdict.FAULT],
        "attentions": verdicts[Verdict.ATTENTION],
        "checks": checks,
    }


def _show(found: Findings, verdicts: Mapping[Verdict, int]) -> None:
    rows = [
        (name, each.verdict.value, f"{each.what} {each.remedy}".strip())
        for name, of in found.items()
        for each in of
    ]
    columns = (("check", "whole"), ("state", "whole"), ("what, and how to mend it", "left"))
    table(columns, rows, title="This installation")
    faults = counted(verdicts[Verdict.FAULT], "fault")
    attentions = counted(verdicts[Verdict.ATTENTION], "thing")
    say()
    say(f"{faults}, {attentions} to attend to.")
