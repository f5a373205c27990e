"""Reads the pictures that a file of offices names as emblems, each once."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from hierarchy.office import OF_PARENT
from wian.kit.errors import Fault
from wian.kit.picture import NotAPicture, read_picture
from wian.kit.pydantic_faults import shown

LARGEST_TOGETHER = 64 * 2**20
"""Bytes that all emblems of a file may have together."""


@dataclass(slots=True)
class EmblemFiles:
    """The pictures in a file's own folder or below it.

    Attributes:
        folder: That folder.
        pictures: What was read, by its digest.
    """

    folder: Path
    pictures: dict[str, bytes] = field(default_factory=dict)
    _found: dict[str, str | NotAPicture] = field(default_factory=dict)

    def settle(self, fields: dict[str, Any], where: str) -> list[Fault]:
        """Put the digest of the picture where an office's fields have its path.

        Args:
            fields: The fields; one that is no text is left to the check of all fields.
            where: Where the path stands.

        Returns:
            What is wrong with the picture; the field is taken out then.
        """
        path = fields.get("emblem")
        if not isinstance(path, str) or path.strip() == OF_PARENT:
            return []
        found = self._found.get(path)
        if found is None:
            found = self._found[path] = self._read(path.strip())
        if isinstance(found, str):
            fields["emblem"] = found
            return []
        del fields["emblem"]
        if fields.get("letterhead") == "emblem":
            del fields["letterhead"]  # the picture is the fault, and the only one
        return [Fault(where, f"the emblem {shown(path)} {found.what}", found.remedy)]

    def _read(self, path: str) -> str | NotAPicture:
        """The digest of a picture, or what is wrong with it."""
        try:
            if not (self.folder / path).resolve().is_relative_to(self.folder.resolve()):
                return NotAPicture("lies outside this file's folder", "move it in")
            content = read_picture(self.folder / path).content
        except NotAPicture as error:
            return error
        except (OSError, ValueError, RuntimeError):
            return NotAPicture("is no path of a file", "write its path from this file's folder")
        digest = sha256(content).hexdigest()
        known = sum(map(len, self.pictures.values()))
        if digest not in self.pictures and known + len(content) > LARGEST_TOGETHER:
            what = f"makes the emblems larger than {LARGEST_TOGETHER // 2**20} MiB together"
            return NotAPicture(what, "make them smaller")
        self.pictures[digest] = content
        return digest
