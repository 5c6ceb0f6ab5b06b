"""A folder is tried with a real file, and is afterwards as it was."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from suitability.storage.folder_check import check_folder


def test_a_good_folder_is_tried_and_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "mine.run").write_text("x")
    found = check_folder(tmp_path)

    assert found.problem is None
    assert found.free_bytes is not None
    assert abs(found.free_bytes - shutil.disk_usage(tmp_path).free) < 10**9
    assert [path.name for path in tmp_path.iterdir()] == ["mine.run"]


def test_a_missing_folder_is_made_for_the_trial_only(tmp_path: Path) -> None:
    found = check_folder(tmp_path / "a" / "b" / "runs")

    assert found.problem is None
    assert found.free_bytes is not None
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_its_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("x")
    for folder in (tmp_path / "runs", tmp_path / "runs" / "deeper"):
        problem = check_folder(folder).problem
        assert problem is not None
        assert problem.code == "run_no_folder"
    assert (tmp_path / "runs").read_text() == "x"


@pytest.mark.skipif(os.name == "nt", reason="folders of POSIX systems")
@pytest.mark.parametrize("folder", ["/proc/runs", "/dev/runs", "/sys/a/runs"])
def test_a_folder_of_the_system_is_refused(folder: str) -> None:
    problem = check_folder(Path(folder)).problem

    assert problem is not None
    assert problem.code == "run_system_folder"
    assert not Path(folder).exists()


@pytest.mark.parametrize(
    ("number", "code"),
    [(28, "run_disk_full"), (30, "run_read_only"), (13, "run_denied"), (5, "run_write_failed")],
)
def test_what_the_disk_says_becomes_its_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    def refuse(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    problem = check_folder(tmp_path / "runs").problem

    assert problem is not None
    assert problem.code == code
    assert list(tmp_path.iterdir()) == []
