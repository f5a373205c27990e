"""``python -m wian``: the command ``wian``."""

from wian.cli.main import run

run()
