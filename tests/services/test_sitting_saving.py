"""Trouble with the disk: the sitting goes on, says so, and neither loses nor doubles an answer."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from suitability.errors import RunFileError
from suitability.services import sitting as sittings
from suitability.storage import run_file
from suitability.storage.run_file import RunFile
from suitability.storage.run_schema import Trip
from tests.services.sittings import (
    ORDER,
    Faults,
    answer_all,
    saved,
    settings,
    stored,
)

DISK_ERROR = sqlite3.OperationalError("disk I/O error")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "runs"


def trouble(folder: Path | None, faults: Faults) -> sittings.Sitting:
    return sittings.start(settings(folder, trip=faults), "quick", "ru")


def test_without_a_place_the_sitting_goes_on_in_memory() -> None:
    sitting = sittings.start(settings(None), "quick", "ru")
    assert (saved(sitting), sitting.saving.code, sitting.path) == (False, "run_no_place", None)
    answer_all(sitting)
    assert len(sitting.finish().responses) == 27
    sitting.close()


def test_a_folder_that_cannot_be_made_is_said_and_moving_saves_everything(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the home should be")
    sitting = sittings.start(settings(tmp_path / "home" / "runs"), "quick", "ru")
    assert sitting.saving.code == "run_no_folder"
    assert sitting.saving.values["folder"] == str(tmp_path / "home" / "runs")
    sitting.respond(3, 10)
    assert not saved(sitting)
    assert sitting.move_to(tmp_path / "stick").ok
    assert saved(sitting)
    sitting.respond(4, 10)
    sitting.close()
    assert [kind for kind, _ in stored(tmp_path / "stick")] == ["started", "answered", "answered"]


@pytest.mark.parametrize(
    "point", ["append.begin", "append.event", "append.answer", "append.commit", "append.committed"]
)
@pytest.mark.parametrize(
    ("error", "code"),
    [(DISK_ERROR, "run_write_failed"), (OSError(28, "No space left on device"), "run_disk_full")],
    ids=["error", "full"],
)
def test_a_failed_write_is_said_and_nothing_is_lost_or_doubled(
    point: str, error: Exception, code: str, folder: Path
) -> None:
    """At ``append.committed`` the failed write did reach the disk; it must not be written a second time."""
    faults = Faults()
    sitting = trouble(folder, faults)
    sitting.respond(1, 10)
    faults.at = {point: error}
    sitting.respond(2, 10)
    assert (saved(sitting), sitting.saving.code) == (False, code)
    faults.at |= {"open.locked": error}
    sitting.respond(3, 10)
    assert (saved(sitting), sitting.saving.code) == (False, code)
    faults.at = {}
    sitting.respond(4, 10)
    assert saved(sitting)
    assert sitting.session.answered == 4
    sitting.close()
    assert stored(folder) == [("started", None), *(("answered", item) for item in ORDER[:4])]
    assert [path.name for path in folder.iterdir()] == ["run0.run"]


def test_after_a_disk_error_the_file_is_written_anew(folder: Path) -> None:
    """A failed sync leaves pages that look written and are not; only a new file is sure to reach the disk."""
    faults = Faults()
    sitting = trouble(folder, faults)
    sitting.respond(1, 10)
    before = (folder / "run0.run").stat().st_ino
    faults.at = {"append.commit": DISK_ERROR}
    sitting.respond(2, 10)
    faults.at = {"create.name": OSError(5, "Input/output error")}
    sitting.respond(3, 10)
    assert sitting.saving.code == "run_write_failed"
    assert (folder / "run0.run").stat().st_ino == before
    faults.at = {}
    assert sitting.retry_saving().ok
    assert (folder / "run0.run").stat().st_ino != before
    sitting.close()
    assert len(stored(folder)) == 4


def test_a_full_disk_at_the_start_is_caught_up_with_later(folder: Path) -> None:
    faults = Faults({"create.tables": OSError(28, "No space left on device")})
    sitting = trouble(folder, faults)
    assert sitting.saving.code == "run_disk_full"
    assert list(folder.iterdir()) == []
    sitting.respond(1, 10)
    assert not saved(sitting)
    faults.at = {}
    sitting.respond(2, 10)
    assert saved(sitting)
    sitting.close()
    assert len(stored(folder)) == 3


def test_what_could_not_be_saved_is_tried_once_more_at_closing(folder: Path) -> None:
    faults = Faults()
    sitting = trouble(folder, faults)
    faults.at = {"append.begin": OSError(28, "No space left on device")}
    sitting.respond(1, 10)
    faults.at = {}
    sitting.close()
    assert saved(sitting)
    assert len(stored(folder)) == 2


def test_a_folder_that_goes_away_is_noticed_and_made_again(folder: Path) -> None:
    sitting = sittings.start(settings(folder), "quick", "ru")
    sitting.respond(1, 10)
    folder.rename(folder.with_name("elsewhere"))
    sitting.respond(2, 10)
    assert sitting.saving.code == "run_gone"
    sitting.respond(3, 10)
    assert saved(sitting)
    sitting.close()
    assert len(stored(folder)) == 4


def test_a_file_replaced_by_another_is_left_alone(folder: Path, tmp_path: Path) -> None:
    sitting = sittings.start(settings(folder), "quick", "ru")
    other = sittings.start(settings(tmp_path / "other"), "quick", "en")
    other.omit(10)
    other.close()
    (tmp_path / "other" / "run0.run").replace(folder / "run0.run")
    theirs = (folder / "run0.run").read_bytes()
    sitting.respond(1, 10)
    assert sitting.saving.code == "run_gone"
    sitting.respond(2, 10)
    assert sitting.saving.code == "run_changed"
    assert (folder / "run0.run").read_bytes() == theirs
    assert sitting.move_to(tmp_path / "third").ok
    sitting.close()
    assert len(stored(tmp_path / "third")) == 3


def test_a_lock_held_by_another_copy_is_said_and_waited_for(folder: Path) -> None:
    faults = Faults()
    sitting = trouble(folder, faults)
    faults.at = {"append.begin": OSError(28, "No space left on device")}
    sitting.respond(1, 10)
    faults.at = {}
    thief = RunFile.open(folder / "run0.run", "now")
    sitting.respond(2, 10)
    assert sitting.saving.code == "run_in_use"
    thief.close()
    sitting.respond(3, 10)
    assert saved(sitting)
    sitting.close()
    assert len(stored(folder)) == 4


def test_moving_to_a_place_that_fails_keeps_the_old_one(folder: Path, tmp_path: Path) -> None:
    sitting = sittings.start(settings(folder), "quick", "ru")
    (tmp_path / "file").write_text("x")
    assert sitting.move_to(tmp_path / "file").code == "run_no_folder"
    assert saved(sitting)
    assert sitting.path == folder / "run0.run"
    sitting.respond(1, 10)
    assert sitting.move_to(folder).ok
    sitting.close()
    assert len(stored(folder)) == 2


def test_moving_erases_the_copy_in_the_old_place(folder: Path, tmp_path: Path) -> None:
    sitting = sittings.start(settings(folder), "quick", "ru")
    sitting.respond(1, 10)
    assert sitting.move_to(tmp_path / "stick").ok
    assert list(folder.iterdir()) == []
    sitting.respond(2, 10)
    sitting.close()
    assert len(stored(tmp_path / "stick")) == 3


def test_a_second_copy_cannot_resume_what_is_open(folder: Path) -> None:
    sitting = sittings.start(settings(folder), "quick", "ru")
    with pytest.raises(RunFileError, match="run_in_use"):
        sittings.resume(settings(folder), folder / "run0.run")
    sitting.respond(1, 10)
    assert saved(sitting)
    sitting.close()


def test_a_run_that_can_only_be_read_is_gone_on_with_in_memory(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = sittings.start(settings(folder), "quick", "ru")
    sitting.respond(4, 10)
    sitting.close()
    real = run_file._locked

    def read_only(path: Path, trip: Trip) -> sqlite3.Connection:
        if path.parent == folder:
            raise RunFileError("run_read_only", path=path, folder=path.parent, reason="")
        return real(path, trip)

    monkeypatch.setattr(run_file, "_locked", read_only)
    again = sittings.resume(settings(folder), folder / "run0.run")
    assert again.saving.code == "run_read_only"
    assert again.session.answered == 1
    again.respond(2, 10)
    assert again.saving.code == "run_read_only"
    assert again.move_to(tmp_path / "stick").ok
    again.close()
    assert [kind for kind, _ in stored(tmp_path / "stick")] == ["started", "answered", "resumed", "answered"]
