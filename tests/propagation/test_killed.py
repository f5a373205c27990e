"""A propagation that is killed on the way, and run again."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from wian.ledger.database import open_ledger
from wian.ledger.proof.verification import verify
from wian.propagation.prepare import prepare
from wian.propagation.request import PropagationRequest

VICTIM = Path(__file__).parent / "victim.py"
KILLED = -9

Fresh = Callable[[], str]


class Victim:
    """Runs propagations of one request in processes that die where they are told to."""

    def __init__(self, root: Path, request: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(VICTIM), request],
            cwd=root,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def run(self, url: str, deadly: int = 0) -> tuple[int, int]:
        """How the child ended (-9: killed), and how many statements it made if it lived."""
        self._process.stdin.write(f"{url} {deadly}\n")
        self._process.stdin.flush()
        ended, made = self._process.stdout.readline().split()
        return int(ended), int(made)

    def close(self) -> None:
        self._process.communicate()


class Case:
    """A request, its plan, processes that die of it, and what the ledger holds where none did."""

    def __init__(self, propagating, request: PropagationRequest, folder: Path) -> None:
        self._read = propagating.everything
        self.plan = prepare(request)
        self.left: list[int] = []
        """Hops that each killed run left."""
        self.victim = Victim(propagating.root, request.model_dump_json())
        with open_ledger(f"sqlite:///{folder / 'undisturbed.db'}") as ledger:
            propagating.send(ledger, self.plan)
            self.undisturbed = self._read(ledger, self.plan)

    def assert_arrived(self, url: str, killed_at: object) -> None:
        """The ledger holds what an undisturbed run leaves, and proves itself."""
        with open_ledger(url) as ledger:
            assert self._read(ledger, self.plan) == self.undisturbed, killed_at
            assert verify(ledger).ok, killed_at

    def _assert_half(self, url: str, killed_at: object) -> None:
        """Half a propagation is no broken one: whole cohorts, no burnt number, every proof good."""
        with open_ledger(url) as ledger:
            found = verify(ledger)
            assert found.ok, killed_at
            self.left.append(found.checked.get("hops", 0))

    def kill_at_random_points(self, fresh: Fresh, number: int, *, tables: bool = True) -> None:
        """Kill that many runs, each in an empty ledger, run each again, and hold it to the rest.

        Each kind of database dies at points that it draws for itself, the same every time.

        Args:
            fresh: Gives the URL of an empty ledger.
            number: How many.
            tables: It has its tables, so that what the killed run left can be proved too.
        """
        url = fresh()
        ended, statements = self.victim.run(url)
        assert ended == 0
        draw = random.Random(url.partition(":")[0])  # noqa: S311 - repeatable, no secret
        for point in draw.sample(range(1, statements + 1), number):
            url = fresh()
            assert self.victim.run(url, point) == (KILLED, 0), point
            if tables:
                self._assert_half(url, point)
            assert self.victim.run(url)[0] == 0, point
            self.assert_arrived(url, point)


@pytest.fixture(scope="module")
def chain(propagating, tmp_path_factory) -> Iterator[Case]:
    """The directive of 2564."""
    case = Case(propagating, propagating.request(), tmp_path_factory.mktemp("chain"))
    yield case
    case.victim.close()


@pytest.fixture(scope="module")
def provinces(propagating, tmp_path_factory) -> Iterator[Case]:
    """The national directive in two provinces, out of all offices of the country."""
    request = propagating.request(propagating.national, limit_to=("phuket", "lamphun"), seed=7)
    case = Case(propagating, request, tmp_path_factory.mktemp("provinces"))
    yield case
    case.victim.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Fresh:
    """Gives the URL of an empty database, each time it is asked."""
    if request.param == "sqlite":
        files = (tmp_path / f"{number}.db" for number in range(100))
        return lambda: f"sqlite:///{next(files)}"
    url = request.getfixturevalue("postgres_url")

    def emptied() -> str:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        return url

    return emptied


@pytest.fixture(params=["sqlite", "postgresql"])
def made(request: pytest.FixtureRequest, made_file: Path, tmp_path: Path) -> Fresh:
    """Gives the URL of an empty ledger, each time it is asked: its tables are there."""
    if request.param == "postgresql":
        return request.getfixturevalue("postgres_ledger_urls")
    files = (tmp_path / f"made-{number}.db" for number in range(100))
    return lambda: f"sqlite:///{shutil.copy(made_file, next(files))}"


def test_killed_at_random_points_it_ends_as_if_nothing_had_happened(chain, made):
    """SIGKILL between two statements, in a transaction or before its commit: then run it again.

    Letters, numbers, receptions and figures are those of an undisturbed run. The ledger proves
    itself then, and before the next run too.
    """
    chain.left.clear()
    chain.kill_at_random_points(made, 4)
    assert any(0 < hops < len(chain.plan.route.hops) for hops in chain.left)


def test_killed_while_it_makes_the_tables_it_ends_so_too(chain, fresh):
    """Most statements of a run in an empty database make its tables."""
    chain.kill_at_random_points(fresh, 2, tables=False)


def test_two_provinces_of_the_country_survive_it_too(provinces, made):
    """Several cohorts a wave, numbers of many registers, a hierarchy of 8,000 offices."""
    provinces.kill_at_random_points(made, 1)


def test_killed_again_and_again_it_still_arrives(chain, made_file, tmp_path):
    """Every run dies a little later than the one before; some run finishes."""
    url, runs = f"sqlite:///{shutil.copy(made_file, tmp_path / 'made.db')}", 1
    while chain.victim.run(url, 10 * runs)[0] == KILLED:
        runs += 1
    assert runs > 3
    chain.assert_arrived(url, "ever later")
