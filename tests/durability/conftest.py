"""How many kills: ``pytest tests/durability --kills 1000``, or the variable KILLS; 60 if not said."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.durability.victims import Victims

DEFAULT_KILLS = 60


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", type=int, default=None, help="number of random kills of a sitting")


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    """Return the number of random kills; at least one."""
    asked = request.config.getoption("--kills", default=None)
    return max(1, int(asked or os.environ.get("KILLS", DEFAULT_KILLS)))


@pytest.fixture(scope="session")
def warm() -> Iterator[Victims]:
    """Yield a warm process that starts sittings in children of its own, for the whole run."""
    with Victims() as started:
        yield started


@pytest.fixture
def victims(warm: Victims) -> Victims:
    """Return the warm process, a new one when a failed test left it in the middle of a sitting."""
    if warm.busy:
        warm.stop()
        warm.start()
    return warm
