"""The folder of runs: listed without disturbing anybody, erased without leaving a trace."""

from __future__ import annotations

import os
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from suitability.errors import RunFileError
from suitability.services import sitting as sittings
from suitability.services.kept import open_runs
from suitability.storage import run_schema
from suitability.storage.runs import delete_all, delete_run, list_runs, run_path
from tests.services.sittings import FakeClock, answer_all, answer_for, settings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "runs"


def three_runs(folder: Path) -> FakeClock:
    """Leave run0 unfinished, worked on last; run1 finished; run2 unfinished with one answer."""
    clock = FakeClock()
    these = settings(folder, clock)
    for number in range(3):
        sitting = sittings.start(these, "quick", "ru")
        clock.jump(timedelta(minutes=1))
        if number == 1:
            answer_all(sitting)
            sitting.finish()
        else:
            sitting.respond(answer_for("C01"), 1500)
        sitting.close()
    again = sittings.resume(these, run_path(folder, "run0"))
    clock.jump(timedelta(hours=1))
    again.omit(200)
    again.set_language("en")
    again.close()
    return clock


def test_a_missing_or_an_empty_folder_holds_nothing(folder: Path) -> None:
    assert list_runs(folder) == ()
    assert delete_all(folder).files == ()
    folder.mkdir()
    assert list_runs(folder) == ()
    assert not list(folder.parent.rglob("*.run"))


def test_a_folder_that_is_a_file_is_an_error_of_ours(folder: Path) -> None:
    folder.write_text("x")
    with pytest.raises(RunFileError, match="run_no_folder"):
        list_runs(folder)


def test_runs_are_listed_with_what_stands_in_them_newest_first(folder: Path) -> None:
    three_runs(folder)
    found = list_runs(folder)
    assert [run.id for run in found] == ["run0", "run2", "run1"]
    first = found[0]
    assert (first.form, first.language, first.answered, first.total) == ("quick", "en", 1, 27)
    assert (first.started, first.last) == ("2026-11-22T12:00:00.000Z", "2026-11-22T13:03:00.000Z")
    assert first.answering_ms == 1700
    assert [run.finished for run in found] == [False, False, True]
    assert all(run.reason is None and not run.in_use for run in found)
    assert [run.id for run in open_runs(folder)] == ["run0", "run2"]


def test_listing_changes_no_file_and_holds_no_lock(folder: Path) -> None:
    three_runs(folder)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    list_runs(folder)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    sittings.resume(settings(folder), run_path(folder, "run2")).close()


def test_a_run_in_use_is_listed_as_such_and_is_not_erased(folder: Path) -> None:
    three_runs(folder)
    busy = sittings.resume(settings(folder), run_path(folder, "run0"))
    found = {run.id: run for run in list_runs(folder)}
    assert found["run0"].in_use
    assert [run.id for run in open_runs(folder)] == ["run2"]
    with pytest.raises(RunFileError, match="run_in_use"):
        delete_run(run_path(folder, "run0"))
    done = delete_all(folder)
    assert done.kept == ((run_path(folder, "run0"), "run_in_use"),)
    busy.respond(answer_for("P01"), 100)
    assert busy.saving.ok
    busy.close()
    assert [run.answered for run in list_runs(folder)] == [2]


def test_unreadable_files_come_last_with_their_reason(folder: Path) -> None:
    three_runs(folder)
    (folder / "empty.run").touch()
    (folder / "noise.run").write_bytes(os.urandom(9000))
    (folder / "directory.run").mkdir()
    (folder / "notes.txt").write_text("not ours")
    found = list_runs(folder)
    assert [run.id for run in found[:3]] == ["run0", "run2", "run1"]
    assert {run.id: run.reason for run in found[3:]} == {
        "empty": "run_empty",
        "noise": "run_damaged",
        "directory": "run_missing",
    }


def test_a_name_from_a_strangers_file_carries_no_escape_codes(folder: Path) -> None:
    three_runs(folder)
    connection = sqlite3.connect(run_path(folder, "run2"))
    connection.execute("UPDATE run SET form = char(27) || ']52;c;eA==' || char(7), started = char(27)")
    connection.commit()
    connection.close()
    run = next(run for run in list_runs(folder) if run.id == "run2")
    assert (run.form, run.started) == ("]52;c;eA==", "")


def test_erasing_one_run_takes_journal_and_backups_and_nothing_else(folder: Path) -> None:
    three_runs(folder)
    ours = [
        folder / name
        for name in (
            "run0.run-journal",
            "run0.run.v1-20261122.backup",
            "run0.run.v1-20261122.backup.part",
            "run0.run.new",
            "run0.run.new-journal",
        )
    ]
    theirs = [folder / name for name in ("run00.run", "run0.txt", "run1.run.v1-2026.backup", "notes.txt")]
    for path in (*ours, *theirs):
        path.write_text("personal")
    gone = delete_run(run_path(folder, "run0"))
    assert {*gone, ours[0]} == {run_path(folder, "run0"), *ours}  # SQLite removes a strange journal itself
    assert not any(path.exists() for path in (*gone, *ours))
    assert all(path.read_text() == "personal" for path in theirs)
    assert run_path(folder, "run1").exists()
    with pytest.raises(RunFileError, match="run_missing"):
        delete_run(run_path(folder, "run0"))


def test_erasing_overwrites_before_the_name_goes(folder: Path, tmp_path: Path) -> None:
    three_runs(folder)
    os.link(run_path(folder, "run0"), tmp_path / "witness")
    assert b"answered" in (tmp_path / "witness").read_bytes()
    delete_run(run_path(folder, "run0"))
    assert set((tmp_path / "witness").read_bytes()) == {0}


def test_erasing_all_takes_left_overs_of_an_interrupted_erasing(folder: Path) -> None:
    three_runs(folder)
    for name in ("old.run.erase", "old.run-journal", "old.run.v1-2026.backup", "old.run.new"):
        (folder / name).write_text("personal")
    (folder / "notes.txt").write_text("not ours")
    done = delete_all(folder)
    assert done.kept == ()
    assert len(done.files) == 7
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


def test_a_link_is_removed_and_what_it_points_to_stays(folder: Path, tmp_path: Path) -> None:
    folder.mkdir()
    (tmp_path / "precious").write_text("x")
    (folder / "a.run").symlink_to(tmp_path / "precious")
    (folder / "b.run").symlink_to(tmp_path / "nothing")
    delete_all(folder)
    assert list(folder.iterdir()) == []
    assert (tmp_path / "precious").read_text() == "x"


def test_damaged_runs_can_be_erased(folder: Path) -> None:
    folder.mkdir()
    (folder / "noise.run").write_bytes(os.urandom(9000))
    (folder / "empty.run").touch()
    assert delete_all(folder).kept == ()
    assert list(folder.iterdir()) == []


def test_a_newer_run_is_listed_with_its_reason(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    three_runs(folder)
    monkeypatch.setattr(run_schema, "STEPS", ())
    assert {run.reason for run in list_runs(folder)} == {"run_newer"}
    assert {run.values["program"] for run in list_runs(folder)} == {"suitability 0.1.0"}
