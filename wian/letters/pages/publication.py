"""Writes the files of a site into a folder: all or none, and no file of anyone else's."""

from __future__ import annotations

import filecmp
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from wian.kit.errors import Fault, InputFaults, WianError

MANIFEST = ".wian-site.json"
"""What we wrote, path by path, with the digest of each: all else in the folder is not ours."""
_PATH = re.compile(r"[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)?\.[a-z0-9]{1,8}")
_Manifest = dict[str, str]


class NoManifest(WianError):
    """The record of an earlier site cannot be trusted.

    Args:
        path: Where it lies.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"{path} is no record of a site that wian wrote; name another folder, or remove the "
            "record and the site and write it again."
        )


class CannotPublish(WianError):
    """The folder, or a file in it, cannot be written.

    Args:
        path: What could not be written.
        reason: What the system says.
    """

    def __init__(self, path: Path, reason: OSError) -> None:
        self.path, self.reason = path, reason
        place = reason.filename or path
        super().__init__(
            f"{place} cannot be written ({reason.strerror}); name a folder that can be."
        )


def publish(files: Iterable[tuple[str, bytes | Path]], out: Path) -> None:
    """Make ``out`` hold these files, those of an earlier call that are not among them removed.

    All files are made ready beside ``out`` before the first one in it changes, so that a failure
    while they are made changes nothing. A new ``out`` appears with all its files at once. In an
    existing one each file is exchanged whole and in the order given, so that a page comes after
    the pages that it leads to; files that are the same stay as they are. Who is interrupted
    calls again.

    Args:
        files: Relative path (lower-case Latin letters, digits and hyphens, at most one folder)
            and content, or the file that has it; what leads to others comes last.
        out: The folder. What it holds besides is left alone.

    Raises:
        InputFaults: A file that is not ours stands where one of ours would; nothing is changed.
        NoManifest: The record of the last call is damaged.
        CannotPublish: The system refuses.
    """
    out = out.resolve()
    with _refusals(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        ours = _read(out / MANIFEST)
        with TemporaryDirectory(prefix=f".{out.name[:40]}-", dir=out.parent) as beside:
            ready = Path(beside) / "site"
            made = _make_ready(files, ready)
            if not os.path.lexists(out):
                _record(ready, made)
                ready.rename(out)
            else:
                _check_foreign(made, ours, ready, out)
                _exchange(made, ours, ready, out)


@contextmanager
def _refusals(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CannotPublish(out, error) from None


def _make_ready(files: Iterable[tuple[str, bytes | Path]], ready: Path) -> _Manifest:
    made: _Manifest = {}
    ready.mkdir()
    for name, content in files:
        if not _PATH.fullmatch(name) or name in made:
            raise ValueError(f"{name[:80]!r} is no new name of a site's file")
        target = ready / name
        target.parent.mkdir(exist_ok=True)
        if isinstance(content, Path):
            shutil.copyfile(content, target)
        else:
            target.write_bytes(content)
        made[name] = _digest(target)
    return made


def _exchange(made: _Manifest, ours: _Manifest, ready: Path, out: Path) -> None:
    """Record what becomes ours, put it in place, then remove what is no longer."""
    _record(out, ours | made)
    for name in made:
        target = out / name
        target.parent.mkdir(exist_ok=True)
        if not _same(ready / name, target):
            (ready / name).replace(target)
    stale = {name: digest for name, digest in ours.items() if name not in made}
    for name, digest in stale.items():
        _remove(out / name, digest, out)
    _record(out, made)


def _remove(path: Path, digest: str, out: Path) -> None:
    """Remove a file that we wrote and nobody changed, and its folder if that is empty then."""
    if path.is_symlink() or not path.is_file() or _digest(path) != digest:
        return
    path.unlink()
    if path.parent != out and not any(path.parent.iterdir()):
        path.parent.rmdir()


def _check_foreign(made: _Manifest, ours: _Manifest, ready: Path, out: Path) -> None:
    """Refuse to write over a file that is not ours, or through a link."""
    if not out.is_dir():
        raise InputFaults(f"the folder {out}", [Fault("", "is no folder", "name another one")])
    faults = [
        Fault(str(path), "is there already and not of this site", "move it, or name another folder")
        for path in _foreign(made, ours, ready, out)
    ]
    if faults:
        raise InputFaults(f"the folder {out}", faults)


def _foreign(made: _Manifest, ours: _Manifest, ready: Path, out: Path) -> Iterator[Path]:
    """What stands where we would write, and is not ours."""
    for folder in sorted({out / name.partition("/")[0] for name in made if "/" in name}):
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            yield folder
    for name in made:
        target = out / name
        is_file = target.is_file() and not target.is_symlink()
        is_ours = is_file and (name in ours or _same(ready / name, target))
        if os.path.lexists(target) and not is_ours:
            yield target


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and not other.is_symlink() and filecmp.cmp(one, other, shallow=False)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(path: Path) -> _Manifest:
    """The record of the last call; empty where there was none."""
    if not os.path.lexists(path):
        return {}
    try:
        found = json.loads(path.read_bytes())["files"]
        ours = {name: found[name] for name in found if _PATH.fullmatch(name)}
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NoManifest(path) from None
    if len(ours) != len(found) or path.is_symlink():
        raise NoManifest(path)
    return ours


def _record(folder: Path, files: Mapping[str, str]) -> None:
    """Write the record, whole."""
    beside = folder / f"{MANIFEST}.new"
    text = json.dumps({"wian": 1, "files": dict(sorted(files.items()))}, indent=0)
    beside.write_text(text + "\n", encoding="utf-8")
    beside.replace(folder / MANIFEST)
