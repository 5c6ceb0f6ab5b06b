"""What was done with each file of a folder, so that a second reading does nothing twice."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from suitability.storage.database import explained

_HEX: Final = "hex:"


@dataclass(frozen=True, slots=True)
class FileRow:
    """What is known of one file: name in the folder, size, time of change in ns, SHA-256, and what was done.

    ``outcome`` is one of ``pool_schema.OUTCOMES``, or ``broken``, ``foreign``, ``invite``, ``skipped``;
    ``code`` and ``detail`` are those of the sentence that says why. ``entry`` is the row it led to.
    """

    path: str
    size: int
    mtime: int
    sha256: str
    outcome: str
    code: str = ""
    detail: Mapping[str, str] | None = None
    entry: int | None = None


class FileTable:
    """The table of files of an open index. Names are those within the folder, as ``name_key`` gives them."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection

    def known(self, name: str) -> FileRow | None:
        """Return what is known of a file that was there at the last reading, or None."""
        query = (
            "SELECT path, size, mtime, sha256, outcome, code, detail, entry FROM file"
            " WHERE path = ? AND present = 1"
        )
        with explained(self._path):
            row = self._connection.execute(query, [name]).fetchone()
        if row is None:
            return None
        return _file_row(row)

    def keep(self, file: FileRow) -> None:
        """Store what was done with a file."""
        with explained(self._path):
            self._connection.execute(
                "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)",
                [
                    *(file.path, file.size, file.mtime, file.sha256, file.outcome, file.code),
                    json.dumps(dict(file.detail or {}), ensure_ascii=False),
                    file.entry,
                ],
            )

    def touch(self, name: str, size: int, mtime: int) -> None:
        """Note that a file has another time and the same bytes."""
        with explained(self._path):
            self._connection.execute(
                "UPDATE file SET size = ?, mtime = ? WHERE path = ?", [size, mtime, name]
            )

    def of_entry(self, number: int) -> tuple[str, ...]:
        """Return the names of the files that led to a row."""
        with explained(self._path):
            rows = self._connection.execute(
                "SELECT path FROM file WHERE entry = ? ORDER BY path", [number]
            ).fetchall()
        return tuple(key_name(str(row[0])) for row in rows)

    def with_outcome(self, outcomes: Iterable[str]) -> Iterator[FileRow]:
        """Yield the files that were there at the last reading and came to one of ``outcomes``, by name."""
        wanted = list(outcomes)
        marks = ", ".join("?" * len(wanted))
        columns = "path, size, mtime, sha256, outcome, code, detail, entry"
        query = f"SELECT {columns} FROM file WHERE present = 1 AND outcome IN ({marks}) ORDER BY path"  # noqa: S608 - marks
        with explained(self._path):
            for row in self._connection.execute(query, wanted):
                yield _file_row(row)

    def present(self) -> int:
        """Return the number of files that were there at the last reading."""
        with explained(self._path):
            return int(self._connection.execute("SELECT count(*) FROM file WHERE present = 1").fetchone()[0])

    def forget_missing(self, folder: Path) -> tuple[str, ...]:
        """Mark the files that are gone from ``folder`` and return their names; their rows stay."""
        with explained(self._path):
            names = [
                str(row[0]) for row in self._connection.execute("SELECT path FROM file WHERE present = 1")
            ]
            gone = [name for name in names if not _is_there(folder / key_name(name))]
            self._connection.executemany(
                "UPDATE file SET present = 0 WHERE path = ?", [(name,) for name in gone]
            )
        return tuple(key_name(name) for name in gone)


def name_key(name: str) -> str:
    """Return a file name as text that can always be stored: names that are no text become hexadecimal."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return _HEX + os.fsencode(name).hex()
    return _HEX + os.fsencode(name).hex() if name.startswith(_HEX) else name


def key_name(key: str) -> str:
    """Return the file name that ``name_key`` was given."""
    return os.fsdecode(bytes.fromhex(key.removeprefix(_HEX))) if key.startswith(_HEX) else key


def _file_row(row: tuple[Any, ...]) -> FileRow:
    path, size, mtime, sha256, outcome, code, detail, entry = row
    return FileRow(path, size, mtime, sha256, outcome, code, json.loads(detail), entry)


def _is_there(path: Path) -> bool:
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError:
        return True  # out of reach is not gone
    return True
