"""The promise that the reference is complete: commands, columns, file formats, schemas."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from hierarchy.load.hierarchy_file import load_hierarchy
from hierarchy.load.schema import hierarchy_schema
from tests.docs.option_tables import MARK, table, with_tables
from wian.cli.app import app
from wian.cli.outputs.by_command import OUTPUTS, output_schema
from wian.delays.hop_rows import COLUMNS
from wian.delays.profile import load_profile
from wian.kit.yaml_nodes import read_yaml
from wian.ledger.tables import Base
from wian.letters.directive_file import directive_schema, load_directive

_ROOT = Path(__file__).resolve().parents[2]
_REFERENCE = _ROOT / "docs" / "reference"
_SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {
    "directive.json": directive_schema,
    "hierarchy.json": hierarchy_schema,
    **{f"outputs/{name.replace(' ', '-')}.json": partial(output_schema, name) for name in OUTPUTS},
}
_LOADERS: dict[str, Callable[[Path], Any]] = {
    "directive-file.md": load_directive,
    "hierarchy-file.md": load_hierarchy,
    "delay-profile.md": load_profile,
    "targets.md": load_profile,
}


def _options() -> Iterator[tuple[str, str]]:
    for name, command in _commands(app):
        for parameter in command.params:
            if parameter.param_type_name == "option" and parameter.name != "help":
                both = (*parameter.opts, *parameter.secondary_opts)
                yield from ((name, option) for option in both)


def _commands(group: Any, above: str = "") -> Iterator[tuple[str, Any]]:
    """Each command with its name, those of groups behind their group's: ``import bundle``."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{above}{name} ")
        else:
            yield f"{above}{name}", command


def _section(text: str, command: str) -> str:
    """What stands under a command's heading, up to the next command's."""
    found = re.search(rf"^## wian {command}$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"commands.md has no heading for wian {command}"
    return found[1]


def test_the_options_in_the_reference_are_those_of_the_program(
    pytestconfig: pytest.Config,
) -> None:
    """An operator finds each option under its command, with what holds where it is left out."""
    path = _REFERENCE / "commands.md"
    made = path.read_text(encoding="utf-8")
    for name, command in _commands(app):
        section = _section(made, name)
        options = [each for each in command.params if each.param_type_name == "option"]
        assert section.count(MARK) == bool(options), name
        made = made.replace(section, with_tables(section, command), 1)
    if pytestconfig.getoption("--update-golden"):
        path.write_text(made, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == made


def test_what_is_written_by_hand_about_an_option_stays() -> None:
    """A text of the program that changes takes none of the notes beside it away."""
    command = app.commands["verify"]
    before = table(command, {"--key": "A note."})
    assert before.count("A note.") == 1
    assert with_tables(f"x\n{MARK}\n{before.replace('Public', 'Old')}\ny", command) == (
        f"x\n{MARK}\n{before}\ny"
    )


@pytest.mark.parametrize("page", ["commands.md"])
def test_the_reference_begins_with_every_command(page: str, pytestconfig: pytest.Config) -> None:
    """A reader finds a command by who uses it and what it does; the table is made from the help."""
    path = _REFERENCE / page
    before, mark, rest = path.read_text(encoding="utf-8").partition(_CONTENTS)
    _, end, after = rest.partition("\n## ")
    made = f"{before}{mark}\n\n{_contents()}{end}{after}"
    if pytestconfig.getoption("--update-golden"):
        path.write_text(made, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == made


_CONTENTS = "<!-- made from the program by tests/docs/test_reference.py -->"


def _contents() -> str:
    """A table for each kind of reader: each command, linked to its section, and what it does."""
    return "".join(
        f"**{reader}**\n\n| command | what it does |\n|---|---|\n"
        + "".join(
            f"| [`{name}`](#wian-{name.replace(' ', '-')}) | {_summary(command)} |\n"
            for top in names
            for name, command in _within(top)
        )
        + "\n"
        for reader, names in app.sections.items()
    )


def _within(top: str) -> list[tuple[str, Any]]:
    """A command, or those of a group of commands."""
    command = app.commands[top]
    return list(_commands(command, f"{top} ")) if hasattr(command, "commands") else [(top, command)]


def _summary(command: Any) -> str:
    """The first sentence of a command's help, on one line."""
    first = " ".join(command.help.split("\n\n")[0].split())
    return re.sub(r"`|(?<=\.) .*", "", first).replace("|", r"\|")


def test_the_reference_names_no_option_that_does_not_exist() -> None:
    """Nobody is sent looking for an option that was taken away."""
    text = (_REFERENCE / "commands.md").read_text(encoding="utf-8")
    own = {option for parameter in app.params for option in parameter.opts}
    known = {option for _, option in _options()} | own | {"--help"}
    assert set(re.findall(r"--[a-z][a-z-]+", text)) <= known


def test_the_columns_of_hops_are_listed_in_their_order() -> None:
    """Somebody who reads the CSV by position can rely on the table of columns."""
    text = (_REFERENCE / "commands.md").read_text(encoding="utf-8")
    table = text.partition("### Columns of wian hops")[2].partition("### ")[0]
    named = [
        column
        for row in table.splitlines()
        if row.startswith("| `")
        for column in re.findall(r"`([a-z_]+)`", row.split("|")[1])
    ]
    assert tuple(named) == COLUMNS


def test_every_table_of_the_ledger_is_described() -> None:
    """Whoever opens the database finds each table's meaning."""
    text = (_REFERENCE / "ledger.md").read_text(encoding="utf-8")
    assert [table for table in Base.metadata.tables if f"| `{table}` |" not in text] == []


def test_every_column_of_the_ledger_is_covered_by_the_proof_or_said_not_to_be() -> None:
    """A new column must be in one of the two lists: a tamperer reads the tables too."""
    text = (_REFERENCE / "proof.md").read_text(encoding="utf-8")
    listed = {
        table: set(re.findall(r"`([a-z_]+)`", columns))
        for table, columns in re.findall(r"^\| `([a-z_]+)` \| ([^|]+) \|", text, re.MULTILINE)
    }
    tables = Base.metadata.tables
    assert listed == {name: set(table.columns.keys()) for name, table in tables.items()}


@pytest.mark.parametrize("name", _SCHEMAS)
def test_the_schemas_for_editors_are_those_of_the_program(
    name: str, pytestconfig: pytest.Config
) -> None:
    """An editor's check never lags behind the program's own."""
    path = _REFERENCE / "schemas" / name
    made = json.dumps(_SCHEMAS[name](), ensure_ascii=False, indent=2) + "\n"
    if pytestconfig.getoption("--update-golden"):
        path.write_text(made, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == made


def test_every_command_that_prints_json_has_a_schema() -> None:
    """Each command that a program may read says in which form; the tests hold it to that."""
    printing = {name for name, command in _commands(app) if _prints_json(command)}
    assert set(OUTPUTS) == printing
    for name in OUTPUTS:
        jsonschema.Draft202012Validator.check_schema(output_schema(name))


def _prints_json(command: Any) -> bool:
    return any(
        "--json" in each.opts or ("--format" in each.opts and "json" in map(str, _words(each)))
        for each in command.params
    )


def _words(option: Any) -> Any:
    return option.type_descriptor.choices or ()


@pytest.mark.parametrize("name", _LOADERS)
def test_every_example_of_a_file_format_loads(
    name: str, tmp_path: Path, blocks: Callable[[Path], list[Any]]
) -> None:
    """A reader who copies an example of the reference has a file that works."""
    examples = [each for each in blocks(_REFERENCE / name) if each.language in ("yaml", "csv")]
    assert examples
    for number, example in enumerate(examples):
        path = tmp_path / f"example-{number}.{example.language}"
        path.write_text(example.text, encoding="utf-8")
        _LOADERS[name](path)


@pytest.mark.parametrize(
    ("example", "schema"),
    [
        ("examples/gecc-2564/directive.yaml", "directive.json"),
        ("examples/gecc-2564/national.yaml", "directive.json"),
        ("examples/gecc-2564/offices.yaml", "hierarchy.json"),
    ],
)
def test_the_shipped_examples_please_an_editor(example: str, schema: str) -> None:
    """Somebody who opens an example in an editor with the schema sees no red line."""
    data, _ = read_yaml(_ROOT / example)
    plain = json.loads(json.dumps(data, default=str))
    jsonschema.validate(plain, json.loads((_REFERENCE / "schemas" / schema).read_text()))


@pytest.mark.parametrize(
    ("page", "schema"),
    [("directive-file.md", "directive.json"), ("hierarchy-file.md", "hierarchy.json")],
)
def test_every_field_of_a_file_is_in_its_reference(page: str, schema: str) -> None:
    """No field of a file format is a secret."""
    text = (_REFERENCE / page).read_text(encoding="utf-8")
    known = _SCHEMAS[schema]()
    models = [known, *known["$defs"].values()]
    fields = {field for model in models for field in model.get("properties", {})}
    assert sorted(field for field in fields if f"{field}`" not in text) == []
