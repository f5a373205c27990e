"""How does a user begin with a jurisdiction? With a folder to fill in, which is as plain is."""

from __future__ import annotations

import shutil
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from wian.jurisdictions.jurisdiction import PLAIN_TEMPLATES
from wian.jurisdictions.plain.country import HERE
from wian.jurisdictions.plain.files.folder import FIGURES, WORDS
from wian.jurisdictions.plain.rules import LONGEST_ID, ShortId
from wian.kit.errors import WianError
from wian.kit.pydantic_faults import shown
from wian.kit.text_file import shown_path
from wian.kit.whole_file import UnwritableFile

STARTER = Path(__file__).parent / "starter"
_ID: TypeAdapter[str] = TypeAdapter(ShortId)


class UnfitName(WianError):
    """A name that no jurisdiction can have.

    Args:
        name: The name.
    """

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{shown(name)} is no name of a jurisdiction; write small letters, digits and dashes, "
            f"a letter first, at most {LONGEST_ID} characters: philippines."
        )


class FolderTaken(WianError):
    """A folder that has something in it.

    Args:
        folder: The folder.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{shown_path(folder)} is there already; name another folder with --out, or move it."
        )


def write_folder(name: str, folder: Path) -> list[Path]:
    """Write a folder of a jurisdiction that is as plain is, to be changed.

    Args:
        name: Its id.
        folder: Where; it is made.

    Returns:
        The files, by their places in the folder.

    Raises:
        UnfitName: It cannot be called that.
        FolderTaken: There is something at that place.
        UnwritableFile: It cannot be written; nothing of it stays.
    """
    try:
        _ID.validate_python(name)
    except ValidationError:
        raise UnfitName(name) from None
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise FolderTaken(folder)
        made_here = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise UnwritableFile(folder, _reason(error)) from None
    contents = _contents(name)
    try:
        for path, content in contents.items():
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_text(content, encoding="utf-8")
    except OSError as error:
        if made_here:
            shutil.rmtree(folder, ignore_errors=True)
        raise UnwritableFile(folder, _reason(error)) from None
    return [folder / path for path in contents]


def _reason(error: OSError | ValueError) -> str:
    return str(getattr(error, "strerror", "") or error).lower()


def _contents(name: str) -> dict[str, str]:
    own = {each.name: each for each in sorted(STARTER.iterdir()) if each.is_file()}
    of_plain = {each: HERE / each for each in (WORDS, *FIGURES)}
    laid = (*PLAIN_TEMPLATES.iterdir(), *(HERE / "templates").iterdir())
    templates = {f"templates/{each.name}": each for each in sorted(laid)}
    files = {**own, **of_plain, **templates}
    found = {path: file.read_text(encoding="utf-8") for path, file in files.items()}
    return {path: _named(text, name) if path in own else text for path, text in found.items()}


def _named(text: str, name: str) -> str:
    return text.replace("id: NAME", f"id: {name}").replace("NAME", name.replace("-", " ").title())
