"""kill -9 of a real process: every acknowledged answer is in the file, and the file opens."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
from pathlib import Path

import pytest

from suitability.errors import RunFileError
from suitability.services import sitting as sittings
from suitability.storage import run_schema
from suitability.storage.run_file import read_run
from suitability.storage.run_schema import POINTS
from suitability.storage.runs import delete_all, list_runs
from tests.durability.kill import add_note
from tests.durability.victims import Ending, Victims, only_run, stored_answers
from tests.services.sittings import settings

KILLS_PER_RUN = 10
MOST_ACKS = 20
LONGEST_WAIT_S = 0.004
"""A commit takes about a millisecond, opening about four: the kill falls anywhere in between."""


def assert_nothing_lost(path: Path, before: list[tuple[str, str]], ending: Ending) -> list[tuple[str, str]]:
    """Assert that the file holds what was there before and every acknowledged answer, and return it.

    One more answer may be there: committed, but killed before it was acknowledged.
    """
    stored = stored_answers(path)
    acknowledged = before + ending.answers
    assert stored[: len(acknowledged)] == acknowledged
    assert len(stored) <= len(acknowledged) + 1
    return stored


@pytest.mark.slow
def test_random_kills_lose_no_acknowledged_answer(kills: int, victims: Victims, tmp_path: Path) -> None:
    """Kill after kill on the same file, ten times, then a new one; every fifth kill while it opens."""
    draw = random.Random(20261122)
    run: Path | None = None
    stored: list[tuple[str, str]] = []
    promised = acknowledged = 0
    for number in range(kills):
        if number % KILLS_PER_RUN == 0:
            folder, run, stored = tmp_path / f"runs{number}", None, []
        acks = draw.randrange(1, MOST_ACKS) if number % 5 else 0
        wait = draw.uniform(0, LONGEST_WAIT_S)
        ending = victims.kill_after(wait, folder, acks=acks, run=run)
        assert ending.killed
        promised += acks
        acknowledged += len(ending.answers)
        if run is None and not list(folder.glob("*.run")):
            assert not ending.lines  # killed before the file took its name: nothing was promised
            continue
        run = only_run(folder)
        stored = assert_nothing_lost(run, stored, ending)
        (summary,) = list_runs(folder)
        assert summary.reason is None
    assert acknowledged >= promised >= kills // 2
    again = sittings.resume(settings(tmp_path), only_run(folder))
    assert again.saving.ok
    again.close()


ELSEWHERE = ("migrate.",)
"""Points that a sitting passes only after an upgrade: they have a test of their own below."""


@pytest.mark.parametrize("nth", [1, 2, 5])
@pytest.mark.parametrize("point", [point for point in POINTS if not point.startswith(ELSEWHERE)])
def test_a_kill_at_each_failure_point_loses_nothing(
    point: str, nth: int, victims: Victims, tmp_path: Path
) -> None:
    """Points of creating and opening are passed once in a sitting, the others again and again."""
    folder = tmp_path / "runs"
    stored: list[tuple[str, str]] = []
    run: Path | None = None
    if point.startswith(("open", "close")):
        stored = victims.run(folder, answers=3).answers
        run = only_run(folder)
    once = point.startswith(("create", "open", "close"))
    ending = victims.run(folder, run=run, point=point, nth=1 if once else nth, answers=6)
    assert ending.killed
    left = list(folder.glob("*.run"))
    if not left:
        assert point.startswith("create") or (point, nth) in {("append.event", 1), ("open.locked", 1)}
        assert not ending.lines, "nothing was promised yet"
        return
    assert_nothing_lost(left[0], stored, ending)
    again = victims.run(folder, run=left[0], answers=2)
    assert again.lines[-1] == "done"
    assert len(again.answers) == 2


@pytest.mark.parametrize("point", ["migrate.backup", "migrate.step", "migrate.commit", "migrate.committed"])
def test_a_kill_in_the_middle_of_a_migration_loses_nothing(
    point: str, victims: Victims, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "runs"
    stored = victims.run(folder, answers=30).answers
    run = only_run(folder)
    for _ in range(3):
        ending = victims.run(folder, run=run, step=True, point=point, answers=1)
        assert ending.killed or point == "migrate.committed"
    done = victims.run(folder, run=run, step=True, answers=5)
    assert done.lines[-1] == "done"
    monkeypatch.setattr(run_schema, "STEPS", (*run_schema.STEPS, add_note))
    found = stored_answers(run)
    assert found[:30] == stored
    assert found[-5:] == done.answers
    monkeypatch.undo()
    backups = list(folder.glob("*.backup"))
    assert backups
    assert all(stored_answers(backup) == stored for backup in backups)


@pytest.mark.parametrize("point", [point for point in POINTS if point.startswith("create.")])
def test_a_kill_while_the_file_is_written_anew_loses_nothing(
    point: str, victims: Victims, tmp_path: Path
) -> None:
    folder = tmp_path / "runs"
    stored = victims.run(folder, answers=3).answers
    run = only_run(folder)
    ending = victims.run(folder, run=run, fail="append.commit", point=point, answers=4)
    assert ending.killed
    assert_nothing_lost(run, stored, ending)
    again = victims.run(folder, run=run, fail="append.commit", answers=4)
    assert again.lines[-1] == "done"
    assert stored_answers(run)[-4:] == [(item, answer) for item, answer, _, _ in again.acks]
    assert delete_all(folder).kept == ()
    assert list(folder.iterdir()) == []


def test_overwriting_in_place_fails_the_same_test(kills: int, victims: Victims, tmp_path: Path) -> None:
    """The control: were the kills too gentle, this careless way of saving would survive them too."""
    draw = random.Random(7)
    spoiled = 0
    for number in range(min(kills, 20)):
        folder = tmp_path / f"runs{number}"
        ending = victims.kill_after(draw.uniform(0, 0.03), folder, acks=2, in_place=True)
        assert ending.killed
        try:
            kept = json.loads((folder / "in-place.json").read_text())["answers"]
            spoiled += len(kept) < len(ending.acks)
        except (ValueError, FileNotFoundError):
            spoiled += 1
    assert spoiled > 0


def test_the_check_notices_a_lost_answer(victims: Victims, tmp_path: Path) -> None:
    ending = victims.run(tmp_path / "runs", answers=5)
    path = only_run(tmp_path / "runs")
    assert_nothing_lost(path, [], ending)
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM answer WHERE seq = 6")
    connection.execute("DELETE FROM event WHERE seq = 6")
    connection.commit()
    connection.close()
    with pytest.raises(AssertionError):
        assert_nothing_lost(path, [], ending)


def test_a_second_copy_is_refused_until_the_first_is_dead(victims: Victims, tmp_path: Path) -> None:
    folder = tmp_path / "runs"
    pid = victims.begin(folder)
    victims.wait_for("open 1")
    victims.wait_for("ack ")
    path = only_run(folder)
    for _ in range(4):
        with pytest.raises(RunFileError, match="run_in_use"):
            sittings.resume(settings(folder), path)
        (summary,) = list_runs(folder)
        assert summary.in_use
    os.kill(pid, signal.SIGKILL)
    ending = victims.end()
    assert all(saved for _, _, saved, _ in ending.acks), "the listing disturbed the running copy"
    again = sittings.resume(settings(folder), path)
    assert again.session.answered > 0
    again.close()
    assert read_run(path).events[-1].kind == "resumed"
