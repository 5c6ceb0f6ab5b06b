"""Helpers for tests of sittings: fixed clocks, ids in a row, settings on the toy bank."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from suitability.domain.bank import ItemBank
from suitability.domain.kinds import Answer
from suitability.services.sitting import Sitting, SittingSettings
from suitability.storage.run_file import read_run
from suitability.storage.run_schema import Trip, no_trip
from suitability.storage.runs import run_path
from tests.domain import toy

BANK = toy.bank()
ORDER = BANK.order("quick")
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@dataclass
class FakeClock:
    """A clock that stands still until it is told to move."""

    now: datetime = NOON
    steady_ms: int = 1000

    def wall(self) -> datetime:
        return self.now

    def steady(self) -> int:
        return self.steady_ms

    def jump(self, step: timedelta) -> None:
        self.now += step


@dataclass
class Faults:
    """A trip that raises at chosen points until it is cleared, and remembers what it passed."""

    at: dict[str, Exception] = field(default_factory=dict)
    passed: list[str] = field(default_factory=list)

    def __call__(self, point: str) -> None:
        self.passed.append(point)
        if point in self.at:
            raise self.at[point]


def settings(
    folder: Path | None, clock: FakeClock | None = None, *, bank: ItemBank = BANK, trip: Trip = no_trip
) -> SittingSettings:
    """Return settings with a still clock; ids are run0, run1, ... in each settings value."""
    clock = clock or FakeClock()
    numbers = itertools.count()
    new_id: Callable[[], str] = lambda: f"run{next(numbers)}"  # noqa: E731 - shorter than a function here
    return SittingSettings(bank, folder, clock.wall, clock.steady, new_id, "suitability 0.1.0", trip)


def answer_for(item: str, shift: int = 0) -> Answer:
    """Return a valid answer for a toy item; another ``shift`` gives another answer to a rating item."""
    draws = itertools.cycle([0.1, 0.9, 0.4, 0.6, 0.3])
    found = BANK.items[item].simulate(0.0, lambda: next(draws))
    return 1 + (found + shift) % 5 if isinstance(found, int) else found


def answer_all(sitting: Sitting, elapsed_ms: int = 3000) -> None:
    """Answer every item from the position to the end."""
    while sitting.item is not None:
        sitting.respond(answer_for(sitting.item.id), elapsed_ms)


def stored(folder: Path, run_id: str = "run0") -> list[tuple[str, str | None]]:
    """Return kinds and items of the events on the disk; the sitting must be closed."""
    return [(event.kind, event.item) for event in read_run(run_path(folder, run_id)).events]


def saved(sitting: Sitting) -> bool:
    """Return whether everything is on the disk (a call, since the answer changes between two lines)."""
    return sitting.saving.ok


def done(sitting: Sitting) -> bool:
    """Return whether the sitting is finished and unchanged since."""
    return sitting.finished
