"""SQLite files of a recruiter: the register of invites and the index of a folder. One way to open them.

Made with mode 0600, marked as ours, stepped up from version to version. A rollback journal, because the
WAL of older SQLite libraries can lose commits (docs/trust.md); erased rows are overwritten.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from suitability.errors import SealError
from suitability.storage.run_file import make_folder
from suitability.storage.safe_write import shown

WAIT_S: Final = 10.0
"""How long one copy of the program waits for another that is writing."""

CACHE_KIB: Final = 16_384
"""Most memory for the pages of a file, in KiB. With SQLite's own 2,000 a large index is slow to write."""

FAULTS: Final = (sqlite3.Error, OSError, UnicodeDecodeError)

_CODES: Final = {
    sqlite3.SQLITE_FULL: "base_disk_full",
    sqlite3.SQLITE_BUSY: "base_in_use",
    sqlite3.SQLITE_LOCKED: "base_in_use",
    sqlite3.SQLITE_READONLY: "base_denied",
    sqlite3.SQLITE_PERM: "base_denied",
    sqlite3.SQLITE_CANTOPEN: "base_denied",
    sqlite3.SQLITE_CORRUPT: "base_damaged",
    sqlite3.SQLITE_NOTADB: "base_damaged",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its mark in the SQLite header, and the steps that lead from one version to the next."""

    application_id: int
    steps: tuple[Callable[[sqlite3.Connection], None], ...]


def open_database(path: Path, kind: Kind, *, create: bool = True) -> sqlite3.Connection:
    """Return a connection to the file ``path``, made new when it is missing and ``create`` is true.

    Statements run in their own transactions unless one is begun. Any thread may use it, one at a time.

    Raises:
        SealError: missing, foreign, from a newer version, damaged, in use, or not to be written.
    """
    with explained(path):
        if not path.exists():
            if not create:
                raise SealError("base_missing", path=shown(path))
            make_folder(path.parent)
            flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)
            with contextlib.suppress(FileExistsError):
                os.close(os.open(path, flags, 0o600))
        connection = sqlite3.connect(path, isolation_level=None, timeout=WAIT_S, check_same_thread=False)
        try:
            _prepare(connection, path, kind)
        except BaseException:
            connection.close()
            raise
        return connection


def open_read_only(path: Path, kind: Kind) -> sqlite3.Connection:
    """Return a connection that can only read. Raises as ``open_database``."""
    with explained(path):
        if not path.is_file():
            raise SealError("base_missing", path=shown(path))
        address = f"{path.absolute().as_uri()}?mode=ro"
        connection = sqlite3.connect(
            address, uri=True, isolation_level=None, timeout=WAIT_S, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA trusted_schema = OFF")
            _version(connection, path, kind)
        except BaseException:
            connection.close()
            raise
        return connection


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite or the system says about ``path`` into an error for people."""
    try:
        yield
    except FAULTS as error:
        raise _error(error, path) from error


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Run a block as one transaction: all of it or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _prepare(connection: sqlite3.Connection, path: Path, kind: Kind) -> None:
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    version = _version(connection, path, kind)
    if version == len(kind.steps):
        return
    with transaction(connection):
        for number in range(_version(connection, path, kind), len(kind.steps)):
            kind.steps[number](connection)
        connection.execute(f"PRAGMA application_id = {kind.application_id}")
        connection.execute(f"PRAGMA user_version = {len(kind.steps)}")


def _version(connection: sqlite3.Connection, path: Path, kind: Kind) -> int:
    """Return the file's schema version; 0 for one that is still empty."""
    mark = int(connection.execute("PRAGMA application_id").fetchone()[0])
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])
    if (mark != kind.application_id or version < 1) and (tables or mark or version):
        raise SealError("base_foreign", path=shown(path))
    if version > len(kind.steps):
        raise SealError("base_newer", path=shown(path), version=version)
    return version


def _error(error: Exception, path: Path) -> SealError:
    values = {"path": shown(path), "folder": shown(path.parent)}
    if isinstance(error, OSError):
        reason = os.strerror(error.errno) if error.errno else str(error)
        return SealError("base_failed", reason=reason, **values)
    if isinstance(error, UnicodeDecodeError):
        return SealError("base_damaged", **values)
    number = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if number in _CODES:
        return SealError(_CODES[number], **values)
    return SealError("base_failed", reason=shown(str(error)), **values)
