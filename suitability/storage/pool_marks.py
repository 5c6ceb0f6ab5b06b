"""What a recruiter adds to an index: stages, ratings, notes. They belong to a person, not to a submission."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from suitability.storage.clean_text import clean_text
from suitability.storage.database import explained
from suitability.storage.sealed_wire import clean_lines

NOTE_LIMIT: Final = 10_000
"""Longest note, in characters."""

NAME_LIMIT: Final = 60
"""Longest name of a stage or a criterion, in characters."""


@dataclass(frozen=True, slots=True)
class Note:
    """One note: number, text, and when it was written (UTC)."""

    id: int
    text: str
    at: str


@dataclass(frozen=True, slots=True)
class Rating:
    """One rating of one's own: the criterion, the value, and when it was given (UTC)."""

    criterion: str
    value: int
    changed: str


class Marks:
    """Stages, ratings and notes of an open index."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection

    def stages(self, owners: Sequence[str]) -> dict[str, str]:
        """Return the stage of each of the owners that has one."""
        marks = ", ".join("?" * len(owners))
        query = f"SELECT owner, stage FROM stage WHERE owner IN ({marks})"  # noqa: S608 - marks only
        with explained(self._path):
            return {str(row[0]): str(row[1]) for row in self._connection.execute(query, list(owners))}

    def set_stage(self, owner: str, stage: str, now: str) -> None:
        """Put a person into a stage; an empty one takes them out."""
        name = clean_text(stage, NAME_LIMIT)
        with explained(self._path):
            if name:
                self._connection.execute("INSERT OR REPLACE INTO stage VALUES (?, ?, ?)", [owner, name, now])
            else:
                self._connection.execute("DELETE FROM stage WHERE owner = ?", [owner])

    def ratings(self, owner: str) -> tuple[Rating, ...]:
        """Return the ratings of a person, by criterion."""
        with explained(self._path):
            rows = self._connection.execute(
                "SELECT criterion, value, changed FROM rating WHERE owner = ? ORDER BY criterion", [owner]
            ).fetchall()
        return tuple(Rating(str(row[0]), int(row[1]), str(row[2])) for row in rows)

    def set_rating(self, owner: str, criterion: str, value: int | None, now: str) -> None:
        """Rate a person on a criterion; None takes the rating back."""
        name = clean_text(criterion, NAME_LIMIT)
        with explained(self._path):
            if value is None:
                self._connection.execute(
                    "DELETE FROM rating WHERE owner = ? AND criterion = ?", [owner, name]
                )
            else:
                self._connection.execute(
                    "INSERT OR REPLACE INTO rating VALUES (?, ?, ?, ?)", [owner, name, value, now]
                )

    def notes(self, owner: str) -> tuple[Note, ...]:
        """Return the notes on a person, the oldest first."""
        with explained(self._path):
            rows = self._connection.execute(
                "SELECT id, text, at FROM note WHERE owner = ? ORDER BY id", [owner]
            ).fetchall()
        return tuple(Note(int(row[0]), str(row[1]), str(row[2])) for row in rows)

    def add_note(self, owner: str, text: str, now: str) -> Note | None:
        """Add a note and return it; None when nothing is left of the text after cleaning."""
        kept = clean_lines(text, NOTE_LIMIT)
        if not kept:
            return None
        with explained(self._path):
            done = self._connection.execute(
                "INSERT INTO note (owner, text, at) VALUES (?, ?, ?)", [owner, kept, now]
            )
        return Note(int(done.lastrowid or 0), kept, now)

    def erase_note(self, number: int) -> None:
        """Erase one note."""
        with explained(self._path):
            self._connection.execute("DELETE FROM note WHERE id = ?", [number])
