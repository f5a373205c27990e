"""The command ``wian import bundle``: reads letters from files and reports what looks odd."""

from __future__ import annotations

from pathlib import Path

from wian.cli.import_.bundle_report import BundleRequest, import_and_show


def run(
    files: list[Path],
    hierarchy: Path | None,
    local_authorities: Path | None,
    *,
    ocr: bool,
    dry_run: bool,
    json: bool,
) -> None:
    """Read letters and their stamps, flag what is odd, and record them as observed."""
    asked = BundleRequest(files, hierarchy, local_authorities, ocr, dry_run)
    import_and_show(asked, json=json)
