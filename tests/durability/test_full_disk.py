"""A disk that fills up at every possible write, and places that only may be read."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from suitability.services import sitting as sittings
from suitability.storage import run_file
from suitability.storage.run_file import read_run
from suitability.storage.run_schema import Trip
from tests.durability.victims import Victims, only_run, stored_answers
from tests.services.sittings import answer_for, settings

ANSWERS = 30
MEMORY = "/dev/shm"


@pytest.fixture
def in_memory(tmp_path: Path) -> Iterator[Path]:
    """Yield a folder in memory where there is such: limits hold there too, and nothing waits for a disk."""
    if not os.access(MEMORY, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="suitability-", dir=MEMORY) as name:
        yield Path(name)


@pytest.mark.slow
def test_a_file_that_may_not_grow_at_any_size_loses_nothing(victims: Victims, in_memory: Path) -> None:
    """The system refuses every write beyond the limit; each limit stops another write of the same sitting.

    What was acknowledged as saved is in the file while the limit holds; when it is lifted, all is saved.
    """
    refused = 0
    for limit in range(0, 32_768, 1024):
        held = in_memory / f"held{limit}"
        ending = victims.run(held, limit=limit, answers=ANSWERS)
        assert len(ending.acks) == ANSWERS, ending.lines[-1]
        refused += not ending.acks[-1][2]
        kept = stored_answers(only_run(held)) if list(held.glob("*.run")) else []
        assert kept[: len(ending.answers)] == ending.answers
        assert len(kept) <= ANSWERS

        lifted = in_memory / f"lifted{limit}"
        ending = victims.run(lifted, limit=limit, lift=True, answers=ANSWERS)
        assert ending.acks[-1][2]
        assert stored_answers(only_run(lifted)) == [(item, answer) for item, answer, _, _ in ending.acks]
        assert [path.name for path in lifted.iterdir()] == [only_run(lifted).name]
    assert 5 < refused < 32, "the limits should stop some sittings and let others through"


def test_sqlites_own_full_disk_is_named_and_caught_up_with(
    in_memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = {"limit": 0}
    real = run_file._locked

    def small_disk(path: Path, trip: Trip) -> sqlite3.Connection:
        connection = real(path, trip)
        if pages["limit"]:
            connection.execute(f"PRAGMA max_page_count = {pages['limit']}")
        return connection

    monkeypatch.setattr(run_file, "_locked", small_disk)
    pages["limit"] = 9
    sitting = sittings.start(settings(in_memory / "runs"), "quick", "ru")
    codes = set()
    for number in range(300):
        if sitting.item is None:
            sitting.go(0)
        assert sitting.item is not None
        sitting.respond(answer_for(sitting.item.id, number), 10)
        codes.add(sitting.saving.code)
    assert codes == {None, "run_disk_full"}
    pages["limit"] = 0
    assert sitting.retry_saving().ok
    sitting.close()
    events = read_run(in_memory / "runs" / "run0.run").events
    assert sum(event.kind == "answered" for event in events) == 300


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Yield a folder that every user may enter; pytest's own are closed to others."""
    with tempfile.TemporaryDirectory(prefix="suitability-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755)


def test_a_home_that_may_not_be_written_is_said_and_the_sitting_goes_on(
    victims: Victims, open_folder: Path
) -> None:
    open_folder.chmod(0o555)
    ending = victims.run(open_folder / "home" / "runs", nobody=True, answers=5)
    assert [(saved, code) for _, _, saved, code in ending.acks] == [(False, "run_denied")] * 5
    assert ending.lines[-1] == "done"
    assert list(open_folder.iterdir()) == []


def test_a_runs_folder_that_may_not_be_written_is_said(victims: Victims, open_folder: Path) -> None:
    runs = open_folder / "runs"
    runs.mkdir(mode=0o755)
    runs.chmod(0o555)
    ending = victims.run(runs, nobody=True, answers=3)
    assert {code for _, _, _, code in ending.acks} == {"run_denied"}
    assert list(runs.iterdir()) == []


def test_a_run_that_may_only_be_read_is_gone_on_with_in_memory(victims: Victims, open_folder: Path) -> None:
    runs = open_folder / "runs"
    before = victims.run(runs, answers=3).answers
    path = only_run(runs)
    path.chmod(0o444)
    runs.chmod(0o555)
    ending = victims.run(runs, run=path, nobody=True, answers=3)
    assert ending.lines[-1] == "done", ending.lines
    assert {(saved, code) for _, _, saved, code in ending.acks} == {(False, "run_read_only")}
    assert stored_answers(path) == before
