"""The folder of run files: what is kept there, and how it is erased.

Listing never waits for and never locks out a running copy of the program. Erasing overwrites a file before
its name goes, takes the journal and the backups with it, and touches nothing whose name is not ours.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import Path
from types import MappingProxyType

from suitability.errors import RunFileError
from suitability.records import dataclass
from suitability.storage.clean_text import clean_text
from suitability.storage.run_file import connect
from suitability.storage.run_record import check_ours
from suitability.storage.run_schema import FAULTS, run_error
from suitability.storage.safe_write import shown, sync_folder

SUFFIX = ".run"
"""Ending of a run file's name; the part before it is the id of the sitting."""

_ERASING = ".erase"
_COMPANIONS = ("-journal", "-wal", "-shm", ".new", ".new-journal")


@dataclass(frozen=True, slots=True)
class RunSummary:
    """One kept sitting. When it cannot be read (or is in use), ``reason`` is the code that says why.

    ``values`` then fills the sentence of that code.

    ``started`` and ``last`` are UTC times of the wall clock, ISO 8601; ``last`` belongs to the last event.
    ``answering_ms`` adds up the measured times on screen.
    """

    id: str
    path: Path
    form: str = ""
    language: str = ""
    answered: int = 0
    total: int = 0
    started: str = ""
    last: str = ""
    answering_ms: int = 0
    finished: bool = False
    reason: str | None = None
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def in_use(self) -> bool:
        """True when another copy of the program has this sitting open."""
        return self.reason == "run_in_use"


@dataclass(frozen=True, slots=True)
class Erased:
    """What ``delete_all`` did: files that are gone, and sittings that stayed with the code that says why."""

    files: tuple[Path, ...]
    kept: tuple[tuple[Path, str], ...]


def run_path(folder: Path, run_id: str) -> Path:
    """Return where the sitting ``run_id`` is kept in ``folder``."""
    return folder / f"{run_id}{SUFFIX}"


def list_runs(folder: Path) -> tuple[RunSummary, ...]:
    """Return every sitting kept in ``folder``, the one last worked on first; unreadable ones come last.

    A missing folder holds nothing.

    Raises:
        RunFileError: the folder itself cannot be read.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if path.name.endswith(SUFFIX))
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise run_error(error, folder / "*") from error
    found = [summary(path) for path in paths]
    found.sort(key=lambda run: run.id)
    found.sort(key=lambda run: (run.reason is None, run.last), reverse=True)
    return tuple(found)


def summary(path: Path) -> RunSummary:
    """Return what stands in the run file ``path`` in short; never raises for its contents."""
    run_id = path.name.removesuffix(SUFFIX)
    try:
        with contextlib.closing(connect(path)) as connection:
            connection.execute("PRAGMA trusted_schema = OFF")
            check_ours(connection, path)
            return _summary(connection, run_id, path)
    except FAULTS as error:
        return _unreadable(run_id, path, run_error(error, path))
    except RunFileError as error:
        return _unreadable(run_id, path, error)
    except (TypeError, ValueError) as error:
        values = {"path": shown(path), "folder": shown(path.parent), "reason": shown(str(error))}
        return _unreadable(run_id, path, RunFileError("run_damaged", **values))


def latest_unfinished(folder: Path) -> RunSummary | None:
    """Return the unfinished sitting that was last worked on and can be gone on with, or None.

    Raises:
        RunFileError: the folder itself cannot be read.
    """
    open_runs = (run for run in list_runs(folder) if run.reason is None and not run.finished)
    return next(open_runs, None)


def delete_run(path: Path) -> tuple[Path, ...]:
    """Erase one sitting with its journal and backups; return the files that are gone.

    Raises:
        RunFileError: it is missing, in use, or cannot be removed.
    """
    if not path.is_symlink() and not path.is_file():
        raise RunFileError("run_missing", path=shown(path), folder=shown(path.parent))
    if not path.is_symlink() and _in_use(path):
        raise RunFileError("run_in_use", path=shown(path), folder=shown(path.parent))
    try:
        gone = [companion for companion in (path, *_companions(path)) if _erase(companion)]
        sync_folder(path.parent)
    except OSError as error:
        raise run_error(error, path) from error
    return tuple(gone)


def delete_all(folder: Path) -> Erased:
    """Erase every sitting in ``folder`` and every left-over of one; sittings in use stay and are named.

    Raises:
        RunFileError: the folder cannot be read.
    """
    gone: list[Path] = []
    kept: list[tuple[Path, str]] = []
    for run in list_runs(folder):
        try:
            gone.extend(delete_run(run.path))
        except RunFileError as error:
            kept.append((run.path, error.code))
    for orphan in _orphans(folder, {path for path, _ in kept}):
        try:
            if _erase(orphan):
                gone.append(orphan)
        except OSError as error:
            kept.append((orphan, run_error(error, orphan).code))
    return Erased(tuple(gone), tuple(kept))


def _unreadable(run_id: str, path: Path, error: RunFileError) -> RunSummary:
    return RunSummary(run_id, path, reason=error.code, values=MappingProxyType(error.values))


def _summary(connection: sqlite3.Connection, run_id: str, path: Path) -> RunSummary:
    form, language, total, started = connection.execute(
        "SELECT form, language, json_array_length(item_order), started FROM run"
    ).fetchone()
    switched = connection.execute(
        "SELECT json_extract(payload, '$.language') FROM event WHERE kind = 'language'"
        " ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    answered, spent = connection.execute(
        "SELECT count(answer), coalesce(sum(elapsed_ms), 0) FROM answer"
    ).fetchone()
    kind, last = connection.execute("SELECT kind, at_utc FROM event ORDER BY seq DESC LIMIT 1").fetchone()
    return RunSummary(
        id=run_id,
        path=path,
        form=clean_text(str(form)),
        language=clean_text(str(switched[0] if switched else language)),
        answered=int(answered),
        total=int(total),
        started=clean_text(str(started)),
        last=clean_text(str(last)),
        answering_ms=int(spent),
        finished=kind == "finished",
    )


def _in_use(path: Path) -> bool:
    """Return whether another copy holds the lock; a damaged or empty file is in nobody's use."""
    try:
        with contextlib.closing(connect(path)) as connection:
            connection.execute("PRAGMA schema_version").fetchone()
    except FAULTS as error:
        return run_error(error, path).code == "run_in_use"
    return False


def _companions(path: Path) -> tuple[Path, ...]:
    """Return the journal and the backups of ``path``, finished or not."""
    beside = (path.with_name(path.name + ending) for ending in _COMPANIONS)
    backups = (other for other in sorted(path.parent.iterdir()) if _is_backup(other, path.name))
    return (*(other for other in beside if other.exists()), *backups)


def _is_backup(path: Path, run_name: str = "") -> bool:
    body = path.name.removesuffix(".part").removesuffix("-journal").removesuffix(".part")
    return body.endswith(".backup") and f"{SUFFIX}.v" in body and body.startswith(run_name)


def _orphans(folder: Path, kept: Iterable[Path]) -> tuple[Path, ...]:
    """Return left-overs of erased sittings: backups, journals, and files whose erasing was cut off."""
    names = tuple(path.name for path in kept)
    try:
        files = sorted(folder.iterdir())
    except OSError:
        return ()
    endings = (*(f"{SUFFIX}{ending}" for ending in _COMPANIONS), _ERASING)
    return tuple(
        path
        for path in files
        if (path.name.endswith(endings) or _is_backup(path)) and not (names and path.name.startswith(names))
    )


def _erase(path: Path) -> bool:
    """Rename, overwrite with zeros, sync and remove ``path``; return whether there was anything to remove."""
    if path.is_symlink():
        path.unlink()
        return True
    doomed = path if path.name.endswith(_ERASING) else path.with_name(path.name + _ERASING)
    try:
        path.replace(doomed)
    except FileNotFoundError:
        return False
    with contextlib.suppress(OSError):  # a read-only file is removed even when it cannot be overwritten
        _overwrite(doomed)
    doomed.unlink()
    return True


def _overwrite(path: Path) -> None:
    handle = os.open(path, os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0))
    try:
        left = os.fstat(handle).st_size
        while left > 0:
            left -= os.write(handle, bytes(min(left, 1 << 16)))
        os.fsync(handle)
    finally:
        os.close(handle)
