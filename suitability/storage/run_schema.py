"""The tables of a run file, the steps from one schema version to the next, and what its errors are called.

Version 1 is the first. A step changes one version into the next inside one transaction; the steps are never
edited after a release, and a file from a newer program is refused, not guessed at.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from suitability.errors import RunFileError
from suitability.storage.safe_write import shown, sync_folder

APPLICATION_ID = 0x53554954
"""The letters SUIT in the SQLite header: this file is ours."""

_STRICT = "STRICT" if sqlite3.sqlite_version_info >= (3, 37, 0) else ""

_VERSION_1 = (
    f"""CREATE TABLE run (
        id TEXT NOT NULL PRIMARY KEY,
        form TEXT NOT NULL,
        language TEXT NOT NULL,
        pack TEXT NOT NULL,
        pack_version TEXT NOT NULL,
        digest TEXT NOT NULL,
        item_order TEXT NOT NULL,
        marks TEXT NOT NULL,
        started TEXT NOT NULL,
        program TEXT NOT NULL
    ) {_STRICT}""",
    f"""CREATE TABLE event (
        seq INTEGER NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('started', 'answered', 'omitted', 'moved', 'paused', 'resumed',
            'language', 'finished')),
        item TEXT,
        payload TEXT NOT NULL,
        at_utc TEXT NOT NULL,
        steady_ms INTEGER NOT NULL
    ) {_STRICT}""",
    f"""CREATE TABLE answer (
        item TEXT NOT NULL PRIMARY KEY,
        seq INTEGER NOT NULL REFERENCES event (seq),
        answer TEXT,
        elapsed_ms INTEGER CHECK (elapsed_ms >= 0)
    ) {_STRICT}""",
)


def _make_version_1(connection: sqlite3.Connection) -> None:
    for statement in _VERSION_1:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


STEPS: tuple[Callable[[sqlite3.Connection], None], ...] = (_make_version_1,)
"""Step ``n`` leads from schema version ``n`` to ``n + 1``; step 0 makes the tables of a new file."""

POINTS = (
    "create.folder",
    "create.file",
    "create.tables",
    "create.commit",
    "create.committed",
    "create.name",
    "create.named",
    "open.connect",
    "open.locked",
    "migrate.backup",
    "migrate.step",
    "migrate.commit",
    "migrate.committed",
    "append.begin",
    "append.event",
    "append.answer",
    "append.commit",
    "append.committed",
    "close",
)
"""Named places where the program may die; the durability tests kill it at each of them."""

Trip = Callable[[str], None]
"""Called with the name of each failure point as it is passed. Tests kill or raise in it."""


def no_trip(point: str) -> None:
    """Pass a failure point without doing anything."""


_SQLITE_CODES = {
    sqlite3.SQLITE_FULL: "run_disk_full",
    sqlite3.SQLITE_BUSY: "run_in_use",
    sqlite3.SQLITE_LOCKED: "run_in_use",
    sqlite3.SQLITE_READONLY: "run_read_only",
    sqlite3.SQLITE_PERM: "run_denied",
    sqlite3.SQLITE_CANTOPEN: "run_cannot_open",
    sqlite3.SQLITE_CORRUPT: "run_damaged",
    sqlite3.SQLITE_NOTADB: "run_damaged",
}
_SYSTEM_CODES = {
    errno.ENOSPC: "run_disk_full",
    errno.EDQUOT: "run_disk_full",
    errno.EFBIG: "run_disk_full",
    errno.EROFS: "run_read_only",
    errno.EACCES: "run_denied",
    errno.EPERM: "run_denied",
    errno.ENOENT: "run_gone",
    errno.ENOTDIR: "run_no_folder",
    errno.EEXIST: "run_exists",
}


Fault = sqlite3.Error | OSError | UnicodeDecodeError
FAULTS = (sqlite3.Error, OSError, UnicodeDecodeError)
"""What SQLite raises. The last one: a damaged file makes a message that is not even text."""


def run_error(error: Fault, path: Path) -> RunFileError:
    """Return the error for people that stands for what SQLite or the system said about ``path``."""
    values = {"path": shown(path), "folder": shown(path.parent)}
    if isinstance(error, OSError):
        number = error.errno or 0
        code = _SYSTEM_CODES.get(number, "run_write_failed")
        reason = os.strerror(number) if number else str(error)
    elif isinstance(error, UnicodeDecodeError):
        code, reason = "run_damaged", error.reason
    else:
        number = getattr(error, "sqlite_errorcode", 0)
        moved = number == sqlite3.SQLITE_READONLY_DBMOVED
        code = "run_gone" if moved else _SQLITE_CODES.get(number & 0xFF, "run_write_failed")
        reason = shown(str(error))
    return RunFileError(code, reason=reason, **values)


def upgrade(connection: sqlite3.Connection, path: Path, version: int, at_utc: str, trip: Trip) -> None:
    """Bring the file to the present schema, one version a transaction, after a backup."""
    if version == len(STEPS):
        return
    trip("migrate.backup")
    _back_up(connection, path, version, at_utc)
    for number in range(version, len(STEPS)):
        connection.execute("BEGIN EXCLUSIVE")
        trip("migrate.step")
        STEPS[number](connection)
        connection.execute(f"PRAGMA user_version = {number + 1}")
        trip("migrate.commit")
        connection.execute("COMMIT")
        trip("migrate.committed")


def _back_up(connection: sqlite3.Connection, path: Path, version: int, at_utc: str) -> None:
    """Copy the file beside itself, named by version and time; a finished copy is never replaced."""
    stamp = "".join(character for character in at_utc if character.isalnum())
    target = path.with_name(f"{path.name}.v{version}-{stamp}.backup")
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0), 0o600))
    with contextlib.closing(sqlite3.connect(part)) as copy:
        connection.backup(copy)
    handle = os.open(part, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    part.replace(target)
    sync_folder(path.parent)
