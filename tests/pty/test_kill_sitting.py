"""The kill test on the real program; TUI_KILLS sets how many kills (12 without it)."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from suitability.errors import RunFileError
from suitability.services import sitting as sittings
from tests.pty.kill_sitting import Typed, stored_answers
from tests.pty.terminal import ROOT
from tests.tui.support import settings

KILLS = os.environ.get("TUI_KILLS", "12")


@pytest.mark.slow
def test_no_acknowledged_answer_is_lost_when_the_program_is_killed() -> None:
    program = ROOT / "tests" / "pty" / "kill_sitting.py"
    done = subprocess.run(
        [sys.executable, str(program), "--kills", KILLS, "--jobs", "2"],
        capture_output=True,
        text=True,
        timeout=120 + 10 * int(KILLS),
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{KILLS} kills" in done.stdout
    assert " 0 failures" in done.stdout


def written(folder: Path, codes: list[int]) -> dict[int, object]:
    """Return what the kill test reads from a run with these answers."""
    sitting = sittings.start(settings(folder / "runs"), "quick", "en")
    for code in codes:
        sitting.respond(code, 1000)
    sitting.close()
    return dict(stored_answers(folder))


def test_the_kill_test_sees_a_lost_answer_and_an_older_one(tmp_path: Path) -> None:
    """The check itself can fail: a missing answer and an answer from before a change are both reported."""
    stored = {number: code for number, code in written(tmp_path, [3, 4]).items() if isinstance(code, int)}
    assert stored == {1: 3, 2: 4}
    typed = Typed(random.Random(1), {1: [3], 2: [4]}, {1: 3, 2: 4})
    assert typed.missing(stored) == []
    lost = Typed(random.Random(1), {1: [3], 2: [4], 3: [5]}, {1: 3, 2: 4, 3: 5})
    assert len(lost.missing(stored)) == 1
    older = Typed(random.Random(1), {1: [3, 2], 2: [4]}, {1: 2})
    assert len(older.missing(stored)) == 1
    newer = Typed(random.Random(1), {1: [2, 3], 2: [4]}, {1: 2})
    assert newer.missing(stored) == []


def test_the_kill_test_sees_a_file_that_does_not_open(tmp_path: Path) -> None:
    written(tmp_path, [3, 4])
    (path,) = (tmp_path / "runs").glob("*.run")
    path.write_bytes(path.read_bytes()[:700])
    with pytest.raises(RunFileError):
        stored_answers(tmp_path)
