"""Every test of the command line has a home of its own with a warm cache of the checked content."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from suitability.cli import environment
from suitability.services.library import load_bank, load_coaching, load_guide, load_handbook, load_words
from tests.cli.running import Cli

LOOKED_UP_ONCE = (environment.language, environment.words, environment.folders)
"""What the program learns from its surroundings once; a test changes them."""


@pytest.fixture(scope="session")
def warm_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a cache folder that holds all checked content."""
    folder = tmp_path_factory.mktemp("warm")
    load_bank(cache=folder)
    load_guide(cache=folder)
    load_handbook(cache=folder)
    load_coaching(cache=folder)
    for language in environment.LANGUAGES:
        load_words(language, cache=folder)
    return folder


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
