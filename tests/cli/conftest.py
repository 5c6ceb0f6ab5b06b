"""Every test of the command line has a home of its own with a warm cache of the checked content."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from suitability.cli import environment
from tests.cli.running import Cli

LOOKED_UP_ONCE = (
    environment.language,
    environment.words,
    environment.folders,
    environment.own_norms,
    environment.bank,
)
"""What the program learns from its surroundings once; a test changes them."""


@pytest.fixture
def cli(
    surroundings: Path, warm_cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Cli]:
    """Return the command line in an empty folder, with a home of its own."""
    home = surroundings / "suitability"
    shutil.copytree(warm_cache, home / "cache")
    monkeypatch.setenv("SUITABILITY_HOME", str(home))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    _look_again()
    yield Cli(home, monkeypatch)
    _look_again()


def _look_again() -> None:
    for function in LOOKED_UP_ONCE:
        function.cache_clear()
