"""The command ``wian import bundle``: reads letters from files and reports what looks odd."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wian.cli.import_.bundle_report import BundleRequest, import_and_show
from wian.cli.recorded import JsonOption


def run(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Letters: text, PDF or DOCX, in any order."),
    ],
    hierarchy: Annotated[
        Path | None,
        typer.Option(
            "--hierarchy", "--file", help="Offices to match. Default: the jurisdiction's."
        ),
    ] = None,
    local_authorities: Annotated[
        Path | None,
        typer.Option("--local-authorities", help="Open-data CSV of local authorities."),
    ] = None,
    ocr: Annotated[
        bool, typer.Option("--ocr", help="Read scanned pages by OCR; the result is marked unsure.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only read and check; record nothing.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Read letters and their stamps, flag what is odd, and record them as observed."""
    asked = BundleRequest(files, hierarchy, local_authorities, ocr, dry_run)
    import_and_show(asked, json=json)
