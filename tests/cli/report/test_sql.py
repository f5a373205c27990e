"""``wian sql``: questions of one's own."""

from __future__ import annotations

import csv
import io

QUESTION = (
    "SELECT recipient, transit_days, forwarded_at FROM hops WHERE wave = 3 ORDER BY recipient"
)


def test_the_answer_is_a_table(read):
    """Headings, numbers to the right, a dash where nothing is known."""
    ran = read("sql", QUESTION)
    assert (ran.code, ran.err) == (0, "")
    assert [line.split() for line in ran.out.splitlines()] == [
        ["recipient", "transit_days", "forwarded_at"],
        ["phitsanulok", "2", "2021-01-19"],
    ]


def test_csv_and_json_hold_every_row(read):
    """For other programs: the same rows, unknown as empty and as null."""
    ran = read("sql", "SELECT * FROM hops", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert len(rows) == 115
    found = read("sql", "SELECT * FROM hops", "--json").json
    assert found["columns"] == list(rows[0])
    assert [row["recipient"] for row in found["rows"]] == [row["recipient"] for row in rows]
    assert None in {row["forwarded_at"] for row in found["rows"]}
    assert read("sql", "SELECT 1 AS one WHERE 1 = 0", "--json").json == {
        "columns": ["one"],
        "rows": [],
    }


def test_long_answers_are_cut_in_the_table_only(read):
    """A terminal gets the first 200, and is told."""
    ran = read("sql", "SELECT h.recipient FROM hops h, hops g")
    assert len(ran.out.splitlines()) == 202
    assert ran.out.splitlines()[-1] == "The first 200 rows; --format csv prints all."


def test_a_cell_cannot_command_the_terminal(read):
    """Control characters of a stranger's text are blanks on a terminal."""
    ran = read("sql", "SELECT char(27) || '[2J' || char(10) || 'x' AS \"a b\"")
    assert ran.out.splitlines()[1].strip() == "[2J x"


def test_what_cannot_be_asked_is_one_sentence(read):
    """1, nothing on standard output, and no traceback."""
    for question in ("DELETE FROM hop", "SELECT password_hash FROM account", "what is late?", ""):
        ran = read("sql", question)
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith("The question was not answered: ")
        assert ran.err.count("\n") == 1


def test_asking_an_empty_home_makes_nothing(wian, home):
    """A question writes nothing, not even an empty ledger."""
    ran = wian("sql", "SELECT 1")
    assert ran.code == 1
    assert "is not there" in ran.err
    assert not home.exists()
