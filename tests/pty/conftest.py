"""Terminals for the tests of this folder; a cache of the questions that all of them share."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.pty.terminal import ROOT, Session, start


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home whose cache holds the checked questions, so that a start does not check them again."""
    home = tmp_path_factory.mktemp("warm")
    code = "from suitability.cli import environment as e; e.bank(); e.guide(); e.words('ru'); e.words('en')"
    subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "SUITABILITY_HOME": str(home)}, cwd=ROOT, check=True
    )
    return home


@pytest.fixture
def home(warm: Path, tmp_path: Path) -> Path:
    """Return an own home with a warm cache."""
    shutil.copytree(warm, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def open_terminal(home: Path) -> Iterator[Callable[..., Session]]:
    """Return a function that starts the program; whatever still runs at the end is ended."""
    opened: list[Session] = []

    def open_one(*arguments: str, **options: Any) -> Session:
        opened.append(start(options.pop("home", home), arguments, **options))
        return opened[-1]

    yield open_one
    for session in opened:
        session.close()
