"""Stories of ``import wian``: cheap, complete, and honest about what it lacks."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import wian


def _printed(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return done.stdout


def test_importing_it_loads_nothing_else():
    """Not even typing: a program pays for what it uses, when it uses it."""
    program = "import sys; had = {*sys.modules}; import wian; print({*sys.modules} - had)"
    assert _printed(program) == "{'wian'}\n"


def test_an_error_can_be_caught_without_loading_the_rest():
    """Of the large libraries none is needed for a name alone."""
    program = "import sys, wian; wian.WianError; print({'polars', 'sqlalchemy'} & {*sys.modules})"
    assert _printed(program) == "set()\n"


@pytest.mark.parametrize("name", wian.__all__)
def test_every_name_of_it_is_there(name):
    """And is offered by completion."""
    assert getattr(wian, name) is getattr(wian, name)
    assert name in dir(wian)


def test_its_version_is_the_installed_one():
    """What a report of a fault needs."""
    assert wian.__version__ == version("wian")


def test_a_name_that_it_lacks_is_an_attribute_error():
    """So that hasattr and completion work."""
    assert not hasattr(wian, "open_leger")
    with pytest.raises(AttributeError, match="module 'wian' has no attribute 'open_leger'"):
        _ = wian.open_leger


def test_type_checkers_are_told_that_it_is_typed():
    """PEP 561: the marker stands beside the package's first file."""
    assert (Path(wian.__file__).parent / "py.typed").exists()
