"""The register of a recruiter: every invite that was made, and for whom.

It is the only place that knows which person an invite id belongs to; invites and results carry the id alone.
Version 2 added where the files of each invite were laid, version 3 which folders of results were collected:
both so that a person can be erased wherever something of them is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from suitability.storage.database import Kind, explained, open_database, open_read_only, transaction

REGISTER: Final = "register.sqlite"
"""Name of the file in the recruiter's folder."""

APPLICATION_ID: Final = 0x53554952
"""The letters SUIR in the SQLite header."""

_TABLES: Final = (
    """CREATE TABLE invite (
        id TEXT NOT NULL PRIMARY KEY,
        batch TEXT NOT NULL,
        person TEXT NOT NULL,
        email TEXT NOT NULL,
        note TEXT NOT NULL,
        folded TEXT NOT NULL,
        organisation TEXT NOT NULL,
        role TEXT NOT NULL,
        form TEXT NOT NULL,
        language TEXT NOT NULL,
        made TEXT NOT NULL,
        not_before TEXT NOT NULL,
        expires TEXT NOT NULL,
        attempts INTEGER NOT NULL,
        keep_days INTEGER NOT NULL,
        opening TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        consent_version TEXT NOT NULL,
        consent_sha256 TEXT NOT NULL,
        digest TEXT NOT NULL,
        file TEXT NOT NULL,
        text TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE INDEX invite_person ON invite (folded, role, form)""",
    """CREATE INDEX invite_batch ON invite (batch)""",
)


def _version_1(connection: sqlite3.Connection) -> None:
    for statement in _TABLES:
        connection.execute(statement)


def _version_2(connection: sqlite3.Connection) -> None:
    connection.execute(
        "CREATE TABLE place (invite TEXT NOT NULL, folder TEXT NOT NULL, PRIMARY KEY (invite, folder))"
        " STRICT, WITHOUT ROWID"
    )


def _version_3(connection: sqlite3.Connection) -> None:
    connection.execute(
        "CREATE TABLE collected (folder TEXT NOT NULL, pool TEXT NOT NULL, PRIMARY KEY (folder, pool))"
        " STRICT, WITHOUT ROWID"
    )


KIND: Final = Kind(APPLICATION_ID, (_version_1, _version_2, _version_3))


@dataclass(frozen=True, slots=True)
class InviteRow:
    """One invite that was sent, and the person. Moments are UTC, ISO 8601; keys are in hexadecimal.

    ``batch`` is the id of the run of ``suitability invite`` that made it, ``file`` the stem of its files,
    ``folded`` name and address in the form in which they are compared, ``text`` the armoured invite.
    """

    id: str
    batch: str
    person: str
    email: str
    note: str
    folded: str
    organisation: str
    role: str
    form: str
    language: str
    made: str
    not_before: str
    expires: str
    attempts: int
    keep_days: int
    opening: str
    fingerprint: str
    consent_version: str
    consent_sha256: str
    digest: str
    file: str
    text: str


_COLUMNS: Final = ", ".join(field.name for field in fields(InviteRow))
_MARKS: Final = ", ".join("?" * len(fields(InviteRow)))


class RegisterFile:
    """An open register. Any thread may use it, one at a time."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @classmethod
    def open(cls, folder: Path, *, write: bool = True) -> RegisterFile:
        """Return the register of a recruiter's folder; to write it is made when it is missing.

        Raises:
            SealError: it cannot be opened, or is missing and only to be read.
        """
        path = folder / REGISTER
        return cls(path, open_database(path, KIND) if write else open_read_only(path, KIND))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def add(self, rows: Sequence[InviteRow]) -> None:
        """Store invites, all or none."""
        with explained(self.path), transaction(self._connection):
            self._connection.executemany(
                f"INSERT INTO invite ({_COLUMNS}) VALUES ({_MARKS})",  # noqa: S608 - names of ours
                [[getattr(row, field.name) for field in fields(InviteRow)] for row in rows],
            )

    def lay(self, numbers: Sequence[str], folder: str) -> None:
        """Remember that the files of these invites were laid into ``folder``."""
        with explained(self.path), transaction(self._connection):
            self._connection.executemany(
                "INSERT OR IGNORE INTO place VALUES (?, ?)", [(one, folder) for one in numbers]
            )

    def laid(self, number: str) -> tuple[str, ...]:
        """Return the folders into which the files of an invite were laid."""
        with explained(self.path):
            rows = self._connection.execute("SELECT folder FROM place WHERE invite = ?", [number])
            return tuple(str(row[0]) for row in rows)

    def note_collected(self, folder: str, pool: str) -> None:
        """Remember that ``folder`` was collected into the index ``pool``."""
        with explained(self.path):
            self._connection.execute("INSERT OR IGNORE INTO collected VALUES (?, ?)", [folder, pool])

    def collected(self) -> tuple[tuple[str, str], ...]:
        """Return every folder that was collected, with its index; none in a register of an older version."""
        there = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'collected'"
        with explained(self.path):
            if self._connection.execute(there).fetchone() is None:
                return ()
            rows = self._connection.execute("SELECT folder, pool FROM collected ORDER BY folder, pool")
            return tuple((str(folder), str(pool)) for folder, pool in rows)

    def invite(self, number: str) -> InviteRow | None:
        """Return the invite of this id, or None."""
        return next(iter(self._rows("id = ?", [number])), None)

    def live(self, folded: str, role: str, form: str, now: str) -> InviteRow | None:
        """Return the latest invite of a person to a form for a role that is still valid, or None."""
        condition = "folded = ? AND role = ? AND form = ? AND expires >= ? ORDER BY made DESC, id LIMIT 1"
        return next(iter(self._rows(condition, [folded, role, form, now])), None)

    def of_batch(self, batch: str) -> tuple[str, ...]:
        """Return the ids of the invites of one batch in the order of names."""
        query = "SELECT id FROM invite WHERE batch = ? ORDER BY folded, id"
        with explained(self.path):
            return tuple(str(row[0]) for row in self._connection.execute(query, [batch]))

    def all(self) -> tuple[InviteRow, ...]:
        """Return every invite, the latest first."""
        return tuple(self._rows("1 = 1 ORDER BY made DESC, folded, id", []))

    def promises(self) -> dict[str, int]:
        """Return for how many days each invite promised to keep the person, by its id."""
        with explained(self.path):
            return {
                str(row[0]): int(row[1])
                for row in self._connection.execute("SELECT id, keep_days FROM invite")
            }

    def count(self) -> int:
        """Return the number of invites."""
        with explained(self.path):
            return int(self._connection.execute("SELECT count(*) FROM invite").fetchone()[0])

    def erase(self, numbers: Sequence[str]) -> int:
        """Erase invites and return how many there were."""
        gone = [(one,) for one in numbers]
        with explained(self.path), transaction(self._connection):
            self._connection.executemany("DELETE FROM place WHERE invite = ?", gone)
            done = self._connection.executemany("DELETE FROM invite WHERE id = ?", gone)
        with explained(self.path):
            self._connection.execute("VACUUM")
        return int(done.rowcount)

    def _rows(self, condition: str, values: Sequence[object]) -> list[InviteRow]:
        query = f"SELECT {_COLUMNS} FROM invite WHERE {condition}"  # noqa: S608 - constants of this module
        with explained(self.path):
            return [InviteRow(*row) for row in self._connection.execute(query, list(values))]
