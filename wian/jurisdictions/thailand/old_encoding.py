"""The encoding that Thai files had before UTF-8."""

from __future__ import annotations

from wian.kit.text_file import OldEncoding

WINDOWS_874 = OldEncoding("cp874", ("Windows-874", "TIS-620"), range(0xA1, 0xFC))
