"""Every reader of strangers' inputs, with samples that it reads: files, settings, forms, bodies."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.faults.hostile import mutation
from benchmarks.faults.hostile.samples import Scene

Change = Callable[[random.Random, bytes, bytes], bytes]


@dataclass(frozen=True)
class Reader:
    """One way in.

    Attributes:
        name: What comes in.
        samples: Inputs that are read.
        read: Reads one; raises one of wian's own errors, or returns whether it was read.
        change: How samples are changed.
        bombs: Inputs that are tried as they are.
        weight: How often it has its turn.
        guarded: The command reads it in a child process (``wian.cli.crash_guard``), so that an
            input which ends the process is refused in a sentence.
    """

    name: str
    samples: Sequence[bytes]
    read: Callable[[bytes], object]
    change: Change = mutation.mutated
    bombs: Sequence[bytes] = ()
    weight: int = 6
    guarded: bool = False


def readers(scene: Scene) -> list[Reader]:
    """All of them, over the offices and the ledger of a scene."""
    return [reader for ways_in in _WAYS_IN for reader in ways_in(scene)]


def _hierarchies(scene: Scene) -> list[Reader]:
    from hierarchy.graph import Hierarchy  # noqa: PLC0415 - here and below: only the workers load these
    from hierarchy.load.hierarchy_file import load_hierarchy  # noqa: PLC0415
    from wian.jurisdictions.countries import countries  # noqa: PLC0415
    from wian.jurisdictions.thailand.offices.local_authorities import (  # noqa: PLC0415
        read_local_authorities,
    )

    known = countries()
    return [
        Reader("hierarchy CSV", scene.offices_csv, scene.file("h.csv", load_hierarchy, known)),
        Reader(
            "hierarchy YAML",
            scene.offices_yaml,
            scene.file("h.yaml", load_hierarchy, known),
            bombs=(mutation.laughs(), b"[" * 200_000, b"{a: " * 100_000),
        ),
        Reader(
            "hierarchy JSON",
            scene.offices_json,
            Hierarchy.from_json,
            bombs=(b"[" * 200_000, b'{"offices":' * 50_000, b"9" * 1_000_000),
        ),
        Reader("local bodies", scene.local_bodies, scene.file("l.csv", read_local_authorities)),
    ]


def _yaml(scene: Scene) -> list[Reader]:
    from wian.delays.profile import load_profile  # noqa: PLC0415
    from wian.delays.targets import load_targets  # noqa: PLC0415
    from wian.history.logs.mapping import load_mapping  # noqa: PLC0415
    from wian.letters.directive_file import read_directive  # noqa: PLC0415

    def directive(path: Path) -> object:
        return read_directive(path).fitting(scene.hierarchy)

    laughs = (mutation.laughs(), b"- " * 100_000, b"a: " + b"9" * 1_000_000)
    return [
        Reader("directive", scene.directives, scene.file("d.yaml", directive), bombs=laughs),
        Reader("delay profile", scene.profiles, scene.file("p.yaml", load_profile), bombs=laughs),
        Reader("targets", scene.targets, scene.file("t.yaml", load_targets), bombs=laughs),
        Reader("log mapping", scene.mappings, scene.file("m.yaml", load_mapping), bombs=laughs),
    ]


def _bundles(scene: Scene) -> list[Reader]:
    from wian.history.bundle import read_bundle  # noqa: PLC0415
    from wian.history.bundle_json import bundle_values  # noqa: PLC0415

    def bundle(path: Path) -> object:
        return bundle_values(read_bundle([path], scene.country, scene.hierarchy))

    word = scene.documents["docx"][0]
    swollen = tuple(
        mutation.swollen(word, "word/document.xml", b"</w:body>", content, times)
        for content, times in (
            (b"<w:p/>", 5_000_000),
            (b"<w:p><w:r><w:t>" + b"9" * 60_000 + b"</w:t></w:r></w:p>", 900),
            (b"<w:tbl><w:tr><w:tc>", 200),
        )
    )
    return [
        Reader("letters, text", scene.documents["txt"], scene.file("b.txt", bundle)),
        Reader("letters, PDF", scene.documents["pdf"], scene.file("b.pdf", bundle)),
        Reader(
            "letters, DOCX", [word], scene.file("b.docx", bundle), _either, bombs=swollen, weight=4
        ),
    ]


def _registers(scene: Scene) -> list[Reader]:
    from wian.history.registers.headings import register_vocabulary  # noqa: PLC0415
    from wian.history.registers.recogniser import Recogniser, RegisterHints  # noqa: PLC0415
    from wian.history.registers.register_file import read_register  # noqa: PLC0415

    knows = Recogniser(scene.offices, register_vocabulary(scene.country.headings.registers))
    given = RegisterHints("phitsanulok")

    def register(path: Path) -> object:
        return read_register(path, knows, scene.country, given)

    book = scene.registers["xlsx"][0]
    sheet = "xl/worksheets/sheet1.xml"
    row = b'<row r="9"><c r="A9"><v>1</v></c></row>'
    swollen = (
        mutation.swollen(book, sheet, b"</sheetData>", row, 4_000_000),
        mutation.zip_bomb(sheet, b"<row/>" * 100_000, 800),
    )
    return [
        Reader("register, CSV", scene.registers["csv"], scene.file("r.csv", register)),
        Reader(
            "register, XLSX", [book], scene.file("r.xlsx", register), _either, swollen, weight=3
        ),
    ]


def _logs(scene: Scene) -> list[Reader]:
    from wian.history.logs.mapping import LogMapping  # noqa: PLC0415
    from wian.reports.logs.imported import import_log  # noqa: PLC0415

    mapping = LogMapping.model_validate({"columns": scene.log_columns})
    out = scene.folder / "log.hops.parquet"

    def log(path: Path) -> object:
        return import_log(path, mapping, out, scene.country.id)

    def own_log(path: Path) -> object:
        return import_log(path, LogMapping(), out, scene.country.id)

    xes = (mutation.entities(), b"<log>" + b"<a>" * 200_000, b"<log><trace" + b" a='1'" * 100_000)
    return [
        Reader("log, CSV", scene.logs["csv"], scene.file("e.csv", log)),
        Reader(
            "log, gzip", scene.logs["csv.gz"], scene.file("e.csv.gz", log), _either_gz, weight=2
        ),
        Reader("log, XES", scene.logs["xes"], scene.file("e.xes", own_log), bombs=xes),
    ]


def _hops(scene: Scene) -> list[Reader]:
    from wian.cli.report.hop_choice import HopRequest  # noqa: PLC0415
    from wian.cli.report.latency_report import LatencyRequest, report  # noqa: PLC0415
    from wian.cli.report.options import TableFormat  # noqa: PLC0415
    from wian.cli.report.tables.plain_table import Output  # noqa: PLC0415
    from wian.reports.group_by import By  # noqa: PLC0415
    from wian.reports.stages import Time, WayStage  # noqa: PLC0415

    def hops(path: Path) -> object:
        asked = LatencyRequest(HopRequest(file=path), (By.WAVE,), (WayStage.HOP,), (Time.WORKING,))
        report(asked, Output(TableFormat.CSV, scene.folder / "report.csv"))
        return True

    return [
        Reader(
            "hops, Parquet",
            scene.hops["parquet"],
            scene.file("h.parquet", hops),
            weight=3,
            guarded=True,
        ),
        Reader("hops, CSV", scene.hops["csv"], scene.file("h.csv", hops), weight=3),
    ]


def _office_files(scene: Scene) -> list[Reader]:
    from wian.cli.access.account_files import read_wanted  # noqa: PLC0415
    from wian.history.documents.attached_data import attached_letter  # noqa: PLC0415
    from wian.office.answer_list import import_answers  # noqa: PLC0415

    def answers(data: bytes) -> object:
        return import_answers(scene.acting, data, "answers.csv")

    def attached(data: bytes) -> object:
        return attached_letter(data, "a.pdf", scene.country.paper)

    deep = (b"[" * 200_000, b'{"letter":' * 50_000, b'{"wian":' + b"9" * 500_000 + b"}")
    return [
        Reader("account list", scene.accounts, scene.file("a.csv", read_wanted, scene.ledger)),
        Reader("answer list", scene.answers, answers, weight=3),
        Reader("attached letter", scene.attached, attached, bombs=deep),
    ]


def _ledger_files(scene: Scene) -> list[Reader]:
    from wian.ledger.backup.ledger_backup import restore  # noqa: PLC0415
    from wian.ledger.checkpoints.checkpoint_files import read_checkpoint  # noqa: PLC0415
    from wian.ledger.checkpoints.signed_note import PublicKey  # noqa: PLC0415

    key = PublicKey.read(scene.key)

    def checkpoint(path: Path) -> object:
        return read_checkpoint(path, key)

    def restored(path: Path) -> object:
        return restore(f"sqlite:///{scene.folder / 'restored.db'}", path, replace=True)

    return [
        Reader("checkpoint", scene.notes, scene.file("c.txt", checkpoint)),
        Reader("public key", [scene.key.encode()], lambda data: PublicKey.read(_text(data))),
        Reader("backup", scene.backups, scene.file("w.db", restored), weight=1),
    ]


def _values(scene: Scene) -> list[Reader]:
    from wian.letters.pages.emblem import emblem_svg  # noqa: PLC0415
    from wian.notices.http_out import checked_address  # noqa: PLC0415
    from wian.office.inputs import written_moment  # noqa: PLC0415

    def moment(data: bytes) -> object:
        return written_moment(data.decode("utf-8", "replace"), scene.country, scene.country.clock)

    return [
        Reader("emblem", scene.emblems, emblem_svg),
        Reader("written moment", scene.moments, moment),
        Reader("webhook address", scene.addresses, lambda data: checked_address(_text(data))),
        Reader("settings", scene.settings, _settings),
    ]


def _desk(scene: Scene) -> list[Reader]:
    desk = scene.desk
    return [
        Reader("desk form", desk.forms, desk.send_form, bombs=desk.form_bombs, weight=4),
        Reader("API body", desk.bodies, desk.send_body, bombs=desk.body_bombs, weight=4),
        Reader("API address", desk.queries, desk.ask, weight=3),
    ]


_WAYS_IN = (
    *(_hierarchies, _yaml, _bundles, _registers, _logs, _hops),
    *(_office_files, _ledger_files, _values, _desk),
)


def _either(draw: random.Random, data: bytes, other: bytes) -> bytes:
    """The package itself is changed, or more often a part of it."""
    return (mutation.mutated if draw.random() < 0.3 else mutation.repacked)(draw, data, other)


def _either_gz(draw: random.Random, data: bytes, other: bytes) -> bytes:
    return (mutation.mutated if draw.random() < 0.5 else mutation.regzipped)(draw, data, other)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _settings(data: bytes) -> object:
    """The settings of an environment, a variable a line; the system allows no NUL in them."""
    from wian.desk.app.settings import read_settings  # noqa: PLC0415
    from wian.kit.settings import clock_minutes, prefect_start_seconds  # noqa: PLC0415

    lines = [line.partition(b"=") for line in data.replace(b"\0", b"").splitlines()]
    given = {name: value for name, _, value in lines if name.startswith(b"WIAN_")}
    with _environment(given):
        return read_settings().warning, clock_minutes(), prefect_start_seconds()


@contextmanager
def _environment(given: dict[bytes, bytes]) -> Any:
    before = dict(os.environb)
    try:
        os.environb.update(given)
        yield
    finally:
        os.environb.clear()
        os.environb.update(before)
