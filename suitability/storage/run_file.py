"""One sitting on disk: one SQLite file, an append-only table of events and a table of latest answers.

The settings are those that lost nothing in power-cut images: rollback journal, ``synchronous=EXTRA`` and an
exclusive lock, taken at once, so that a second copy of the program is refused instead of interleaved. A
commit has returned before anything is acknowledged. After any failure the connection is closed for good:
whoever wants to go on opens the file again, reads back what it holds, and writes what is missing.

The file is never opened by other means than SQLite while it may be in use: closing a second handle of the
same file would drop the lock of the first one.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from suitability.errors import RunFileError
from suitability.storage import run_schema
from suitability.storage.answer_codec import canonical
from suitability.storage.run_record import Event, RunContents, RunHeader, check_ours, read_contents
from suitability.storage.run_schema import FAULTS, Trip, no_trip, run_error, upgrade
from suitability.storage.safe_write import give_name, in_system_folder, shown, sync_folder

LOCK_WAIT_S = 0.25
"""How long an opening copy waits for a listing to let go; a running copy never lets go."""


def new_path(path: Path) -> Path:
    """Return where the run file ``path`` is written before it takes its name."""
    return path.with_name(f"{path.name}.new")


def make_folder(folder: Path) -> None:
    """Create ``folder`` readable by its owner only (0700) unless it exists.

    Raises:
        OSError: it cannot be created.
        RunFileError: it lies where the system shows itself, and nothing written there would stay.
    """
    if in_system_folder(folder):
        raise RunFileError("run_system_folder", path=shown(folder), folder=shown(folder))
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        if not folder.is_dir():
            folder.mkdir(mode=0o700)
            sync_folder(folder.parent)
    except FileExistsError as error:
        if not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)) from error


def connect(path: Path, wait_s: float = 0.0) -> sqlite3.Connection:
    """Return a plain connection to the existing file ``path``; one thread at a time may use it.

    Raises:
        RunFileError: there is no such file, or the name is impossible.
    """
    try:
        if not path.is_file():
            raise RunFileError("run_missing", path=shown(path), folder=shown(path.parent))
        return sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw",
            uri=True,
            isolation_level=None,
            timeout=wait_s,
            check_same_thread=False,
        )
    except FAULTS as error:
        raise run_error(error, path) from error
    except ValueError as error:
        raise RunFileError("run_missing", path=shown(path), folder=shown(path.parent)) from error


def read_run(path: Path) -> RunContents:
    """Return what the run file ``path`` holds without keeping it open or locked.

    Raises:
        RunFileError: missing, in use, damaged, foreign, empty or from a newer version.
    """
    try:
        with contextlib.closing(connect(path)) as connection:
            connection.execute("PRAGMA trusted_schema = OFF")
            check_ours(connection, path)
            return read_contents(connection, path)
    except FAULTS as error:
        raise run_error(error, path) from error


class RunFile:
    """An open run file. Held exclusively from opening to closing; unusable after the first failure."""

    def __init__(self, path: Path, connection: sqlite3.Connection, trip: Trip) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = connection
        self._trip = trip
        self._place = _place(path)

    @classmethod
    def create(
        cls,
        path: Path,
        header: RunHeader,
        events: Sequence[Event],
        trip: Trip = no_trip,
        *,
        over: bool = False,
    ) -> RunFile:
        """Return a new run file that durably holds ``header`` and ``events``; the folder is made if missing.

        It is written under another name and takes ``path`` when it is whole; ``over`` lets it take the
        place of an older file.

        Raises:
            RunFileError: the file exists already or cannot be written; nothing is left behind.
        """
        fresh = new_path(path)
        try:
            trip("create.folder")
            make_folder(path.parent)
            _remove(fresh)
            trip("create.file")
            flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)
            os.close(os.open(fresh, flags, 0o600))
            run = cls(fresh, _locked(fresh, trip), trip)
            run._fill(header, events)
            run._abandon()
            trip("create.name")
            give_name(fresh, path, force=over)
            sync_folder(path.parent)
            trip("create.named")
            return cls(path, _locked(path, trip), trip)
        except FAULTS as error:
            with contextlib.suppress(OSError):
                _remove(fresh)
            raise run_error(error, path) from error
        except BaseException:
            with contextlib.suppress(OSError):
                _remove(fresh)
            raise

    @classmethod
    def open(cls, path: Path, at_utc: str, trip: Trip = no_trip) -> RunFile:
        """Return the existing run file ``path``, locked, checked and brought to the present schema.

        ``at_utc`` names the backup that is made before an older file is changed.

        Raises:
            RunFileError: missing, in use, damaged, foreign, empty, from a newer version, or read-only.
        """
        connection = _locked(path, trip)
        try:
            upgrade(connection, path, check_ours(connection, path), at_utc, trip)
            _check_whole(connection, path)
            return cls(path, connection, trip)
        except FAULTS as error:
            connection.close()
            raise run_error(error, path) from error
        except BaseException:
            connection.close()
            raise

    def read(self) -> RunContents:
        """Return what the file holds.

        Raises:
            RunFileError: it cannot be read; the file is closed then.
        """
        try:
            return read_contents(self._live(), self.path)
        except FAULTS as error:
            self._abandon()
            raise run_error(error, self.path) from error
        except BaseException:
            self._abandon()
            raise

    def append(self, events: Sequence[Event]) -> None:
        """Store ``events`` in one transaction; when this returns they have been synced to the disk.

        Raises:
            RunFileError: nothing may be taken as stored; the file is closed and has to be opened again.
        """
        try:
            self._trip("append.begin")
            connection = self._live()
            connection.execute("BEGIN IMMEDIATE")
            self._insert(connection, events)
            self._trip("append.commit")
            connection.execute("COMMIT")
            self._trip("append.committed")
            if _place(self.path) != self._place:
                raise RunFileError("run_gone", path=shown(self.path), folder=shown(self.path.parent))
        except FAULTS as error:
            self._abandon()
            raise run_error(error, self.path) from error
        except BaseException:
            self._abandon()
            raise

    @property
    def in_place(self) -> bool:
        """True while the open file is the one that stands under its name."""
        return _place(self.path) == self._place

    def close(self) -> None:
        """Let go of the file. Nothing is written: everything acknowledged is stored already."""
        self._trip("close")
        self._abandon()

    def _fill(self, header: RunHeader, events: Sequence[Event]) -> None:
        """Make the tables of a new file and store the first rows, all in one transaction."""
        connection = self._live()
        try:
            connection.execute("BEGIN EXCLUSIVE")
            self._trip("create.tables")
            for step in run_schema.STEPS:
                step(connection)
            connection.execute(f"PRAGMA user_version = {len(run_schema.STEPS)}")
            stamp = header.content
            first = (header.id, header.form, header.language, stamp.pack, stamp.version, stamp.digest)
            lists = (canonical(list(header.order)), canonical(dict(header.marks)))
            connection.execute(
                "INSERT INTO run (id, form, language, pack, pack_version, digest, item_order, marks, started,"
                " program) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*first, *lists, header.started, header.program),
            )
            self._insert(connection, events)
            self._trip("create.commit")
            connection.execute("COMMIT")
            self._trip("create.committed")
        except BaseException:
            self._abandon()
            raise

    def _insert(self, connection: sqlite3.Connection, events: Sequence[Event]) -> None:
        for event in events:
            connection.execute(
                "INSERT INTO event (seq, kind, item, payload, at_utc, steady_ms) VALUES (?, ?, ?, ?, ?, ?)",
                (event.seq, event.kind, event.item, event.payload, event.at_utc, event.steady_ms),
            )
            self._trip("append.event")
            if event.kind in {"answered", "omitted"}:
                answer = canonical(event.value("answer")) if event.kind == "answered" else None
                connection.execute(
                    "INSERT INTO answer (item, seq, answer, elapsed_ms) VALUES (?, ?, ?, ?)"
                    " ON CONFLICT (item) DO UPDATE SET seq = excluded.seq, answer = excluded.answer,"
                    " elapsed_ms = excluded.elapsed_ms",
                    (event.item, event.seq, answer, event.value("ms")),
                )
                self._trip("append.answer")

    def _live(self) -> sqlite3.Connection:
        if self._connection is None:
            raise RunFileError("run_closed", path=shown(self.path), folder=shown(self.path.parent))
        return self._connection

    def _abandon(self) -> None:
        """Close the connection; SQLite undoes what was not committed, now or when the file is next opened."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(*FAULTS):
                connection.close()


def _check_whole(connection: sqlite3.Connection, path: Path) -> None:
    """Raise RunFileError unless every page and every index of the file is sound and none is missing."""
    verdict = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    size = pages * connection.execute("PRAGMA page_size").fetchone()[0]
    if verdict == "ok" and size == path.stat().st_size:
        return
    reason = verdict if verdict != "ok" else f"{path.stat().st_size} / {size}"
    raise RunFileError("run_damaged", path=shown(path), folder=shown(path.parent), reason=shown(reason))


def _remove(path: Path) -> None:
    """Remove what is left of an unfinished file and its journal."""
    for left in (path, path.with_name(f"{path.name}-journal")):
        left.unlink(missing_ok=True)


def _place(path: Path) -> tuple[int, int] | None:
    """Return which file stands at ``path``, or None when there is none (removed while open)."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _locked(path: Path, trip: Trip) -> sqlite3.Connection:
    """Return a connection that holds the exclusive lock of ``path``, with the durable settings."""
    try:
        trip("open.connect")
    except FAULTS as error:
        raise run_error(error, path) from error
    connection = connect(path, LOCK_WAIT_S)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("PRAGMA fullfsync = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("BEGIN EXCLUSIVE")
        trip("open.locked")
        if path.stat().st_size:
            check_ours(connection, path)
        connection.execute(
            "ROLLBACK"
        )  # nothing was changed; a commit would fill an empty file; the lock stays
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA foreign_keys = ON")
    except FAULTS as error:
        connection.close()
        raise run_error(error, path) from error
    except BaseException:
        connection.close()
        raise
    return connection
