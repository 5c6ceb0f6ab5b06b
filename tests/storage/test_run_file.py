"""Run files: settings that survive, refusals that leave the file alone, migration with a backup."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from suitability.domain.session import ContentStamp
from suitability.errors import RunFileError
from suitability.storage import run_file, run_schema
from suitability.storage.answer_codec import canonical
from suitability.storage.run_file import RunFile, read_run
from suitability.storage.run_record import KINDS, Event, RunHeader
from suitability.storage.run_schema import APPLICATION_ID, POINTS, STEPS

VERSION = 1
HEADER = RunHeader(
    id="run0",
    form="quick",
    language="ru",
    content=ContentStamp("toy", "1", "0" * 64),
    order=("S01", "S02"),
    marks={"S01": "rating"},
    started="2026-11-22T12:00:00.000Z",
    program="suitability 0.1.0",
)


def event(seq: int, kind: str = "started", item: str | None = None, **payload: object) -> Event:
    return Event(seq, kind, item, canonical(payload), f"2026-11-22T12:00:0{seq % 10}.000Z", 1000 * seq)


STARTED = event(1)
ANSWERED = event(2, "answered", "S01", answer=4, ms=900, position=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "runs" / "run0.run"


@pytest.fixture
def closed(path: Path) -> Path:
    run = RunFile.create(path, HEADER, [STARTED])
    run.append([ANSWERED])
    run.close()
    return path


def refusal(path: Path) -> RunFileError:
    with pytest.raises(RunFileError) as caught:
        RunFile.open(path, "2026-11-22T12:00:00Z").close()
    return caught.value


def pragma(path: Path, name: str) -> object:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]
    finally:
        connection.close()


def test_what_was_appended_is_read_back(closed: Path) -> None:
    contents = read_run(closed)
    assert contents.header == HEADER
    assert contents.events == (STARTED, ANSWERED)


def test_the_answer_table_holds_the_latest_answer(path: Path) -> None:
    run = RunFile.create(path, HEADER, [STARTED, ANSWERED])
    run.append(
        [event(3, "omitted", "S02", ms=None, position=2), event(4, "answered", "S01", answer=2, ms=950)]
    )
    run.close()
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT item, seq, answer, elapsed_ms FROM answer ORDER BY item").fetchall()
    connection.close()
    assert rows == [("S01", 4, "2", 950), ("S02", 3, None, None)]


def test_files_are_for_their_owner_only_while_open_and_after(path: Path) -> None:
    os.umask(os.umask(0) & 0)  # reads the mask without changing it
    run = RunFile.create(path, HEADER, [STARTED])
    run.append([ANSWERED])
    modes = {found.name: stat.S_IMODE(found.stat().st_mode) for found in path.parent.iterdir()}
    assert modes == {"run0.run": 0o600, "run0.run-journal": 0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    run.close()
    assert [found.name for found in path.parent.iterdir()] == ["run0.run"]


def test_the_settings_are_those_that_survived_power_cuts(path: Path) -> None:
    run = RunFile.create(path, HEADER, [STARTED])
    connection = run._live()
    found = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("locking_mode", "synchronous", "journal_mode", "secure_delete", "foreign_keys")
    }
    assert found == {
        "locking_mode": "exclusive",
        "synchronous": 3,
        "journal_mode": "delete",
        "secure_delete": 1,
        "foreign_keys": 1,
    }
    run.close()
    assert pragma(path, "application_id") == APPLICATION_ID
    assert pragma(path, "user_version") == VERSION == len(STEPS)


def test_tables_are_strict_and_events_of_an_unknown_kind_are_refused(path: Path) -> None:
    run = RunFile.create(path, HEADER, [STARTED])
    with pytest.raises(RunFileError, match="run_write_failed"):
        run.append([event(2, "danced")])
    with pytest.raises(RunFileError, match="run_closed"):
        run.append([ANSWERED])
    assert read_run(path).events == (STARTED,)
    for number, kind in enumerate(KINDS, start=2):
        again = RunFile.open(path, "now")
        again.append([event(number, kind, "S01", answer=1)])
        again.close()
    connection = sqlite3.connect(path)
    if sqlite3.sqlite_version_info >= (3, 37, 0):
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("UPDATE event SET steady_ms = 'late'")
    connection.close()


def test_a_number_is_never_stored_twice(closed: Path) -> None:
    run = RunFile.open(closed, "now")
    with pytest.raises(RunFileError):
        run.append([event(3, "paused"), ANSWERED])
    assert read_run(closed).events == (STARTED, ANSWERED)


def test_an_existing_file_is_not_created_over(closed: Path) -> None:
    before = closed.read_bytes()
    with pytest.raises(RunFileError, match="run_exists"):
        RunFile.create(closed, HEADER, [STARTED])
    assert closed.read_bytes() == before


def test_a_link_in_the_way_is_not_followed(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir()
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(RunFileError, match="run_exists"):
        RunFile.create(path, HEADER, [STARTED])
    assert not (tmp_path / "elsewhere").exists()


def test_a_second_process_is_refused_and_the_first_goes_on(path: Path) -> None:
    run = RunFile.create(path, HEADER, [STARTED])
    program = (
        "import sys; from pathlib import Path\n"
        "from suitability.storage.run_file import RunFile, read_run\n"
        "from suitability.errors import RunFileError\n"
        "for attempt in (lambda p: RunFile.open(p, 'now'), read_run):\n"
        "    try: attempt(Path(sys.argv[1]))\n"
        "    except RunFileError as error: print(error.code)\n"
    )
    root = Path(run_file.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["run_in_use", "run_in_use"]
    assert refusal(path).code == "run_in_use"
    run.append([ANSWERED])
    run.close()
    assert read_run(path).events == (STARTED, ANSWERED)


def test_a_file_that_opens_empty_is_locked_at_once(closed: Path) -> None:
    """Opening takes the lock although nothing is written yet."""
    run = RunFile.open(closed, "now")
    assert refusal(closed).code == "run_in_use"
    run.close()
    RunFile.open(closed, "now").close()


def test_missing_empty_and_foreign_files_are_refused_and_left_alone(tmp_path: Path) -> None:
    assert refusal(tmp_path / "no.run").code == "run_missing"
    assert refusal(tmp_path).code == "run_missing"
    assert refusal(tmp_path / "a\x00b.run").code == "run_missing"
    empty = tmp_path / "empty.run"
    empty.touch()
    assert refusal(empty).code == "run_empty"
    text = tmp_path / "text.run"
    text.write_text("not a database, but long enough to be looked at as one" * 20)
    assert refusal(text).code == "run_damaged"
    other = tmp_path / "other.run"
    connection = sqlite3.connect(other)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE run (id)")
    connection.close()
    before = other.read_bytes()
    assert refusal(other).code == "run_foreign"
    assert other.read_bytes() == before
    assert empty.read_bytes() == b""


def test_a_newer_file_is_refused_by_name_and_not_changed(closed: Path) -> None:
    connection = sqlite3.connect(closed)
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.execute("UPDATE run SET program = 'suitability 9.0.0'")
    connection.commit()
    connection.close()
    before = closed.read_bytes()
    error = refusal(closed)
    assert error.code == "run_newer"
    assert error.values["program"] == "suitability 9.0.0"
    assert closed.read_bytes() == before
    assert [found.name for found in closed.parent.iterdir()] == ["run0.run"]


def test_damage_anywhere_is_an_error_of_ours_and_never_another(closed: Path) -> None:
    """Every 37th byte is turned over in turn: either the contents are the same or there is a RunFileError."""
    good = closed.read_bytes()
    refused = 0
    for place in range(0, len(good), 37):
        closed.write_bytes(good[:place] + bytes([good[place] ^ 0xFF]) + good[place + 1 :])
        try:
            run = RunFile.open(closed, "now")
            run.read()
            run.close()
        except RunFileError:
            refused += 1
        for left in closed.parent.glob("run0.run-*"):
            left.unlink()
    assert refused > 20


@pytest.mark.parametrize("length", [1, 99, 100, 4096, 8192, -1])
def test_a_cut_off_file_is_refused(closed: Path, length: int) -> None:
    closed.write_bytes(closed.read_bytes()[:length])
    assert refusal(closed).code == ("run_foreign" if length == 1 else "run_damaged")


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM run",
        "UPDATE run SET item_order = '{'",
        "UPDATE run SET item_order = '[1]'",
        "UPDATE run SET marks = '[]'",
        "UPDATE event SET payload = '['",
        "UPDATE event SET payload = '[]' WHERE seq = 2",
        "DELETE FROM answer; DELETE FROM event WHERE seq = 1",
        "DROP TABLE answer; DROP TABLE event; CREATE VIEW event AS SELECT 1",
    ],
)
def test_tables_that_make_no_sense_are_refused(closed: Path, change: str) -> None:
    connection = sqlite3.connect(closed)
    connection.executescript(change)
    connection.close()
    with pytest.raises(RunFileError) as caught:
        read_run(closed)
    assert caught.value.code in {"run_damaged", "run_write_failed"}


def test_a_file_removed_while_open_is_noticed(path: Path) -> None:
    run = RunFile.create(path, HEADER, [STARTED])
    path.unlink()
    with pytest.raises(RunFileError, match="run_gone"):
        run.append([ANSWERED])


def test_creating_leaves_nothing_behind_when_it_fails(path: Path) -> None:
    for point in ("create.file", "create.tables", "append.event", "create.commit", "create.name"):

        def fail(passed: str, point: str = point) -> None:
            if passed == point:
                raise sqlite3.OperationalError("disk I/O error")

        with pytest.raises(RunFileError):
            RunFile.create(path, HEADER, [STARTED], fail)
        assert list(path.parent.iterdir()) == []
    RunFile.create(path, HEADER, [STARTED]).close()


def test_a_left_over_journal_cannot_reach_a_new_file(closed: Path) -> None:
    """The journal of an erased run must not be rolled back into a new run of the same name."""
    run = RunFile.open(closed, "now")
    run._live().execute("BEGIN IMMEDIATE")
    run._live().execute("UPDATE event SET kind = 'moved'")
    run._live().execute("PRAGMA cache_spill = 1")
    stale = closed.with_name("run0.run-journal").read_bytes()
    run.close()
    closed.unlink()
    closed.with_name("run0.run-journal").write_bytes(stale)
    RunFile.create(closed, HEADER, [STARTED]).close()
    assert read_run(closed).events == (STARTED,)


def test_errors_are_told_apart_by_what_the_system_says(tmp_path: Path) -> None:
    for number, code in (
        (28, "run_disk_full"),
        (30, "run_read_only"),
        (13, "run_denied"),
        (20, "run_no_folder"),
    ):
        assert run_schema.run_error(OSError(number, "x"), tmp_path).code == code
    error = sqlite3.OperationalError("disk I/O error")
    assert run_schema.run_error(error, tmp_path).code == "run_write_failed"
    assert run_schema.run_error(error, tmp_path).values["reason"] == "disk I/O error"


def add_note(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE run ADD COLUMN note TEXT")


def break_down(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE run ADD COLUMN other TEXT")
    raise sqlite3.OperationalError("disk I/O error")


def test_an_older_file_is_backed_up_and_brought_up_step_by_step(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_schema, "STEPS", (*STEPS, add_note))
    RunFile.open(closed, "2026-11-22T12:00:00.000Z").close()
    assert pragma(closed, "user_version") == VERSION + 1
    assert read_run(closed).events == (STARTED, ANSWERED)
    (backup,) = closed.parent.glob("*.backup")
    assert backup.name == "run0.run.v1-20261122T120000000Z.backup"
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert pragma(backup, "user_version") == VERSION
    assert read_run(backup).events == (STARTED, ANSWERED)


def test_a_step_that_fails_leaves_the_version_before_it(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_schema, "STEPS", (*STEPS, add_note, break_down))
    assert refusal(closed).code == "run_write_failed"
    assert pragma(closed, "user_version") == VERSION + 1
    monkeypatch.setattr(run_schema, "STEPS", (*STEPS, add_note))
    RunFile.open(closed, "now").close()
    assert read_run(closed).events == (STARTED, ANSWERED)


def test_failure_points_are_named_once() -> None:
    assert len(set(POINTS)) == len(POINTS) > 10
