"""Which file endings fit what a command writes; the wrong one is refused."""

from __future__ import annotations

from pathlib import Path

import typer

from wian.kit.text_file import shown_name, shown_path

_FITTING = {
    "csv": (".csv",),
    "json": (".json",),
    "parquet": (".parquet",),
    "xlsx": (".xlsx",),
    "yaml": (".yaml", ".yml"),
    "html": (".html", ".htm"),
    "packed csv": (".csv", ".csv.gz"),
    "xes": (".xes", ".xes.gz"),
    "ocel": (".json", ".json.gz", ".xml", ".xml.gz"),
}
_NAMES = {
    "html": "an HTML page",
    "parquet": "Parquet",
    "xlsx": "a workbook",
    "packed csv": "CSV",
}
_PICTURES = (".svg", ".png")
_OF_OCEL = (".jsonocel", ".xmlocel")
_OPENED_BY_NOBODY = ".ocel"
"""No standard has this ending: a program that reads OCEL goes by one that says JSON or XML."""
_KNOWN = frozenset(
    (
        *(f".{each.rsplit('.')[1]}" for endings in _FITTING.values() for each in endings),
        ".tsv",
        ".xls",
        ".xlsx",
        ".xlsm",
        ".ods",
        ".gz",
        ".zip",
        ".db",
        ".sqlite",
        ".yaml",
        ".yml",
        ".pdf",
        ".doc",
        ".docx",
        ".odt",
        ".svg",
        ".png",
        ".jpg",
        ".jpeg",
        ".mxml",
        *_OF_OCEL,
        _OPENED_BY_NOBODY,
    )
)
"""Endings that say what a file holds; any other may be that of anything."""


_OF_LETTERS = (".pdf", ".docx", ".html", ".htm", ".txt", ".json", ".zip")
"""Endings of a file of letters, which no folder is meant to bear."""


def refuse_file(out: Path | None) -> None:
    """Refuse a folder whose ending says that a file is meant, unless there is such a folder.

    Args:
        out: The folder; nothing is refused where there is none.

    Raises:
        BadParameter: It ends as a file of letters does; names the folder that would do.
    """
    if out is None or out.suffix.lower() not in _OF_LETTERS or out.is_dir():
        return
    folder = out.with_suffix("")
    raise typer.BadParameter(
        f"{shown_name(out)} ends as a file, but --out is a folder, into which files are written: "
        f"name one, such as --out {shown_path(folder)}."
    )


def refuse_ending(out: Path | None, form: str) -> None:
    """Refuse a file whose ending says that it holds something else than is written to it.

    Args:
        out: The file; nothing is refused where there is none.
        form: ``csv``, ``json``, ``parquet``, ``html``, ``packed csv``, ``xes`` or ``ocel``; a file
            of the last three is gzipped where its name ends in ``.gz``.

    Raises:
        BadParameter: The ending is another form's; names those that fit.
    """
    fitting = _FITTING[form]
    if out is None or _ending(out, fitting) not in _KNOWN.difference(fitting, _also(form)):
        return
    *most, last = fitting
    named = f"{', '.join(most)} or {last}" if most else last
    what = _NAMES.get(form, form.upper())
    ends = "as a file of another form"
    if out.suffix.lower() == _OPENED_BY_NOBODY:
        ends = f"in {_OPENED_BY_NOBODY}, which no program opens"
    raise typer.BadParameter(
        f"{shown_name(out)} ends {ends}, but {what} is written: name one that ends in {named}."
    )


def refuse_picture(out: Path | None) -> None:
    """Refuse a file that is neither SVG nor PNG by its ending: a chart is written as that says.

    Args:
        out: The file; nothing is refused where there is none.

    Raises:
        BadParameter: It has another ending, or none.
    """
    if out is not None and out.suffix.lower() not in _PICTURES:
        raise typer.BadParameter("A chart is written as .svg or .png: name such a file.")


def refuse_picture_or_page(out: Path) -> None:
    """Refuse a file that is neither a page nor a picture by its ending.

    Raises:
        BadParameter: It has another ending, or none.
    """
    if out.suffix.lower() not in (*_PICTURES, *_FITTING["html"]):
        raise typer.BadParameter(
            "It is written as a page (.html) or as a chart (.svg or .png): name such a file."
        )


def _also(form: str) -> tuple[str, ...]:
    """Endings that fit too, and are not worth naming."""
    return _OF_OCEL if form == "ocel" else ()


def _ending(out: Path, fitting: tuple[str, ...]) -> str:
    """The ending, that of packing left out where it is packed."""
    packs = any(each.endswith(".gz") for each in fitting)
    plain = out.with_suffix("") if packs and out.suffix.lower() == ".gz" else out
    return plain.suffix.lower()
